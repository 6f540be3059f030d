"""What is done with a note: formatted, made into dates, compared, carried, begun from a template, printed with others, handed out."""

from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from desktop.domain.deadlines import Deadline, DeadlineKind
from desktop.domain.note_templates import NoteTemplate
from desktop.domain.notes import Note
from desktop.domain.tasks import Task
from desktop.operations.cases import open_case
from desktop.operations.notes import add_addendum, add_note, sign_off
from desktop.storage import changes, records, rows
from desktop.ui.basket.page import BasketPage
from desktop.ui.case.notes import NotesTab
from desktop.ui.case.page import CasePage
from desktop.ui.parts.marked import MarkedEdit
from desktop.ui.sheets.page import CheckSheetPage

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def case(vault):
    return open_case(vault)


@pytest.fixture
def tab(session, shown, case):
    return shown(NotesTab(session, case.id))


@pytest.fixture
def edit(shown):
    return shown(MarkedEdit("Story"))


def _kept(vault, tab):
    return records.get(vault, Note, tab.editor.note.id)


def _select(edit, text):
    cursor = edit.document().find(text)
    edit.setTextCursor(cursor)


# --- light markup by keys


def test_bold_a_list_and_a_quote_by_keys_and_back(edit):
    edit.setPlainText("Ждать ответа\nи не ехать")
    _select(edit, "ответа")

    QTest.keyClick(edit, Qt.Key.Key_B, CONTROL)
    assert edit.toPlainText() == "Ждать **ответа**\nи не ехать"
    _select(edit, "ответа")
    QTest.keyClick(edit, Qt.Key.Key_B, CONTROL)
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_L, CONTROL | SHIFT)
    assert edit.toPlainText() == "- Ждать ответа\n- и не ехать"
    QTest.keyClick(edit, Qt.Key.Key_Q, CONTROL | SHIFT)
    assert edit.toPlainText() == "> Ждать ответа\n> и не ехать"
    edit.undo()

    assert edit.toPlainText() == "- Ждать ответа\n- и не ехать"


def test_bold_is_seen_as_bold(edit):
    edit.setPlainText("- раз **два**")
    layout = edit.document().firstBlock().layout()

    bold = [(each.start, each.length) for each in layout.formats() if each.format.fontWeight() > 400]

    assert (8, 3) in bold


def test_enter_goes_on_with_a_list_and_ends_it(edit):
    edit.setPlainText("1. раз")
    edit.moveCursor(QTextCursor.MoveOperation.End)

    QTest.keyClick(edit, Qt.Key.Key_Return)
    edit.insertPlainText("два")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClick(edit, Qt.Key.Key_Return)

    assert edit.toPlainText() == "1. раз\n2. два\n"


@pytest.mark.parametrize("plain", ["Жирно и\tссылка\n", ""])
def test_what_is_pasted_becomes_plain_text(edit, plain):
    data = QMimeData()
    data.setHtml("<p><b>Жирно</b> <img src='file:///etc/hostname'> и <a href='http://a.example'>ссылка</a></p>")
    if plain:
        data.setText(plain)

    edit.insertFromMimeData(data)

    assert edit.toPlainText().split() == [*(["Жирно"]), *(["\ufffc"] if not plain else []), "и", "ссылка"]
    assert edit.textCursor().charFormat().fontWeight() == 400


# --- a line becomes a date or a task


def test_a_line_becomes_a_task_with_the_day_named_in_it_and_undo_takes_it_back(tab, vault, case, session):
    tab.new_note()
    edit = tab.editor.blocks["next_steps"]
    edit.setPlainText("- до 20.05 подать **рапорт**")
    edit.setFocus()

    QTest.keyClick(edit, Qt.Key.Key_T, CONTROL)
    assert tab.steps.day.day.isoformat() == "2026-05-20"
    assert case.pseudonym in tab.steps.make.text()
    QTest.keyClick(tab.steps.day.line, Qt.Key.Key_Return)

    (task,) = records.of_case(vault, Task, case.id)
    assert (task.title, task.due.isoformat(), task.note) == ("до 20.05 подать рапорт", "2026-05-20", tab.editor.note.id)
    assert _kept(vault, tab).blocks["next_steps"] == "- до 20.05 подать **рапорт** (→ 20.05.2026)"
    session.undo()
    assert records.of_case(vault, Task, case.id) == []


def test_a_line_becomes_a_date_of_the_case_and_none_without_a_day(tab, vault, case):
    tab.new_note()
    tab.editor.ask_for_step()
    tab.steps.make.click()
    assert "in a few words" in tab.editor.line.text()
    tab.steps.what.put_back("встретиться")
    tab.steps.kind.show_code(DeadlineKind.APPOINTMENT)

    tab.steps.make.click()
    assert records.of_case(vault, Deadline, case.id) == []
    tab.steps.day.put_back("20.5")
    tab.steps.make.click()

    (date,) = records.of_case(vault, Deadline, case.id)
    assert (date.title, date.kind) == ("встретиться", DeadlineKind.APPOINTMENT)


# --- the other fields


def test_fields_of_blocks_and_norms_are_kept_in_the_note(tab, vault):
    tab.new_note()
    tab.editor.fields["facts"].fields["told_by"].show_code("relative")
    tab.editor.fields["decision"].fields["decided_on"].setText("14.5")
    tab.editor.head.pro_bono.show_code("yes")
    tab.editor.norms.add.click()
    tab.editor.norms.words.setText("332")
    QTest.keyClick(tab.editor.norms.words, Qt.Key.Key_Return)

    note = _kept(vault, tab)

    assert (note.told_by, note.decided_on, note.pro_bono, note.law_on) == ("relative", "14.5", "yes", "2026-05-14")
    assert [each.norm for each in note.norms]
    tab.open_note(note)
    assert tab.editor.note == note
    sign_off(vault, note)
    tab.open_note(note)
    assert not tab.editor.norms.add.isVisibleTo(tab)
    assert not tab.editor.fields["decision"].fields["decided_on"].isEnabled()
    assert (tab.editor.head.ended.placeholderText(), tab.editor.blocks["risks"].placeholderText()) == ("", "")


# --- versions


def test_a_version_is_put_back_and_all_earlier_ones_are_forgotten(tab, vault, session, clock):
    from datetime import timedelta

    tab.new_note()
    for text in ("Ждать ответа.", "Ждать решения."):
        tab.editor.blocks["advice"].setPlainText(text)
        tab.editor.save()
        clock.now += timedelta(minutes=30)
    QTest.keyClick(tab.editor.blocks["advice"], Qt.Key.Key_H, CONTROL)
    assert tab._stack.currentWidget() is tab.versions
    text = tab.versions.text.toPlainText()
    assert "ответа решения" in text

    tab.versions.restore.click()
    assert _kept(vault, tab).blocks == {"advice": "Ждать ответа."}
    assert tab.editor.blocks["advice"].toPlainText() == "Ждать ответа."
    assert [version.note.text for version in tab.versions._versions] == ["Ждать ответа.", "Ждать решения.", "Ждать ответа."]
    tab.versions.forget.click()
    assert "2 earlier versions" in tab.versions._question.text()
    tab.versions.forget_yes.click()

    assert changes.of(vault, tab.editor.note.id) == []
    assert session.undo() is None
    assert _kept(vault, tab).blocks == {"advice": "Ждать ответа."}


# --- templates, carrying


def test_a_template_is_put_in_kept_and_taken_away(tab, vault):
    tab.new_note()
    QTest.keyClick(tab.editor.blocks["facts"], Qt.Key.Key_T, CONTROL | SHIFT)
    tab.templates.table.chosen.emit(tab.templates.table.model_.rows[0])
    assert "where he is now" in tab.editor.blocks["facts"].toPlainText()

    assert tab._stack.currentWidget() is tab._desk
    tab._ask_for_template()
    tab.templates.title.setText("Mine")
    tab.templates.keep.click()
    assert [each.title for each in records.every(vault, NoteTemplate)] == ["Mine"]
    tab.templates.table.select(len(tab.templates.table.model_.rows) - 1)
    tab.templates.remove.click()

    assert records.every(vault, NoteTemplate) == []


def test_advice_is_looked_at_for_each_before_it_goes_into_his_note(tab, vault, session):
    two, three = open_case(vault), open_case(vault)
    tab.new_note()
    tab.editor.blocks["facts"].setPlainText("Чужой рассказ")
    tab.editor.blocks["advice"].setPlainText("Идти на ВВК.")
    tab._show_carrying()
    assert tab._stack.currentWidget() is tab.carrying

    tab.carrying.table.show_ticked((two.id, three.id))
    tab.carrying.go_on.click()
    assert tab.carrying.alike.text()
    tab.carrying.edits["advice"].setPlainText("Вам идти на ВВК завтра.")
    assert not tab.carrying.alike.text()
    first = tab.carrying._left[0]
    assert first.pseudonym in tab.carrying.go_on.text()
    tab.carrying.go_on.click()
    tab.carrying.skip.click()

    assert tab._stack.currentWidget() is tab._desk
    others = {case.id: records.of_case(vault, Note, case.id) for case in (two, three)}
    assert [note.blocks for note in others[first.id]] == [{"advice": "Вам идти на ВВК завтра."}]
    assert sum(map(len, others.values())) == 1
    session.begin_visit(tab._case_id)
    tab._show_carrying()
    assert tab._stack.currentWidget() is tab._desk


# --- printing, handing out


def test_several_notes_print_as_one_document_now_or_from_the_basket(tab, vault, case, session, shown):
    for text in ("Первая", "Вторая"):
        add_note(vault, case.id, text)
    tab.show_case()
    tab.new_note()
    tab.editor.blocks["facts"].setPlainText("Третья")
    tab.sheet_button.click()
    assert tab._stack.currentWidget() is tab.sheet
    assert tab.sheet.sheet.page_count == 1

    tab.sheet.table.tick_all()

    with pypdfium2.PdfDocument(tab.sheet.pdf()) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert [any(word in text for text in texts) for word in ("Первая", "Вторая", "Третья", "Содержание")] == [True] * 4
    tab.sheet.put_off.click()
    basket = shown(BasketPage(session))
    opened = []
    basket.note_chosen.connect(lambda *where: opened.append(where))
    assert basket.table.model_.index(0, 1).data() == "Notes: 1, 2, 3"
    assert not basket.stick.isEnabled()
    basket.open.click()
    assert opened[0][0] == case.id
    tab.sheet.table.show_ticked(())
    assert "tick one" in tab.sheet.line.text()


def test_a_leaflet_begins_in_the_workshop_and_a_receipt_says_what_is_missing(session, shown, case):
    page = shown(CasePage(session, case.id, "notes"))
    page.notes.new_note()
    page.notes.editor.blocks["next_steps"].setPlainText("- взять отметку")
    page.notes._begin_receipt()
    assert "No original" in page.notes.editor.line.text()

    page.notes._begin_leaflet()

    assert page.tab == "letters"
    assert "Взять отметку." in page.letters.workshop.text.toPlainText()


# --- closed for good


def test_a_closed_note_cannot_be_removed_moved_or_typed_into(tab, vault, session, case):
    open_case(vault)
    note = sign_off(vault, add_note(vault, case.id, "Закрыто"))
    tab.show_case()
    assert not tab.list.remove.isEnabled()
    tab.list.remove_note()
    assert "closed for good" in tab.line.text()
    tab.open_note(note)
    tab.editor.ask_for_step()
    assert not tab.steps.isVisibleTo(tab)
    QTest.keyClick(tab.editor.blocks["facts"], Qt.Key.Key_B, CONTROL)
    QTest.keyClick(tab.editor.blocks["facts"], Qt.Key.Key_A)
    QTest.keyClick(tab.editor.blocks["facts"], Qt.Key.Key_M, CONTROL)
    assert not tab.moving.isVisibleTo(tab)
    assert "closed for good" in tab.editor.line.text()
    tab.moving.ask(note)
    tab.moving._move()
    assert records.get(vault, Note, note.id) == note
    assert session.undo() is None


def test_the_fingerprint_stands_below_the_note_and_leads_back_to_it(tab, vault, session, shown, case):
    note = add_addendum(vault, sign_off(vault, add_note(vault, case.id, "Закрыто")), "Ещё")
    tab.open_note(note)
    page = shown(CheckSheetPage(session))
    letters = tab.editor._signed.text().split("Fingerprint: ")[1].split("\n")[0]

    page.letters.setText(letters[:-1])
    page._on_typed()
    assert "1 letter is still missing" in page.said.text()
    page.letters.setText(letters)
    page._on_typed()
    assert "unchanged" in page.said.text()
    assert "1 of 2" in page.more.text()
    opened = []
    page.note_chosen.connect(lambda *where: opened.append(where))
    QTest.keyClick(page.letters, Qt.Key.Key_Return)
    assert opened == [(case.id, note.id)]

    wrong = ("К" if letters[0] != "К" else "М") + letters[1:]
    page.letters.setText(wrong)
    page._start()
    assert [found.signed.note.id for found in page.near.model_.rows] == [note.id]
    assert "letter 1" in page._where(page.near.model_.rows[0])
    page.letters.setText(letters)
    page._on_typed()
    session.begin_visit("")
    assert page.letters.text() == ""
    page.letters.setText(letters)
    page._on_typed()
    assert case.pseudonym not in page.said.text()
    assert not page.open.isVisibleTo(page)


def test_a_note_that_is_not_what_was_signed_is_said_to_be_so_in_the_list(tab, vault, case):
    note = sign_off(vault, add_note(vault, case.id, "Закрыто"))
    tab.show_case()
    states = [tab.table.model_.index(0, 3).data()]
    (row,) = [row for row in rows.of_case(vault, case.id) if row.id == note.id]
    with vault.transaction():
        records.put_as_it_is(vault, replace(row, body=row.body.replace("Закрыто".encode(), "Открыто".encode())))
    tab.show_case()

    assert [*states, tab.table.model_.index(0, 3).data()] == ["closed for good", "not what was signed"]


def test_letters_of_a_sheet_survive_a_lock(session, shown):
    page = shown(CheckSheetPage(session))
    page.letters.setText("АВЕК Я")
    page._on_typed()
    assert "Я" in page.said.text()

    other = shown(CheckSheetPage(session))
    other.restore_draft(page.save_draft())

    assert other.letters.text() == "АВЕК Я"


def test_what_is_typed_around_a_note_survives_a_lock_too(session, shown, vault, case):
    open_case(vault)
    page = shown(CasePage(session, case.id, "notes"))
    page.notes.new_note()
    page.notes.editor.blocks["advice"].setPlainText("Ждать.")
    page.notes._show_carrying()
    page.notes.carrying.table.tick_all()
    page.notes.carrying.go_on.click()
    page.notes.carrying.edits["advice"].setPlainText("Ждать до завтра.")
    carried = page.save_draft()
    assert not any(other.id in text for other in page.notes.carrying._rows for text in carried.fields.values())
    page.notes._back_to_note()
    page.notes.editor.ask_for_step()
    page.notes.steps.what.setText("позвонить")
    stepped = page.save_draft()

    other = shown(CasePage(session, case.id))
    other.restore_draft(stepped)
    assert other.notes.steps.what.text() == "позвонить"
    other.restore_draft(carried)
    other.notes.carrying.table.tick_all()
    other.notes.carrying.go_on.click()

    assert other.notes.carrying.edits["advice"].toPlainText() == "Ждать до завтра."


def test_a_line_of_the_head_is_kept_at_a_pause(tab, vault, qtbot):
    tab.new_note()
    QTest.keyClicks(tab.editor.head.lines["present"], "mother")

    qtbot.waitUntil(lambda: _kept(vault, tab).present == "mother", timeout=2000)

    assert tab.editor.head.lines["present"].text() == "mother"
