"""Notes: saved while she types, closed for good once, printed."""

from dataclasses import replace
from functools import partial

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.errors import DiskFull
from desktop.domain.notes import BLOCKS, Note
from desktop.operations.cases import keep_case, open_case
from desktop.operations.notes import sign_off
from desktop.storage import records
from desktop.ui.case.notes import NotesTab
from desktop.ui.case.page import CasePage
from desktop.ui.parts.growing import UNSAVED_MS


@pytest.fixture
def case(vault):
    return open_case(vault)


@pytest.fixture
def tab(session, shown, case):
    return shown(NotesTab(session, case.id))


def _written(tab, text="Звонила мать."):
    tab.new_note()
    tab.editor.blocks["facts"].setPlainText(text)
    tab.editor.save()
    return tab.editor.note


def test_what_is_typed_is_in_the_note_within_two_seconds(tab, vault, qtbot):
    tab.new_note()
    note = tab.editor.note

    QTest.keyClicks(tab.editor.blocks["facts"], "He is alone")

    qtbot.waitUntil(lambda: records.get(vault, Note, note.id).blocks.get("facts") == "He is alone", timeout=2000)
    assert UNSAVED_MS < 2000


def test_leaving_a_block_saves_it_at_once(tab, vault):
    tab.new_note()
    tab.editor.blocks["advice"].setPlainText("Ждать ответа.")
    tab.editor.blocks["advice"].paused.emit()

    assert records.get(vault, Note, tab.editor.note.id).blocks == {"advice": "Ждать ответа."}


def test_ctrl_down_goes_from_block_to_block(tab):
    tab.new_note()
    tab.editor.activateWindow()
    tab.editor.blocks["facts"].setFocus()

    QTest.keyClick(tab.editor.blocks["facts"], Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)

    assert tab.editor.focusWidget() is tab.editor.blocks[BLOCKS[1]]


def test_f5_notes_the_time_at_the_end(tab, vault, clock):
    tab.new_note()
    assert tab.editor.head.began.text()

    tab.editor.head.stamp_time()

    assert records.get(vault, Note, tab.editor.note.id).ended == f"{clock.now.astimezone():%H:%M}"


def test_what_was_explained_is_kept_as_ids(tab, vault):
    tab.new_note()
    id_, tick = next(iter(tab.editor.side.ticks.items()))

    tick.box.setChecked(True)

    assert records.get(vault, Note, tab.editor.note.id).explained == (id_,)


def test_closing_for_good_says_what_it_locks_and_locks_it(tab, vault, session, case):
    session.change("Phase", case, replace(case, now="ждёт"), partial(keep_case, vault))
    note = _written(tab)
    tab.close_button.click()
    assert "locks" in tab.lock.words.text()
    assert records.get(vault, Note, note.id).signed_at == ""

    tab.lock.yes.click()

    assert records.get(vault, Note, note.id).signed_at
    assert session.undo().title == "Phase"  # what came before the note, not into it
    assert all(edit.isReadOnly() for edit in tab.editor.blocks.values())


def test_an_addendum_is_added_to_a_closed_note_and_the_text_stays(session, shown, vault, case, tab):
    note = _written(tab)
    sign_off(vault, note)
    tab.open_note(note)

    tab.addendum.setPlainText("Перезвонила вечером.")
    tab.add_button.click()

    kept = records.get(vault, Note, note.id)
    assert [addendum.text for addendum in kept.addenda] == ["Перезвонила вечером."]
    assert kept.blocks == note.blocks
    assert "Перезвонила" in tab.editor._signed.text()


def test_the_note_is_shown_as_it_prints(tab):
    _written(tab)

    tab.sheet_button.click()

    assert tab._stack.currentWidget() is tab.sheet
    assert tab.sheet.sheet.page_count >= 1


def test_a_note_that_cannot_be_saved_is_in_the_draft(session, shown, vault, case, monkeypatch):
    page = shown(CasePage(session, case.id, "notes"))
    page.notes.new_note()
    page.notes.editor.blocks["facts"].setPlainText("Не сохранилось")
    page.notes.editor.head.lines["present"].setText("мать")

    def full(*_args):
        raise DiskFull

    monkeypatch.setattr("desktop.ui.case.note_editor.keep_note", full)
    draft = page.save_draft()
    monkeypatch.undo()
    other = shown(CasePage(session, case.id))
    other.restore_draft(draft)

    assert other.notes.editor.blocks["facts"].toPlainText() == "Не сохранилось"
    assert other.notes.editor.head.lines["present"].text() == "мать"
    assert other.tab == "notes"


def test_a_saved_note_leaves_nothing_for_the_draft(session, shown, case):
    page = shown(CasePage(session, case.id, "notes"))
    _written(page.notes)

    assert page.save_draft() is None


def test_a_removed_note_comes_back(tab, vault, session, case):
    note = _written(tab)
    tab.back.click()
    assert tab.is_listing

    tab.list.remove.click()
    assert records.of_case(vault, Note, case.id) == []
    session.undo()

    assert [each.id for each in records.of_case(vault, Note, case.id)] == [note.id]


def test_the_talk_before_stands_beside_the_note(tab, clock):
    from datetime import timedelta

    _written(tab, "Первый разговор.")
    tab.back.click()
    clock.now += timedelta(days=1)

    tab.new_note()

    assert tab._stack.currentWidget() is tab._desk
    assert "Первый разговор." in tab.editor.side._before.text()


def test_undoing_a_new_note_that_is_open_goes_back_to_the_list(tab, session):
    tab.new_note()

    session.undo()

    assert tab.is_listing


def test_n_begins_the_first_note_where_the_keyboard_is(session, shown, vault, case):
    tab = shown(NotesTab(session, case.id))
    tab.take_focus()

    QTest.keyClick(tab.focusWidget(), Qt.Key.Key_N)

    assert len(records.of_case(vault, Note, case.id)) == 1


def test_the_printed_sheet_goes_by_the_same_clock_as_the_page(tab):
    _written(tab)
    began = tab.editor.note.began
    tab.sheet_button.click()

    with pypdfium2.PdfDocument(tab.sheet.pdf()) as document:
        words = document[0].get_textpage().get_text_range()

    assert words.count(began) == 2  # when it was written, and when the talk began
