"""Finding in one case: the bar, what it found, and the marks."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from desktop.domain.cases import Case
from desktop.domain.events import Order
from desktop.domain.notes import Note
from desktop.domain.people import Role
from desktop.domain.units import Office
from desktop.operations.cases import keep_case, open_case
from desktop.operations.events import keep_event, keep_order
from desktop.operations.letters import begin_letter
from desktop.operations.notes import add_addendum, keep_note, sign_off
from desktop.operations.people import add_person, keep_person
from desktop.operations.units import keep_unit
from desktop.storage import records
from desktop.storage.marks import Marker
from desktop.ui.case.page import CasePage
from desktop.ui.parts import marks, utf16
from desktop.ui.parts.marked_cells import MarkedCells
from tests import make


@pytest.fixture
def case(vault):
    return open_case(vault)


@pytest.fixture
def page(session, shown, case, vault):
    add_person(vault, make.person(surname="Королёв"), case.id, Role.CLIENT)
    keep_note(vault, make.note(case=case.id, number=1, blocks={"facts": "Двое людей видели.", "advice": "Ёлка. Второй человек ждёт."}))
    event = keep_event(vault, make.event(case=case.id, title="Пришёл человек из части"))
    keep_order(vault, Order(id=vault.new_id(), case=case.id, event=event.id, wording="Построить людей"))
    return shown(CasePage(session, case.id, "notes"))


def _save(vault, value):
    with vault.transaction():
        records.save(vault, value)


def _find(page, text):
    QTest.keyClick(page._tabs, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    page.finding.line.setText(text)
    page.finding.search_now()
    return page.finding.found


def _marked(edit):
    return [mark.cursor.selectedText() for mark in edit.extraSelections()]


def _enter(page, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(page.finding.line, Qt.Key.Key_Return, modifiers)


def test_a_visitor_does_not_read_what_she_looked_for_and_a_commander_is_barred(page, session, case, vault):
    commander = keep_person(vault, make.person(surname="Белов"))
    unit = keep_unit(vault, make.unit(commanders=(Office(person=commander.id),)))
    keep_case(vault, replace(records.get(vault, Case, case.id), unit=unit.id))
    keep_event(vault, make.event(case=case.id, title="Белов порвал рапорт"))
    (found,) = _find(page, "порвал")
    assert "Бел" not in page.finding._what(found)

    session.begin_visit(case.id)

    assert page.finding.line.text() == ""


def test_what_was_not_understood_is_said_below_the_line_whatever_was_found_and_the_window_stays_as_wide(page):
    _find(page, "человек")
    QApplication.processEvents()
    narrow = page.minimumSizeHint().width()
    assert not page.finding.said.isVisible()

    _find(page, "человек since:nonsense foo:bar old:")
    QApplication.processEvents()

    said = page.finding.said.text()
    assert "nonsense" in said
    assert "foo" in said
    assert "Ctrl+K" in said
    assert page.minimumSizeHint().width() == narrow
    _find(page, "человек since:nonsense")
    QApplication.processEvents()
    table, bar = page.finding.table, page._tabs.tabBar()
    assert (page.finding.count.text(), table.isVisible()) == ("3 found", True)
    assert table.y() == bar.mapTo(page, bar.rect().bottomLeft()).y() + 2


def test_marks_stand_right_behind_letters_that_qt_counts_twice_and_a_text_is_counted_once(qapp, monkeypatch):
    text = QPlainTextEdit("🕊 елка 🕊🕊 ёлка " * 40)
    counted, units = [], utf16.units

    def counting(part):
        counted.append(len(part))
        return units(part)

    for room in (utf16, marks):
        monkeypatch.setattr(room, "units", counting)

    marks._mark_edit(text, Marker("елка").spans(text.toPlainText()), None)

    assert _marked(text) == ["елка", "ёлка"] * 40
    assert sum(counted) <= len(text.toPlainText())


def _titles(page):
    return [page._tabs.tabText(number) for number in range(page._tabs.count())]


def test_ctrl_f_finds_in_all_tabs_and_another_search_or_a_visitor_takes_the_marks_away(page, session, case):
    found = _find(page, "человек")

    assert page.finding.isVisible()
    assert [each.tab for each in found] == ["timeline", "timeline", "notes"]
    assert _titles(page)[1].endswith("· 2")
    assert _titles(page)[3].endswith("· 1")
    assert "·" not in _titles(page)[2]

    _find(page, "человек")
    page.finding.step(-1)
    _find(page, "елка")

    blocks = page.notes.editor.blocks
    assert (_marked(blocks["facts"]), _marked(blocks["advice"])) == ([], ["Ёлка"])

    _find(page, "человек")
    page.finding.step(-1)

    session.begin_visit(case.id)

    assert not page.finding.isVisible()
    assert _marked(page.notes.editor.blocks["facts"]) == []


def test_enter_leads_from_mark_to_mark_and_on_into_the_next_entry_and_an_order_opens_its_event(page, vault):
    _find(page, "человек")
    page.finding.step(-1)

    blocks = page.notes.editor.blocks
    assert page.tab == "notes"
    assert (_marked(blocks["facts"]), _marked(blocks["advice"])) == (["людей"], ["человек"])
    assert page.finding._place == 1
    _enter(page, Qt.KeyboardModifier.ShiftModifier)
    assert page.finding._place == 0
    assert blocks["facts"].textCursor().position() == len("Двое ")
    _enter(page)
    _enter(page)

    assert page.tab == "timeline"
    assert page.timeline.form.event_id

    _find(page, "построить")
    _enter(page)

    assert page.timeline.form.event_id == page.timeline.table.current().id


def test_a_letter_with_dots_and_lines_are_marked_until_escape_which_leaves_what_is_open(page, vault, case):
    _find(page, "елка")
    _enter(page)
    assert _marked(page.notes.editor.blocks["advice"]) == ["Ёлка"]

    _find(page, "пришел")
    _enter(page)

    assert isinstance(page.timeline.table.itemDelegate(), MarkedCells)
    assert [place.text.text() for place in page.marks.places if isinstance(place.text, QLineEdit)] == ["Пришёл человек из части"]

    _find(page, "человек")
    page.finding.step(-1)
    page.notes.editor.blocks["facts"].setFocus()

    QTest.keyClick(page.notes.editor.blocks["facts"], Qt.Key.Key_Escape)

    assert not page.finding.isVisible()
    assert not page.notes.is_listing
    assert _marked(page.notes.editor.blocks["facts"]) == []
    assert not isinstance(page.timeline.table.itemDelegate(), MarkedCells)
    assert "·" not in "".join(_titles(page))


def test_what_is_typed_is_marked_and_a_hit_shows_no_name_until_it_is_revealed(page, session, vault, case):
    _find(page, "человек")
    page.finding.step(-1)
    story = page.notes.editor.blocks["facts"]
    story.setPlainText("Нет людей, только человек.")
    page.notes.editor.save()

    page._session.changed.emit()
    QApplication.processEvents()

    assert _marked(story) == ["людей", "человек"]

    keep_note(vault, make.note(case=case.id, number=2, blocks={"facts": "Королёв пришёл вечером"}))
    (found,) = [each for each in _find(page, "вечером") if each.tab == "notes"]
    assert "Корол" not in page.finding._what(found)

    session.reveal_names()

    assert "Королёв" in page.finding._what(page.finding.found[-1])


def test_an_approved_document_is_marked_on_its_pages_and_a_paper_in_its_words(page, vault, case):
    entry = make.entry(case=case.id, title="Рапорт", font="liberation-serif", text="# Рапорт\n\nПрошу дать людям отдых. Человек устал.\n")
    _save(vault, entry)
    _find(page, "отдых")
    _enter(page)

    assert page.letters.ways.pages._found
    assert [place.text for place in page.marks.places] == [page.letters.ways.pages]

    page.finding.close_bar()
    assert page.letters.ways.pages._found == ()

    paper = make.paper(case=case.id, name="scan.pdf", media_type="application/pdf", text="Справка о том, что человек болен.")
    _save(vault, paper)
    page._session.changed.emit()
    _find(page, "больной")
    _enter(page)

    assert page.papers.view.shows_words
    assert _marked(page.papers.view.text) == ["болен"]


def test_what_the_search_box_opened_is_marked_until_she_types_or_escapes(page, vault, case):
    (note,) = [each for each in records.of_case(vault, Note, case.id) if each.number == 1]
    page.show_tab("notes", note.id)
    page.mark(Marker("человек"))

    story = page.notes.editor.blocks["facts"]
    assert _marked(story) == ["людей"]
    assert story.hasFocus()
    QTest.keyClick(story, Qt.Key.Key_Left)
    assert _marked(story) == ["людей"]

    QTest.keyClick(story, Qt.Key.Key_X)

    assert _marked(story) == []
    assert "x" in story.toPlainText()

    page.mark(Marker("человек"))
    story = page.notes.editor.blocks["facts"]

    QTest.keyClick(story, Qt.Key.Key_Escape)
    assert (_marked(story), page.notes.is_listing) == ([], False)
    QTest.keyClick(story, Qt.Key.Key_Escape)

    assert page.notes.is_listing


def test_addenda_of_a_closed_note_are_marked(page, vault, case):
    note = keep_note(vault, make.note(case=case.id, number=2, blocks={"facts": "Звонила мать."}))
    add_addendum(vault, sign_off(vault, note), "Справка <b> & человек")

    _find(page, "справка")
    _enter(page)

    signed = page.notes.editor._signed
    assert "Справка <b> & человек" in signed.text()
    assert [place.text for place in page.marks.places] == [signed]
    page.finding.close_bar()
    assert signed.textFormat() is Qt.TextFormat.PlainText


def test_a_name_that_is_a_bar_is_marked_only_while_it_is_revealed(page, session, vault, case):
    page.show_tab("letters", begin_letter(vault, case.id, "r02").id)
    text = page.letters.workshop.text
    _find(page, "королев")
    assert "Королёв" in text.toPlainText()
    assert _marked(text) == []

    session.reveal_names()
    QApplication.processEvents()
    assert all(word.startswith("Корол") for word in _marked(text))
    assert _marked(text)

    session.hide_names()
    assert _marked(text) == []
    QApplication.processEvents()
    assert _marked(text) == []
