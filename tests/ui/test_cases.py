"""The table of cases, and opening a new one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.caseload import Axis
from desktop.domain.cases import Case, Category
from desktop.operations.cases import close_case, keep_case, open_case
from desktop.storage import cases, records
from desktop.ui.cases.new_case import NewCasePage
from desktop.ui.cases.page import CasesPage


def _pseudonyms(page):
    return [row.pseudonym for row in page.table.model_.rows]


def _named(vault, pseudonym, **fields):
    from dataclasses import replace

    return keep_case(vault, replace(open_case(vault), pseudonym=pseudonym, **fields))


def test_typing_in_the_table_narrows_it(session, shown, vault):
    _named(vault, "Maple")
    _named(vault, "Берёза")
    page = shown(CasesPage(session))

    for letter in "берез":
        QTest.keyClicks(page.table, letter) if letter.isascii() else page.head.line.setText(page.head.line.text() + letter)

    assert _pseudonyms(page) == ["Берёза"]


def test_the_letters_typed_in_the_table_arrive_in_the_field(session, shown, vault):
    _named(vault, "Maple")
    _named(vault, "Oak")
    page = shown(CasesPage(session))

    QTest.keyClicks(page.table, "oa")

    assert page.head.line.text() == "oa"
    assert _pseudonyms(page) == ["Oak"]


def test_closed_cases_show_only_in_the_archive(session, shown, vault):
    close_case(vault, _named(vault, "Maple"))
    _named(vault, "Oak")
    page = shown(CasesPage(session))

    assert _pseudonyms(page) == ["Oak"]
    page.head.chips[Axis.CLOSED].click()

    assert sorted(_pseudonyms(page)) == ["Maple", "Oak"]


def test_the_empty_list_tells_how_to_go_on(session, shown):
    page = shown(CasesPage(session))

    assert page._stack.currentWidget() is page._empty


def test_space_hides_the_preview_and_enter_opens(session, shown, vault, qtbot):
    case = _named(vault, "Maple", now="waits for an answer")
    page, chosen = shown(CasesPage(session)), list[str]()
    page.case_chosen.connect(chosen.append)
    qtbot.waitUntil(lambda: "waits for an answer" in page.preview._text.text())

    QTest.keyClick(page.table, Qt.Key.Key_Space)
    QTest.keyClick(page.table, Qt.Key.Key_Return)

    assert not page.preview.isVisible()
    assert chosen == [case.id]


def test_what_a_person_wrote_is_never_taken_for_markup(session, shown, vault, qtbot):
    _named(vault, "Maple", now="<b>&{{ }}</b>")
    page = shown(CasesPage(session))

    assert page.preview._text.textFormat() == Qt.TextFormat.PlainText
    qtbot.waitUntil(lambda: "<b>&{{ }}</b>" in page.preview._text.text())


@pytest.fixture
def new(session, shown):
    return shown(NewCasePage(session))


def test_four_lines_make_a_case(new, vault):
    opened: list[str] = []
    new.case_opened.connect(opened.append)
    for name, text in (("called_by", "his mother"), ("about", "O'Brien"), ("where", "base"), ("matter", "tomorrow <6:00>")):
        new._fields[name].setText(text)
    new._category.show_code(Category.CONTRACT)

    QTest.keyClick(new._fields["matter"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    case = records.get(vault, Case, opened[0])
    assert (case.called_by, case.about, case.where, case.matter) == ("his mother", "O'Brien", "base", "tomorrow <6:00>")
    assert case.category is Category.CONTRACT


def test_a_case_needs_no_word_at_all(new, vault):
    new._open()

    assert len(cases.rows(vault)) == 1


def test_what_is_typed_is_a_draft_until_it_is_a_case(new, session, shown):
    assert new.save_draft() is None
    new._fields["matter"].setText("tomorrow")

    again = shown(NewCasePage(session))
    again.restore_draft(new.save_draft())

    assert again._fields["matter"].text() == "tomorrow"
    again._open()
    assert again.save_draft() is None
