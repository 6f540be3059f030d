"""Who commanded on a day, as well as the days in office are known."""

from datetime import date

import pytest

from desktop.domain.days import Day
from desktop.domain.units import Office
from tests import make


def office(person: str, since: str = "", until: str = "") -> Office:
    return Office(person=person, since=Day(since) if since else None, until=Day(until) if until else None)


FIRST = office("first", "2021-03-01", "2022-05-31")
SECOND = office("second", "2022-06-01", "2023-09~")
ACTING = office("acting", "2022-08-10", "2022-08-20")
THIRD = office("third", "2023-10")


@pytest.mark.parametrize(
    ("day", "who"),
    [
        ("2021-02-28", None), ("2021-03-01", "first"), ("2022-05-31", "first"), ("2022-06-01", "second"), ("2022-08-09", "second"),
        # An acting commander stands in for the one who is away, from the first to the last of his days.
        ("2022-08-10", "acting"), ("2022-08-20", "acting"), ("2022-08-21", "second"),
        # "About September" may still be the 30th; of "October" the first day counts.
        ("2023-09-30", "second"), ("2023-10-01", "third"), ("2026-05-14", "third"),
    ],
)  # fmt: skip
def test_of_several_the_one_in_office_on_the_day_is_found(day, who):
    unit = make.unit(commanders=(THIRD, FIRST, ACTING, SECOND))

    found = unit.commander_on(date.fromisoformat(day))

    assert (found.person if found else None) == who


def test_one_whose_days_are_known_goes_before_one_of_whom_nothing_is():
    unit = make.unit(commanders=(FIRST, office("unknown")))

    assert unit.commander_on(date(2022, 1, 1)).person == "first"
    assert unit.commander_on(date(2026, 1, 1)).person == "unknown"


def test_of_two_of_whom_nothing_is_known_the_later_entered_counts():
    assert make.unit(commanders=(office("a"), office("b"))).commander_on(date(2026, 1, 1)).person == "b"


def test_who_has_left_is_in_office_no_more():
    assert make.unit(commanders=(office("a", until="2024-12-31"),)).commander_on(date(2026, 1, 1)) is None
