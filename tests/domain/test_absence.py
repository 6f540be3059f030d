"""Time away from the unit: counted up by the hour, and never towards anything."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop import law_words
from desktop.domain.absence import away, folded, is_open
from desktop.domain.days import Day
from desktop.domain.events import Event, EventKind


def absence(day: str | None, time: str = "", zone: str = "", **fields) -> Event:
    return Event(id="e", case="c", kind=EventKind.AWAY, day=Day(day) if day else None, time=time, zone=zone, **fields)


MOSCOW, CHITA, KAMCHATKA, BERLIN = "Europe/Moscow", "Asia/Chita", "Asia/Kamchatka", "Europe/Berlin"

# day, hour, zone; now in UTC; whole hours, each counted by hand.
EXAMPLES = [
    ("2026-05-13", "08:00", MOSCOW, "2026-05-14T12:00", 31),  # 08:00 is 05:00 UTC; a day and seven hours
    ("2026-05-14", "11:59", MOSCOW, "2026-05-14T09:00", 0),  # 12:00 there: one minute
    ("2026-05-14", "11:00", MOSCOW, "2026-05-14T09:59", 1),  # 12:59 there: not yet two hours
    ("2026-05-12", "23:00", KAMCHATKA, "2026-05-14T09:00", 46),  # 11:00 UTC of the 12th; 46 hours
    ("2026-02-27", "20:00", CHITA, "2026-03-02T11:00", 72),  # 11:00 UTC; over the end of a February of 28 days
    ("2024-02-28", "20:00", CHITA, "2024-03-01T11:00", 48),  # over the leap day
    ("2025-12-31", "12:00", MOSCOW, "2026-01-10T09:00", 240),  # ten days over the New Year: holidays count
    ("2026-03-28", "12:00", BERLIN, "2026-03-29T10:00", 23),  # noon is 11:00 UTC; the clock that is put forward gives nothing away
    ("2026-10-24", "12:00", BERLIN, "2026-10-25T11:00", 25),  # noon is 10:00 UTC; the clock is put back
    ("2026-04-13", "09:00", MOSCOW, "2026-05-14T06:00", 744),  # 31 days
]


@pytest.mark.parametrize(("day", "time", "zone", "now", "hours"), EXAMPLES)
def test_hours_are_counted_up_as_they_pass(day, time, zone, now, hours):
    counted = away(absence(day, time, zone), datetime.fromisoformat(now).replace(tzinfo=UTC), MOSCOW)

    assert counted is not None
    assert (counted.hours, counted.about) == (hours, False)


def test_nothing_tells_what_is_left():
    counted = away(absence("2026-05-13", "08:00", MOSCOW), datetime(2026, 5, 14, 12, tzinfo=UTC), MOSCOW)

    assert counted is not None
    assert set(vars(counted)) == {"since", "hours", "about"}
    assert law_words.away_words(counted) == "away from the unit for 31 h"


def test_without_an_hour_it_counts_from_the_first_hour_of_the_day_and_says_about():
    counted = away(absence("2026-05-13", zone=MOSCOW), datetime(2026, 5, 14, 12, tzinfo=UTC), MOSCOW)

    assert counted is not None
    assert (counted.hours, counted.about) == (39, True)
    assert law_words.away_words(counted) == "away from the unit for about 39 h"


def test_a_rough_day_counts_from_the_earliest_it_can_mean():
    counted = away(absence("2026-05-13~", "08:00", MOSCOW), datetime(2026, 5, 14, 12, tzinfo=UTC), MOSCOW)

    assert counted is not None
    assert counted.about


def test_the_zone_of_the_case_stands_in_for_a_missing_or_unknown_one():
    now = datetime(2026, 5, 14, 12, tzinfo=UTC)

    for zone in ("", "Nowhere/City"):
        counted = away(absence("2026-05-13", "08:00", zone), now, CHITA)
        assert counted is not None
        assert counted.hours == 37  # 08:00 in Chita is 23:00 UTC of the 12th


@pytest.mark.parametrize("event", [absence(None), absence("2026-05-13", until=Day("2026-05-14")), absence("2026-05-13", removed_at="x"),
                                   absence("../2026-05-13"), absence("2026-06-01")])  # fmt: skip
def test_what_is_over_or_unknown_or_to_come_is_not_counted(event):
    assert away(event, datetime(2026, 5, 14, 12, tzinfo=UTC), MOSCOW) is None


def test_once_he_is_back_it_is_one_event_that_is_over():
    event = absence("2026-05-13", "08:00", MOSCOW)

    whole = folded(event, Day("2026-05-14"))

    assert is_open(event)
    assert not is_open(whole)
    assert (whole.day, whole.until) == (Day("2026-05-13"), Day("2026-05-14"))


def test_it_grows_by_one_each_hour():
    event, start = absence("2026-05-13", "08:00", MOSCOW), datetime(2026, 5, 13, 5, tzinfo=UTC)

    counts = [counted.hours for number in range(100) if (counted := away(event, start + timedelta(hours=number), MOSCOW))]

    assert counts == list(range(100))
