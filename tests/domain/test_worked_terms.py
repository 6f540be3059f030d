"""Every rule that counts, against what was counted by hand in `worked_terms.txt`."""

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desktop.domain.absence import away
from desktop.domain.counting import CountedIn, count
from desktop.domain.days import Day
from desktop.domain.events import EventKind
from desktop.domain.law import Mark
from desktop.operations.shipped_law import calendar, rules
from tests import make

SHIPPED = calendar()
RULES = {rule.id: rule for rule in rules()}
LEAST = 8
_STAGES = ("", "longer", "longest")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = r"(\d{4}-\d\d-\d\d) (\w{3})"
_LINE = re.compile(rf"{_DAY} -> {_DAY} \| (\S.+?\.)(?: \[([a-z -]+)\])?")
_MOMENT = r"(\d{4}-\d\d-\d\d) (\d\d:\d\d|\?) (\w+/\w+)"
_HOURS = re.compile(rf"{_MOMENT} \| {_MOMENT} -> (\d+) \| \S.+\.")


def read() -> list[tuple[str, int, str]]:
    """The lines, each with its rule and its stage."""
    found, section, stage = [], "", 0
    for line in Path(__file__).with_name("worked_terms.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            section, _, rest = line[3:].partition(" ")
            stage = _STAGES.index(rest.partition("  ")[0].strip() if not rest.startswith(" ") else "")
        elif line and not line.startswith("#"):
            found.append((section, stage, line))
    return found


WORKED = read()
TERMS = [pytest.param(*each, id=f"{each[0]} {each[2][:10]} {each[1] or ''}".strip()) for each in WORKED if each[0] != "D-SOCH"]
ABSENCES = [line for rule, _stage, line in WORKED if rule == "D-SOCH"]


def test_every_rule_whose_wording_was_seen_has_its_examples():
    counted = Counter(rule for rule, _stage, _line in WORKED)
    seen = {rule.id for rule in RULES.values() if rule.mark in {Mark.SEEN, Mark.PARTLY}}

    assert set(counted) == seen
    assert {rule: number for rule, number in counted.items() if number < LEAST} == {}
    stages = {(rule, stage) for rule, stage, _line in WORKED}
    assert stages == {(rule.id, stage) for rule in RULES.values() if rule.id in seen for stage in range(max(1, len(rule.lengths)))}


@pytest.mark.parametrize(("rule_id", "stage", "line"), TERMS)
def test_the_program_counts_what_was_counted_by_hand(rule_id: str, stage: int, line: str):
    worked = _LINE.fullmatch(line)
    assert worked, line
    first, first_weekday, last, last_weekday, _how, open_ = worked.groups()
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    assert (_WEEKDAYS[start.weekday()], _WEEKDAYS[end.weekday()]) == (first_weekday, last_weekday)

    counted = count(RULES[rule_id], start, SHIPPED, stage=stage)

    always = {doubt.code for doubt in RULES[rule_id].doubts if doubt.since is None}
    assert (counted.due, {step.code for step in counted.cautions} - always) == (end, set((open_ or "").split()))


@pytest.mark.parametrize("line", ABSENCES)
def test_hours_of_absence_are_counted_up_as_they_were_by_hand(line: str):
    worked = _HOURS.fullmatch(line)
    assert worked, line
    day, hour, zone, look_day, look_hour, look_zone, hours = worked.groups()
    event = make.event(kind=EventKind.AWAY, day=Day(day), time="" if hour == "?" else hour, zone=zone)
    now = datetime.fromisoformat(f"{look_day}T{look_hour}").replace(tzinfo=ZoneInfo(look_zone))

    lasting = away(event, now, "Europe/London")

    assert lasting is not None
    assert (lasting.hours, lasting.about) == (int(hours), hour == "?")
    assert RULES["D-SOCH"].counted_in is CountedIn.UP
    assert count(RULES["D-SOCH"], lasting.since, SHIPPED).due is None
