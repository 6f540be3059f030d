"""Counting terms. The examples were counted by hand on the calendar of the year; each comment says how."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.counting import (
    Counted,
    CountedIn,
    DayOff,
    Doubt,
    Rule,
    RuleEntry,
    Start,
    Whose,
    count,
    count_from,
    leads_on,
    rulings,
)
from desktop.domain.days import Day
from desktop.domain.law import Mark
from desktop.domain.working_days import WORKED, Calendar
from desktop.operations.shipped_law import calendar, rules

SHIPPED = calendar()
RULES = {rule.id: rule for rule in rules()}
KNOWN = st.dates(date(2022, 1, 1), date(2026, 6, 30))


def due(rule_id: str, start: str, stage: int = 0) -> str:
    counted = count(RULES[rule_id], date.fromisoformat(start), SHIPPED, stage=stage)
    assert counted.due is not None
    return counted.due.isoformat()


def codes(counted: Counted) -> set[str]:
    return {step.code for step in counted.cautions}


def rule(counted_in: CountedIn, *lengths: int, **fields: Any) -> Rule:
    usual = {"id": "T", "version": "1", "titles": {}, "starts_with": Start.LEARNED, "mark": Mark.SEEN}
    return Rule(counted_in=counted_in, lengths=lengths, **(usual | fields))


# --- what is told beside the day; the days themselves are in worked_terms.txt


def test_an_answer_due_on_a_day_off_stays_and_says_which_working_day_comes_next():
    counted = count(RULES["D-ANS"], date(2025, 12, 2), SHIPPED)

    told = next(step for step in counted.cautions if step.code == "ends-on-day-off")
    # 1 January 2026; the holidays last until 11 January.
    assert told.day == date(2026, 1, 12)


def test_a_report_says_that_the_charters_terms_are_not_known():
    assert "report-terms" in codes(count(RULES["D-ANS-REPORT"], date(2026, 5, 14), SHIPPED))


def test_every_step_to_the_court_is_told():
    counted = count(RULES["D-CAS"], date(2025, 10, 1), SHIPPED)

    assert [(step.code, step.day, step.number) for step in counted.steps] == [
        ("start", date(2025, 10, 1), 0),
        ("from-next-day", date(2025, 10, 2), 0),
        ("months", date(2026, 1, 1), 3),
        ("off-holiday", date(2026, 1, 1), 0),
        ("moved", date(2026, 1, 12), 0),
    ]


def test_a_month_without_the_number_ends_on_its_last_day_and_says_so():
    counted = count(RULES["D-APP"], date(2026, 8, 31), SHIPPED)

    assert ("months-to-end", date(2026, 9, 30)) in {(step.code, step.day) for step in counted.steps}


def test_a_count_from_the_day_of_receipt_is_said_to_be_possible():
    assert "first-day" in codes(count(RULES["D-UPK144"], date(2026, 5, 14), SHIPPED))


@pytest.mark.parametrize("start", ["2026-01-01", "2026-04-01", "2026-10-01", "2027-04-01"])
def test_the_old_days_to_apply_are_not_counted_under_the_new_law(start):
    counted = count(RULES["D-AGS"], date.fromisoformat(start), SHIPPED)

    assert counted.due is None
    assert codes(counted) == {"rule-of-another-time"}


@pytest.mark.parametrize("start", ["2025-01-15", "2025-03-31", "2025-08-01"])
def test_outside_of_a_call_up_nothing_is_counted(start):
    assert codes(count(RULES["D-AGS"], date.fromisoformat(start), SHIPPED)) == {"no-such-season"}


def test_a_board_after_the_old_law_is_counted_with_a_caution():
    assert "ags-reread" in codes(count(RULES["D-AGSBOARD"], date(2026, 3, 31), SHIPPED))
    assert "ags-reread" not in codes(count(RULES["D-AGSBOARD"], date(2025, 3, 31), SHIPPED))


# --- days that stand in a paper, and what is never counted towards an end

WRITTEN = ["2022-09-20", "2024-02-29", "2025-12-31", "2026-01-01", "2026-05-09", "2026-05-14", "2026-11-30", "2031-03-01"]


@pytest.mark.parametrize("rule_id", ["D-CONTRACT", "D-LEAVE", "D-POA", "D-CONSENT", "D-ORDER"])
@pytest.mark.parametrize("day", WRITTEN)
def test_a_day_in_a_paper_stays_as_it_is_written(rule_id, day):
    assert due(rule_id, day) == day


@given(st.datetimes(datetime(2022, 1, 1), datetime(2030, 1, 1), timezones=st.just(ZoneInfo("Asia/Chita"))))  # noqa: DTZ001
def test_absence_never_has_an_end(began):
    assert count(RULES["D-SOCH"], began, SHIPPED).due is None


# --- hours, as they pass

KAMCHATKA, MOSCOW = ZoneInfo("Asia/Kamchatka"), ZoneInfo("Europe/Moscow")
HOURS = [
    (24, "2026-05-14T20:00", KAMCHATKA, "2026-05-15T20:00+12:00"),
    (24, "2026-05-14T00:00", MOSCOW, "2026-05-15T00:00+03:00"),
    (48, "2026-02-27T23:30", MOSCOW, "2026-03-01T23:30+03:00"),  # over the end of February
    (48, "2024-02-28T10:00", MOSCOW, "2024-03-01T10:00+03:00"),  # over the leap day
    (24, "2025-12-31T18:15", MOSCOW, "2026-01-01T18:15+03:00"),  # into the holidays: hours do not wait
    (3, "2026-05-14T23:00", KAMCHATKA, "2026-05-15T02:00+12:00"),
    (72, "2026-10-30T08:00", MOSCOW, "2026-11-02T08:00+03:00"),
    (24, "2026-03-28T12:00", ZoneInfo("Europe/Berlin"), "2026-03-29T13:00+02:00"),  # clocks go forward: 24 hours pass all the same
    (24, "2026-10-24T12:00", ZoneInfo("Europe/Berlin"), "2026-10-25T11:00+01:00"),  # and back
]


@pytest.mark.parametrize(("hours", "start", "zone", "end"), HOURS)
def test_hours_are_counted_as_they_pass(hours, start, zone, end):
    began = datetime.fromisoformat(start).replace(tzinfo=zone)

    counted = count(rule(CountedIn.HOURS, hours), began, SHIPPED)

    assert counted.at == datetime.fromisoformat(end)
    assert counted.at is not None
    assert counted.at.isoformat(timespec="minutes") == end
    assert counted.due == datetime.fromisoformat(end).date()


def test_hours_are_not_counted_from_a_day_without_an_hour():
    counted = count(rule(CountedIn.HOURS, 24), date(2026, 5, 14), SHIPPED)

    assert (counted.due, counted.at, codes(counted)) == (None, None, {"hour-missing"})


def test_the_same_moment_in_two_zones_ends_at_the_same_moment():
    there = datetime(2026, 5, 14, 23, tzinfo=KAMCHATKA)
    here = there.astimezone(MOSCOW)

    assert count(rule(CountedIn.HOURS, 24), there, SHIPPED).at == count(rule(CountedIn.HOURS, 24), here, SHIPPED).at


def test_hours_that_end_on_a_day_off_can_be_made_to_wait():
    began = datetime(2026, 5, 15, 17, tzinfo=MOSCOW)  # Friday

    counted = count(rule(CountedIn.HOURS, 24, day_off=DayOff.NEXT), began, SHIPPED)

    assert (counted.due, counted.at) == (date(2026, 5, 18), None)


# --- working days

WORKING = [
    (10, "2026-05-14", "2026-05-28"),  # 15; 18–22; 25–28
    (1, "2026-05-08", "2026-05-12"),  # 9 to 11 May are off
    (5, "2025-12-29", "2026-01-15"),  # 30 December; 12, 13, 14, 15 January
    (3, "2024-04-25", "2024-05-02"),  # 26; 27, a Saturday that was worked on; 28 to 1 are off; 2 May
    (2, "2024-02-28", "2024-03-01"),  # 29 February, 1 March
    (1, "2024-11-01", "2024-11-02"),  # a Saturday that was worked on
    (2, "2025-10-31", "2025-11-05"),  # Saturday 1 November was worked on; 2 to 4 are off
    (5, "2022-04-29", "2022-05-12"),  # 4, 5, 6; then 7 to 10 are off; 11, 12
]


@pytest.mark.parametrize(("length", "start", "end"), WORKING)
def test_working_days(length, start, end):
    counted = count(rule(CountedIn.WORKING_DAYS, length), date.fromisoformat(start), SHIPPED)

    assert counted.due == date.fromisoformat(end)


def test_working_days_are_not_guessed_over_a_missing_year():
    counted = count(rule(CountedIn.WORKING_DAYS, 10), date(2021, 12, 20), SHIPPED)

    assert counted.due is None
    assert [(step.code, step.number) for step in counted.cautions] == [("calendar-missing", 2021)]


def test_working_days_over_a_year_of_which_the_transfers_are_not_known_say_so():
    counted = count(rule(CountedIn.WORKING_DAYS, 10), date(2027, 12, 28), SHIPPED)

    # 29, 30 December; 10 to 14 and 17 to 19 January, if nothing was moved.
    assert counted.due == date(2028, 1, 19)
    assert [(step.code, step.number) for step in counted.cautions] == [("transfers-unchecked", 2028)]


# --- years that are missing


def test_a_term_that_ends_in_a_missing_year_is_not_moved_and_says_so():
    counted = count(RULES["D-CAS"], date(2030, 10, 5), SHIPPED)

    assert counted.due == date(2031, 1, 5)  # a Sunday within the holidays; whoever has the calendar of 2031 will know
    assert [(step.code, step.number) for step in counted.cautions] == [("calendar-missing", 2031)]


def test_a_day_off_of_her_own_moves_a_term():
    hers = Calendar(SHIPPED.years, {date(2026, 9, 14): False})

    assert count(RULES["D-CAS"], date(2026, 6, 14), hers).due == date(2026, 9, 15)


# --- the day is known only roughly


def test_hers_is_counted_from_the_earliest_and_an_offices_from_the_latest():
    month = Day("2026-04")

    ours = count_from(RULES["D-CAS"], month, SHIPPED)
    theirs = count_from(RULES["D-ANS"], month, SHIPPED)

    assert (ours.due, theirs.due) == (date(2026, 7, 1), date(2026, 5, 30))
    assert "start-about" in codes(ours)
    assert "start-about" in codes(theirs)


def test_an_open_beginning_counts_nothing():
    assert codes(count_from(RULES["D-CAS"], Day("../2026-04"), SHIPPED)) == {"start-open"}


# --- chains


def test_the_court_goes_on_from_the_day_after_the_answer_was_due():
    answer = count(RULES["D-ANS"], date(2026, 5, 14), SHIPPED)

    start = leads_on(RULES["D-ANS"], answer)

    assert start == date(2026, 6, 14)
    assert count(RULES["D-CAS"], start, SHIPPED).due == date(2026, 9, 14)


def test_nothing_goes_on_from_the_court():
    assert leads_on(RULES["D-CAS"], count(RULES["D-CAS"], date(2026, 5, 14), SHIPPED)) is None


def test_every_chain_comes_to_an_end():
    for first in RULES:
        seen = [first]
        while following := RULES[seen[-1]].leads_to:
            assert following not in seen
            seen.append(following)


# --- the shipped list


def test_what_is_only_recalled_has_no_length_and_is_off():
    recalled = [each for each in RULES.values() if each.mark is Mark.RECALLED]

    assert {each.id for each in recalled} == {"D-CASS", "D-UPK125", "D-UPK148", "D-AGE", "D-DISC"}
    assert not any(each.lengths or each.is_usable for each in recalled)


def test_every_other_rule_is_on_and_named_in_both_languages():
    for each in RULES.values():
        assert set(each.titles) == {"ru", "en"}
        assert each.is_usable is (each.mark is not Mark.RECALLED)
        assert each.norm or each.mark is Mark.NO_LAW


def test_her_rule_stands_above_the_shipped_one_and_knows_when_that_changed():
    shipped = RULES["D-CASS"]
    hers = rule(CountedIn.MONTHS, 6, id="D-CASS")

    known = rulings((shipped,), [RuleEntry(id="1", rule=hers, on=True, based_on="earlier")])

    assert [(each.rule, each.on, each.shipped, each.shipped_changed) for each in known] == [(hers, True, shipped, True)]


@settings(deadline=None)
@given(KNOWN, st.integers(1, 100))
def test_working_days_counted_back_give_the_length(day, length):
    counted = count(rule(CountedIn.WORKING_DAYS, length), day, SHIPPED)

    assert counted.due is not None
    between = [day + timedelta(days=number) for number in range(1, (counted.due - day).days + 1)]
    assert sum(SHIPPED.kind(each) in WORKED for each in between) == length


def test_a_doubt_is_told_from_its_day_on():
    doubtful = rule(CountedIn.CALENDAR_DAYS, 1, doubts=(Doubt(code="x", since=date(2026, 1, 2)),), whose=Whose.OURS)

    assert codes(count(doubtful, date(2025, 12, 31), SHIPPED)) == {"ends-on-day-off"}
    assert "x" in codes(count(doubtful, date(2026, 1, 1), SHIPPED))


def test_a_rule_that_counts_from_the_same_day_ends_a_day_earlier():
    assert count(rule(CountedIn.CALENDAR_DAYS, 3, from_next_day=False), date(2026, 5, 12), SHIPPED).due == date(2026, 5, 14)
    assert count(rule(CountedIn.MONTHS, 1, from_next_day=False), date(2026, 5, 15), SHIPPED).due == date(2026, 6, 14)
