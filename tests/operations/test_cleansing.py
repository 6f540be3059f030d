"""Destroying everywhere: kept backups are made anew without the case, or it is said why not; each half-way state is gone on with."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from desktop.devices import drives
from desktop.domain.cases import Case
from desktop.domain.drafts import Setting
from desktop.domain.errors import BackupDamaged, BadInput, DiskFull, WrongSecret
from desktop.operations import backups, cleansing, copies, destroying
from desktop.operations.attachments import attach
from desktop.operations.backups import back_up, restore, verify
from desktop.operations.checks import check
from desktop.operations.keeping import keep_all
from desktop.operations.making import Making
from desktop.operations.vaults import open_vault
from desktop.storage import generations, records, rows
from desktop.storage.keys import Keys
from desktop.storage.place import Place
from desktop.storage.vault import Vault
from tests import make
from tests.conftest import PASSPHRASE
from tests.operations.backup_case import scan, stick
from tests.operations.destruction_case import kept, others

T = TypeVar("T")
CLOSED = "2026-05-12T09:00:00+00:00"


@pytest.fixture
def case(vault: Vault, tmp_path: Path) -> Case:
    """A closed case with a paper, beside others with one."""
    others(vault)
    made = make.case(closed_at=CLOSED)
    client = make.person(surname="Тайнов")
    keep_all(vault, [made, client, make.party(case=made.id, person=client.id), make.note(case=made.id)])
    attach(vault, made.id, scan(tmp_path, 1))
    return made


def listed(vault: Vault) -> tuple[copies.Copy, ...]:
    """The copies the vault remembers."""
    return copies.listed(vault, drives.drives(), ())


def held(vault: Vault) -> list[str]:
    return [each.copy.made.file for each in cleansing.holding(vault, listed(vault))]


def restored(file: Path, tmp_path: Path, keys: Keys, look: Callable[[Vault], list[T]]) -> list[T]:
    """What a look at the vault that the backup gives says."""
    folder = tmp_path / f"of {file.name}"
    shutil.rmtree(folder, ignore_errors=True)
    assert restore(file, PASSPHRASE, folder, unlock_seconds=0.01).ok
    with open_vault(folder, keys) as again:
        assert check(again).problems == ()
        return look(again)


@pytest.mark.parametrize("whole", [False, True])
def test_a_kept_backup_is_made_anew_without_the_case(vault: Vault, case: Case, tmp_path: Path, whole: bool) -> None:
    old = back_up(vault, stick(tmp_path), whole=whole)
    before = restored(old.file, tmp_path, vault.keys, lambda again: list(kept(again, case.id)))
    destroying.destroy(vault, case.id)
    assert held(vault) == [old.file.name]

    new = cleansing.rewrite(vault, old.file)

    assert held(vault) == []
    assert not old.file.exists()
    assert verify(stick(tmp_path) / new, PASSPHRASE).ok
    after = restored(stick(tmp_path) / new, tmp_path, vault.keys, lambda again: list(kept(again, case.id)))
    assert restored(stick(tmp_path) / new, tmp_path, vault.keys, lambda again: rows.of_case(again, case.id)) == []
    assert [each for each in before if _is_others(each, vault)] == after
    papers = stick(tmp_path) / "copy-papers"
    assert whole or len(list(papers.iterdir())) == 1
    assert copies.made(vault)[0].file == new


def _is_others(each: object, vault: Vault) -> bool:
    """Whether a row, or what a change replaced, is of something that is still there."""
    return rows.of_id(vault, getattr(each, "id", getattr(each, "record", ""))) is not None


def test_the_moment_the_ways_in_and_the_freshness_stay(vault: Vault, case: Case, tmp_path: Path, clock) -> None:
    old = back_up(vault, stick(tmp_path))
    (before,) = copies.made(vault)
    clock.now = clock.now.replace(day=20)
    destroying.destroy(vault, case.id)

    new = cleansing.rewrite(vault, old.file)

    (after,) = copies.made(vault)
    assert (after.when, after.saves, after.stick) == (before.when, before.saves, before.stick)
    assert after.records < before.records
    assert new.rsplit("-", 3)[-2:] == old.file.name.rsplit("-", 3)[-2:]


def test_a_backup_that_holds_nothing_of_it_stays_as_it_is(vault: Vault, case: Case, tmp_path: Path) -> None:
    old = back_up(vault, stick(tmp_path))
    bytes_, keep_made = old.file.read_bytes(), copies.made(vault)
    keep_all(vault, [make.case(id="f" * 32, number="26-FFFFF", closed_at=CLOSED)])
    destroying.destroy(vault, "f" * 32)

    assert cleansing.rewrite(vault, old.file) == ""

    assert old.file.read_bytes() == bytes_
    assert held(vault) == []
    assert copies.made(vault) == keep_made


def test_two_cases_go_out_of_a_backup_at_one_go(vault: Vault, case: Case, tmp_path: Path) -> None:
    second = make.case(number="26-BBBBB", closed_at=CLOSED)
    keep_all(vault, [second])
    old = back_up(vault, stick(tmp_path))
    for each in (case, second):
        destroying.destroy(vault, each.id)

    new = cleansing.rewrite(vault, old.file)

    left = restored(stick(tmp_path) / new, tmp_path, vault.keys, lambda again: [each.number for each in records.every(again, Case)])
    assert left == ["26-OTHER", "26-SECND"]


def test_a_paper_that_another_backup_names_stays_until_that_one_is_made_anew(vault: Vault, case: Case, tmp_path: Path) -> None:
    one, two = back_up(vault, stick(tmp_path)), back_up(vault, stick(tmp_path))
    destroying.destroy(vault, case.id)
    papers = stick(tmp_path) / "copy-papers"

    cleansing.rewrite(vault, one.file)
    assert len(list(papers.iterdir())) == 2
    cleansing.rewrite(vault, two.file)

    assert len(list(papers.iterdir())) == 1


def test_a_damaged_backup_stays_listed_with_the_reason(vault: Vault, case: Case, tmp_path: Path) -> None:
    old = back_up(vault, stick(tmp_path))
    damaged = bytearray(old.file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    old.file.write_bytes(damaged)
    destroying.destroy(vault, case.id)

    with pytest.raises(BackupDamaged):
        cleansing.rewrite(vault, old.file)

    assert old.file.read_bytes() == damaged
    assert [each.why for each in cleansing.holding(vault, listed(vault))] == ["damaged"]


def test_a_backup_under_other_keys_says_so_and_opens_with_what_opened_it(
    vault: Vault, case: Case, tmp_path: Path, another_empty_vault: tuple[Path, Keys]
) -> None:
    old = back_up(vault, stick(tmp_path))
    destroying.destroy(vault, case.id)
    own, vault.keys = vault.keys, Keys(another_empty_vault[1].vmk, vault.keys.vault)
    with pytest.raises(WrongSecret):
        cleansing.rewrite(vault, old.file)
    assert [each.why for each in cleansing.holding(vault, listed(vault))] == ["other-keys"]
    vault.keys = own

    assert cleansing.rewrite(vault, old.file, secret=PASSPHRASE)

    assert held(vault) == []


def test_a_renamed_backup_is_left_alone(vault: Vault, case: Case, tmp_path: Path) -> None:
    old = back_up(vault, stick(tmp_path))
    destroying.destroy(vault, case.id)
    renamed = old.file.rename(old.file.with_name("май.backup"))

    with pytest.raises(BadInput):
        cleansing.rewrite(vault, renamed)

    assert renamed.exists()


def test_a_copy_the_vault_does_not_remember_may_hold_it_until_it_was_read(vault: Vault, case: Case, tmp_path: Path) -> None:
    old = back_up(vault, stick(tmp_path))
    keep_all(vault, [Setting(id=copies.MADE, text="[]")])
    destroying.destroy(vault, case.id)
    found = copies.Made(old.file.name, str(old.file.parent), "2026-05-14T09:00:00+00:00", 1, 1, 1, "")

    def unknown(name: str) -> list[cleansing.Holding]:
        copy = copies.Copy(replace(found, file=name), "blue", stick(tmp_path) / name, is_remembered=False)
        return list(cleansing.holding(vault, [copy]))

    assert [each.cases for each in unknown(old.file.name)] == [1]

    new = cleansing.rewrite(vault, old.file)

    assert unknown(new) == []


def test_a_backup_that_is_gone_from_its_place_is_struck_off(vault: Vault, case: Case, tmp_path: Path) -> None:
    old = back_up(vault, stick(tmp_path))
    destroying.destroy(vault, case.id)
    old.file.unlink()

    cleansing.strike_off_gone(vault, listed(vault))

    assert destroying.stubs(vault)[0].backups == ()


def test_cut_when_the_old_one_was_gone_already_nothing_is_awaited(vault: Vault, case: Case, tmp_path: Path, monkeypatch) -> None:
    old = back_up(vault, stick(tmp_path))
    destroying.destroy(vault, case.id)

    def stops(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(cleansing, "_note", stops)
        cleansing.rewrite(vault, old.file)

    cleansing.strike_off_gone(vault, listed(vault))

    assert held(vault) == []
    assert destroying.stubs(vault)[0].backups == ()
    assert [copy.path is not None for copy in listed(vault)] == [True]


def test_cut_before_the_new_one_is_known_it_is_found_and_taken(vault: Vault, case: Case, tmp_path: Path, monkeypatch) -> None:
    old = back_up(vault, stick(tmp_path))
    destroying.destroy(vault, case.id)

    def stops(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(cleansing, "_take_place", stops)
        cleansing.rewrite(vault, old.file)
    (made,) = [path.name for path in stick(tmp_path).glob("*.backup") if path != old.file]

    assert cleansing.rewrite(vault, old.file) == made

    assert [path.name for path in stick(tmp_path).glob("*.backup*")] == [made]
    assert copies.made(vault)[0].file == made


def test_cut_before_the_new_one_is_proven_the_old_one_is_as_it_was(vault: Vault, case: Case, tmp_path: Path, monkeypatch) -> None:
    old = back_up(vault, stick(tmp_path))
    before = old.file.read_bytes()
    destroying.destroy(vault, case.id)

    def fails(_making: Making, _name: str) -> None:
        raise DiskFull

    with monkeypatch.context() as patch, pytest.raises(DiskFull):
        patch.setattr(Making, "_prove", fails)
        cleansing.rewrite(vault, old.file)

    assert [path.name for path in stick(tmp_path).glob("*.backup*")] == [old.file.name]
    assert old.file.read_bytes() == before
    assert held(vault) == [old.file.name]
    assert list(vault.folder.glob("trial-*")) == []


def test_cut_before_the_old_one_is_gone_the_new_one_is_taken_for_it(vault: Vault, case: Case, tmp_path: Path, monkeypatch) -> None:
    old = back_up(vault, stick(tmp_path))
    destroying.destroy(vault, case.id)

    def half_wiped(place: Place, name: str, _keys: Keys) -> None:
        (place.path / name).write_bytes(b"?" * 100)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(generations, "take_away", half_wiped)
        cleansing.rewrite(vault, old.file)

    new = cleansing.rewrite(vault, old.file)

    assert [path.name for path in stick(tmp_path).glob("*.backup*")] == [new]
    assert len(list((stick(tmp_path) / "copy-papers").iterdir())) == 1
    assert held(vault) == []
    assert backups.stem(vault) == "copy"
