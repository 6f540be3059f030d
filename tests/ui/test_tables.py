"""From a table, by the keyboard: a file, its columns, its rows, in and back again; names hidden, nothing beside a visitor."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.domain.cases import Case, Category
from desktop.domain.events import Event
from desktop.domain.people import Person, Sex
from desktop.domain.tables import DateOrder, Field, Target
from desktop.operations import people, scans
from desktop.operations.importing import parts
from desktop.storage import records
from desktop.ui.tables.page import COLUMNS, PAST, PREVIEW, VISITOR, TablesPage
from tests import make
from tests.documents.workbooks import book

LIST = (
    "№;ФИО;Д.р.;Телефон;в/ч;Категория;Комментарий\n"
    "1;Королёв Пётр Ильич;1.2.1999;89161234567;00001;контракт;\n"
    "2;Орлов Илья;5.7.2001;спросить;00002;вахта;звонить вечером\n"
    "3;Орлов И.;;;;моб;он же?\n"
)


@pytest.fixture
def page(session, shown) -> TablesPage:
    made = TablesPage(session)
    shown(made)
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "list.csv"
    made.write_text(LIST, encoding="cp1251")
    return made


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def shown_rows(page: TablesPage) -> list[list[str]]:
    model = page.preview.list.model_
    return [[model.data(model.index(row, column)) for column in range(model.columnCount())] for row in range(model.rowCount())]


def press(widget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)


def go_on(page: TablesPage) -> None:
    press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_list_comes_in_by_the_keyboard_and_is_taken_back(page, session, asking, vault, path):
    asking.paths = [path]
    press(page.past.choose, Qt.Key.Key_Space)
    assert page._stack.currentIndex() == COLUMNS
    assert [choice.code for choice in page.columns.fields] == ["left_out", "full_name", "born", "phone", "unit", "category", "note"]
    assert page.columns.encoding.code == "cp1251"
    go_on(page)
    assert page._stack.currentIndex() == PREVIEW
    assert page.preview.list.hasFocus()
    go_on(page)

    assert page._stack.currentIndex() == PAST
    assert sorted(case.category for case in records.every(vault, Case)) == [Category.CONTRACT, Category.MOBILISED, Category.UNKNOWN]
    assert "Категория: вахта\nКомментарий: звонить вечером" in [event.text for event in records.every(vault, Event)]
    assert {case.tags for case in records.every(vault, Case)} == {("from a table 14.05.2026",)}
    assert "3 cases came in" in page.line.text()

    press(page.past.list, Qt.Key.Key_Delete)
    assert records.every(vault, Case) == []
    assert "taken back" in page.past.list.model_.data(page.past.list.model_.index(0, 3))
    page.past.back.click()
    assert len(records.every(vault, Case)) == 3


def test_one_step_of_undo_takes_all_of_it_back(page, session, vault, path):
    page.read(path)
    go_on(page)
    go_on(page)

    session.undo()
    assert (records.every(vault, Case), records.every(vault, Person)) == ([], [])
    session.redo()
    assert len(records.every(vault, Case)) == 3


def test_a_large_import_is_taken_back_on_its_page_alone(page, session, vault, path, monkeypatch):
    from desktop.domain.errors import BadInput
    from desktop.ui.tables import page as page_

    monkeypatch.setattr(page_, "AT_ONCE", 2)
    page.read(path)
    go_on(page)
    go_on(page)

    with pytest.raises(BadInput):
        session.undo()
    assert len(records.every(vault, Case)) == 3


def test_names_are_hidden_until_they_are_asked_for(page, session, path):
    page.read(path)
    assert "Королёв" not in texts(page.columns)
    assert "контракт" in texts(page.columns)
    session.reveal_names()
    assert "Королёв Пётр Ильич" in texts(page.columns)
    session.hide_names()
    go_on(page)

    for hidden in ("Королёв", "89161234567", "спросить", "вечером"):
        assert hidden not in texts(page.preview)
        assert not any(hidden in cell for row in shown_rows(page) for cell in row)
    session.reveal_names()
    assert any("Королёв" in cell for row in shown_rows(page) for cell in row)


def test_beside_a_visitor_there_is_nothing(page, session, path):
    page.read(path)
    go_on(page)
    session.begin_visit("")
    assert page._stack.currentIndex() == VISITOR
    assert page.head.text() == "The rows as they will be"
    go_on(page)
    assert records.every(session.vault, Case) == []
    session.end_visit()
    assert page._stack.currentIndex() == PREVIEW


def test_what_is_graver_stands_first_and_a_key_goes_there(page, path):
    page.read(path)
    go_on(page)

    assert [row[0] for row in shown_rows(page)] == ["3", "4", "2"]
    assert "no such word" in shown_rows(page)[0][-1]
    assert "may be the man of row 3" in shown_rows(page)[1][-1]
    press(page.preview.list, Qt.Key.Key_F4)
    assert page.preview.list.current().number == 4
    press(page.preview.list, Qt.Key.Key_F4)
    assert page.preview.list.current().number == 3


def test_a_row_is_left_out_and_taken_in_again(page, vault, path):
    page.read(path)
    go_on(page)
    press(page.preview.list, Qt.Key.Key_Space)
    assert page.on.text() == "Bring in 2 cases"
    assert page.preview.leave.text() == "Take it in (Space)"
    press(page.preview.list, Qt.Key.Key_Space)
    assert page.on.text() == "Bring in 3 cases"


def test_the_same_man_is_said_by_her(page, session, vault, path):
    known = people.keep_person(vault, make.person(surname="Королёв", name="Пётр", patronymic="", phones=()))
    page.read(path)
    go_on(page)
    page.preview.list.select(next(n for n, row in enumerate(page.preview.list.model_.rows) if row.number == 2))
    page.preview.alike.look()
    assert "may be the same" in page.preview.alike.head.text()
    page.preview.alike.same.click()
    page.preview.list.select(next(n for n, row in enumerate(page.preview.list.model_.rows) if row.number == 4))
    page.preview.as_row.click()
    go_on(page)

    assert records.get(vault, Person, known.id).phones == ("+7 916 123-45-67",)
    assert len(records.every(vault, Person)) == 2
    assert len(records.every(vault, Case)) == 3


def test_a_column_is_given_another_field_and_its_words_other_codes(page, vault, path):
    page.read(path)
    columns = page.columns
    columns._on_field(6, Field.MATTER)
    columns.code_choices[5, "вахта"].show_code("contract")
    columns._on_code(5, "вахта", "contract")
    go_on(page)
    go_on(page)

    said = {case.matter: case.category for case in records.every(vault, Case)}
    assert said == {"": Category.CONTRACT, "звонить вечером": Category.CONTRACT, "он же?": Category.MOBILISED}


def test_the_order_of_dates_is_chosen_for_the_column(page, vault, path):
    page.read(path)
    assert page.columns._orders[2].isVisible()
    page.columns._on_order(2, f"{DateOrder.MONTH_FIRST}:nearest")
    go_on(page)
    go_on(page)

    assert {person.born.text for person in records.every(vault, Person) if person.born} == {"1999-01-02", "2001-05-07"}


def test_a_file_is_read_otherwise_where_the_guess_is_wrong(page, path):
    page.read(path)
    page.columns.separator.show_code(",")
    page.columns.reading_asked.emit(page.columns._as_text())
    assert page.columns.table.width == 1
    page.columns.separator.show_code(";")
    page.columns.reading_asked.emit(page.columns._as_text())
    assert page.columns.table.width == 7


def test_another_sheet_is_chosen(page, tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(book([], more={"Второй": [["ФИО"], ["Королёв Пётр"]]}))
    page.read(path)
    assert "nothing on this sheet" in page.line.text()
    assert not page.on.isEnabled()
    page.columns.reading_asked.emit({"sheet": 1})
    assert page.columns.fields[0].code is Field.FULL_NAME
    assert not page.columns.encoding.isVisible()


def test_people_come_into_the_address_book(page, vault, path):
    page.read(path)
    page.columns.target.show_code(Target.PEOPLE)
    page.columns._on_target(Target.PEOPLE)
    go_on(page)
    assert page.on.text() == "Bring in 3 people"
    page.preview.sex.show_code("woman")
    page.preview._session.hide_names()
    page.preview.sex.chosen.emit("woman")
    go_on(page)

    assert records.every(vault, Case) == []
    assert sorted(person.sex for person in records.every(vault, Person)) == [Sex.FEMALE, Sex.FEMALE, Sex.MALE]


def test_what_is_no_table_is_said_and_nothing_else_happens(page, tmp_path):
    path = tmp_path / "list.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    page.read(path)
    assert "older form of Excel" in page.line.text()
    assert page._stack.currentIndex() == PAST
    page.read(tmp_path / "no such.csv")
    assert "no such file" in page.line.text()


def test_the_file_outside_is_told_of_and_wiped(page, path):
    page.read(path)
    go_on(page)
    go_on(page)
    assert "list.csv still lies outside" in page.past.left.text()
    assert path.exists()
    page.past.wipe.click()
    assert page.past.confirm.isVisible()
    page.past.confirm.yes.click()
    assert not path.exists()
    assert not page.past.wipe.isVisible()


def test_a_file_that_cannot_be_wiped_is_said(page, path, monkeypatch):
    from desktop.domain.errors import TargetReadOnly

    def refuse(_path: Path) -> None:
        raise TargetReadOnly

    page.read(path)
    go_on(page)
    go_on(page)
    monkeypatch.setattr(scans, "erase", refuse)
    page.past._wipe()
    assert page.line.property("tone") == "error"
    assert path.exists()


def test_a_lock_keeps_which_file_it_was_and_what_was_decided(page, session, shown, path):
    page.read(path)
    go_on(page)
    press(page.preview.list, Qt.Key.Key_Space)
    page.preview.tag.setText("весна")
    draft = page.save_draft()
    assert draft is not None

    again = TablesPage(session)
    shown(again)
    again.restore_draft(draft)
    go_on(again)
    assert again.on.text() == "Bring in 2 cases"
    assert again.preview.tag.text() == "весна"
    again._forget()
    assert again.save_draft() is None


def test_what_was_decided_of_rows_holds_for_no_others(page, session, shown, path, tmp_path):
    book_ = tmp_path / "book.xlsx"
    book_.write_bytes(book([["ФИО"], ["Королёв Пётр"]], more={"Второй": [["ФИО"], ["Орлов Илья"]]}))
    page.read(book_)
    page.columns.reading_asked.emit({"sheet": 1})
    go_on(page)
    press(page.preview.list, Qt.Key.Key_Space)
    draft = page.save_draft()
    page._go_back()
    page.columns.reading_asked.emit({"sheet": 0})
    go_on(page)
    assert page.on.text() == "Bring in 1 case"

    again = TablesPage(session)
    shown(again)
    again.restore_draft(draft)
    assert again.columns.table.sheet == 1
    go_on(again)
    assert again.on.text() == "Bring in 0 cases"
    book_.unlink()
    again = TablesPage(session)
    shown(again)
    again.restore_draft(draft)
    again.read(path)
    go_on(again)
    assert again.on.text() == "Bring in 3 cases"


def test_the_next_table_begins_anew(page, vault, path):
    page.read(path)
    go_on(page)
    page.preview.tag.setText("весна")
    page.preview.sex.show_code("woman")
    page.preview.sex.chosen.emit("woman")
    assert page.preview.sex.code == "woman"
    go_on(page)
    page.read(path)
    go_on(page)

    assert (page.preview.sex.code, page.columns.how.woman) == ("man", False)
    assert page.preview.tag.text() == "from a table 14.05.2026"


def test_escape_goes_a_step_back_and_out(page, qtbot, path):
    page.read(path)
    go_on(page)
    press(page.preview.list, Qt.Key.Key_Escape)
    assert page._stack.currentIndex() == COLUMNS
    press(page.columns.fields[0], Qt.Key.Key_Escape)
    assert page._stack.currentIndex() == PAST
    with qtbot.waitSignal(page.left):
        press(page.past.choose, Qt.Key.Key_Escape)


def test_a_forgotten_import_is_listed_no_more(page, vault, path):
    page.read(path)
    go_on(page)
    go_on(page)
    page.past.forget_.click()
    assert parts.imports(vault) == []
    assert not page.past.list.isVisible()
    assert len(records.every(vault, Case)) == 3


def test_cases_lead_to_it(session, shown, qtbot):
    from desktop.ui.cases.page import CasesPage

    page = CasesPage(session)
    shown(page)
    with qtbot.waitSignal(page.table_wanted):
        press(page.table, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
