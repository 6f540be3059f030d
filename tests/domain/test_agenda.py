"""Reminders that come again. Today is Thursday, 14 May 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.agenda import follower, next_time
from desktop.domain.deadlines import Every
from tests import make

TODAY = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("due", "every", "comes"),
    [
        ("2026-05-14", Every.WEEK, "2026-05-21"),
        ("2026-05-13", Every.WEEK, "2026-05-20"),
        ("2026-04-01", Every.WEEK, "2026-05-20"),  # missed for six weeks: once, not six times
        ("2026-05-10", Every.FORTNIGHT, "2026-05-24"),
        ("2026-04-30", Every.MONTH, "2026-05-30"),
        ("2026-01-31", Every.MONTH, "2026-05-31"),  # not the 28th for ever
        ("2026-02-28", Every.QUARTER, "2026-05-28"),
        ("2024-02-29", Every.QUARTER, "2026-05-29"),
    ],
)
def test_it_comes_on_its_next_day_after_today(due, every, comes):
    assert next_time(date.fromisoformat(due), every, TODAY) == date.fromisoformat(comes)


def test_what_is_done_once_does_not_come_again():
    assert next_time(TODAY, Every.NEVER, TODAY) is None


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from([each for each in Every if each]), st.dates(date(2020, 1, 1)))
def test_it_is_always_to_come_and_never_a_whole_turn_late(due, every, today):
    today = min(today, date(2060, 1, 1))
    comes = next_time(due, every, today)

    assert comes is not None
    assert comes > max(today, due) or (comes > today and due > today)
    assert comes - max(today, due) <= timedelta(days=92)


def test_done_before_its_day_it_comes_after_that_day():
    early = make.deadline(due=date(2026, 5, 20), every=Every.WEEK)

    assert follower(early, TODAY, "x").due == date(2026, 5, 27)


def test_the_last_of_the_month_stays_the_last():
    first = make.deadline(due=date(2026, 1, 31), every=Every.MONTH)
    second = follower(first, date(2026, 1, 31), "x")
    third = follower(second, second.due, "y")

    assert (second.due, third.due) == (date(2026, 2, 28), date(2026, 3, 31))
