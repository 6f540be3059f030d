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


@pytest.mark.parametrize(("text", "day"), TYPED)
def test_what_is_typed_is_understood(text, day):
    assert typed_date(text, TODAY, SHIPPED).day == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["", "10", "день", "мая", "апрель 2026", "31.4", "29.2", "+", "через", "12.13", "+999999 рд", "+99999", "~", "ок. 12.5"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(NoSuchDay):
        typed_date(text, TODAY, SHIPPED)


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
    typed = typed_date("+3 рд", date(2026, 12, 28), SHIPPED)

    assert (typed.day, typed.unsure) == (date(2027, 1, 11), True)


def test_working_days_are_not_guessed_beyond_the_calendar():
    with pytest.raises(CalendarTooShort) as raised:
        typed_date("+500 рд", TODAY, SHIPPED)

    assert raised.value.year == 2028


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
