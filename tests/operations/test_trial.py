"""A trial restore is a whole restoring, compared and thrown away; looking inside writes nothing."""

import itertools
from pathlib import Path

import pyrage
import pytest

from desktop.domain.errors import BackupDamaged, Cancelled, WrongSecret
from desktop.domain.notes import Note
from desktop.operations import copies, trial, ways_in
from desktop.operations.attachments import attach
from desktop.operations.backups import back_up, verify
from desktop.operations.cases import open_case
from desktop.operations.looking import look_inside
from desktop.operations.trial import rehearse
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import age, meter
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault
from tests.conftest import PASSPHRASE
from tests.operations.backup_case import one_backup, scan, stick, tree


def test_all_of_it_comes_back_and_nothing_of_it_stays(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)
    before, on_stick = tree(vault.folder).keys(), tree(stick(tmp_path))

    found = rehearse(vault, proven.file, vault.keys)

    assert found.problems == ()
    assert (found.trial.ok, found.trial.way, found.trial.papers) == (True, "vault", 2)
    assert found.trial.records + found.trial.changes == proven.records
    assert found.trial.changes > 0
    assert copies.trials(vault) == {proven.file.name: found.trial}
    assert tree(vault.folder).keys() == before
    assert tree(stick(tmp_path)) == on_stick


def test_the_scratch_vault_lies_encrypted_beside_the_database_under_a_key_of_its_own(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    proven = one_backup(vault, tmp_path)
    seen: dict[str, bytes] = {}
    whole = trial._compare
    monkeypatch.setattr(trial, "_compare", lambda *how: (seen.update(tree(next(vault.folder.glob("trial-*")))), whole(*how)))

    rehearse(vault, proven.file, vault.keys)

    assert {"header.a", "cases.db"} < seen.keys()
    for name, content in seen.items():
        (tmp_path / "left" / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / "left" / name).write_bytes(content)
    with pytest.raises(WrongSecret):
        unlock(tmp_path / "left", PASSPHRASE)
    for word in ("Звонила", "Клён", "Королёв"):
        assert word.encode() not in b"".join(seen.values())


@pytest.mark.parametrize("harm", ["record", "paper", "paper gone"])
def test_a_damaged_backup_fails_its_trial_and_that_is_kept(vault: Vault, tmp_path: Path, harm: str):
    proven = one_backup(vault, tmp_path)
    file = proven.file if harm == "record" else next((proven.file.parent / "copy-papers").iterdir())
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.chmod(0o600)
    file.write_bytes(content)
    if harm == "paper gone":
        file.unlink()

    found = rehearse(vault, proven.file, vault.keys)

    assert not found.trial.ok
    assert found.problems
    assert not copies.trials(vault)[proven.file.name].ok
    assert list(vault.folder.glob("trial-*")) == []


def test_a_paper_that_is_not_what_its_record_says_fails_the_trial(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    proven = one_backup(vault, tmp_path)
    monkeypatch.setattr(age, "open_into", lambda _file, target, _identity, real=age.open_into: _one_more(real, _file, target, _identity))

    found = rehearse(vault, proven.file, vault.keys)

    assert [problem.code for problem in found.problems] == ["backup-paper-damaged"]


def _one_more(real, file, target, identity):
    """Opens as ever, but a paper has one byte more than it should."""
    real(file, target, identity)
    if isinstance(target, trial.Digest):
        target.write(b"x")


def test_cancelled_it_leaves_nothing(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(meter, "_STEP", 1)
    proven = one_backup(vault, tmp_path)
    for last in (1, 8, 20):
        calls = itertools.count()

        def report(done: int, total: int, calls=calls, last=last) -> None:
            if next(calls) == last:
                raise Cancelled

        with pytest.raises(Cancelled):
            rehearse(vault, proven.file, vault.keys, report)

    assert list(vault.folder.glob("trial-*")) == []
    assert copies.trials(vault) == {}


def test_what_a_killed_trial_left_goes_at_the_next_opening(folder: Path, keys: Keys):
    (folder / "trial-00" / "papers").mkdir(parents=True)
    (folder / "trial-00" / "cases.db").write_bytes(b"x")

    open_vault(folder, keys).close()

    assert not (folder / "trial-00").exists()


def test_every_way_in_of_that_day_opens_it_and_is_named(vault: Vault, tmp_path: Path):
    organisation = pyrage.x25519.Identity.generate()
    _, file = ways_in.add_key_file(vault, "вторая")
    _, words = ways_in.add_words(vault, "ru")
    _, parts = ways_in.add_shares(vault, 2, 3)
    ways_in.add_organisation(vault, str(organisation.to_public()))
    attach(vault, open_case(vault).id, scan(tmp_path, 1))
    proven = back_up(vault, stick(tmp_path))
    given = {
        "vault": vault.keys,
        "passphrase": PASSPHRASE,
        "key-file": "вторая",
        "words": " ".join(words),
        "shares": "\n".join(parts[:2]),
        "organisation": str(organisation),
        "printed-key": vault.keys.age_identity,
    }

    for way, secret in given.items():
        text = file if way == "key-file" else ""
        assert verify(proven.file, secret, key_file_text=text).way == way
        assert look_inside(proven.file, secret, key_file_text=text).way == way
    found = rehearse(vault, proven.file, given["organisation"])
    assert (found.trial.way, found.trial.ok, found.trial.papers) == ("organisation", True, 1)


def test_a_wrong_secret_is_no_result(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)

    with pytest.raises(WrongSecret):
        rehearse(vault, proven.file, "something else")

    assert copies.trials(vault) == {}


def test_looking_inside_shows_cases_notes_and_papers_and_writes_nothing(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)
    before = (tree(vault.folder), tree(stick(tmp_path)), vault.root())

    inside = look_inside(proven.file, vault.keys)

    assert [case.pseudonym for case in inside.cases] == ["Клён", "Маяк"]
    first = inside.readable(inside.cases[0].id)
    assert [type(each).__name__ for each in first] == ["Note", "Attachment", "Attachment"]
    assert [each.text for each in first if isinstance(each, Note)] == ["Короче."]
    assert sum(len(found) for found in inside.records.values()) < proven.records  # changes are not shown
    assert (tree(vault.folder), tree(stick(tmp_path)), vault.root()) == before


def test_looking_into_a_damaged_backup_shows_nothing(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)
    content = bytearray(proven.file.read_bytes())
    content[-3000] ^= 1
    proven.file.chmod(0o600)
    proven.file.write_bytes(content)

    with pytest.raises(BackupDamaged):
        look_inside(proven.file, vault.keys)
