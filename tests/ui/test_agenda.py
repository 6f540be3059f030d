"""The agenda: day, week, month and what has no date, by keyboard alone. Today is Thursday, 14 May 2026."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.documents import pages
from desktop.domain.deadlines import Deadline, DeadlineKind, Every, Occasion
from desktop.domain.people import Role
from desktop.domain.tasks import Task
from desktop.operations.cases import close_case, open_case
from desktop.operations.deadlines import keep_deadline
from desktop.operations.people import add_person
from desktop.operations.tasks import add_task
from desktop.storage import records
from desktop.ui.agenda import reading
from desktop.ui.agenda.page import IDLE, AgendaPage
from desktop.ui.parts.banded_table import Band
from tests import make

MONDAY, TODAY, SUNDAY = date(2026, 5, 11), date(2026, 5, 14), date(2026, 5, 17)


@pytest.fixture
def case(vault):
    return open_case(vault, language="en")


@pytest.fixture
def page(session, shown, case):
    return shown(AgendaPage(session))


def due(vault, case, day, **fields):
    return keep_deadline(vault, make.deadline(case=case.id, due=day, **fields))


def again(page):
    page._session.changed.emit()
    page.table.setFocus()


def listed(page):
    return [row.title if isinstance(row, Band) else row.row.title for row in page.table.model_.rows]


def press(page, key):
    QTest.keyClick(page._lists.currentWidget(), key)


def at(page, title):
    page.table.select(listed(page).index(title))


def test_the_week_of_today_has_what_is_overdue_its_days_and_the_tasks_that_wait(page, vault, case):
    for day, title in ((date(2026, 4, 1), "long ago"), (MONDAY, "monday"), (TODAY, "now"), (SUNDAY, "sunday"), (date(2026, 5, 18), "next")):
        due(vault, case, day, title=title)
    add_task(vault, "think")
    again(page)

    assert page.period.text() == "11 May – 17 May 2026"
    assert listed(page) == [
        "Overdue", "long ago", "monday", "Thursday, 14 May – today", "now", "Sunday, 17 May", "sunday", "Tasks without a day", "think"
    ]  # fmt: skip


def test_the_arrows_go_from_week_to_week_and_t_comes_back(page, vault, case):
    due(vault, case, date(2026, 5, 18), title="next week")
    due(vault, case, MONDAY, title="this week")
    again(page)

    press(page, Qt.Key.Key_Right)
    assert listed(page) == ["Monday, 18 May", "next week"]

    press(page, Qt.Key.Key_T)
    assert listed(page) == ["Overdue", "this week"]


def test_day_week_month_and_what_has_none_each_have_a_key(page, vault, case):
    due(vault, case, TODAY)
    again(page)
    seen = []
    for number in "1234":
        QTest.keyClick(page._lists.currentWidget(), number, Qt.KeyboardModifier.AltModifier)
        seen.append(page.period.text())

    assert seen == ["Thursday, 14 May 2026", "11 May – 17 May 2026", "May 2026", "0 open files have nothing scheduled"]


def test_it_is_narrowed_by_kind_by_occasion_and_by_file(page, vault, case):
    other = open_case(vault, language="en")
    due(vault, case, TODAY, title="hearing", kind=DeadlineKind.APPOINTMENT, occasion=Occasion.HEARING)
    due(vault, other, TODAY, title="reminder")
    add_task(vault, "own", due=TODAY)
    again(page)
    found = {}
    for choice, codes in ((page.kind, ("appointment", "hearing", "task")), (page.whose, (other.id, "-"))):
        for code in codes:
            choice.show_code(code)
            page._fill()
            found[code] = [title for title in listed(page) if title in {"hearing", "reminder", "own"}]
        choice.show_code("")

    assert found == {"appointment": ["hearing"], "hearing": ["hearing"], "task": ["own"], other.id: ["reminder"], "-": ["own"]}


def test_space_ticks_a_task_off_and_undo_brings_it_back(page, session, vault, case):
    task = add_task(vault, "send it", case=case.id, due=TODAY)
    again(page)
    at(page, "send it")

    press(page, Qt.Key.Key_Space)
    assert records.get(vault, Task, task.id).done_at
    assert page.line.text() == f"Done. {case.pseudonym} has nothing scheduled now: D sets a date."

    session.undo()
    assert listed(page) == ["Thursday, 14 May – today", "send it"]


def test_a_term_of_law_is_asked_about_before_it_is_ticked_off(page, vault, case, asking):
    term = due(vault, case, TODAY, kind=DeadlineKind.DEADLINE, title="answer due")
    again(page)
    at(page, "answer due")
    asking.says_yes = False

    press(page, Qt.Key.Key_Space)

    assert [asked.yes for asked in asking.asked] == ["It is kept"]
    assert not records.get(vault, Deadline, term.id).done_at


def test_a_reminder_that_comes_again_stands_on_its_next_day_at_once(page, session, vault, case):
    due(vault, case, TODAY, title="how is he", every=Every.WEEK)
    again(page)
    at(page, "how is he")

    press(page, Qt.Key.Key_Space)
    assert "nothing scheduled" not in page.line.text()
    press(page, Qt.Key.Key_Right)
    assert listed(page) == ["Thursday, 21 May", "how is he"]

    session.undo()
    assert [each.due for each in records.of_case(vault, Deadline, case.id)] == [TODAY]


def test_d_moves_and_enter_opens(page, vault, case):
    moved = due(vault, case, TODAY, title="ring")
    again(page)
    at(page, "ring")
    chosen = []
    page.date_chosen.connect(lambda *what: chosen.append(what))

    press(page, Qt.Key.Key_D)
    page.date_line._day.line.setText("in 2 weeks")
    QTest.keyClick(page.date_line._day.line, Qt.Key.Key_Return)
    assert records.get(vault, Deadline, moved.id).due == date(2026, 5, 28)

    page.show_view("month")
    at(page, "ring")
    press(page, Qt.Key.Key_Return)
    assert chosen == [(case.id, moved.id)]


def test_ins_sets_a_hearing_at_an_hour_of_another_clock(page, vault, case):
    press(page, Qt.Key.Key_Insert)
    page.new.sort.show_code("hearing")
    page.new.what.setText("first hearing")
    page.new.day.line.setText("20.5")
    page.new.hour.setText("9:30")
    page.new.clock.show_code("Asia/Irkutsk")
    page.new.whose.setText(case.pseudonym.upper())
    QTest.keyClick(page.new.whose, Qt.Key.Key_Return)

    (kept,) = records.of_case(vault, Deadline, case.id)
    assert (kept.kind, kept.occasion, kept.due, kept.time, kept.zone, kept.title) == (
        DeadlineKind.APPOINTMENT, Occasion.HEARING, date(2026, 5, 20), "09:30", "Asia/Irkutsk", "first hearing"
    )  # fmt: skip
    assert page.new.unsaved() == {}


@pytest.mark.parametrize(
    ("what", "day", "hour", "whose", "said"),
    [
        ("", "20.5", "", "*", "Say in a few words"),
        ("x", "", "", "*", "Say the day first"),
        ("x", "20.5", "25:00", "*", "That is no hour"),
        ("x", "20.5", "", "nobody", "No open file is called so"),
        ("x", "20.5", "", "", "Say in which file"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(page, vault, case, what, day, hour, whose, said):
    press(page, Qt.Key.Key_Insert)
    typed = {"what": what, "day": day, "hour": hour, "whose": case.pseudonym if whose == "*" else whose}
    page.new.put_back({"sort": "meeting", "clock": ""} | typed)

    page.new.add.click()

    assert page.line.text().startswith(said)
    assert {name: page.new._fields[name].typed_text for name in typed} == typed
    assert records.every(vault, Deadline) == []


def test_a_task_needs_neither_day_nor_file_and_is_a_draft_until_it_is_kept(page, vault, session, shown):
    press(page, Qt.Key.Key_Insert)
    page.new.put_back({"sort": "task", "what": "pay"})
    other = shown(AgendaPage(session))
    other.restore_draft(page.save_draft())
    assert (other.new.what.text(), other.new.sort.code) == ("pay", "task")

    other.new.add.click()

    assert [(task.title, task.case, task.due) for task in records.every(vault, Task)] == [("pay", "", None)]
    assert other.save_draft() is None


def test_every_open_file_without_a_date_stands_there_and_d_gives_it_one(page, vault, case):
    second, closed = open_case(vault, language="en"), open_case(vault, language="en")
    close_case(vault, closed)
    page.show_view(IDLE)
    assert {row.id for row in page.idle.model_.rows} == {case.id, second.id}

    page.idle.select(0)
    given = page.idle.current()
    press(page, Qt.Key.Key_D)
    QTest.keyClicks(page.date_line._day.line, "+2w")
    QTest.keyClick(page.date_line._day.line, Qt.Key.Key_Return)

    assert [(each.title, each.due) for each in records.of_case(vault, Deadline, given.id)] == [("See how it stands", date(2026, 5, 28))]
    assert {row.id for row in page.idle.model_.rows} == {case.id, second.id} - {given.id}
    assert page.period.text() == "1 open file has nothing scheduled"


def test_a_visitor_sees_what_is_his_alone(page, session, vault, case):
    other = open_case(vault, language="en")
    for each in (case, other):
        due(vault, each, TODAY, title=each.pseudonym)
    add_task(vault, "own", due=TODAY)

    session.begin_visit(case.id)

    assert listed(page) == ["Thursday, 14 May – today", case.pseudonym]
    page.show_view(IDLE)
    assert page.idle.model_.rows == ()


def test_names_are_bars_until_she_reveals_them(page, session, vault, case):
    add_person(vault, make.person(), case.id, Role.CLIENT)
    due(vault, case, TODAY, title="Позвонить Королёву")
    again(page)
    row = page.table.model_.rows[1]

    assert page._columns.what(row).replace("▮", "") == "Позвонить "
    session.reveal_names()
    assert page._columns.what(row) == "Позвонить Королёву"


def test_on_paper_there_are_pseudonyms_and_no_word_that_hurts(page, vault, case):
    keep_deadline(vault, make.deadline(case=case.id, due=TODAY, title="Королёву: явка с повинной?", time="10:00", zone="Asia/Irkutsk"))
    add_person(vault, make.person(), case.id, Role.CLIENT)
    again(page)

    QTest.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    plain = pages.text(page._printed._pdf())
    assert case.pseudonym in plain
    assert "Королёв" not in plain
    assert "явка" not in plain

    page._printed.what.show_code("words")
    told = pages.text(page._printed._pdf())
    assert "Королёв" not in told
    assert "явка" in told
    QTest.keyClick(page._printed, Qt.Key.Key_Escape)
    assert page._stack.currentIndex() == 0


def test_a_risky_word_is_a_bar_on_paper(page, vault, case, session):
    from desktop.documents import risky
    from desktop.ui.agenda.printed import without_risks

    phrase = next(each.phrase for each in risky.shipped() if each.phrase.isalpha())

    assert without_risks(f"про {phrase} завтра", risky.shipped()) == "про — завтра"


def test_a_closed_file_leaves_the_agenda(page, vault, case):
    due(vault, case, TODAY, title="ring")
    close_case(vault, replace(case))
    again(page)

    assert listed(page) == []
    assert page.empty.accessibleName() == "No dates here. Ins sets one, ← and → go on."


def test_a_task_that_was_searched_for_is_shown_where_it_stands(page, vault):
    later = add_task(vault, "pay", due=date(2026, 7, 1))
    waits = add_task(vault, "think")

    page.show_dated(later.id)
    assert (page.period.text(), page.table.current().id) == ("29 Jun – 5 Jul 2026", later.id)
    page.show_dated(waits.id)
    assert page.table.current().id == waits.id


def test_what_is_too_long_says_so(page, vault, case, monkeypatch):
    monkeypatch.setattr(reading, "MOST", 2)
    for number in range(3):
        due(vault, case, TODAY, title=f"{number}")
    again(page)

    assert listed(page)[0] == "Thursday, 14 May – today"
    assert len(listed(page)) == 1 + 2 + 1
    assert listed(page)[-1] == "Of each part only the first 2 are shown."
