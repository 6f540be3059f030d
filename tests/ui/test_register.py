"""The register: what became of each approved document, typed in place."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.letters import Answer, RegisterEntry
from desktop.operations import letters
from desktop.operations.cases import open_case
from desktop.storage import records
from desktop.ui.register.page import RegisterPage


@pytest.fixture
def entry(vault) -> RegisterEntry:
    case = open_case(vault)
    letter = letters.begin_letter(vault, case.id, "r02")
    return letters.approve_letter(vault, letter, explained=(), allow_gaps=True, today=date(2026, 5, 14))


def test_it_opens_on_those_without_a_stamp_and_shows_the_frozen_pages(session, shown, entry):
    page = shown(RegisterPage(session))

    assert [row.entry.id for row in page._table.model_.rows] == [entry.id]
    assert page._pages.page_count >= 1


def test_the_stamp_is_typed_in_place_and_the_document_leaves_the_list_when_she_has_left_it(session, shown, vault, entry):
    page = shown(RegisterPage(session))
    QTest.keyClick(page._table, Qt.Key.Key_S)
    page._form._stamp.setText("1234")

    QTest.keyClick(page._form._stamp, Qt.Key.Key_Return)

    assert records.get(vault, RegisterEntry, entry.id).stamp_number == "1234"
    # The day of the stamp is still to be typed: the line stays until she comes back to the list.
    assert [row.entry.id for row in page._table.model_.rows] == [entry.id]
    assert page._form.isEnabled()
    page.take_focus()
    assert page._table.model_.rows == ()


def test_a_stamp_can_be_taken_back(session, shown, vault, entry):
    page = shown(RegisterPage(session))
    page._form._stamp.setText("1234")
    page._form._stamp.editingFinished.emit()

    session.undo()

    assert records.get(vault, RegisterEntry, entry.id).stamp_number == ""


def test_a_day_that_does_not_exist_is_said_and_nothing_is_kept(session, shown, vault, entry):
    page = shown(RegisterPage(session))
    page._form._stamp_on.line.setText("30.02.2026")
    page._form._stamp_on.line.editingFinished.emit()

    assert records.get(vault, RegisterEntry, entry.id).stamp_on is None
    assert page.save_draft().fields == {"stamp_on": "30.02.2026"}


def test_an_answer_is_chosen_and_kept(session, shown, vault, entry):
    page = shown(RegisterPage(session))

    page._form._answer.chosen.emit(Answer.REFUSED)

    assert records.get(vault, RegisterEntry, entry.id).answer is Answer.REFUSED


def test_what_is_being_typed_survives_a_lock(session, shown, vault, entry):
    page = shown(RegisterPage(session))
    page._form._stamp.setText("12")
    draft = page.save_draft()

    again = shown(RegisterPage(session))
    again.restore_draft(draft)

    assert again._form._stamp.text() == "12"


def test_the_text_in_the_register_cannot_be_changed_from_the_page(session, shown, vault, entry):
    page = shown(RegisterPage(session))

    page._keep(replace(entry, text="другое", stamp_number="7"))

    kept = records.get(vault, RegisterEntry, entry.id)
    assert (kept.text, kept.stamp_number) == (entry.text, "7")
