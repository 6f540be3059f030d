"""Giving out copies: what is ticked for a court and for the client, what never goes, what is kept of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.attachments import PaperKind
from desktop.domain.days import Day
from desktop.domain.errors import BadInput
from desktop.domain.events import EventKind
from desktop.domain.giving_out import Purpose, originals_of
from desktop.domain.journal import Deed
from desktop.domain.letters import RegisterEntry, WayOut
from desktop.domain.people import Role
from desktop.operations import giving_out, journal, passphrases, working_copies
from desktop.operations.attachments import keep_paper
from desktop.operations.notes import sign_off
from desktop.operations.register import keep_entry, withdraw
from desktop.storage import records
from desktop.storage.vault import Vault
from tests import make
from tests.operations.giving_case import filled, photograph, put_in


def ticked(vault: Vault, case: str, purpose: Purpose) -> list[str]:
    return [offer.id for offer in giving_out.offers(vault, case, purpose) if offer.ticked]


def test_a_court_gets_what_was_handed_in_with_its_proofs_and_the_client_all_that_is_his(vault, tmp_path):
    made = filled(vault, tmp_path)
    proof = put_in(vault, made.case, tmp_path, "stamp.jpg", photograph((300, 200)))
    keep_entry(vault, replace(records.get(vault, RegisterEntry, made.stamped.id), scan=proof.id))

    assert ticked(vault, made.case.id, Purpose.COURT) == [made.stamped.id, proof.id]
    his = {made.stamped.id, made.approved.id, made.photo.id, made.sound.id, proof.id}
    assert set(ticked(vault, made.case.id, Purpose.CLIENT)) == his
    offered = {offer.id: offer for offer in giving_out.offers(vault, made.case.id, Purpose.COURT)}
    assert offered[proof.id].proves.id == made.stamped.id
    assert len(offered) == 5  # a draft is not among them


def test_a_working_copy_of_a_proof_is_ticked_in_its_place(vault, tmp_path):
    made = filled(vault, tmp_path)
    keep_entry(vault, replace(records.get(vault, RegisterEntry, made.stamped.id), scan=made.photo.id))
    (copy,) = working_copies.make_copies(vault, made.case.id, working_copies.leaves_of(vault, [made.photo]), "копия")

    assert ticked(vault, made.case.id, Purpose.COURT) == [made.stamped.id, copy.id]
    offered = {offer.id: offer for offer in giving_out.offers(vault, made.case.id, Purpose.COURT)}
    assert offered[made.photo.id].copied
    assert offered[copy.id].proves.id == made.stamped.id
    assert giving_out.originals(vault, made.case.id, [copy, made.sound]) == {copy.id: (made.photo,), made.sound.id: (made.sound,)}


def test_what_is_withdrawn_replaced_past_its_time_or_of_somebody_else_is_not_ticked(vault, tmp_path):
    made = filled(vault, tmp_path)
    mother = make.person(surname="Тайнова")
    with vault.transaction():
        records.save(vault, mother)
        records.save(vault, make.entry(case=made.case.id, archive_copy=True, stamp_number="1"))
        records.save(vault, make.entry(case=made.case.id, corrects=made.approved.id))
    withdraw(vault, records.get(vault, RegisterEntry, made.stamped.id), Day("2026-05-13"))
    keep_paper(vault, replace(made.photo, person=mother.id))

    assert [
        each for each in ticked(vault, made.case.id, Purpose.CLIENT) if each in {made.stamped.id, made.approved.id, made.photo.id}
    ] == []
    assert ticked(vault, made.case.id, Purpose.COURT) == []


def test_a_working_copy_in_which_pages_of_somebody_else_are_is_not_ticked(vault, tmp_path):
    made = filled(vault, tmp_path)
    told = keep_paper(vault, replace(put_in(vault, made.case, tmp_path, "told.jpg", photograph()), kind=PaperKind.WITNESS_NOTE))
    leaves = working_copies.leaves_of(vault, [made.photo, told])
    (copy,) = working_copies.make_copies(vault, made.case.id, leaves, "копия")
    assert copy.kind is not PaperKind.WITNESS_NOTE

    assert copy.id not in ticked(vault, made.case.id, Purpose.CLIENT)


def test_papers_that_say_they_were_made_of_each_other_have_no_original():
    """Nothing here makes such a thing; a colleague's file may bring it."""
    one, two = make.paper(id="1" * 32, made_of=("2" * 32,)), make.paper(id="2" * 32, made_of=("1" * 32, "3" * 32))
    photo = make.paper(id="3" * 32)
    every = {paper.id: paper for paper in (one, two, photo)}

    assert originals_of(one, every) == originals_of(two, every) == (photo,)


def test_only_signed_notes_are_offered(vault, tmp_path):
    made = filled(vault, tmp_path)
    open_note, signed = make.note(case=made.case.id), make.note(case=made.case.id)
    with vault.transaction():
        records.save(vault, open_note)
        records.save(vault, signed)
    sign_off(vault, signed)

    assert [note.id for note in giving_out.signed_notes(vault, made.case.id)] == [signed.id]


def test_what_she_did_and_thought_stands_on_no_timeline_that_leaves(vault, tmp_path):
    made = filled(vault, tmp_path)
    kinds = [EventKind.CONSULTATION, EventKind.CONTACT, EventKind.STANDING, EventKind.GOAL, EventKind.DISCLOSURE, EventKind.OATH]
    with vault.transaction():
        for kind in kinds:
            records.save(vault, make.event(case=made.case.id, kind=kind))

    assert {event.kind for event in giving_out.events(vault, made.case.id)} == {EventKind.OATH, EventKind.REGISTRATION}


def test_the_others_are_everybody_but_the_client(vault, tmp_path):
    made = filled(vault, tmp_path)
    client, mother = make.person(), make.person(surname="Тайнова")
    with vault.transaction():
        for value in (client, mother, make.party(case=made.case.id, person=client.id),
                      make.party(case=made.case.id, person=mother.id, role=Role.RELATIVE)):  # fmt: skip
            records.save(vault, value)

    assert [person.surname for person in giving_out.others(vault, made.case.id)] == ["Тайнова"]


def test_the_register_has_each_document_and_the_journal_ids_alone(vault, tmp_path):
    made = filled(vault, tmp_path)
    note = make.note(case=made.case.id)

    giving_out.note_given(vault, made.case.id, [made.stamped, made.photo, note], WayOut.ON_STICK)

    assert [copy.way for copy in records.get(vault, RegisterEntry, made.stamped.id).copies] == [WayOut.ON_STICK]
    lines = {(line.deed, line.case, line.subject) for line in journal.lines(vault)}
    assert lines == {(Deed.SAVED, made.case.id, id_) for id_ in (made.stamped.id, made.photo.id, note.id, "")}


@pytest.mark.parametrize("name", ["", " ", ".", "..", "a/b", "a\\b", "CON", "lpt1", "a:b", "a?", "x" * 61, "a.", "a\nb", "ы" * 51])
def test_a_name_that_a_stick_cannot_take_is_refused(name):
    with pytest.raises(BadInput, match="name"):
        giving_out.target(Path("/tmp"), name, ".pdf")


def test_a_name_keeps_its_ending_once():
    assert (
        giving_out.target(Path("/x"), "documents.pdf", ".pdf")
        == giving_out.target(Path("/x"), " documents ", ".pdf")
        == Path("/x/documents.pdf")
    )
    assert giving_out.target(Path("/x"), "бумаги 2") == Path("/x/бумаги 2")


def test_passwords_by_lot_are_latin_strong_and_never_the_same():
    digits = {passphrases.digits_by_lot() for _ in range(50)}
    words = {passphrases.latin_words_by_lot() for _ in range(50)}

    assert len(digits) == len(words) == 50
    assert all(len(each) == 29 and each.replace("-", "").isdigit() for each in digits)
    assert all(each.isascii() and each.count("-") == 6 for each in words)
    for each in ("4821-0937-5512-6640-1178-3029", "velvet otter 47 hums iron kettle"):
        passphrases.check_password(each)


@pytest.mark.parametrize(("password", "reason"), [
    ("", "empty"), ("канарейка поёт утром", "signs"), (" abc", "signs"), ("a\tb", "signs"), ("x" * 101, "long"), ("password1", "weak"),
    ("qwerty12345", "weak"), ("0000-0000-0000-0000-0000-0000", "weak"),
])  # fmt: skip
def test_a_password_of_hers_must_hold_and_be_typed_everywhere(password, reason):
    with pytest.raises(BadInput, match=reason):
        passphrases.check_password(password)
