"""What was written into the wrong file goes into the right one, with what hangs on it, and one undo brings it back."""

import io
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.days import Day
from desktop.domain.deadlines import Deadline
from desktop.domain.events import Event, EventKind
from desktop.domain.letters import RegisterEntry
from desktop.domain.notes import Note
from desktop.operations import letters, terms
from desktop.operations.attachments import attach_stream, read_paper
from desktop.operations.cases import open_case
from desktop.operations.events import keep_event
from desktop.operations.notes import add_note, sign_off
from desktop.storage import records
from desktop.ui.case.notes import NotesTab
from desktop.ui.case.papers import PapersTab
from desktop.ui.case.timeline import TimelineTab


@pytest.fixture
def cases(vault) -> tuple[Case, Case]:
    return open_case(vault), open_case(vault)


def ask(tab) -> None:
    """The key goes where the keyboard is, as in the window."""
    if tab.window().focusWidget() is None:
        tab.take_focus()
    QTest.keyClick(tab.window().focusWidget(), Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)


def move(tab, to: Case) -> None:
    ask(tab)
    tab.moving.words.setText(to.pseudonym[:3])
    assert tab.moving.move_.text() == f"Move — {to.pseudonym}"
    QTest.keyClick(tab.moving.words, Qt.Key.Key_Return)


def test_a_note_goes_as_it_is_typed_and_comes_back(session, shown, vault, cases):
    wrong, right = cases
    add_note(vault, right.id, "первая")
    note = add_note(vault, wrong.id, "не то дело")
    tab = shown(NotesTab(session, wrong.id))
    tab.open_note(note)
    tab.editor.blocks["facts"].setPlainText("не то дело, дописано")

    move(tab, right)

    assert records.of_case(vault, Note, wrong.id) == []
    moved = records.of_case(vault, Note, right.id)[-1]
    assert (moved.number, moved.text) == (2, "не то дело, дописано")
    tab.editor.save()
    assert records.get(vault, Note, note.id).case == right.id
    session.undo()
    assert [each.number for each in records.of_case(vault, Note, wrong.id)] == [1]


def test_a_closed_note_stays_where_it_was_closed(session, shown, vault, cases):
    note = sign_off(vault, add_note(vault, cases[0].id, "закрыта"))
    tab = shown(NotesTab(session, cases[0].id))

    tab._ask_to_move()

    assert records.get(vault, Note, note.id).case == cases[0].id
    assert tab.line.text()
    assert not tab.moving.isVisible()


def test_an_event_takes_its_terms_along(session, shown, vault, cases):
    wrong, right = cases
    event = Event(id=vault.new_id(), case=wrong.id, kind=EventKind.REGISTRATION, day=Day.of(date(2026, 5, 4)))
    keep_event(vault, event)
    term = terms.start_term(vault, wrong.id, "D-ANS", event.day, source=event.id)
    tab = shown(TimelineTab(session, wrong.id))

    move(tab, right)

    assert records.get(vault, Event, event.id).case == records.get(vault, Deadline, term.id).case == right.id
    keep_event(vault, replace(event, case=right.id, day=Day.of(date(2026, 5, 6))))
    assert records.get(vault, Deadline, term.id).due == date(2026, 6, 5)
    session.undo()
    assert records.get(vault, Deadline, term.id).case == wrong.id


def test_a_paper_is_read_in_its_new_file(session, shown, vault, cases):
    paper = attach_stream(vault, cases[0].id, io.BytesIO(b"%PDF-1.4 x"), name="a.pdf", size=10)
    tab = shown(PapersTab(session, cases[0].id))

    move(tab, cases[1])

    assert records.of_case(vault, Attachment, cases[1].id)[0].id == paper.id
    assert read_paper(vault, records.get(vault, Attachment, paper.id)) == b"%PDF-1.4 x"


def test_the_scan_of_a_document_stays_with_it(session, shown, vault, cases):
    paper = attach_stream(vault, cases[0].id, io.BytesIO(b"%PDF-1.4 x"), name="a.pdf", size=10)
    letter = letters.begin_letter(vault, cases[0].id, "r02")
    entry = letters.approve_letter(vault, letter, explained=(), allow_gaps=True, today=date(2026, 5, 14))
    with vault.transaction():
        records.save(vault, replace(records.get(vault, RegisterEntry, entry.id), scan=paper.id))
    tab = shown(PapersTab(session, cases[0].id))

    move(tab, cases[1])

    assert records.get(vault, Attachment, paper.id).case == cases[0].id
    assert "scan of a document" in tab.line.text()


def test_beside_a_visitor_no_other_file_is_named(session, shown, vault, cases):
    add_note(vault, cases[0].id, "…")
    session.begin_visit(cases[0].id)
    tab = shown(NotesTab(session, cases[0].id))

    ask(tab)

    assert not tab.moving.isVisible()
    assert "visitor" in tab.line.text()


def test_escape_leaves_it_here(session, shown, vault, cases):
    note = add_note(vault, cases[0].id, "…")
    tab = shown(NotesTab(session, cases[0].id))
    ask(tab)

    QTest.keyClick(tab.moving.words, Qt.Key.Key_Escape)

    assert not tab.moving.isVisible()
    assert records.get(vault, Note, note.id).case == cases[0].id
