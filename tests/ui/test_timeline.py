"""The timeline: events in order, with days as well as they are known."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.documents import pages
from desktop.domain.days import Day
from desktop.domain.events import Certainty, Event, EventKind, Order, OrderForm
from desktop.domain.timeline import Lane
from desktop.operations.cases import open_case
from desktop.operations.events import keep_event, keep_order
from desktop.storage import records
from desktop.ui.case.page import CasePage
from desktop.ui.case.timeline import TimelineTab
from desktop.ui.case.timeline_lanes import DRAGGED
from tests import make


@pytest.fixture
def case(vault):
    return open_case(vault)


@pytest.fixture
def tab(session, shown, case):
    return shown(TimelineTab(session, case.id))


def test_events_stand_in_order_and_undated_ones_in_the_tray(session, shown, vault, case):
    for day in (None, Day("2022-04-10~"), Day("2022-02-24"), Day("2022-04")):
        keep_event(vault, make.event(case=case.id, day=day))

    tab = shown(TimelineTab(session, case.id))

    assert [event.day and event.day.text for event in tab.table.model_.rows] == ["2022-02-24", "2022-04", "2022-04-10~"]
    assert [event.day for event in tab.tray.table.model_.rows] == [None]


def test_an_event_is_added_with_the_day_as_it_was_typed(tab, vault, session, case):
    tab.new_event()
    tab.form.kind.show_code(EventKind.ORDER_RECEIVED)
    tab.form.day.line.setText("ок. 10 апреля 2022")
    tab.form.headline.setText("вернуться")
    tab.form.keep.click()

    (event,) = records.of_case(vault, Event, case.id)
    assert (event.kind, event.day, event.title) == (EventKind.ORDER_RECEIVED, Day("2022-04-10~"), "вернуться")
    session.undo()
    assert records.of_case(vault, Event, case.id) == []


def test_a_day_that_does_not_exist_keeps_the_form_open_with_all_that_was_typed(tab, vault, case):
    tab.new_event()
    tab.form.day.line.setText("30.2.2022")
    tab.form.headline.setText("вернуться")
    tab.form.keep.click()

    assert records.of_case(vault, Event, case.id) == []
    assert not tab.form.day._error.isHidden()
    assert tab.form.headline.text() == "вернуться"
    assert tab._side.isVisible()


def test_an_event_is_changed_and_removed_and_brought_back(session, shown, vault, case):
    event = keep_event(vault, make.event(case=case.id))
    tab = shown(TimelineTab(session, case.id))

    tab.open_subject(event.id)
    tab.form.place.setText("лагерь")
    tab.form.keep.click()
    assert records.get(vault, Event, event.id).place == "лагерь"

    tab.open_subject(event.id)
    tab.form.remove.click()
    assert records.of_case(vault, Event, case.id) == []
    session.undo()
    assert [each.id for each in records.of_case(vault, Event, case.id)] == [event.id]


def test_what_is_typed_into_a_new_event_comes_back_after_the_lock(session, shown, case):
    page = shown(CasePage(session, case.id, "timeline"))
    page.timeline.new_event()
    page.timeline.form.headline.setText("вернуться")
    page.timeline.form.day.line.setText("30.2.2022")

    draft = page.save_draft()
    other = shown(CasePage(session, case.id))
    other.restore_draft(draft)

    assert other.tab == "timeline"
    assert other.timeline.form.headline.text() == "вернуться"
    assert other.timeline.form.day.line.text() == "30.2.2022"
    assert other.timeline.form.isVisible()


def test_an_empty_timeline_says_how_to_begin(tab):
    assert tab._stack.currentIndex() == 1


def test_opening_another_event_keeps_the_one_that_was_changed(session, shown, vault, case):
    first, second = (keep_event(vault, make.event(case=case.id)) for _each in range(2))
    tab = shown(TimelineTab(session, case.id))
    tab.open_subject(first.id)
    tab.form.place.setText("лагерь")

    tab.open_subject(second.id)

    assert records.get(vault, Event, first.id).place == "лагерь"
    assert tab.form.event_id == second.id


# --- lanes, gaps and the tray


@pytest.fixture
def story(vault, case):
    """Leave until the 10th, back on the 14th, a letter in between; two events of which no day is known."""
    told = (
        (EventKind.LEAVE, Day("2022-04-01"), Day("2022-04-10")),
        (EventKind.DOCUMENT_SIGNED, Day("2022-04-12"), None),
        (EventKind.RETURNED, Day("2022-04-14"), None),
        (EventKind.PHONE_TAKEN, None, None),
        (EventKind.PRESSURE, None, None),
    )
    made = [
        make.event(case=case.id, kind=kind, day=day, until=until, order=number, title=f"событие {number}")
        for number, (kind, day, until) in enumerate(told)
    ]
    return [keep_event(vault, event) for event in made]


def undated(tab) -> list[str]:
    return [event.id for event in tab.tray.table.model_.rows]


def on_lane(tab, lane: Lane, height: float) -> QPoint:
    return QPoint(round(tab.table._middle(lane)), round(height) - tab.table.verticalScrollBar().value())


def test_g_goes_to_the_gap_and_says_which_days_it_holds(session, shown, case, story):
    tab = shown(TimelineTab(session, case.id))

    QTest.keyClick(tab.table, Qt.Key.Key_G)

    assert tab.table.current().id == story[2].id
    assert "11.04.2022" in tab.line.text()
    assert "13.04.2022" in tab.line.text()
    assert "3 days" in tab.line.text()


def test_a_click_on_the_gap_begins_an_event_that_fills_it(session, shown, case, story):
    tab = shown(TimelineTab(session, case.id))
    (hole,) = tab.table.picture.holes

    middle = on_lane(tab, Lane.WHERE, (hole.top + hole.bottom) / 2 + 12)
    QTest.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 0))

    assert (tab.form.day.day, tab.form.until.day) == (Day("2022-04-11"), Day("2022-04-13"))
    tab.form.keep.click()
    assert tab.table.picture.holes == ()


def test_a_click_on_a_mark_opens_its_event(session, shown, case, story):
    tab = shown(TimelineTab(session, case.id))
    mark = next(mark for mark in tab.table.picture.marks if mark.lane is Lane.LETTERS)

    QTest.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=on_lane(tab, Lane.LETTERS, mark.at))

    assert tab.form.event_id == story[1].id


def test_the_rows_of_the_list_stand_where_the_picture_has_them_at_every_zoom(session, shown, case, story):
    tab = shown(TimelineTab(session, case.id))

    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Z):
        QTest.keyClick(tab.table, key)
        header = tab.table.verticalHeader()
        assert [header.sectionPosition(place) for place in range(3)] == [round(row.top) for row in tab.table.picture.rows]
    # Fitted: the picture fills the view and goes no further.
    assert 0 <= tab.table.viewport().height() - tab.table.picture.height < 8
    assert tab.table.per_day > 0


def test_undated_events_are_put_in_order_with_the_keyboard_and_undo_puts_them_back(session, shown, vault, case, story):
    tab = shown(TimelineTab(session, case.id))
    first, second = undated(tab)

    QTest.keyClick(tab.tray.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert undated(tab) == [second, first]
    session.undo()
    assert undated(tab) == [first, second]


def test_an_undated_event_goes_in_between_by_keyboard_with_the_days_it_must_lie_between(session, shown, vault, case, story):
    tab = shown(TimelineTab(session, case.id))
    tab.table.select(1)

    QTest.keyClick(tab.tray.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert records.get(vault, Event, story[3].id).day == Day("2022-04-12/2022-04-14")
    assert [event.id for event in tab.table.model_.rows] == [story[0].id, story[1].id, story[3].id, story[2].id]


def test_an_undated_event_is_dragged_in_between_and_the_drag_carries_only_a_number(session, shown, vault, case, story):
    tab = shown(TimelineTab(session, case.id))
    data = QMimeData()
    data.setData(DRAGGED, b"1")
    place = QPointF(200, tab.table.picture.rows[0].at - 5)

    for kind in (QDragEnterEvent, QDropEvent):
        where = place.toPoint() if kind is QDragEnterEvent else place
        dropped = kind(where, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(tab.table.viewport(), dropped)

    assert records.get(vault, Event, story[4].id).day == Day("../2022-04-01")


def test_the_question_mark_changes_how_it_is_known(session, shown, vault, case, story):
    tab = shown(TimelineTab(session, case.id))
    tab.table.select(0)

    QTest.keyClick(tab.table, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)

    assert records.get(vault, Event, story[0].id).certainty is Certainty.HEARSAY
    session.undo()
    assert records.get(vault, Event, story[0].id).certainty is Certainty.FIRST_HAND


def test_p_opens_the_paper_that_proves_it_or_the_choice_of_one(session, shown, vault, case, story, qtbot):
    paper = make.paper(case=case.id, name="скан.pdf")
    with vault.transaction():
        records.save(vault, paper)
    tab = shown(TimelineTab(session, case.id))
    tab.table.select(0)

    QTest.keyClick(tab.table, Qt.Key.Key_P)
    tab.form.proof.show_code(paper.id)
    tab.form.keep.click()
    with qtbot.waitSignal(tab.paper_asked) as asked:
        QTest.keyClick(tab.table, Qt.Key.Key_P)

    assert asked.args == [paper.id]
    assert records.get(vault, Event, story[0].id).proof == paper.id


def test_what_the_register_tells_stands_in_the_timeline_and_is_opened_there(session, shown, vault, case, qtbot):
    entry = make.entry(case=case.id, title="Рапорт", handed_on=Day("2022-04-20"), stamp_on=Day("2022-04-21"))
    with vault.transaction():
        records.save(vault, entry)
    tab = shown(TimelineTab(session, case.id))

    assert [event.kind for event in tab.table.model_.rows] == [EventKind.DOCUMENT_FILED, EventKind.REGISTRATION]
    with qtbot.waitSignal(tab.entry_asked) as asked:
        QTest.keyClick(tab.table, Qt.Key.Key_Return)
    assert asked.args == [entry.id]
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Question):
        QTest.keyClick(tab.table, key)
        assert "register" in tab.line.text()
    assert records.of_case(vault, Event, case.id) == []


def test_names_are_bars_in_the_list_until_she_reveals_them(session, shown, vault, case):
    man = make.person()
    with vault.transaction():
        for value in (man, make.party(case=case.id, person=man.id)):
            records.save(vault, value)
    keep_event(vault, make.event(case=case.id, title="Королёва вызвали", place="у Королёва", day=None))
    tab = shown(TimelineTab(session, case.id))

    def told() -> str:
        return tab.tray.table.model_.index(0, 0).data()

    assert "Корол" not in told()
    session.reveal_names()
    assert "Королёва" in told()


def test_the_sheets_have_pseudonyms_and_fit_on_one_page_where_they_can(session, shown, vault, case, story):
    man = make.person()
    with vault.transaction():
        for value in (man, make.party(case=case.id, person=man.id)):
            records.save(vault, value)
    for number in range(56):
        keep_event(vault, make.event(case=case.id, kind=EventKind.PRESSURE, day=Day("2022-05-02"), title=f"Королёва вызвали, раз {number}"))
    tab = shown(TimelineTab(session, case.id))

    QTest.keyClick(tab.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    sheets = tab.printed
    assert sheets.isVisible()
    assert sheets.pages.page_count == 1
    plain = pages.text(sheets.pdf())
    assert "Корол" not in plain
    assert all(f"раз {number}" in plain for number in range(56))
    assert "3 days" in plain
    assert "событие 4" in plain  # of no day
    sheets.how.show_code("many")
    sheets.whose.show_code("names")
    sheets.show_sheets()
    assert sheets.pages.page_count > 1
    assert "Королёва" in pages.text(sheets.pdf())
    QTest.keyClick(sheets, Qt.Key.Key_Escape)
    assert tab.table.isVisible()


# --- orders


def test_an_order_keeps_how_it_was_given_and_undo_takes_both_back(tab, vault, session, case):
    tab.new_event()
    assert tab.form.order.isHidden()
    tab.form.kind.show_code(EventKind.ORDER_RECEIVED)
    assert not tab.form.order.isHidden()
    tab.form.actor.setText("командир роты")
    tab.form.day.line.setText("18.4.2022")
    tab.form.order.form.show_code(OrderForm.ORAL)
    tab.form.order.wording.setPlainText("Выезжаем завтра.")
    tab.form.order.copy_.show_ticked(ticked=True)
    tab.form.keep.click()

    (event,), (order,) = records.of_case(vault, Event, case.id), records.of_case(vault, Order, case.id)
    assert (order.event, order.form, order.given_by, order.wording) == (event.id, OrderForm.ORAL, "командир роты", "Выезжаем завтра.")
    assert order.copy_obtained
    assert order.day == event.day
    session.undo()
    assert records.of_case(vault, Event, case.id) == []
    assert records.of_case(vault, Order, case.id) == []


def test_an_order_is_changed_and_goes_with_its_event(session, shown, vault, case):
    event = keep_event(vault, make.event(case=case.id))
    keep_order(vault, Order(id=vault.new_id(), case=case.id, event=event.id, number="7"))
    tab = shown(TimelineTab(session, case.id))

    tab.open_subject(event.id)
    assert not tab.form.is_touched
    tab.form.order.number.setText("8")
    draft = tab.unsaved()
    tab.form.keep.click()
    assert [order.number for order in records.of_case(vault, Order, case.id)] == ["8"]
    tab.put_back(draft | {"order.number": "9"})
    assert tab.form.order.number.text() == "9"

    tab.form.remove.click()
    assert records.of_case(vault, Order, case.id) == []
    session.undo()
    assert [order.number for order in records.of_case(vault, Order, case.id)] == ["8"]
