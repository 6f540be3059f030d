"""The sheet in the window: answers are kept as they are left, taken back, never lost, and the paper twin asks the same."""

import io

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop import sheet_words
from desktop.domain.cases import Case, Category, Consent, Situation
from desktop.domain.days import Day
from desktop.domain.deadlines import Deadline
from desktop.domain.events import Certainty, Event, EventKind
from desktop.domain.people import Role
from desktop.domain.sheets import Form, Sheet, sections
from desktop.operations import asking
from desktop.operations.cases import open_case
from desktop.operations.people import add_person
from desktop.storage import people, records
from desktop.ui.case.page import CasePage
from desktop.ui.case.printed_sheet import empty_sheet
from desktop.ui.case.sheet import SheetPage
from tests import make


@pytest.fixture
def case(vault):
    return open_case(vault, category=Category.CONSCRIPT_CONTRACT, language="en")


@pytest.fixture
def sheet(session, shown, case):
    return shown(SheetPage(session, case.id))


def _type(sheet, key, text):
    field = sheet._rows[key].field
    field.setText(text)
    field.editingFinished.emit()


def _tell(sheet, key, day="", text="", row=0):
    line = sheet._rows[key].rows[row]
    if day:
        line.day.line.setText(day)
        line.day.line.editingFinished.emit()
    if text:
        line.text.setPlainText(text)
        line.text.left.emit()


def test_one_key_opens_the_sheet_escape_leaves_it_and_a_lock_loses_nothing(session, shown, case):
    page = shown(CasePage(session, case.id))
    QTest.keyClick(page.overview, Qt.Key.Key_I)
    sheet = page.overview.sheet
    assert sheet.isVisible()
    assert sheet.form.code is Form.CONSCRIPT_CONTRACT

    QTest.keyClick(sheet, Qt.Key.Key_Escape)

    assert not sheet.isVisible()
    assert page.overview.standing.isVisible()

    # On paper and back, and nothing of it stays behind to make the window higher.
    low = page.minimumSizeHint().height()
    page.overview.show_sheet()
    sheet.print.click()
    assert page.overview.printed.form.code is Form.CONSCRIPT_CONTRACT
    page.overview.printed.closed.emit()
    assert sheet.isVisible()
    assert page.minimumSizeHint().height() == low

    # What is typed and not left comes back after a lock.
    sheet._rows["alone"].field.setText("слышат")
    sheet._rows["medical"].rows[0].text.setPlainText("не спит")
    other = shown(CasePage(session, case.id))
    other.restore_draft(page.save_draft())
    again = other.overview.sheet
    assert again.isVisible()
    assert again._rows["alone"].field.text() == "слышат"
    assert again._rows["medical"].rows[0].text.toPlainText() == "не спит"


def test_answers_of_every_kind_are_kept_where_they_belong(sheet, vault, case):
    _type(sheet, "unit", "00001")
    sheet._rows["contract_ends"].field.line.setText("05.2027")
    sheet._rows["contract_ends"].field.line.editingFinished.emit()
    sheet._rows["family"].field.setPlainText("двое детей")
    sheet._rows["family"].field.left.emit()
    sheet._rows["press"].field.chosen.emit("no")
    sheet._rows["situation"].field.chosen.emit(Situation.HELD)
    sheet._rows["consent"].field.chosen.emit(Consent.NOT_YET)

    answers = asking.read(vault, case.id)
    assert answers.unit.number == "00001"
    assert answers.case.contract.ends == Day("2027-05")
    assert answers.sheet.answers == {"family": "двое детей", "press": "no"}
    assert answers.sheet.form is Form.CONSCRIPT_CONTRACT
    assert answers.case.situation is Situation.HELD
    assert [event.title for event in answers.events] == ["Situation: held"]
    assert [each.title for each in records.of_case(vault, Deadline, case.id)] == ["Ask for his own consent"]
    assert sheet.unsaved() == {}


def test_an_event_is_told_piece_by_piece_and_another_one_after_it(sheet, vault, case):
    _tell(sheet, "order", text="сказали собираться")
    _tell(sheet, "order", day="ок. 10.4.2022")
    (event,) = records.of_case(vault, Event, case.id)
    assert (event.kind, event.day, event.text, event.certainty) == (
        EventKind.ORDER_RECEIVED, Day("2022-04-10~"), "сказали собираться", Certainty.FIRST_HAND,
    )  # fmt: skip

    row = sheet._rows["order"]
    row.rows[0].certainty.show_code(Certainty.SEEN)
    row.rows[0].certainty.chosen.emit(Certainty.SEEN)
    row.more.click()
    row.rows[1].certainty.show_code(Certainty.HEARSAY)
    _tell(sheet, "order", text="и ещё раз", row=1)

    events = records.of_case(vault, Event, case.id)
    assert [(each.text, each.certainty) for each in events] == [
        ("сказали собираться", Certainty.SEEN), ("и ещё раз", Certainty.HEARSAY),
    ]  # fmt: skip
    assert len(row.rows) == 2


def test_undo_takes_an_event_out_of_the_sheet_and_its_row_is_empty_again(sheet, session, vault, case):
    _tell(sheet, "pressure", text="грозили")

    session.undo()

    assert records.of_case(vault, Event, case.id) == []
    assert [row.text.toPlainText() for row in sheet._rows["pressure"].rows] == [""]


def test_a_day_that_does_not_exist_is_said_and_stays(sheet, vault, case):
    _tell(sheet, "held", day="31.2.2022")

    assert sheet._rows["held"].rows[0].day._error.isVisible()
    assert sheet._rows["held"].rows[0].day.line.text() == "31.2.2022"
    assert records.of_case(vault, Event, case.id) == []


def test_another_sheet_asks_other_questions_and_keeps_what_is_typed(sheet, vault, session, case):
    sheet._rows["matter"].field.setText("позвонить в часть")

    sheet.form.show_code(Form.RELATIVE)
    sheet.form.chosen.emit(Form.RELATIVE)

    assert "known_from" in sheet._rows
    assert "pressed" not in sheet._rows
    assert sheet._rows["matter"].field.text() == "позвонить в часть"
    session.undo()
    assert "pressed" in sheet._rows
    assert sheet.form.code is Form.CONSCRIPT_CONTRACT


def test_the_sheet_stays_what_it_is_while_it_is_answered_and_follows_how_he_serves(session, shown, vault):
    case = open_case(vault)
    sheet = shown(SheetPage(session, case.id))
    assert sheet.form.code == "contract"

    _type(sheet, "called_by", "сам")
    assert sheet.form.code == "contract"

    sheet._rows["matter"].field.setText("позвонить")
    sheet._rows["category"].field.chosen.emit(Category.MOBILISED)
    assert sheet.form.code == "mobilised"
    assert sheet.window().focusWidget() is sheet._rows["category"].field
    assert sheet._rows["matter"].field.text() == "позвонить"
    assert records.get(vault, Case, case.id).category is Category.MOBILISED


def test_how_surely_is_kept_for_a_statement_that_stands_elsewhere(sheet, vault, case):
    sheet._certainties["unit"].show_code(Certainty.HEARSAY)
    sheet._certainties["unit"].chosen.emit(Certainty.HEARSAY)

    (kept,) = records.every(vault, Sheet)
    assert kept.certainty == {"unit": Certainty.HEARSAY}


def test_the_name_is_masked_until_it_is_revealed(session, shown, vault, case):
    add_person(vault, make.person(), case.id, Role.CLIENT)
    field = shown(SheetPage(session, case.id))._rows["name"].field
    assert "Корол" not in field.displayText()

    session.reveal_names()

    assert field.displayText() == "Королёв Пётр Ильич"


def test_a_name_typed_here_is_the_name_of_the_man(sheet, vault, case):
    _type(sheet, "name", "Сидоров Иван Петрович")

    client = people.by_role(vault, case.id)[Role.CLIENT]
    assert (client.full_name, records.get(vault, Case, case.id).client) == ("Сидоров Иван Петрович", client.id)


@pytest.mark.parametrize("form", Form)
def test_the_empty_sheet_asks_the_same_in_the_same_order_and_names_nobody(form):
    data = empty_sheet(form)

    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(data))]
    text = " ".join(" ".join(pages).split())
    last = -1
    for each in (each for section in sections(form) for each in section.questions):
        last = text.index(sheet_words.QUESTIONS[each.key], last + 1)
    assert "Portfel" not in text
    assert empty_sheet(form) == data
