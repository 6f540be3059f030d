"""Working days: which days are off, year by year, and how surely that is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from desktop.domain.values import Part, Value

SATURDAY = 5


class DayKind(StrEnum):
    """What a day is. UNKNOWN: its year is not in the calendar, so nothing is said of it."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MOVED_OFF = "moved_off"  # a day off moved to here
    MOVED_IN = "moved_in"  # a weekend on which work is done
    UNKNOWN = "unknown"


class YearMark(StrEnum):
    """How much of a year is known."""

    FULL = "full"  # holidays, and what the Government moved
    STATUTORY = "statutory"  # weekends and the holidays of the code; transfers were not checked


WORKED = frozenset({DayKind.WORKING, DayKind.MOVED_IN})


@dataclass(frozen=True, kw_only=True, repr=False)
class Year(Part):
    """The days of one year that are not what their weekday says."""

    year: int
    mark: YearMark
    holidays: frozenset[date]
    moved_off: frozenset[date] = frozenset()
    moved_in: frozenset[date] = frozenset()
    source: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class OwnDay(Value):
    """A day she set herself: a holiday of her region, or a transfer that was not yet known."""

    day: date
    works: bool = False
    remark: str = ""
    removed_at: str = ""


@dataclass(frozen=True, repr=False)
class Calendar(Part):
    """The years that are known, with her own days above them."""

    years: Mapping[int, Year]
    own: Mapping[date, bool] = field(default_factory=dict)  # whether work is done on it

    def kind(self, day: date) -> DayKind:
        """What a day is."""
        if day in self.own:
            return _own_kind(day, works=self.own[day])
        year = self.years.get(day.year)
        if year is None:
            return DayKind.UNKNOWN
        if day in year.holidays:
            return DayKind.HOLIDAY
        if day in year.moved_off:
            return DayKind.MOVED_OFF
        if day in year.moved_in:
            return DayKind.MOVED_IN
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING

    def is_off(self, day: date) -> bool:
        """Whether a day is known to be off. False for a day of which nothing is known."""
        return self.kind(day) not in WORKED | {DayKind.UNKNOWN}

    def mark(self, year: int) -> YearMark | None:
        """How much of a year is known; None where it is missing."""
        return self.years[year].mark if year in self.years else None

    def next_working(self, day: date) -> date | None:
        """The day itself if it is worked on, else the next that is; None where the calendar ends before one."""
        return self._nearest(day, 1)

    def previous_working(self, day: date) -> date | None:
        """The day itself if it is worked on, else the last before it; None where the calendar begins after one."""
        return self._nearest(day, -1)

    def _nearest(self, day: date, step: int) -> date | None:
        while (kind := self.kind(day)) not in WORKED:
            if kind is DayKind.UNKNOWN:
                return None
            day += timedelta(days=step)
        return day


def _own_kind(day: date, *, works: bool) -> DayKind:
    if works:
        return DayKind.MOVED_IN if day.weekday() >= SATURDAY else DayKind.WORKING
    return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.MOVED_OFF


class DayOffChoice(StrEnum):
    """What may be done with a date that falls on a day off."""

    KEEP = "keep"
    NEXT = "next_working_day"
    PREVIOUS = "previous_working_day"


@dataclass(frozen=True, kw_only=True, repr=False)
class DayOffQuestion(Part):
    """A date that falls on a day off, and the days it could be moved to; None where the calendar does not reach."""

    day: date
    kind: DayKind
    next: date | None
    previous: date | None


def question(day: date, calendar: Calendar) -> DayOffQuestion | None:
    """What is to be asked about a date; None where it is no day off, or nothing is known of it."""
    if not calendar.is_off(day):
        return None
    return DayOffQuestion(day=day, kind=calendar.kind(day), next=calendar.next_working(day), previous=calendar.previous_working(day))


def settled(asked: DayOffQuestion, choice: DayOffChoice) -> date:
    """The date after the question was answered. Where there is no such day in the calendar, the date stays."""
    days = {DayOffChoice.KEEP: asked.day, DayOffChoice.NEXT: asked.next, DayOffChoice.PREVIOUS: asked.previous}
    return days[choice] or asked.day
