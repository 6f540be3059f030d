"""Days off: what the shipped years say, her own days above them, and what is asked about a day off."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.working_days import WORKED, Calendar, DayKind, DayOffChoice, YearMark, question, settled
from desktop.operations.shipped_law import calendar

SHIPPED = calendar()
KNOWN = st.dates(date(2022, 1, 1), date(2027, 12, 31))


def test_every_day_that_was_moved_is_what_the_governments_lists_say():
    # Written down from the decrees themselves (No. 1564 of 2021, 1505 of 2022, 1314 of 2023, 1335 of 2024, 1466 of 2025, 1187 of 2026).
    off = ["2022-03-07", "2022-05-02", "2022-05-03", "2022-05-10", "2022-06-13", "2023-02-24", "2023-05-08", "2023-11-06", "2024-04-29",
           "2024-04-30", "2024-05-10", "2024-12-30", "2024-12-31", "2025-05-02", "2025-05-08", "2025-06-13", "2025-11-03", "2025-12-31",
           "2026-01-09", "2026-03-09", "2026-05-11", "2026-12-31", "2027-02-22", "2027-05-03", "2027-05-10", "2027-06-14", "2027-11-05",
           "2027-12-31"]  # fmt: skip
    worked = ["2022-03-05", "2024-04-27", "2024-11-02", "2024-12-28", "2025-11-01", "2027-02-20"]

    days = [date(2022, 1, 1) + timedelta(days=number) for number in range(2191)]
    assert [day.isoformat() for day in days if SHIPPED.kind(day) is DayKind.MOVED_OFF] == off
    assert [day.isoformat() for day in days if SHIPPED.kind(day) is DayKind.MOVED_IN] == worked


@pytest.mark.parametrize(("year", "days"), [(2022, 247), (2023, 247), (2024, 248), (2025, 247), (2026, 247), (2027, 247)])
def test_a_year_has_as_many_working_days_as_the_published_calendar(year, days):
    first = date(year, 1, 1)
    whole = [first + timedelta(days=number) for number in range(366)]

    assert sum(SHIPPED.kind(day) in WORKED for day in whole if day.year == year) == days


def test_a_holiday_on_a_weekend_stays_a_holiday_wherever_its_day_off_went():
    assert SHIPPED.kind(date(2024, 1, 6)) is DayKind.HOLIDAY  # a Saturday, moved to 10 May
    assert SHIPPED.kind(date(2025, 2, 23)) is DayKind.HOLIDAY  # a Sunday, moved to 8 May
    assert SHIPPED.kind(date(2025, 2, 24)) is DayKind.WORKING  # so the Monday is worked on


def test_the_year_after_next_knows_only_what_the_code_says():
    assert SHIPPED.mark(2028) is YearMark.STATUTORY
    assert SHIPPED.kind(date(2028, 11, 6)) is DayKind.MOVED_OFF  # 4 November is a Saturday
    assert SHIPPED.kind(date(2028, 2, 23)) is DayKind.HOLIDAY


def test_nothing_is_guessed_of_a_year_that_is_missing():
    assert SHIPPED.mark(2031) is None
    assert SHIPPED.kind(date(2031, 1, 1)) is DayKind.UNKNOWN
    assert not SHIPPED.is_off(date(2031, 1, 4))
    assert SHIPPED.next_working(date(2031, 1, 4)) is None


def test_her_own_days_stand_above_the_shipped_ones():
    hers = Calendar(SHIPPED.years, {date(2026, 2, 18): False, date(2026, 2, 21): True})

    assert hers.kind(date(2026, 2, 18)) is DayKind.MOVED_OFF  # a holiday of her region, a Wednesday
    assert hers.kind(date(2026, 2, 21)) is DayKind.MOVED_IN  # a Saturday that is worked on there


def test_the_question_names_both_ways_out_of_the_new_year_holidays():
    asked = question(date(2026, 1, 3), SHIPPED)

    assert asked is not None
    # 31 December 2025 is off, too; 9 January 2026 is off, 10 and 11 are a weekend.
    assert (asked.kind, asked.previous, asked.next) == (DayKind.HOLIDAY, date(2025, 12, 30), date(2026, 1, 12))
    assert settled(asked, DayOffChoice.KEEP) == date(2026, 1, 3)
    assert settled(asked, DayOffChoice.NEXT) == date(2026, 1, 12)
    assert settled(asked, DayOffChoice.PREVIOUS) == date(2025, 12, 30)


def test_a_working_saturday_asks_nothing():
    assert question(date(2024, 4, 27), SHIPPED) is None


@given(KNOWN)
def test_the_next_working_day_is_worked_on_and_nothing_between_is(day):
    following = SHIPPED.next_working(day)

    assert following is not None
    assert SHIPPED.kind(following) in WORKED
    assert all(SHIPPED.is_off(day + timedelta(days=number)) for number in range((following - day).days))


@given(KNOWN)
def test_no_stretch_of_days_off_is_longer_than_twelve(day):
    following = SHIPPED.next_working(day)

    assert following is not None
    assert (following - day).days <= 12
