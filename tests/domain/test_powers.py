"""Powers: how each stands on a day, and the journal of orders with its gaps."""

from datetime import date

import pytest

from desktop.domain.days import Day
from desktop.domain.powers import Power, PowerKind, PowerState, journal, remind_on, state

TODAY = date(2026, 5, 14)


def _power(**fields):
    return Power(id="p", case="c", **fields)


@pytest.mark.parametrize(
    ("fields", "expected", "reminder"),
    [
        ({}, PowerState.VALID, None),
        ({"valid_until": Day("2026-05-29")}, PowerState.VALID, date(2026, 5, 15)),
        ({"valid_until": Day("2026-05-28")}, PowerState.ENDS_SOON, TODAY),
        ({"valid_until": Day("2026-05-14")}, PowerState.ENDS_SOON, TODAY),
        ({"valid_until": Day("2026-05-13")}, PowerState.OVER, None),
        ({"valid_until": Day("2027-01-01"), "ended_on": Day("2026-05-01")}, PowerState.OVER, None),
        ({"spoilt": True}, PowerState.OVER, None),
        ({"valid_until": Day("2026-06")}, PowerState.VALID, date(2026, 5, 18)),  # of a month the first day is certain
    ],
)
def test_a_power_warns_two_weeks_before_its_last_day(fields, expected, reminder):
    power = _power(**fields)

    assert state(power, TODAY) is expected
    assert remind_on(power, TODAY) == reminder


def test_the_journal_goes_by_number_and_shows_what_nobody_entered():
    orders = [_power(kind=PowerKind.ORDER, number=number) for number in ("№ 19", "012", "15/2026", "13", "1012", "", "13 bis")]

    lines = [line.order.number if line.order else (line.first, line.last) for line in journal(orders)]

    # Far away is another book, not a gap.
    assert lines == ["012", "13", "13 bis", (14, 14), "15/2026", (16, 18), "№ 19", "1012", ""]
    assert journal([]) == ()
