"""The timeline: lanes, gaps in where he was, and the picture as values."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from desktop.domain.days import Day
from desktop.domain.events import Certainty, Event, EventKind
from desktop.domain.letters import Answer, RegisterEntry
from desktop.domain.timeline import LANES, Lane, between, first_day, gaps, in_order, of_register, stays
from desktop.domain.timeline_picture import Scale, laid_out
from tests import make

ALONE = {
    EventKind.CONSULTATION, EventKind.WARNING, EventKind.GOAL, EventKind.CONTACT, EventKind.DISCLOSURE, EventKind.OTHER,
    EventKind.STANDING,
}  # fmt: skip


def event(kind: EventKind, day: str = "", until: str = "", **fields) -> Event:
    return make.event(kind=kind, day=Day(day) if day else None, until=Day(until) if until else None, **fields)


def told(events: list[Event]) -> list[tuple[str, str, int, bool]]:
    return [(str(gap.first), str(gap.last), gap.days, gap.at_least) for gap in gaps(events)]


def test_every_kind_of_event_has_a_lane_or_stands_in_the_list_alone():
    assert set(EventKind) - set(LANES) == ALONE


def test_leave_that_ended_before_he_came_back_leaves_a_gap():
    events = [event(EventKind.LEAVE, "2022-04-01", "2022-04-10"), event(EventKind.RETURNED, "2022-04-14")]

    # The 10th is leave, the 14th is the unit: nothing is known of the 11th, 12th and 13th.
    assert told(events) == [("2022-04-11", "2022-04-13", 3, False)]


def test_a_journey_without_an_end_is_known_for_its_day_alone():
    events = [event(EventKind.DEPLOYMENT, "2022-02-24"), event(EventKind.TRAVEL, "2022-04-03"), event(EventKind.RETURNED, "2022-04-07")]

    assert told(events) == [("2022-04-04", "2022-04-06", 3, False)]


@pytest.mark.parametrize(
    "events",
    [
        [event(EventKind.LEAVE, "2022-04-01", "2022-04-10"), event(EventKind.RETURNED, "2022-04-11")],  # over night
        [event(EventKind.SERVICE_START, "2021-06-20"), event(EventKind.DEPLOYMENT, "2022-02-24")],  # he stays until he is sent
        [event(EventKind.RETURNED, "2022-04-01"), event(EventKind.MEDICAL, "2022-04-10"), event(EventKind.LEAVE, "2022-05-01")],  # a visit
        [event(EventKind.AWAY, "2022-04-01", "2022-04-03"), event(EventKind.DEPLOYMENT, "2022-06-01")],  # he is back since the 3rd
        [event(EventKind.AWAY, "2022-04-01"), event(EventKind.BROUGHT_BACK, "2022-06-01")],  # away until he was brought back
        [event(EventKind.LEAVE, "2022-04-01", "2022-04-10"), event(EventKind.ANSWER, "2022-06-01")],  # an answer says nothing of it
        [event(EventKind.DISCHARGED, "2022-04-01"), event(EventKind.MEDICAL, "2022-06-01", "2022-06-09")],  # no longer our affair
        [event(EventKind.DEPLOYMENT, "2022-02-24", "2022-04-20"), event(EventKind.MEDICAL, "2022-03-01", "2022-03-05"),
         event(EventKind.RETURNED, "2022-04-20")],  # a stay within a longer one
        [event(EventKind.LEAVE, "2022-04-01", "2022-04-10"), event(EventKind.RETURNED, "2022-04")],  # maybe on the 11th
        [event(EventKind.LEAVE), event(EventKind.RETURNED, "2022-04-20")],
        [],
    ],
)  # fmt: skip
def test_where_he_was_is_known_without_a_gap(events):
    assert told(events) == []


def test_a_gap_beside_a_rough_day_is_at_least_so_long():
    events = [event(EventKind.LEAVE, "2022-04-01", "2022-04-10~"), event(EventKind.RETURNED, "2022-05")]

    # May may mean the 1st: 11 to 30 April are twenty days, and it may be more.
    assert told(events) == [("2022-04-11", "2022-04-30", 20, True)]


def test_an_absence_that_is_over_is_one_event_and_he_is_back_after_it():
    away = event(EventKind.AWAY, "2022-04-01", "2022-04-03")

    assert [(str(stay.first), str(stay.last or ""), stay.back) for stay in stays([away])] == [
        ("2022-04-01", "2022-04-03", False), ("2022-04-03", "", True),
    ]  # fmt: skip


def test_events_stand_in_order_and_before_a_day_means_before_it():
    days = ["2022-04-10", "../2022-04-10", "2022-04", "", "2022-04-10/..", "2022-02-24", "2022-04-10/2022-04-20"]

    ordered = in_order([event(EventKind.OTHER, day) for day in days])

    assert [each.day.text if each.day else "" for each in ordered] == [
        "2022-02-24", "2022-04", "../2022-04-10", "2022-04-10", "2022-04-10/2022-04-20", "2022-04-10/..", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("above", "below", "day"),
    [
        ("2022-04-10", "2022-04-25", "2022-04-10/2022-04-25"),
        ("2022-04-10", "2022-04-10", "2022-04-10"),
        ("2022-04", "2022-05", "2022-04-01/2022-05-31"),
        ("", "2022-04-25", "../2022-04-25"),
        ("2022-04-10", "", "2022-04-10/.."),
        ("2022-04-10", "../2022-04-25", "2022-04-10/2022-04-25"),
        ("", "", None),
    ],
)
def test_what_is_put_between_two_events_was_between_their_days(above, below, day):
    found = between(event(EventKind.OTHER, above) if above else None, event(EventKind.OTHER, below) if below else None)

    assert (found.text if found else None) == day


def test_the_register_tells_what_became_of_a_document():
    entry = RegisterEntry(id="e", case="c", letter="l", number="r01", handed_on=Day("2022-04-20"), stamp_on=Day("2022-04-21"),
                          answer=Answer.REFUSED, answer_on=Day("2022-05-20"), answer_paper="p")  # fmt: skip

    assert [(each.kind, str(each.day and each.day.text), each.proof) for each in of_register(entry)] == [
        (EventKind.DOCUMENT_FILED, "2022-04-20", ""), (EventKind.REGISTRATION, "2022-04-21", ""), (EventKind.ANSWER, "2022-05-20", "p"),
    ]  # fmt: skip


# --- the picture

STORY = [
    event(EventKind.SERVICE_START, "2021-06-20"),
    event(EventKind.CONTRACT_PRESSED, "2021-10", certainty=Certainty.HEARSAY),
    event(EventKind.DEPLOYMENT, "2022-02-24", "2022-04-02"),
    event(EventKind.ORDER_RECEIVED, "2022-04-18"),
    event(EventKind.REFUSAL_ORAL, "2022-04-18"),
    event(EventKind.RETURNED, "2022-04-20"),
    event(EventKind.PRESSURE, "2022-04-25", "2022-05-01"),
    event(EventKind.OTHER),
]


def test_an_event_without_a_day_is_not_in_the_picture():
    picture = laid_out(STORY, Scale())

    assert [row.event for row in picture.rows] == [each.id for each in STORY[:-1]]


def test_a_mark_stands_in_every_lane_of_its_event_at_the_height_of_its_line():
    picture = laid_out(STORY, Scale())
    pressed = [mark for mark in picture.marks if mark.event == STORY[1].id]

    assert [mark.lane for mark in pressed] == [Lane.SERVICE, Lane.PRESSURE]
    assert {mark.at for mark in pressed} == {picture.rows[1].at}
    assert not any(mark.certain for mark in pressed)
    # October 2021: anywhere from the 1st to the 31st, and that before the next event.
    assert all(picture.rows[1].at < mark.bottom < picture.rows[2].at for mark in pressed)


def test_the_gap_has_room_for_its_length_between_the_two_days_that_are_known():
    picture = laid_out(STORY, Scale())
    (hole,) = picture.holes
    deployed = next(bar for bar in picture.bars if bar.event == STORY[2].id)

    assert hole.top == deployed.bottom
    assert hole.bottom == picture.rows[5].at
    assert hole.bottom - hole.top >= Scale().gap
    assert hole.gap.days == (date(2022, 4, 20) - date(2022, 4, 2)).days - 1


def test_what_nothing_ends_runs_to_the_end_of_the_picture():
    picture = laid_out(STORY, Scale())
    last = next(bar for bar in picture.bars if bar.open)

    assert (last.event, last.bottom) == (STORY[5].id, picture.height)


def test_days_stretch_what_lies_between_and_a_higher_line_makes_room():
    wide, high = laid_out(STORY, Scale(per_day=5.0)), laid_out(STORY, Scale(rows={STORY[3].id: 90.0}))

    days = [first_day(each) or date.max for each in STORY[:-1]]
    for (above, first), (below, second) in pairwise(zip(wide.rows, days, strict=True)):
        assert below.at - above.at >= 5.0 * (second - first).days
    assert high.rows[3].height >= 90.0


def random_story(chance: Random) -> list[Event]:
    found = []
    for _each in range(chance.randrange(1, 40)):
        day = date(2022, 1, 1) + timedelta(days=chance.randrange(200))
        text = chance.choice(
            (
                day.isoformat(),
                f"{day:%Y-%m}",
                f"{day}~",
                f"{day}/{day + timedelta(days=chance.randrange(30))}",
                f"../{day}",
                f"{day}/..",
                "",
            )
        )
        until = Day.of(day + timedelta(days=40)) if chance.random() < 0.3 and text[:1] != "." else None
        found.append(make.event(kind=chance.choice(list(EventKind)), day=Day(text) if text else None, until=until))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_whatever_happened_time_runs_down_and_nothing_stands_on_another_line(seed):
    chance = Random(seed)
    events = random_story(chance)
    scale = Scale(per_day=chance.choice((0.0, 0.7, 6.0)))

    picture = laid_out(events, scale)

    assert len(picture.rows) == sum(each.day is not None for each in events)
    for above, below in pairwise(picture.rows):
        assert above.top + above.height == pytest.approx(below.top)
        assert below.at - above.at >= scale.row - 1e-6
    for thing in (*picture.bars, *picture.holes):
        assert 0 <= thing.top < thing.bottom <= picture.height + 1e-6
    assert all(mark.top <= mark.bottom <= picture.height for mark in picture.marks)
    # Of the days of a gap nothing is told: no place covers any of them.
    covered = [(stay.first, stay.last or date.max) for stay in stays(events)]
    for gap in gaps(events):
        assert all(last < gap.first or gap.last < first for first, last in covered)
        assert gap.days > 0
