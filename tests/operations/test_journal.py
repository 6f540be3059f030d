"""The journal holds ids and times, goes with its case, and is carried out by nothing."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.domain.journal import DAYS_KEPT, Deed
from desktop.domain.letters import RegisterEntry, WayOut
from desktop.operations import journal
from desktop.operations.backups import back_up
from desktop.operations.cases import keep_case, open_case, remove_case
from desktop.operations.letters import approve_letter, begin_letter, hand_over, keep_letter
from desktop.operations.new_keys import renew_keys
from desktop.operations.recovery import renew_words
from desktop.operations.restoring import restore
from desktop.operations.vaults import open_vault, unlock
from desktop.operations.ways_in import add_passphrase, change_passphrase, remove_way_in, ways_in
from desktop.storage import records
from desktop.storage.connection import PAGE
from desktop.storage.vault import DATABASE, Ground
from tests.conftest import PASSPHRASE

CANARY = "Канарейкин"


@pytest.fixture
def entry(vault) -> RegisterEntry:
    """An approved document of a case that is full of names."""
    case = open_case(vault, called_by=CANARY, about=CANARY, matter=CANARY)
    keep_case(vault, replace(case, pseudonym=CANARY))
    letter = keep_letter(vault, replace(begin_letter(vault, case.id, "r09"), text=f"{CANARY}\n\nПрошу ответить."))
    return approve_letter(vault, letter, explained=("all",), allow_gaps=True, today=vault.today())


def _deeds(vault) -> list[Deed]:
    return [line.deed for line in journal.lines(vault)]


def test_what_leaves_is_noted_and_what_is_read_out_or_put_off_is_not(vault, entry, clock):
    for way in WayOut:
        clock.now += timedelta(minutes=1)
        hand_over(vault, entry, way)

    assert sorted(_deeds(vault)) == [Deed.PRINTED, Deed.SAVED, Deed.SAVED, Deed.SHOWN]
    assert {(line.case, line.subject) for line in journal.lines(vault)} == {(entry.case, entry.id)}


def test_a_backup_and_every_change_of_the_ways_in_are_noted(vault, tmp_path, clock):
    (tmp_path / "stick").mkdir()
    acts = (
        lambda: back_up(vault, tmp_path / "stick"),
        lambda: add_passphrase(vault, "another one", "Second"),
        lambda: change_passphrase(vault, "yet another", slot=_second(vault)),
        lambda: renew_words(vault, "ru"),
        lambda: remove_way_in(vault, _second(vault)),
    )
    for act in acts:
        clock.now += timedelta(minutes=1)
        act()

    assert _deeds(vault) == [*[Deed.KEYS_CHANGED] * 4, Deed.BACKED_UP]


def _second(vault) -> int:
    return next(way.slot for way in ways_in(vault) if way.name == "Second")


def test_no_line_holds_a_name(vault, entry):
    for way in WayOut:
        hand_over(vault, entry, way)

    told = json.dumps([list(row) for row in vault.rows("SELECT * FROM journal")], ensure_ascii=False)

    assert len(told) > 100
    assert CANARY not in told
    assert all(part not in told for part in (entry.number, entry.title))


def _purge(vault, case) -> None:
    with vault.transaction():
        records.purge(vault, case.id)


@pytest.mark.parametrize("goes", [remove_case, _purge])
def test_it_goes_with_its_case_and_with_no_other(vault, entry, goes):
    other = open_case(vault)
    hand_over(vault, entry, WayOut.PRINTED)
    journal.note(vault, Deed.PRINTED, case=other.id, subject="1")
    case = next(each for each in records.every(vault, type(other)) if each.id == entry.case)

    goes(vault, case)

    assert [line.case for line in journal.lines(vault)] == [other.id]
    assert not vault.problems_of_roots()


def test_lines_older_than_thirty_days_are_gone_at_the_next_opening(folder, keys, clock):
    ground = Ground(now=clock)
    with open_vault(folder, keys, ground=ground) as vault:
        journal.note(vault, Deed.PRINTED, subject="old")
        clock.now += timedelta(days=DAYS_KEPT, minutes=1)
        journal.note(vault, Deed.PRINTED, subject="new")
    with open_vault(folder, keys, ground=ground) as vault:
        assert [line.subject for line in journal.lines(vault)] == ["new"]


def test_emptying_leaves_nothing_in_any_page(vault, entry):
    """The pages themselves are looked through, decrypted: a deleted row would stay in them without secure_delete."""
    mark = "e1f0" * 8
    journal.note(vault, Deed.PRINTED, case=entry.case, subject=mark)
    assert mark.encode() in _pages(vault)

    journal.empty(vault)

    assert journal.lines(vault) == ()
    assert mark.encode() not in _pages(vault)


def _pages(vault) -> bytes:
    """Every page of the database in the clear, freed ones too: AES-256-CBC, the IV being the first of the last 80 bytes."""
    content, pages = (vault.folder / DATABASE).read_bytes(), []
    for at in range(0, len(content), PAGE):
        page = content[at : at + PAGE]
        body = page[16 if at == 0 else 0 : PAGE - 80]
        cipher = Cipher(algorithms.AES(vault.keys.db), modes.CBC(page[PAGE - 80 : PAGE - 64])).decryptor()
        pages.append(cipher.update(body) + cipher.finalize())
    return b"".join(pages)


def test_a_backup_does_not_hold_it_and_new_keys_keep_it(vault, entry, tmp_path, folder, keys, clock):
    stick = tmp_path / "stick"
    stick.mkdir()
    hand_over(vault, entry, WayOut.PRINTED)
    proven = back_up(vault, stick)
    vault.close()

    restore(proven.file, PASSPHRASE, tmp_path / "again")
    with open_vault(tmp_path / "again", unlock(tmp_path / "again", PASSPHRASE), ground=Ground(now=clock)) as again:
        assert journal.lines(again) == ()
        assert records.every(again, RegisterEntry)
    new = renew_keys(folder, keys, "something new", unlock_seconds=0.01)
    with open_vault(folder, new, ground=Ground(now=clock)) as renewed:
        assert sorted(_deeds(renewed)) == [Deed.BACKED_UP, Deed.KEYS_CHANGED, Deed.PRINTED]
