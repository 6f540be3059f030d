"""Counting: from a rule, an event and a calendar to the day a term ends, with every step on the way."""

import calendar as months
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from desktop.domain.days import Day
from desktop.domain.events import EventKind
from desktop.domain.law import Mark
from desktop.domain.values import Part, Value
from desktop.domain.working_days import WORKED, Calendar, DayKind, YearMark

# A term of working days that is longer than this is a mistake, not a term.
LONGEST = 10_000


class Start(StrEnum):
    """What a term starts with. The stored words never change."""

    RECEIVED = "petition.received"
    REGISTERED = "registered"
    WRONG_BODY = "registered.wrong_body"
    LEARNED = "learned"
    COURT_RECEIVED = "court.received"
    FINAL_TEXT = "final_text"
    IN_FORCE = "in_force"
    CRIME_REPORTED = "crime.reported"
    COMPLAINT_RECEIVED = "complaint.received"
    COMPLAINT_TO_JUDGE = "complaint.judge"
    DECIDED = "decided"
    CALL_UP = "call_up.begins"
    APPLICATIONS_CLOSED = "applications.closed"
    ABSENCE_BEGAN = "absence.began"
    LEAVE_ENDS = "leave.ends"
    CONTRACT_ENDS = "contract.ends"
    BORN = "born"
    BREACH_KNOWN = "breach.known"
    RUNS_OUT = "runs_out"
    CHECKED = "checked"


# What an event of a case may start; which of them it does, she says.
STARTED_BY: Mapping[EventKind, tuple[Start, ...]] = {
    EventKind.DOCUMENT_FILED: (
        Start.RECEIVED,
        Start.COURT_RECEIVED,
        Start.CRIME_REPORTED,
        Start.COMPLAINT_RECEIVED,
        Start.COMPLAINT_TO_JUDGE,
    ),
    EventKind.REGISTRATION: (Start.REGISTERED, Start.WRONG_BODY, Start.COURT_RECEIVED, Start.CRIME_REPORTED, Start.COMPLAINT_RECEIVED),
    EventKind.ACCEPTANCE_REFUSED: (Start.LEARNED,),
    EventKind.ANSWER: (Start.LEARNED,),
    EventKind.DECISION: (Start.LEARNED, Start.FINAL_TEXT, Start.IN_FORCE, Start.DECIDED),
    EventKind.PRESSURE: (Start.LEARNED, Start.BREACH_KNOWN),
    EventKind.ORDER_RECEIVED: (Start.LEARNED,),
    EventKind.ATTACHED: (Start.LEARNED,),
    EventKind.PHONE_TAKEN: (Start.LEARNED,),
    EventKind.HELD: (Start.LEARNED,),
    EventKind.BROUGHT_BACK: (Start.LEARNED,),
    EventKind.DISCHARGED: (Start.LEARNED,),
    EventKind.CONTRACT_SIGNED: (Start.CONTRACT_ENDS,),
    EventKind.CONTRACT_PRESSED: (Start.CONTRACT_ENDS, Start.LEARNED),
    EventKind.LEAVE: (Start.LEAVE_ENDS,),
}


class CountedIn(StrEnum):
    """What a term is counted in."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    HOURS = "hours"
    YEARLY = "yearly"  # a fixed day of the year, by the season it goes before
    WRITTEN = "written"  # the day stands in a paper
    UP = "up"  # counted up, never towards an end


class DayOff(StrEnum):
    """What becomes of a term that ends on a day off."""

    STAYS = "stays"
    NEXT = "next_working_day"


class Whose(StrEnum):
    """Who has to act. Where a day is not exactly known, hers is counted from the earliest, an office's from the latest."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, kw_only=True, repr=False)
class Season(Part):
    """For what begins from one month to another: the last day of the term, in that year or so many years before."""

    first_month: int
    last_month: int
    month: int
    day: int
    years_before: int = 0


@dataclass(frozen=True, kw_only=True, repr=False)
class Doubt(Part):
    """Something the rule leaves open, by a code; told with terms that end on `since` or later."""

    code: str
    since: date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Rule(Part):
    """How a term is counted. `lengths` are the usual one and those it may be prolonged to, each from the start."""

    id: str
    version: str
    titles: Mapping[str, str]
    starts_with: Start
    counted_in: CountedIn
    lengths: tuple[int, ...] = ()
    from_next_day: bool = True
    day_off: DayOff = DayOff.STAYS
    whose: Whose = Whose.THEIRS
    norm: str = ""  # where the length comes from
    counting_norm: str = ""  # where the way of counting comes from
    mark: Mark = Mark.RECALLED
    valid_from: date | None = None
    valid_to: date | None = None  # the last day a start may have
    seasons: tuple[Season, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    leads_to: str = ""  # the rule that goes on from the end of this one
    leads_after: int = 0  # days between
    warn_before: tuple[int, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether it may count at all. What is only recalled is switched off until she fills it in and marks it."""
        return self.mark is not Mark.RECALLED


@dataclass(frozen=True, kw_only=True, repr=False)
class RuleEntry(Value):
    """Her own rule, or her version of a shipped one, with who checked it."""

    rule: Rule
    on: bool = False
    checked_by: str = ""
    checked_on: date | None = None
    based_on: str = ""  # the version of the shipped rule
    removed_at: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Step(Part):
    """One step of a count, or one caution: a code and its facts. `desktop.law_words` makes the sentence."""

    code: str
    day: date | None = None
    number: int = 0
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Counted(Part):
    """When a term ends: a day, for hours the moment as well; neither where it cannot be counted, and the cautions say why."""

    due: date | None
    at: datetime | None = None
    steps: tuple[Step, ...] = ()
    cautions: tuple[Step, ...] = ()


def count(rule: Rule, start: date, calendar: Calendar, *, stage: int = 0) -> Counted:
    """When the term ends that starts with `start`. Hours need an aware datetime; `stage` 1 and up are prolongations."""
    begins = start.date() if isinstance(start, datetime) else start
    if not _is_in_time(rule, begins):
        return Counted(due=None, steps=(Step(code="start", day=begins),), cautions=(Step(code="rule-of-another-time", day=begins),))
    counted = _COUNTERS[rule.counted_in](rule, start, calendar, _length(rule, stage))
    doubts = tuple(Step(code=doubt.code) for doubt in rule.doubts if doubt.since is None or (counted.due and counted.due >= doubt.since))
    return Counted(due=counted.due, at=counted.at, steps=counted.steps, cautions=counted.cautions + doubts)


def count_from(rule: Rule, day: Day, calendar: Calendar, *, stage: int = 0) -> Counted:
    """The same from a day that may be known only roughly: hers from the earliest it can mean, an office's from the latest."""
    start = day.earliest if rule.whose is Whose.OURS else day.latest
    if start is None:
        return Counted(due=None, cautions=(Step(code="start-open"),))
    counted = count(rule, start, calendar, stage=stage)
    if day.is_exact:
        return counted
    return Counted(due=counted.due, at=counted.at, steps=counted.steps, cautions=(Step(code="start-about", day=start), *counted.cautions))


def leads_on(rule: Rule, counted: Counted) -> date | None:
    """The start of the term that goes on from this one; None where none does."""
    return counted.due + timedelta(days=rule.leads_after) if rule.leads_to and counted.due else None


def add_months(day: date, number: int) -> date:
    """The same number of the month so many months later, or the last day of a month that has no such number."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def _is_in_time(rule: Rule, begins: date) -> bool:
    return (rule.valid_from is None or rule.valid_from <= begins) and (rule.valid_to is None or begins <= rule.valid_to)


def _length(rule: Rule, stage: int) -> int:
    return rule.lengths[min(stage, len(rule.lengths) - 1)] if rule.lengths else 0


def _from(rule: Rule, begins: date) -> tuple[date, tuple[Step, ...]]:
    first = begins + timedelta(days=1) if rule.from_next_day else begins
    code = "from-next-day" if rule.from_next_day else "from-same-day"
    return first, (Step(code="start", day=begins), Step(code=code, day=first))


def _calendar_days(rule: Rule, start: date, calendar: Calendar, length: int) -> Counted:
    first, steps = _from(rule, _day(start))
    last = first + timedelta(days=length - 1)
    return _ended(rule, last, calendar, (*steps, Step(code="calendar-days", number=length, day=last)))


def _months(rule: Rule, start: date, calendar: Calendar, length: int) -> Counted:
    begins = _day(start)
    _, steps = _from(rule, begins)
    last = add_months(begins, length)
    code = "months" if last.day == begins.day else "months-to-end"
    if not rule.from_next_day:
        last -= timedelta(days=1)
    return _ended(rule, last, calendar, (*steps, Step(code=code, number=length, day=last)))


def _working_days(rule: Rule, start: date, calendar: Calendar, length: int) -> Counted:
    day, steps = _from(rule, _day(start))
    left, unsure = min(length, LONGEST), set[int]()
    while True:
        kind = calendar.kind(day)
        if kind is DayKind.UNKNOWN:
            return Counted(due=None, steps=steps, cautions=(Step(code="calendar-missing", number=day.year),))
        if calendar.mark(day.year) is YearMark.STATUTORY:
            unsure.add(day.year)
        left -= kind in WORKED
        if left <= 0:
            break
        day += timedelta(days=1)
    cautions = tuple(Step(code="transfers-unchecked", number=year) for year in sorted(unsure))
    return Counted(due=day, steps=(*steps, Step(code="working-days", number=length, day=day)), cautions=cautions)


def _hours(rule: Rule, start: date, calendar: Calendar, length: int) -> Counted:
    if not isinstance(start, datetime) or start.tzinfo is None:
        return Counted(due=None, steps=(Step(code="start", day=_day(start)),), cautions=(Step(code="hour-missing", day=_day(start)),))
    # Hours are counted as they pass, so over UTC: a clock that is put forward loses none.
    end = (start.astimezone(UTC) + timedelta(hours=length)).astimezone(start.tzinfo)
    steps = (Step(code="start-hour", at=start), Step(code="hours", number=length, at=end))
    if rule.day_off is DayOff.STAYS or not calendar.is_off(end.date()):
        return Counted(due=end.date(), at=end, steps=steps, cautions=_of_year(end.date(), calendar))
    ended = _ended(rule, end.date(), calendar, steps)
    return Counted(due=ended.due, at=None, steps=ended.steps, cautions=ended.cautions)


def _yearly(rule: Rule, start: date, calendar: Calendar, _length: int) -> Counted:
    begins = _day(start)
    season = next((each for each in rule.seasons if each.first_month <= begins.month <= each.last_month), None)
    steps = (Step(code="season", day=begins),)
    if season is None:
        return Counted(due=None, steps=steps, cautions=(Step(code="no-such-season", day=begins),))
    last = date(begins.year - season.years_before, season.month, season.day)
    return _ended(rule, last, calendar, (*steps, Step(code="fixed-day", day=last)))


def _written(rule: Rule, start: date, calendar: Calendar, _length: int) -> Counted:
    day = _day(start)
    return _ended(rule, day, calendar, (Step(code="written", day=day),))


def _up(_rule: Rule, start: date, _calendar: Calendar, _length: int) -> Counted:
    at = start if isinstance(start, datetime) else None
    return Counted(due=None, steps=(Step(code="counted-up", day=_day(start), at=at),))


def _ended(rule: Rule, last: date, calendar: Calendar, steps: tuple[Step, ...]) -> Counted:
    """What becomes of the last day if it is a day off."""
    if rule.counted_in is CountedIn.WRITTEN:
        return Counted(due=last, steps=steps)
    cautions = _of_year(last, calendar)
    if not calendar.is_off(last):
        return Counted(due=last, steps=steps, cautions=cautions)
    moved = calendar.next_working(last)
    if rule.day_off is DayOff.STAYS:
        told = Step(code="ends-on-day-off", day=moved) if moved else Step(code="calendar-missing", number=last.year + 1)
        return Counted(due=last, steps=steps, cautions=(*cautions, told))
    steps = (*steps, Step(code=f"off-{calendar.kind(last).value.replace('_', '-')}", day=last))
    if moved is None:
        return Counted(due=last, steps=steps, cautions=(*cautions, Step(code="calendar-missing", number=last.year + 1)))
    if moved.year != last.year:
        cautions += _of_year(moved, calendar)
    return Counted(due=moved, steps=(*steps, Step(code="moved", day=moved)), cautions=cautions)


def _of_year(day: date, calendar: Calendar) -> tuple[Step, ...]:
    if day in calendar.own:
        return ()
    mark = calendar.mark(day.year)
    if mark is None:
        return (Step(code="calendar-missing", number=day.year),)
    return (Step(code="transfers-unchecked", number=day.year),) if mark is YearMark.STATUTORY else ()


def _day(start: date) -> date:
    return start.date() if isinstance(start, datetime) else start


_COUNTERS = {
    CountedIn.CALENDAR_DAYS: _calendar_days,
    CountedIn.WORKING_DAYS: _working_days,
    CountedIn.MONTHS: _months,
    CountedIn.HOURS: _hours,
    CountedIn.YEARLY: _yearly,
    CountedIn.WRITTEN: _written,
    CountedIn.UP: _up,
}


@dataclass(frozen=True, kw_only=True, repr=False)
class Ruling(Part):
    """A rule of the list: the shipped one, or hers above it; and whether it counts."""

    rule: Rule
    on: bool
    entry: RuleEntry | None = None
    shipped: Rule | None = None

    @property
    def shipped_changed(self) -> bool:
        """Whether the shipped rule is another than the one she changed."""
        return self.entry is not None and self.shipped is not None and self.entry.based_on != self.shipped.version


def rulings(shipped: Sequence[Rule], entries: Sequence[RuleEntry]) -> tuple[Ruling, ...]:
    """The shipped rules with hers above them, then those she added."""
    hers = {entry.rule.id: entry for entry in entries}
    known = [_ruling(rule, hers.pop(rule.id, None)) for rule in shipped]
    return (*known, *(Ruling(rule=entry.rule, on=entry.on, entry=entry) for entry in hers.values()))


def _ruling(rule: Rule, entry: RuleEntry | None) -> Ruling:
    if entry is None:
        return Ruling(rule=rule, on=rule.is_usable, shipped=rule)
    return Ruling(rule=entry.rule, on=entry.on, entry=entry, shipped=rule)
