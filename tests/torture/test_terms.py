"""Terms over ten thousand random days: against a second counter that walks day by day, and against what must hold of every count."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from desktop.domain.counting import Counted, CountedIn, DayOff, Rule, Start, Whose, count, count_from, leads_on
from desktop.domain.days import Day
from desktop.domain.law import Mark
from desktop.operations.shipped_law import calendar, rules
from tests.torture.counts import count as often
from tests.torture.counts import seeded, tell

DAYS = often(600, 10_000)
SHIPPED = calendar()
TERMS = [rule for rule in rules() if rule.lengths and rule.counted_in in {CountedIn.CALENDAR_DAYS, CountedIn.MONTHS}]
FIRST, SPAN = date(2022, 1, 1), 2000  # up to June 2027: what starts then ends in years that are known
_ONE = timedelta(days=1)

# Written down a second time, from the decrees and the code, so that the shipped calendar is not measured by itself.
HOLIDAYS = {(1, day) for day in range(1, 9)} | {(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
_MOVED_OFF = """
    2022-03-07 2022-05-02 2022-05-03 2022-05-10 2022-06-13 2023-02-24 2023-05-08 2023-11-06 2024-04-29 2024-04-30 2024-05-10
    2024-12-30 2024-12-31 2025-05-02 2025-05-08 2025-06-13 2025-11-03 2025-12-31 2026-01-09 2026-03-09 2026-05-11 2026-12-31
    2027-02-22 2027-05-03 2027-05-10 2027-06-14 2027-11-05 2027-12-31
"""
_WORKED_ON = "2022-03-05 2024-04-27 2024-11-02 2024-12-28 2025-11-01 2027-02-20"
MOVED_OFF, WORKED_ON = (set(map(date.fromisoformat, days.split())) for days in (_MOVED_OFF, _WORKED_ON))


def is_off(day: date) -> bool:
    return day not in WORKED_ON and (day in MOVED_OFF or (day.month, day.day) in HOLIDAYS or day.weekday() >= 5)


def walked(rule: Rule, start: date, length: int) -> date:
    """The last day, found by walking: no sum of days, no arithmetic of months."""
    day = start
    if rule.counted_in is CountedIn.CALENDAR_DAYS:
        for _each in range(length):
            day += _ONE
    else:
        for _each in range(length):
            day = day.replace(day=1) + _ONE * 31
            day = day.replace(day=1)
        numbers = [number for number in range(1, start.day + 1) if (day + _ONE * (number - 1)).month == day.month]
        day = day.replace(day=numbers[-1])
    while rule.day_off is DayOff.NEXT and is_off(day):
        day += _ONE
    return day


def random_starts(name: str) -> Iterator[tuple[Random, date]]:
    chance = seeded(name)
    for _each in range(DAYS):
        yield chance, FIRST + _ONE * chance.randrange(SPAN)


def test_a_second_counter_that_walks_day_by_day_comes_to_the_same_day():
    for chance, start in random_starts("walked"):
        rule, stage = chance.choice(TERMS), chance.randrange(3)
        length = rule.lengths[min(stage, len(rule.lengths) - 1)]

        assert count(rule, start, SHIPPED, stage=stage).due == walked(rule, start, length), (rule.id, start, stage)
    tell(f"terms: {DAYS} random days, each against a second counter")


def test_a_working_day_is_one_for_both_calendars():
    for each in range((date(2027, 12, 31) - FIRST).days + 1):
        day = FIRST + _ONE * each
        assert SHIPPED.is_off(day) is is_off(day), day


def test_what_must_hold_of_every_count_holds():
    for chance, start in random_starts("laws"):
        rule, stage = chance.choice(TERMS), chance.randrange(3)
        about = (rule.id, start.isoformat(), stage)
        counted, following = (count(rule, day, SHIPPED, stage=stage) for day in (start, start + _ONE))

        assert counted.due is not None, about
        assert following.due is not None, about
        assert start < counted.due <= following.due, about  # never before it begins, never earlier for who begins later
        assert counted.due == counted.steps[-1].day, about  # the last step is the day itself
        assert counted.steps[0].day == start, about
        longer = count(rule, start, SHIPPED, stage=stage + 1).due
        assert longer is not None, about
        assert longer >= counted.due, about  # a prolongation shortens nothing
        _holds_of_days_off(rule, counted, about)


def _holds_of_days_off(rule: Rule, counted: Counted, about: object) -> None:
    assert counted.due is not None
    codes = {step.code for step in counted.cautions}
    if rule.day_off is DayOff.STAYS:
        assert ("ends-on-day-off" in codes) is is_off(counted.due), about
        return
    assert not is_off(counted.due), about
    unmoved = next((step.day for step in counted.steps if step.code.startswith("off-")), counted.due)
    assert unmoved is not None
    # Moved over days off alone, and not at all where there was none.
    assert all(is_off(unmoved + _ONE * each) for each in range((counted.due - unmoved).days)), about


def test_a_day_that_is_known_roughly_never_makes_hers_later_or_an_offices_earlier():
    for chance, start in random_starts("rough"):
        rule = chance.choice(TERMS)
        last = start + _ONE * chance.randrange(40)
        rough = count_from(rule, Day(f"{start}/{last}"), SHIPPED).due
        real = count(rule, start + _ONE * chance.randrange((last - start).days + 1), SHIPPED).due

        assert rough is not None
        assert real is not None
        assert rough <= real if rule.whose is Whose.OURS else rough >= real, (rule.id, start, last)


def test_a_chain_goes_on_where_the_term_before_it_ended():
    known = {rule.id: rule for rule in rules()}
    for chance, start in random_starts("chains"):
        rule = chance.choice([each for each in TERMS if each.leads_to])
        counted = count(rule, start, SHIPPED)
        begins = leads_on(rule, counted)

        assert counted.due is not None
        assert begins == counted.due + _ONE * rule.leads_after
        onward = count(known[rule.leads_to], begins, SHIPPED).due
        assert onward is not None
        assert onward > counted.due, (rule.id, start)


def test_working_days_are_as_many_as_the_term_is_long():
    for chance, start in random_starts("working days"):
        length = chance.randrange(1, 90)
        rule = Rule(id="T", version="1", titles={}, starts_with=Start.LEARNED, counted_in=CountedIn.WORKING_DAYS, lengths=(length,),
                    mark=Mark.SEEN)  # fmt: skip
        due = count(rule, start, SHIPPED).due

        assert due is not None
        assert not is_off(due)
        assert sum(not is_off(start + _ONE * each) for each in range(1, (due - start).days + 1)) == length, (start, length)


def test_hours_pass_alike_in_every_zone():
    zones = [ZoneInfo(name) for name in ("Europe/Kaliningrad", "Europe/Moscow", "Asia/Chita", "Asia/Kamchatka", "Europe/Berlin")]
    for chance, start in random_starts("hours"):
        hours = chance.randrange(1, 200)
        began = datetime(start.year, start.month, start.day, chance.randrange(24), chance.randrange(60), tzinfo=chance.choice(zones))
        rule = Rule(id="T", version="1", titles={}, starts_with=Start.LEARNED, counted_in=CountedIn.HOURS, lengths=(hours,), mark=Mark.SEEN)
        counted = count(rule, began, SHIPPED)

        assert counted.at is not None
        assert counted.at.astimezone(UTC) - began.astimezone(UTC) == timedelta(hours=hours)
        assert counted.due == counted.at.date()
