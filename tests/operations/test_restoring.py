"""Restoring: what comes back is what went in, in a new folder, or nothing at all."""

import io
import os
import shutil
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.errors import BackupDamaged, BadInput, Cancelled, DiskFull, NotFound, VaultExists, WrongSecret
from desktop.domain.events import Event, EventKind
from desktop.domain.notes import BLOCKS, Note
from desktop.domain.people import Person, Sex
from desktop.operations import backups, checks, recovery
from desktop.operations.attachments import attach_stream, read_paper
from desktop.operations.backups import Proven, back_up, restore, verify
from desktop.operations.settings import set_setting
from desktop.operations.vaults import open_vault, slot_kinds, unlock
from desktop.storage import cases, changes, header, place, records, search
from desktop.storage.keys import Keys
from desktop.storage.vault import Ground, Vault
from tests.conftest import PASSPHRASE
from tests.operations.backup_case import fill, one_backup, stick, tree

NEW = "новая парольная фраза"


def contents(vault: Vault) -> list[object]:
    """All that a vault keeps, but for what speaks of its ways in."""
    stored = [each for each in records.stored(vault) if each.id not in {"slots", "recovery.checked_at", "backup.made"}]
    return [*stored, *changes.every(vault)]


@pytest.mark.parametrize("whole", [False, True])
def test_with_the_passphrase_all_comes_back(vault: Vault, tmp_path: Path, *, whole: bool):
    before = [*records.stored(vault)]
    proven = one_backup(vault, tmp_path, whole=whole)

    restore(proven.file, PASSPHRASE, tmp_path / "new")

    with open_vault(tmp_path / "new", unlock(tmp_path / "new", PASSPHRASE)) as new:
        assert contents(new) == contents(vault)
        assert len(contents(new)) > len(before)
        assert tree(new.folder / "papers") == tree(vault.folder / "papers")
        assert [row.number for row in cases.rows(new)] == [row.number for row in cases.rows(vault)]
        assert [hit.id for hit in search.find(new, "королев")] == [hit.id for hit in search.find(vault, "королев")] != []
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["cases.db", "header.a", "header.b", "lock", "papers"]
    assert checks.check_vault(tmp_path / "new", PASSPHRASE).problems == ()


def test_a_restored_vault_is_the_same_vault_in_another_place(vault: Vault, tmp_path: Path):
    restore(one_backup(vault, tmp_path).file, PASSPHRASE, tmp_path / "new")

    new = header.read(tmp_path / "new").sealed.header

    assert (new.vault, new.slots, new.db_salt) == (vault.header.vault, vault.header.slots, vault.header.db_salt)
    assert new.instance != vault.header.instance
    assert new.epoch == vault.header.epoch + 1


def test_words_open_it_as_of_that_day(vault: Vault, tmp_path: Path):
    words = " ".join(recovery.renew_words(vault, "ru"))
    proven = one_backup(vault, tmp_path)
    recovery.renew_words(vault, "en")

    restore(proven.file, words, tmp_path / "new")

    assert unlock(tmp_path / "new", words) == vault.keys


@pytest.mark.parametrize("whole", [False, True])
def test_the_printed_key_makes_a_vault_with_new_keys(vault: Vault, tmp_path: Path, *, whole: bool):
    words = " ".join(recovery.renew_words(vault, "en"))
    proven = one_backup(vault, tmp_path, whole=whole)

    restore(proven.file, vault.keys.age_identity.lower() + "\n", tmp_path / "new", NEW, unlock_seconds=0.01)

    keys = unlock(tmp_path / "new", NEW)
    assert keys.vmk != vault.keys.vmk
    assert keys.age_identity != vault.keys.age_identity
    with open_vault(tmp_path / "new", keys) as new:
        old = {paper.id: paper for paper in records.every(vault, Attachment)}
        papers = records.every(new, Attachment)
        assert {paper.id: read_paper(new, paper) for paper in papers} == {id_: read_paper(vault, old[id_]) for id_ in old}
        assert {paper.sealed.file for paper in papers} == {path.name for path in (new.folder / "papers").iterdir()}
        assert not {paper.sealed for paper in papers} & {paper.sealed for paper in old.values()}
        assert records.every(new, Note) == records.every(vault, Note)
        assert list(slot_kinds(new).values()) == ["passphrase"]
    for old_way in (PASSPHRASE, words):
        with pytest.raises(WrongSecret):
            unlock(tmp_path / "new", old_way)
    assert checks.check_vault(tmp_path / "new", NEW).problems == ()


def test_a_restored_vault_makes_backups_that_restore(vault: Vault, tmp_path: Path):
    restore(one_backup(vault, tmp_path).file, PASSPHRASE, tmp_path / "new")
    with open_vault(tmp_path / "new", vault.keys) as new:
        again = back_up(new, stick(tmp_path))

    assert verify(again.file, vault.keys.age_identity).ok
    restore(again.file, PASSPHRASE, tmp_path / "third")


def test_the_printed_key_alone_needs_a_new_passphrase(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)

    for passphrase in (None, "", "\n"):
        with pytest.raises(BadInput):
            restore(proven.file, vault.keys.age_identity, tmp_path / "new", passphrase)

    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("there", ["folder", "file", "link"])
def test_nothing_that_is_there_is_touched(vault: Vault, tmp_path: Path, there: str):
    proven = one_backup(vault, tmp_path)
    target = tmp_path / "new"
    if there == "folder":
        target.mkdir()
    elif there == "file":
        target.touch()
    else:
        target.symlink_to("nowhere")

    with pytest.raises(VaultExists):
        restore(proven.file, PASSPHRASE, target)

    assert sorted(path.name for path in tmp_path.iterdir() if "new" in path.name) == ["new"]


def left(tmp_path: Path) -> list[str]:
    return [path.name for path in tmp_path.iterdir() if path.name.startswith("new")]


def test_a_wrong_secret_leaves_nothing_behind(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)

    with pytest.raises(WrongSecret):
        restore(proven.file, "wrong", tmp_path / "new")
    with pytest.raises(BackupDamaged):
        restore(proven.file, Keys(os.urandom(32), vault.keys.vault).age_identity, tmp_path / "new", NEW)
    with pytest.raises(BadInput):
        restore(proven.file, vault.keys.age_identity[:-1], tmp_path / "new", NEW)

    assert left(tmp_path) == []


@pytest.mark.parametrize("whole", [False, True])
def test_damage_leaves_nothing_behind(vault: Vault, tmp_path: Path, *, whole: bool):
    proven = one_backup(vault, tmp_path, whole=whole)
    data = bytearray(proven.file.read_bytes())
    data[len(data) * 3 // 4] ^= 1
    proven.file.write_bytes(data)

    with pytest.raises(BackupDamaged):
        restore(proven.file, PASSPHRASE, tmp_path / "new")

    assert left(tmp_path) == []


def test_a_missing_paper_leaves_nothing_behind(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)
    next((stick(tmp_path) / "copy-papers").iterdir()).unlink()

    with pytest.raises(BackupDamaged) as caught:
        restore(proven.file, PASSPHRASE, tmp_path / "new")

    assert [problem.code for problem in caught.value.problems] == ["backup-paper-missing"]
    assert left(tmp_path) == []


def test_cancelled_at_any_point_it_leaves_nothing(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)
    calls: list[int] = []
    restore(proven.file, PASSPHRASE, tmp_path / "first", report=lambda done, total: calls.append(done))

    for last in range(len(calls)):
        asked = iter(range(last + 1))

        def report(done: int, total: int, asked=asked, last=last) -> None:
            if next(asked) == last:
                raise Cancelled

        with pytest.raises(Cancelled):
            restore(proven.file, PASSPHRASE, tmp_path / "new", report=report)
        assert left(tmp_path) == []


def test_no_room_no_folder(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    proven = one_backup(vault, tmp_path)
    monkeypatch.setattr(place, "MARGIN", 10**18)

    with pytest.raises(DiskFull):
        restore(proven.file, PASSPHRASE, tmp_path / "new")

    assert left(tmp_path) == []


def test_a_backup_may_be_copied_and_renamed_with_its_papers(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(stick(tmp_path), elsewhere)
    shutil.rmtree(stick(tmp_path))
    (elsewhere / proven.file.name).rename(elsewhere / "x")

    restore(elsewhere / "x", PASSPHRASE, tmp_path / "new")

    assert checks.check_vault(tmp_path / "new", PASSPHRASE).papers == 2


def test_no_file_no_restore(tmp_path: Path):
    for path in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(NotFound):
            verify(path, "x")


def test_verifying_names_records_papers_and_day(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)

    verdict = verify(proven.file, PASSPHRASE)

    assert (verdict.ok, verdict.records, verdict.papers) == (True, proven.records, 2)
    assert verdict.created.startswith("2026-05-14T09:00")


def test_without_a_secret_it_is_not_called_whole(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)

    for nothing in (None, ""):
        verdict = verify(proven.file, nothing)
        assert (verdict.ok, [problem.code for problem in verdict.problems]) == (False, ["not-opened"])


# --- any vault comes back equal

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
LONG = st.builds(lambda text, times: text * times, TEXT, st.integers(1, 900))
IDS = st.integers(0, 2**128 - 1).map("{:032x}".format)
PEOPLE = st.builds(Person, id=IDS, surname=TEXT, name=TEXT, sex=st.sampled_from(Sex), phones=st.tuples(TEXT), remark=LONG)
NOTES = st.builds(
    Note, id=IDS, case=IDS, written_at=TEXT, blocks=st.dictionaries(st.sampled_from(BLOCKS), LONG, max_size=3), explained=st.tuples(TEXT)
)
EVENTS = st.builds(Event, id=IDS, case=IDS, kind=st.sampled_from(EventKind), title=TEXT, text=LONG)
CASES = st.builds(Case, id=IDS, number=TEXT, pseudonym=TEXT, matter=LONG, tags=st.tuples(TEXT, TEXT))
VALUES = st.lists(st.one_of(PEOPLE, NOTES, EVENTS, CASES), max_size=12, unique_by=lambda value: value.id)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(values=VALUES, papers=st.lists(st.binary(max_size=3000), max_size=2), whole=st.booleans(), seed=st.integers())
def test_any_vault_is_restored_equal(empty_vault, values: list, papers: list[bytes], whole: bool, seed: int):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(empty_vault[0], folder / "vault")
        with open_vault(folder / "vault", empty_vault[1], ground=Ground(random=Random(seed))) as vault:
            case = Case(id="c" * 32, number="26-\x00", pseudonym="")
            values = [value for value in values if not isinstance(value, Case) or value.number != case.number]
            numbers: set[str] = set()
            with vault.transaction():
                records.save(vault, case)
                for value in values:
                    if not isinstance(value, Case) or value.number not in numbers:
                        records.save(vault, value)
                        numbers.add(getattr(value, "number", "") if isinstance(value, Case) else "\x00")
            for content in papers:
                attach_stream(vault, case.id, io.BytesIO(content), name="x", size=len(content))
            proven: Proven = back_up(vault, folder, whole=whole)
            expected, files = contents(vault), tree(vault.folder / "papers")

        restore(proven.file, PASSPHRASE, folder / "new")

        with open_vault(folder / "new", empty_vault[1]) as new:
            assert contents(new) == expected
            assert tree(folder / "new" / "papers") == files


def test_a_vault_of_many_entries_is_restored(vault: Vault, tmp_path: Path):
    fill(vault, tmp_path)
    set_setting(vault, "lawyer.address", "x" * 900_000)
    with vault.transaction():
        for number in range(20):
            records.save(vault, Note(id=f"{number:032x}", case="c" * 32, written_at="", blocks={"facts": "ы" * 450_000}))
    proven = back_up(vault, stick(tmp_path))

    restore(proven.file, PASSPHRASE, tmp_path / "new")

    with open_vault(tmp_path / "new", vault.keys) as new:
        assert contents(new) == contents(vault)
    assert backups.made(vault)[0].bytes > 17_000_000
