"""Dates as they are typed. Today is Thursday, 14 May 2026."""

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.days import NoSuchDay
from desktop.domain.typed_dates import QUICK, CalendarTooShort, Unit, after, date_in, typed_date
from desktop.domain.working_days import DayKind
from desktop.operations.shipped_law import calendar

TODAY = date(2026, 5, 14)
SHIPPED = calendar()

TYPED = [
    ("12.5", "2026-05-12"),  # the day before yesterday: overdue, not next year
    ("12.05.2026", "2026-05-12"),
    ("12.5.27", "2027-05-12"),
    ("2026-06-12", "2026-06-12"),
    ("20 мая", "2026-05-20"),
    ("20 May", "2026-05-20"),
    ("20 мая 2027 г.", "2027-05-20"),
    ("12.1", "2027-01-12"),  # four months ago: next year
    ("31.12", "2026-12-31"),
    ("16.3", "2026-03-16"),  # 59 days ago
    ("14.3", "2027-03-14"),  # 61 days ago
    ("+10", "2026-05-24"),
    ("+0", "2026-05-14"),
    ("+10 рд", "2026-05-28"),  # 15; 18–22; 25–28
    ("+10 р.д.", "2026-05-28"),
    ("10 рд", "2026-05-28"),
    ("через 10 рабочих дней", "2026-05-28"),
    ("in 10 working days", "2026-05-28"),
    ("in 2 weeks", "2026-05-28"),
    ("in a week", "2026-05-21"),
    ("+2w", "2026-05-28"),
    ("+2 нед", "2026-05-28"),
    ("через неделю", "2026-05-21"),
    ("через 3 дня", "2026-05-17"),
    ("через месяц", "2026-06-14"),
    ("через год", "2027-05-14"),
    ("+3 мес", "2026-08-14"),
    ("+1 г", "2027-05-14"),
    ("5 days", "2026-05-19"),
    ("сегодня", "2026-05-14"),
    ("Завтра", "2026-05-15"),
    ("послезавтра", "2026-05-16"),
    ("tomorrow", "2026-05-15"),
    ("в пятницу", "2026-05-15"),
    ("пт", "2026-05-15"),
    ("чт", "2026-05-21"),  # today is Thursday: the next one
    ("во вторник", "2026-05-19"),
    ("next Monday", "2026-05-18"),
]


# In both languages, as they are typed in a hurry; worked out by hand from the calendar of May 2026.
HURRIED = [
    ("12.05", "2026-05-12"), ("12.5.", "2026-05-12"), ("12.5.26", "2026-05-12"), ("12/05/2026", "2026-05-12"), ("12/5", "2026-05-12"),
    ("12-05-2026", "2026-05-12"), ("12 5", "2026-05-12"), ("12,5", "2026-05-12"), ("2026-05-20", "2026-05-20"),
    ("20260520", "2026-05-20"), ("20 мая 2026", "2026-05-20"), ("20 мая 2026 года", "2026-05-20"), ("20 мая 2026г.", "2026-05-20"),
    ("20-го мая", "2026-05-20"), ("20-го", "2026-05-20"), ("20 май", "2026-05-20"), ("20 мая.", "2026-05-20"), ("20 may", "2026-05-20"),
    ("20th May", "2026-05-20"), ("May 20", "2026-05-20"), ("May 20, 2026", "2026-05-20"), ("May 20th", "2026-05-20"),
    ("20 May 2026", "2026-05-20"), ("1st of June", "2026-06-01"), ("1 июня", "2026-06-01"), ("1 июн", "2026-06-01"),
    ("1 июн.", "2026-06-01"), ("1 jun", "2026-06-01"), ("2 сент", "2026-09-02"), ("5 окт.", "2026-10-05"), ("+1", "2026-05-15"),
    ("+ 10", "2026-05-24"), ("+10д", "2026-05-24"), ("+10 дн", "2026-05-24"), ("+10 дней", "2026-05-24"), ("10 дней", "2026-05-24"),
    ("10дн", "2026-05-24"), ("через 10 дней", "2026-05-24"), ("через день", "2026-05-15"), ("через два дня", "2026-05-16"),
    ("через две недели", "2026-05-28"), ("через три месяца", "2026-08-14"), ("через полгода", "2026-11-14"),
    ("через пол года", "2026-11-14"), ("через 2 недели", "2026-05-28"), ("через 1 месяц", "2026-06-14"),
    ("через десять рабочих дней", "2026-05-28"), ("10 раб. дней", "2026-05-28"), ("+10 р/д", "2026-05-28"), ("+10рд", "2026-05-28"),
    ("+5 wd", "2026-05-21"), ("5 working days", "2026-05-21"), ("in 5 working days", "2026-05-21"), ("5 business days", "2026-05-21"),
    ("in five business days", "2026-05-21"), ("+5bd", "2026-05-21"), ("in two weeks", "2026-05-28"), ("in a fortnight", "2026-05-28"),
    ("a fortnight", "2026-05-28"), ("in 1 month", "2026-06-14"), ("in a month", "2026-06-14"), ("in six months", "2026-11-14"),
    ("in half a year", "2026-11-14"), ("in a year", "2027-05-14"), ("2w", "2026-05-28"), ("2 нед", "2026-05-28"),
    ("1 нед.", "2026-05-21"), ("3м", "2026-08-14"), ("3 мес", "2026-08-14"), ("+3m", "2026-08-14"), ("+3mo", "2026-08-14"),
    ("6 months", "2026-11-14"), ("1y", "2027-05-14"), ("+1y", "2027-05-14"), ("1 год", "2027-05-14"), ("1г", "2027-05-14"),
    ("2 года", "2028-05-14"), ("5 лет", "2031-05-14"), ("завтра", "2026-05-15"), ("вчера", "2026-05-13"), ("today", "2026-05-14"),
    ("day after tomorrow", "2026-05-16"), ("the day after tomorrow", "2026-05-16"), ("yesterday", "2026-05-13"), ("пн", "2026-05-18"),
    ("вт", "2026-05-19"), ("ср", "2026-05-20"), ("сб", "2026-05-16"), ("вс", "2026-05-17"), ("понедельник", "2026-05-18"),
    ("в понедельник", "2026-05-18"), ("в среду", "2026-05-20"), ("в четверг", "2026-05-21"), ("в субботу", "2026-05-16"),
    ("в воскресенье", "2026-05-17"), ("в следующую пятницу", "2026-05-15"), ("следующая среда", "2026-05-20"),
    ("на следующей неделе", "2026-05-18"), ("next week", "2026-05-18"), ("next month", "2026-06-01"),
    ("в следующем месяце", "2026-06-01"), ("конец месяца", "2026-05-31"), ("до конца месяца", "2026-05-31"),
    ("end of month", "2026-05-31"), ("end of the month", "2026-05-31"), ("конец недели", "2026-05-15"), ("к пятнице", "2026-05-15"),
    ("до пятницы", "2026-05-15"), ("by Friday", "2026-05-15"), ("on Friday", "2026-05-15"), ("Fri", "2026-05-15"),
    ("Friday", "2026-05-15"), ("next Friday", "2026-05-15"), ("this Friday", "2026-05-15"), ("в эту пятницу", "2026-05-15"),
    ("до 20 мая", "2026-05-20"), ("к 20.05", "2026-05-20"), ("by 20 May", "2026-05-20"), ("не позднее 20 мая", "2026-05-20"),
    ("конец года", "2026-12-31"), ("end of year", "2026-12-31"), ("через 3 дн.", "2026-05-17"), ("через сутки", "2026-05-15"),
    ("через трое суток", "2026-05-17"), ("ближайший рабочий день", "2026-05-15"), ("следующий рабочий день", "2026-05-15"),
    ("next working day", "2026-05-15"), ("15.05.2026 г.", "2026-05-15"), ("«20» мая 2026", "2026-05-20"), ("20.05.2026г", "2026-05-20"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), TYPED + HURRIED)
def test_what_is_typed_is_understood(text, day):
    assert typed_date(text, TODAY, SHIPPED).day == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["", "10", "день", "мая", "апрель 2026", "31.4", "29.2", "+", "через", "12.13", "+999999 рд", "+99999", "~", "ок. 12.5",
     "12/13", "32-го", "0-го", "20.V.2026", "5/20", "мая 20", "завтра утром", "через 48 часов", "in 48 hours", "через 2 недели и 3 дня",
     "к",
     "до", "by", "by noon", "два", "two", "end of", "конец", "next", "в следующий", "12 5 6 7", "1.2.3.4", "Foo 20", "30 февраля", "Feb 30",
     "Иванов 12", "2026-13-01", "20261301"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text):
    with pytest.raises(NoSuchDay):
        typed_date(text, TODAY, SHIPPED)


def test_the_thirty_first_is_that_of_the_next_month_which_has_one():
    assert typed_date("31-го", date(2026, 6, 2), SHIPPED).day == date(2026, 7, 31)
    assert typed_date("the 31st", date(2026, 11, 2), SHIPPED).day == date(2026, 12, 31)
    assert typed_date("30th", date(2026, 2, 1), SHIPPED).day == date(2026, 3, 30)
    assert typed_date("14-го", TODAY, SHIPPED).day == TODAY


def test_the_end_of_the_week_is_a_friday_to_come():
    assert typed_date("конец недели", date(2026, 5, 15), SHIPPED).day == date(2026, 5, 15)
    assert typed_date("end of the week", date(2026, 5, 16), SHIPPED).day == date(2026, 5, 22)


def test_the_next_working_day_after_a_friday_is_monday():
    assert typed_date("следующий рабочий день", date(2026, 5, 15), SHIPPED).day == date(2026, 5, 18)


def test_the_twenty_ninth_of_february_is_the_next_there_is():
    assert typed_date("29.2", date(2027, 12, 1), SHIPPED).day == date(2028, 2, 29)
    assert typed_date("29.2", date(2024, 1, 10), SHIPPED).day == date(2024, 2, 29)


def test_a_month_from_the_last_of_january_is_the_last_of_february():
    assert typed_date("+1 мес", date(2026, 1, 31), SHIPPED).day == date(2026, 2, 28)
    assert typed_date("+1 year", date(2024, 2, 29), SHIPPED).day == date(2025, 2, 28)


def test_a_date_on_a_holiday_asks():
    typed = typed_date("12.6", TODAY, SHIPPED)

    assert typed.question is not None
    assert (typed.question.kind, typed.question.previous, typed.question.next) == (DayKind.HOLIDAY, date(2026, 6, 11), date(2026, 6, 15))


def test_a_date_on_a_working_day_asks_nothing():
    assert typed_date("15.5", TODAY, SHIPPED).question is None


def test_working_days_over_the_new_year():
    # Monday 28 December 2026: 29 and 30 are worked on, 31 was moved off; then the holidays, and Monday 11 January.
    known = typed_date("+3 рд", date(2026, 12, 28), SHIPPED)
    # Tuesday 28 December 2027: 29 and 30, 31 was moved off; the holidays to Saturday, and Monday 10 January, if nothing was moved.
    unsure = typed_date("+3 рд", date(2027, 12, 28), SHIPPED)

    assert (known.day, known.unsure) == (date(2027, 1, 11), False)
    assert (unsure.day, unsure.unsure) == (date(2028, 1, 10), True)


def test_working_days_are_not_guessed_beyond_the_calendar():
    with pytest.raises(CalendarTooShort) as raised:
        typed_date("+750 рд", TODAY, SHIPPED)

    assert raised.value.year == 2029


def test_the_buttons_go_forward_in_order():
    days = [after(number, unit, TODAY, SHIPPED) for number, unit in QUICK]

    assert days == sorted(days)
    assert days[0] == TODAY + timedelta(days=1)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text):
    with contextlib.suppress(NoSuchDay, CalendarTooShort):
        assert typed_date(text, TODAY, SHIPPED).day.year > 0


@given(st.dates(date(2022, 1, 1), date(2026, 12, 31)))
def test_a_date_typed_in_full_is_that_date(day):
    assert typed_date(day.strftime("%d.%m.%Y"), TODAY, SHIPPED).day == day


@given(st.integers(1, 100), st.sampled_from(list(Unit)))
def test_what_comes_later_is_later(number, unit):
    assert after(number, unit, TODAY, SHIPPED) > TODAY


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("- до 20.05 подать рапорт", "2026-05-20"),
        ("он: завтра идёт к врачу", "2026-05-15"),
        ("через 10 рабочих дней спросить ответ", "2026-05-28"),
        ("позвонить в пятницу, вечером", "2026-05-15"),
        ("by 20 May, ask for a copy", "2026-05-20"),
        ("взять 2 экз. рапорта, ст. 332", ""),
        ("12.5 был разговор", ""),  # past: nothing to be done on it
        ("в части", ""),
        ("", ""),
    ],
)
def test_a_date_is_found_in_a_line(line, day):
    assert date_in(line, TODAY, SHIPPED) == (date.fromisoformat(day) if day else None)
