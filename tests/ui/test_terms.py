"""Dates of a case: typed as people type them, asked about on a day off; terms of law, with why, chains, and a day of her own."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.domain.days import Day
from desktop.domain.deadlines import Deadline, DeadlineKind, Occasion
from desktop.domain.events import Event, EventKind
from desktop.operations import term_book, terms
from desktop.operations.cases import open_case
from desktop.operations.deadlines import keep_deadline
from desktop.operations.events import keep_event
from desktop.storage import records
from desktop.ui.case.new_term import NewTerm
from desktop.ui.case.overview import OverviewTab
from desktop.ui.case.timeline import TimelineTab
from desktop.ui.parts.due_line import DueLine
from desktop.ui.parts.short_button import ShortButton
from desktop.ui.today.page import TodayPage
from tests import make


@pytest.fixture
def case(vault):
    return open_case(vault)


@pytest.fixture
def overview(session, shown, case) -> OverviewTab:
    return shown(OverviewTab(session, case.id))


def told(widget) -> str:
    QApplication.processEvents()  # what was laid out anew is seen a turn later
    return "\n".join(words.text() for words in widget.findChildren(QLabel) if words.isVisibleTo(widget))


def dates(vault, case) -> list[Deadline]:
    return records.of_case(vault, Deadline, case.id)


# --- typed dates


@pytest.fixture
def due(session, shown) -> DueLine:
    return shown(DueLine("By when", lambda: session.today, lambda: term_book.calendar(session.vault)))


@pytest.mark.parametrize(
    ("typed", "day"),
    [("12.6", date(2026, 6, 12)), ("+10 рд", date(2026, 5, 28)), ("in 2 weeks", date(2026, 5, 28)), ("через 3 дня", date(2026, 5, 17)),
     ("в пятницу", date(2026, 5, 15))],
)  # fmt: skip
def test_dates_are_understood_as_people_type_them(due, typed, day):
    due.line.insert(typed)

    assert due.day == day
    assert day.strftime("%Y") in due.said.text()


@pytest.mark.parametrize("typed", ["31.2", "soon", "2026", "+99999 рд", "0.0.0"])
def test_what_is_no_date_is_said_once_it_is_typed(due, typed):
    due.line.setText(typed)
    assert not due.said.isVisible()

    assert not due.check()
    assert due.day is None
    assert due.said.text()


def test_a_day_off_is_asked_about_and_never_moved_by_itself(due):
    due.line.setText("16.5")
    assert due.day == date(2026, 5, 16)
    choices = due.asked.findChildren(ShortButton)
    assert [button.accessibleName() for button in choices] == [
        "Keep 16.05.2026", "Next working day, 18.05.2026", "Working day before, 15.05.2026"]  # fmt: skip

    choices[1].click()

    assert due.day == date(2026, 5, 18)
    assert not due.asked.isVisible()
    due.line.setText("16.5")
    due.asked.findChildren(ShortButton)[-3].click()
    assert due.day == date(2026, 5, 16)
    assert not due.asked.isVisible()


def test_a_quick_date_is_chosen_from_the_menu(due):
    due.menu.menu().actions()[2].trigger()

    assert due.day == date(2026, 5, 21)


# --- one date


def test_a_term_tells_why_it_falls_on_its_day(overview, session, vault, case):
    term = terms.start_term(vault, case.id, "D-ANS", Day.of(date(2026, 5, 4)))
    session.changed.emit()

    QTest.keyClick(overview.dates.table, Qt.Key.Key_Return)

    words = told(overview.term)
    assert overview.term.deadline_id == term.id
    for part in ("It starts with 04.05.2026.", "30 calendar days end on 03.06.2026.", "first day counts", "art. 12", "not yet checked"):
        assert part in words
    assert "Last day to go to court" in words


def test_another_day_wants_a_reason_and_the_count_stays(overview, session, vault, case):
    term = terms.start_term(vault, case.id, "D-ANS", Day.of(date(2026, 5, 4)))
    overview._open_date(term)
    overview.term.due.line.setText("1.6.2026")

    overview.term.keep.click()
    assert "Say why" in overview.term.line.text()
    assert dates(vault, case) == [term]

    overview.term.reason.setText("так сказано в ответе")
    overview.term.keep.click()
    (changed,) = dates(vault, case)
    assert (changed.due, changed.counted) == (date(2026, 6, 1), date(2026, 6, 3))
    assert "Counted: 03.06.2026" in told(overview.term)
    overview.term.follow.click()
    assert dates(vault, case)[0].due == date(2026, 6, 3)
    session.undo()
    assert dates(vault, case)[0].due == date(2026, 6, 1)


def test_prolonged_then_chained_and_one_undo_each(overview, session, vault, case):
    term = terms.start_term(vault, case.id, "D-ANS", Day.of(date(2026, 5, 4)))
    overview._open_date(term)

    overview.term.next.click()
    assert [each.rule for each in dates(vault, case)] == ["D-ANS", "D-CAS"]
    court = dates(vault, case)[1]
    overview.term.prolong.click()
    longer, moved = dates(vault, case)
    assert longer.due == date(2026, 7, 3)
    assert moved.due > court.due
    assert "Prolonged" in told(overview.term)

    session.undo()
    assert dates(vault, case)[1].due == court.due
    session.undo()
    assert [each.rule for each in dates(vault, case)] == ["D-ANS"]


def test_a_reminder_gets_an_hour_and_becomes_an_appointment(overview, session, vault, case):
    keep_deadline(vault, Deadline(id=vault.new_id(), case=case.id, due=date(2026, 5, 20), title="позвонить"))
    session.changed.emit()
    overview._open_date(dates(vault, case)[0])
    overview.term.time.setText("25:10")
    overview.term.kind.show_code("hearing")

    overview.term.keep.click()
    assert "no such hour" in overview.term.line.text()
    overview.term.time.setText("14:30")
    overview.term.keep.click()

    assert [(each.time, each.kind, each.occasion) for each in dates(vault, case)] == [("14:30", DeadlineKind.APPOINTMENT, Occasion.HEARING)]
    overview.term.remove.click()
    assert dates(vault, case) == []
    assert overview._right.currentIndex() == 0


def test_what_is_typed_about_a_date_outlives_a_lock(overview, session, shown, vault, case):
    term = terms.start_term(vault, case.id, "D-ANS", Day.of(date(2026, 5, 4)))
    overview._open_date(term)
    overview.term.reason.setText("потому что")

    again = shown(OverviewTab(session, case.id))
    again.put_back(overview.unsaved())

    assert again.term.deadline_id == term.id
    assert again.term.reason.text() == "потому что"


# --- new terms


def test_a_term_is_counted_before_her_eyes_and_kept(overview, session, vault, case):
    overview.dates.count.click()
    overview.new_term.rule.show_code("D-CAS")
    overview.new_term.day.line.setText("31.1.2026")
    assert overview.new_term.told.text().endswith("The last day: 30.04.2026.")

    overview.new_term.keep.click()

    assert [(each.rule, each.due) for each in dates(vault, case)] == [("D-CAS", date(2026, 4, 30))]
    session.undo()
    assert dates(vault, case) == []


def test_without_a_day_no_term_begins(overview, vault, case):
    overview.dates.count.click()

    overview.new_term.keep.click()

    assert "not known" in overview.new_term.line.text()
    assert dates(vault, case) == []


def test_a_term_that_an_event_starts_moves_with_it(session, shown, vault, case):
    event = Event(id=vault.new_id(), case=case.id, kind=EventKind.REGISTRATION, day=Day.of(date(2026, 5, 4)))
    keep_event(vault, event)
    timeline = shown(TimelineTab(session, case.id))
    timeline.open_event(event)
    timeline.form.term.click()
    timeline.new_term.rule.show_code("D-ANS")
    timeline.new_term._count()
    assert not timeline.new_term.day.isEnabled()

    timeline.new_term.keep.click()
    assert dates(vault, case)[0].due == date(2026, 6, 3)
    keep_event(vault, replace(event, day=Day.of(date(2026, 5, 6))))

    assert dates(vault, case)[0].due == date(2026, 6, 5)
    overview = shown(OverviewTab(session, case.id))
    overview._open_date(dates(vault, case)[0])
    assert "Until then it was 03.06.2026" in told(overview.term)
    overview.term.seen.click()
    assert "Until then" not in told(overview.term)


def test_an_event_that_starts_nothing_offers_nothing(session, shown, vault, case):
    event = Event(id=vault.new_id(), case=case.id, kind=EventKind.CONTACT, day=Day.of(date(2026, 5, 4)))
    keep_event(vault, event)
    timeline = shown(TimelineTab(session, case.id))

    timeline.open_event(event)

    assert not timeline.form.term.isVisibleTo(timeline.form)


# --- nothing scheduled


def test_the_last_date_ticked_off_is_warned_about(overview, session, shown, vault, case):
    keep_deadline(vault, Deadline(id=vault.new_id(), case=case.id, due=date(2026, 5, 14), title="позвонить"))
    session.changed.emit()
    today = shown(TodayPage(session))

    today._done(today._table.model_.rows[1])
    assert "nothing scheduled" in today._line.text()

    session.undo()
    overview.dates._tick_off()
    assert "nothing scheduled" in overview.line.text()


def test_the_end_of_leave_is_shown_as_it_will_be_kept(session, shown, vault, case):
    leave = make.event(case=case.id, kind=EventKind.LEAVE, day=Day("2026-05-01"), until=Day("2026-05-20"))
    open_end = make.event(case=case.id, kind=EventKind.LEAVE, day=Day("2026-05-01"))
    for event in (leave, open_end):
        keep_event(vault, event)
    term = shown(NewTerm(session, case.id))

    assert term.open_for_event(leave)
    assert "20.05.2026" in term.told.text()
    assert "01.05.2026" not in term.told.text()
    term.keep.click()
    (kept,) = records.of_case(vault, Deadline, case.id)
    assert kept.due == date(2026, 5, 20)

    term.open_for_event(open_end)
    assert "not known" in term.told.text()
    term.keep.click()
    assert term.line.text()
    assert records.of_case(vault, Deadline, case.id) == [kept]


@pytest.mark.parametrize("kind", [EventKind.ORDER_RECEIVED, EventKind.DISCHARGED, EventKind.HELD, EventKind.CONTRACT_PRESSED])
def test_what_was_done_to_him_may_start_the_time_for_the_court(vault, case, kind):
    event = make.event(case=case.id, kind=kind, day=Day("2026-05-01"))

    assert "D-CAS" in {rule.id for rule in terms.offers(vault, event)}
