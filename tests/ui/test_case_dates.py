"""Dates and tasks inside a case: set in one line, opened, told by both clocks, and coming again. Today is Thursday, 14 May 2026."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.deadlines import Deadline, DeadlineKind, Every, Occasion
from desktop.domain.tasks import Task
from desktop.operations.cases import keep_case, open_case
from desktop.operations.deadlines import keep_deadline
from desktop.operations.tasks import add_task
from desktop.storage import records
from desktop.ui.agenda.date_line import Asked
from desktop.ui.agenda.deeds import Deeds
from desktop.ui.case.overview import OverviewTab
from desktop.ui.case.page import CasePage
from tests import make

TODAY = date(2026, 5, 14)


@pytest.fixture
def case(vault):
    return keep_case(vault, replace(open_case(vault), pseudonym="Клён", zone="Asia/Irkutsk"))


@pytest.fixture
def tab(session, shown, case):
    return shown(OverviewTab(session, case.id))


def say(tab, kind, what, day="", hour=""):
    tab.dates.kind.show_code(kind)
    for field, text in ((tab.dates.what, what), (tab.dates.day, day), (tab.dates.hour, hour)):
        field.put_back(text)
    tab.dates.add.click()


def titles(tab):
    return [each.row.title for each in tab.dates.table.model_.rows]


def test_a_task_without_a_day_stands_last_and_the_file_still_has_nothing_scheduled(tab, vault, case):
    say(tab, "task", "find the order")
    assert titles(tab) == ["find the order"]
    assert tab.dates._none.isVisibleTo(tab.dates)

    say(tab, "hearing", "first hearing", "20.5", "9.30")

    assert titles(tab) == ["first hearing", "find the order"]
    (kept,) = records.of_case(vault, Deadline, case.id)
    assert (kept.kind, kept.occasion, kept.time, kept.zone) == (DeadlineKind.APPOINTMENT, Occasion.HEARING, "09:30", "Asia/Irkutsk")
    assert not tab.dates._none.isVisibleTo(tab.dates)


def test_what_is_missing_is_said_and_stays(tab, vault):
    say(tab, "meeting", "talk", "20.5", "25")

    assert tab.line.text() == "That is no hour. Type it like 14:30."
    assert tab.dates.unsaved() == {"day": "20.5", "what": "talk", "hour": "25", "kind": "meeting"}
    assert records.every(vault, Deadline) == []


def test_a_term_of_law_is_asked_about_here_too(tab, session, vault, case, asking):
    keep_deadline(vault, make.deadline(case=case.id, kind=DeadlineKind.DEADLINE))
    session.changed.emit()
    asking.says_yes = False

    QTest.keyClick(tab.dates.table, Qt.Key.Key_Space)

    assert [asked.yes for asked in asking.asked] == ["It is kept"]
    assert titles(tab) == ["Answer due"]


def test_a_task_is_opened_given_a_day_and_taken_away(tab, session, vault, case):
    task = add_task(vault, "find the order", case=case.id)
    session.changed.emit()
    QTest.keyClick(tab.dates.table, Qt.Key.Key_Return)
    assert tab.task.isVisible()

    tab.task.due.line.setText("in 2 weeks")
    tab.task.keep.click()
    assert records.get(vault, Task, task.id).due == date(2026, 5, 28)

    tab.task.remove.click()
    assert titles(tab) == []
    assert not tab.task.isVisible()
    session.undo()
    assert titles(tab) == ["find the order"]


def test_what_is_typed_about_a_task_outlives_a_lock(session, shown, vault, case):
    task = add_task(vault, "find the order", case=case.id)
    page = shown(CasePage(session, case.id))
    page.show_tab("overview", task.id)
    page.overview.task.what.setText("find both orders")

    draft, again = page.save_draft(), shown(CasePage(session, case.id))
    again.restore_draft(draft)

    assert again.overview.task.what.text() == "find both orders"
    assert again.overview.task.isVisible()


def test_the_next_date_in_the_head_may_be_a_task(session, shown, vault, case):
    add_task(vault, "find the order", case=case.id, due=TODAY)
    page = shown(CasePage(session, case.id))

    assert page.head._next.text() == "14 May: find the order"


def test_a_reminder_is_made_to_come_again(tab, session, vault, case):
    reminder = keep_deadline(vault, make.deadline(case=case.id, due=TODAY, title="how is he"))
    session.changed.emit()
    tab.open_subject(reminder.id)
    tab.term.every.show_code(Every.MONTH)
    tab.term.keep.click()

    QTest.keyClick(tab.dates.table, Qt.Key.Key_Space)

    assert [(each.title, each.due, each.every) for each in records.of_case(vault, Deadline, case.id) if not each.done_at] == [
        ("how is he", date(2026, 6, 14), Every.MONTH)
    ]


def test_an_hour_may_be_told_by_another_clock(tab, session, vault, case):
    hearing = keep_deadline(vault, make.deadline(case=case.id, due=TODAY, time="10:00", kind=DeadlineKind.APPOINTMENT))
    session.changed.emit()
    tab.open_subject(hearing.id)
    assert tab.term.clock.code == ""

    tab.term.clock.show_code("Europe/Moscow")
    tab.term.keep.click()

    assert (records.get(vault, Deadline, hearing.id).zone, tab.term.clock.code) == ("Europe/Moscow", "Europe/Moscow")


def test_a_counted_term_is_not_moved_from_a_list(tab, session, vault, case):
    term = keep_deadline(vault, make.deadline(case=case.id, kind=DeadlineKind.DEADLINE, rule="D-ANS"))
    deeds = Deeds(session, tab.line, tab)

    assert not deeds.set_date(Asked(case.id, "Клён", term.id), "Answer due", date(2026, 6, 1))
    assert "wants a reason" in tab.line.text()
    assert records.get(vault, Deadline, term.id) == term
    assert deeds.set_date(Asked(case.id, "Клён", term.id), "Answer due, at the latest", term.due)
