"""The timeline: events in order, with days as well as they are known."""

import pytest

from desktop.domain.days import Day
from desktop.domain.events import Event, EventKind
from desktop.operations.cases import open_case
from desktop.operations.events import keep_event
from desktop.storage import records
from desktop.ui.case.page import CasePage
from desktop.ui.case.timeline import TimelineTab
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
