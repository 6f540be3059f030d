"""Signed notes: nothing changes them, and their fingerprint proves it, wherever they were carried."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain import fingerprints
from desktop.domain.cases import Case
from desktop.domain.errors import BadInput, NoteIsClosed
from desktop.domain.note_templates import NoteTemplate
from desktop.domain.notes import Note
from desktop.domain.seals import Verdict
from desktop.operations import incoming, taking_in
from desktop.operations.backups import back_up
from desktop.operations.cases import open_case
from desktop.operations.checks import check
from desktop.operations.keeping import keep_all
from desktop.operations.moving import changes_of_moving
from desktop.operations.note_templates import keep_template
from desktop.operations.notes import add_addendum, add_note, keep_note, sign_off
from desktop.operations.restoring import restore
from desktop.operations.settings import set_setting
from desktop.operations.signed_notes import chain, check_sheet
from desktop.operations.vaults import open_vault
from desktop.storage import lines, records, rows
from desktop.storage.vault import Vault
from tests.conftest import PASSPHRASE, Clock
from tests.domain.test_seals import by_the_page
from tests.operations.backup_case import stick
from tests.operations.transfer_case import fill, handed, received


def _close(vault: Vault, case: str, clock: Clock, text: str = "Ждать ответа.") -> Note:
    clock.now = clock.now.replace(minute=clock.now.minute + 1)
    return sign_off(vault, add_note(vault, case, text))


def _print(note: Note) -> str:
    assert note.seal
    return fingerprints.fingerprint(note.seal.digest)


def _verdicts(vault: Vault, case: str) -> list[Verdict]:
    return [signed.verdict for signed in chain(vault, case)]


@pytest.fixture
def case(vault: Vault) -> Case:
    return open_case(vault)


def test_signing_locks_who_when_and_under_which_law(vault: Vault, case: Case, clock: Clock):
    set_setting(vault, "lawyer.name", "И. О. Защитник")

    note = _close(vault, case.id, clock)

    assert (note.signed_by, note.law_on) == ("И. О. Защитник", "2026-05-14")
    assert note.law_version
    assert note.signed_at == clock.now.isoformat()
    assert records.get(vault, Note, note.id) == note


def test_after_signing_no_deed_changes_it(vault: Vault, case: Case, clock: Clock):
    other = open_case(vault)
    opened = add_note(vault, case.id, "Ждать.")
    before, moved = changes_of_moving(vault, opened, other.id)
    note = sign_off(vault, opened)

    for deed in (
        lambda: keep_note(vault, replace(note, blocks={})),
        lambda: keep_note(vault, opened),  # an undo of what was typed before
        lambda: keep_note(vault, replace(note, removed_at=clock.now.isoformat())),
        lambda: keep_note(vault, replace(note, addenda=())) if add_addendum(vault, note, "Ещё.") else None,
        lambda: keep_all(vault, before),
        lambda: keep_all(vault, moved),
        lambda: changes_of_moving(vault, note, other.id),
        lambda: sign_off(vault, note),
    ):
        with pytest.raises(NoteIsClosed):
            deed()
    assert [each.text for each in records.get(vault, Note, note.id).addenda] == ["Ещё."]
    assert set(_verdicts(vault, case.id)) == {Verdict.UNCHANGED}


def test_an_open_note_takes_no_addendum_and_a_closed_one_none_that_is_empty(vault: Vault, case: Case, clock: Clock):
    with pytest.raises(BadInput, match="open"):
        add_addendum(vault, add_note(vault, case.id, "открыта"), "Ещё.")
    with pytest.raises(BadInput, match="empty"):
        add_addendum(vault, _close(vault, case.id, clock), " ")


def test_a_sheet_is_known_by_its_fingerprint_however_it_is_typed(vault: Vault, case: Case, clock: Clock):
    _close(vault, case.id, clock)
    note = _close(vault, case.id, clock)
    add_addendum(vault, note, "Ещё.")

    answer = check_sheet(vault, _print(note).lower().translate(str.maketrans("авекморстух", "abekmopctyx")))

    assert answer.found
    assert (answer.found.signed.note.id, answer.found.signed.verdict) == (note.id, Verdict.UNCHANGED)
    assert (answer.found.case.id, answer.found.place, answer.found.total) == (case.id, 2, 3)


def test_an_addendum_has_a_fingerprint_of_its_own(vault: Vault, case: Case, clock: Clock):
    note = add_addendum(vault, _close(vault, case.id, clock), "Ещё.")
    seal = note.addenda[0].seal

    answer = check_sheet(vault, fingerprints.fingerprint(seal.digest if seal else ""))

    assert answer.found
    assert (answer.found.signed.note.id, answer.found.signed.addendum) == (note.id, 1)


def test_with_one_letter_wrong_the_nearest_is_named_and_with_two_nobody(vault: Vault, case: Case, clock: Clock):
    for _ in range(3):
        _close(vault, case.id, clock)
    note = _close(vault, case.id, clock)
    letters = fingerprints.read(_print(note))
    wrong = ("К" if letters[5] != "К" else "М").join((letters[:5], letters[6:]))

    answer = check_sheet(vault, wrong)
    stranger = check_sheet(vault, wrong[::-1])

    assert (answer.found, answer.is_whole) == (None, False)
    assert [each.signed.note.id for each in answer.near] == [note.id]
    assert (stranger.found, stranger.near) == (None, ())


def test_a_note_that_was_altered_behind_the_programs_back_is_told(vault: Vault, case: Case, clock: Clock):
    note = _close(vault, case.id, clock)
    row = rows.of_id(vault, note.id)
    assert row
    with vault.transaction():
        records.put_as_it_is(vault, replace(row, body=row.body.replace("Ждать".encode(), "Брать".encode())))

    answer = check_sheet(vault, _print(note))

    assert answer.found
    assert answer.found.signed.verdict is Verdict.ALTERED


def test_a_long_note_is_found_too(vault: Vault, case: Case, clock: Clock):
    note = _close(vault, case.id, clock, "слово " * 4000)

    assert (found := check_sheet(vault, _print(note)).found)
    assert found.signed.verdict is Verdict.UNCHANGED


def test_each_case_has_a_chain_of_its_own(vault: Vault, case: Case, clock: Clock):
    other = open_case(vault)
    _close(vault, case.id, clock)
    note = _close(vault, other.id, clock)
    _close(vault, case.id, clock)

    with vault.transaction():
        for row in rows.of_case(vault, case.id):
            records.purge(vault, row.id)

    assert _verdicts(vault, other.id) == [Verdict.UNCHANGED]
    assert check_sheet(vault, _print(note)).found


def test_the_chain_is_whole_after_a_restore_and_stands_in_the_backup_as_the_page_says(
    vault: Vault, case: Case, clock: Clock, tmp_path: Path
):
    note = _close(vault, case.id, clock, "Он сказал: «нет» \u2028 \x7f 😀")
    note = add_addendum(vault, note, "Ещё.")
    template = keep_template(vault, NoteTemplate(id=vault.new_id(), title="Мой", blocks={"advice": "- ждать"}))

    restore(back_up(vault, stick(tmp_path)).file, PASSPHRASE, tmp_path / "new")

    with open_vault(tmp_path / "new", vault.keys) as new:
        assert _verdicts(new, case.id) == [Verdict.UNCHANGED, Verdict.UNCHANGED]
        assert check_sheet(new, _print(note)).found
        assert records.every(new, NoteTemplate) == [template]
        (line,) = [line for line in map(json.loads, lines.of_vault(new)) if line["kind"] == "note"]
    assert all(kept == counted for kept, counted in by_the_page(line["value"]))


def test_it_goes_to_a_colleague_and_comes_back_with_what_both_signed(vault: Vault, colleague: Vault, clock: Clock, tmp_path: Path):
    mine = fill(vault, tmp_path, papers=0)
    with vault.transaction():
        note = records.of_case(vault, Note, mine.case.id)[0]
    note = sign_off(vault, note)
    taking_in.take_in(colleague, received(vault, colleague, tmp_path, mine.case.id), mine.case.id)
    assert _verdicts(colleague, mine.case.id) == [Verdict.UNCHANGED]
    assert check_sheet(colleague, _print(note)).found

    # Both go on: an addendum here, an addendum and a note there.
    clock.now = clock.now.replace(hour=10)
    add_addendum(vault, note, "Здесь.")
    clock.now = clock.now.replace(hour=11)
    add_addendum(colleague, note, "Там.")
    hers = _close(colleague, mine.case.id, clock)
    (tmp_path / "back").mkdir()
    came = incoming.receive(vault, handed(colleague, vault, tmp_path / "back", mine.case.id))
    taking_in.take_in(vault, came, mine.case.id, {note.id})

    assert [each.text for each in records.get(vault, Note, note.id).addenda] == ["Здесь.", "Там."]
    assert _verdicts(vault, mine.case.id) == [Verdict.UNCHANGED] * 4
    assert check_sheet(vault, _print(hers)).found
    joint = _close(vault, mine.case.id, clock)
    assert joint.seal
    assert len(joint.seal.previous) == 2
    assert _verdicts(vault, mine.case.id) == [Verdict.UNCHANGED] * 5


def test_a_closed_note_with_another_text_from_a_colleague_stays_as_it_is_here(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path, papers=0)
    note = sign_off(vault, records.of_case(vault, Note, mine.case.id)[0])
    with colleague.transaction():
        records.save(colleague, mine.case)
    theirs = sign_off(colleague, keep_note(colleague, replace(note, blocks={"facts": "иначе"}, signed_at="", seal=None)))
    came = incoming.receive(colleague, handed(vault, colleague, tmp_path, mine.case.id))

    taking_in.take_in(colleague, came, mine.case.id, {note.id})

    assert records.get(colleague, Note, note.id) == theirs


def test_a_last_link_taken_out_of_the_database_is_missed_by_the_vault_and_by_the_sheet(vault: Vault, case: Case, clock: Clock):
    """A chain without its last link is a shorter chain: what tells of it is the sum over the vault, and the sheet on paper."""
    _close(vault, case.id, clock)
    last = _close(vault, case.id, clock, "Подать рапорт.")

    vault._connection.execute("DELETE FROM record WHERE id = :id", {"id": last.id})

    assert _verdicts(vault, case.id) == [Verdict.UNCHANGED]
    assert "case-older" in {problem.code for problem in check(vault).problems}
    assert check_sheet(vault, _print(last)).found is None
