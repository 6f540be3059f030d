"""Today: three bands, done with a key, dates set from the list."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.calls import Call
from desktop.domain.cases import Threat
from desktop.domain.deadlines import Deadline, DeadlineKind
from desktop.domain.tasks import Task
from desktop.operations.calls import keep_call
from desktop.operations.cases import keep_case, open_case
from desktop.operations.deadlines import keep_deadline
from desktop.operations.tasks import add_task
from desktop.storage import records
from desktop.ui.parts.banded_table import Band
from desktop.ui.today.page import TodayPage
from tests import make

TODAY = date(2026, 5, 14)


@pytest.fixture
def moscow(monkeypatch):
    """Her computer stands in Moscow, as the cases do."""
    monkeypatch.setenv("TZ", "Europe/Moscow")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def case(vault):
    return open_case(vault, matter="has an order for tomorrow", language="en")


@pytest.fixture
def page(session, shown, case):
    return shown(TodayPage(session))


def _due(vault, case, days, **fields):
    return keep_deadline(vault, make.deadline(**({"case": case.id, "due": TODAY + timedelta(days=days)} | fields)))


def _shown(page):
    return [row.title if isinstance(row, Band) else (row.pseudonym, row.what, row.when) for row in page._table.model_.rows]


def test_the_date_is_written_in_full(page):
    assert page._date.text() == "Thursday, 14 May 2026"


def test_each_band_has_what_belongs_to_it(session, shown, vault, case, moscow):
    urgent = keep_case(vault, replace(open_case(vault, language="en"), threat=Threat.ISOLATION))
    _due(vault, case, -2, title="late")
    _due(vault, case, 0, title="now")
    _due(vault, case, 7, title="next week", time="10:00")
    _due(vault, case, 8, title="far")

    page = shown(TodayPage(session))

    assert _shown(page) == [
        "Urgent",
        (urgent.pseudonym, "cannot wait", ""),
        "Overdue and today",
        (case.pseudonym, "late", "12 May, 2 days late"),
        (case.pseudonym, "now", "today"),
        "Next 7 days",
        (case.pseudonym, "next week", "21 May, 10:00"),
    ]


def test_an_hour_in_the_east_stands_on_her_day_with_both_clocks(session, shown, vault, case, moscow):
    _due(vault, case, 1, title="ring him", time="02:00", zone="Asia/Kamchatka")
    _due(vault, case, 8, title="hearing", time="05:00", zone="Asia/Vladivostok")

    assert _shown(shown(TodayPage(session))) == [
        "Overdue and today",
        (case.pseudonym, "ring him", "today, 17:00, there 15 May, 02:00"),
        "Next 7 days",
        (case.pseudonym, "hearing", "21 May, 22:00, there 22 May, 05:00"),
    ]


def test_a_task_stands_among_the_dates_also_one_of_no_case(session, shown, vault, case):
    add_task(vault, "send the copy", case=case.id, due=TODAY)
    own = add_task(vault, "pay the chamber", due=TODAY)
    add_task(vault, "think", case=case.id)
    page = shown(TodayPage(session))
    assert sorted(_shown(page)[1:]) == [("", "pay the chamber", "today"), (case.pseudonym, "send the copy", "today")]

    page._table.select(1 + [row.id for row in page._table.model_.rows[1:]].index(own.id))
    QTest.keyClick(page._table, Qt.Key.Key_D)
    page._date_line._day.line.setText("15.5")
    QTest.keyClick(page._date_line._day.line, Qt.Key.Key_Return)
    assert records.get(vault, Task, own.id).due == date(2026, 5, 15)

    page._table.select(1)
    QTest.keyClick(page._table, Qt.Key.Key_Space)
    assert page._line.text() == f"Done. {case.pseudonym} has nothing scheduled now: D sets a date."
    assert _shown(page) == ["Next 7 days", ("", "pay the chamber", "tomorrow")]


def test_no_word_of_the_case_stands_on_the_page(session, shown, vault):
    keep_case(vault, replace(open_case(vault, about="Иванов", matter="violence"), threat=Threat.VIOLENCE))

    page = shown(TodayPage(session))

    assert "violence" not in str(_shown(page))
    assert "Иванов" not in str(_shown(page))


def test_at_most_five_are_urgent(session, shown, vault):
    for _number in range(7):
        keep_case(vault, replace(open_case(vault), threat=Threat.VIOLENCE))

    rows = _shown(shown(TodayPage(session)))

    assert (rows[0], len(rows)) == ("Urgent: the first 5", 1 + 5)


def test_an_empty_day_says_what_comes_next(session, shown, vault, case):
    _due(vault, case, 20)

    page = shown(TodayPage(session))

    assert page._empty.accessibleName() == "Nothing due. Next date: 3 Jun. Files without a date: 0."


def test_space_ticks_a_reminder_off_and_undo_brings_it_back(session, shown, vault, case):
    reminder = _due(vault, case, 0, title="ring")
    page = shown(TodayPage(session))

    QTest.keyClick(page._table, Qt.Key.Key_Space)
    assert records.get(vault, Deadline, reminder.id).done_at
    assert _shown(page) == []
    session.undo()

    assert not records.get(vault, Deadline, reminder.id).done_at


def test_a_term_of_law_is_ticked_off_only_after_a_question(session, shown, vault, case, asking):
    term = _due(vault, case, 0, kind=DeadlineKind.DEADLINE)
    page = shown(TodayPage(session))
    asking.says_yes = False

    QTest.keyClick(page._table, Qt.Key.Key_Space)

    assert [asked.yes for asked in asking.asked] == ["It is kept"]
    assert not records.get(vault, Deadline, term.id).done_at


def test_d_moves_a_date(session, shown, vault, case):
    reminder = _due(vault, case, 0, title="ring")
    page = shown(TodayPage(session))

    QTest.keyClick(page._table, Qt.Key.Key_D)
    page._date_line._day.line.setText("20.5")
    QTest.keyClick(page._date_line._day.line, Qt.Key.Key_Return)

    assert records.get(vault, Deadline, reminder.id).due == date(2026, 5, 20)


def test_a_day_that_does_not_exist_is_said_at_its_field_and_nothing_is_kept(session, shown, vault, case):
    reminder = _due(vault, case, 0, title="ring")
    page = shown(TodayPage(session))

    QTest.keyClick(page._table, Qt.Key.Key_D)
    page._date_line._day.line.setText("31.02.2026")
    QTest.keyClick(page._date_line._day.line, Qt.Key.Key_Return)

    assert page._date_line.isVisible()
    assert page._date_line._day.line.text() == "31.02.2026"
    assert records.get(vault, Deadline, reminder.id).due == TODAY


def test_d_on_an_urgent_case_adds_a_date(session, shown, vault):
    case = keep_case(vault, replace(open_case(vault), threat=Threat.VIOLENCE))
    page = shown(TodayPage(session))

    QTest.keyClick(page._table, Qt.Key.Key_D)
    page._date_line._what.setText("ring")
    page._date_line._day.line.setText("15.5")
    QTest.keyClick(page._date_line._day.line, Qt.Key.Key_Return)

    assert [(each.title, each.due) for each in records.of_case(vault, Deadline, case.id)] == [("ring", date(2026, 5, 15))]


def test_enter_opens_the_case(session, shown, vault, case):
    _due(vault, case, 0)
    page, chosen = shown(TodayPage(session)), list[str]()
    page.case_chosen.connect(chosen.append)

    QTest.keyClick(page._table, Qt.Key.Key_Return)

    assert chosen == [case.id]


def test_the_rail_lists_cases_without_a_date_and_n_goes_to_all_of_them(session, shown, vault, case):
    page = shown(TodayPage(session))

    assert page._rail._idle_head.text() == "Nothing scheduled: 1"
    assert [row.id for row in page._rail._idle.model_.rows] == [case.id]
    wanted = []
    page.idle_wanted.connect(lambda: wanted.append("idle"))
    page.agenda_wanted.connect(lambda: wanted.append("agenda"))
    _due(vault, case, 0)
    session.changed.emit()
    QTest.keyClick(page._table, Qt.Key.Key_N)
    QTest.keyClick(page._table, Qt.Key.Key_A)
    assert wanted == ["idle", "agenda"]


def test_a_call_back_shows_his_time_where_his_clock_differs(session, shown, vault, monkeypatch):
    keep_call(
        vault, Call(id=vault.new_id(), began=vault.now().isoformat(), who="mother", ring_back="2026-05-14T20:00", zone="Asia/Irkutsk")
    )

    page = shown(TodayPage(session))

    assert page._rail._calls.model_.index(0, 1).data() == "his 20:00"


def test_a_band_holds_a_hundred_and_says_so(session, shown, vault, case):
    with vault.transaction():
        for number in range(101):
            records.save(vault, make.deadline(case=case.id, due=TODAY + timedelta(days=-1 if number else 0), title=f"{number}"))

    page = shown(TodayPage(session))

    assert _shown(page)[0] == "Overdue and today: the first 100"
    assert len(_shown(page)) == 101
    assert "today" not in [row[2] for row in _shown(page)[1:]]


def test_the_rail_counts_all_call_backs(session, shown, vault):
    waiting = [
        Call(id=vault.new_id(), began="x", who=f"{number}", ring_back=f"2026-05-{number % 30 + 1:02d}T20:00") for number in range(60)
    ]
    with vault.transaction():
        for call in waiting:
            records.save(vault, call)
    keep_call(vault, replace(waiting[3], done_at="x"))

    page = shown(TodayPage(session))

    assert page._rail._calls_head.text() == "Ring back: 59"
    assert [call.who for call in page._rail._calls.model_.rows][:3] == ["0", "30", "1"]


def test_the_cursor_never_stands_on_a_heading(session, shown, vault, case):
    _due(vault, case, 0, title="a")
    _due(vault, case, 3, title="b")
    page = shown(TodayPage(session))

    names = [page._table.current().what]
    QTest.keyClick(page._table, Qt.Key.Key_Down)
    names.append(page._table.current().what)
    QTest.keyClick(page._table, Qt.Key.Key_Up)
    names.append(page._table.current().what)
    QTest.keyClick(page._table, Qt.Key.Key_Up)

    assert [*names, page._table.current().what] == ["a", "b", "a", "a"]
