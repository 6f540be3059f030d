"""The agenda: what is kept with a day, of whatever kind, and what ticking it off leads to."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from desktop.domain.counting import add_months
from desktop.domain.deadlines import Deadline, Every
from desktop.domain.tasks import Task

Dated = Deadline | Task

_DAYS: Mapping[Every, int] = {Every.WEEK: 7, Every.FORTNIGHT: 14}
_MONTHS: Mapping[Every, int] = {Every.MONTH: 1, Every.QUARTER: 3}


class Matter(StrEnum):
    """What stands in the agenda: the kinds of dates, and tasks."""

    DEADLINE = "deadline"
    REMINDER = "reminder"
    APPOINTMENT = "appointment"
    TASK = "task"


class Span(StrEnum):
    """How much of the agenda is looked at."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def bounds(span: Span, day: date) -> tuple[date, date]:
    """The first and the last day of the day, week (from Monday) or month in which a day lies."""
    if span is Span.DAY:
        return day, day
    if span is Span.WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    first = day.replace(day=1)
    return first, add_months(first, 1) - timedelta(days=1)


def moved(span: Span, day: date, by: int) -> date:
    """A day so many days, weeks or months on; of a shorter month the last one."""
    if span is Span.MONTH:
        return add_months(day, by)
    return day + timedelta(days=by * (7 if span is Span.WEEK else 1))


def next_time(due: date, every: Every, today: date) -> date | None:
    """The first day after today on which something of `due` comes round again; None where it does not come again.

    Months are counted from the first day, so that the last of January does not become the 28th for ever.
    """
    days, months = _DAYS.get(every, 0), _MONTHS.get(every, 0)
    if not days and not months:
        return None
    if days:
        turns = max(0, (today - due).days // days) + 1
        return due + timedelta(days=turns * days)
    turns = 1
    while (day := add_months(due, turns * months)) <= today:
        turns += 1
    return day


def follower(deadline: Deadline, today: date, id_: str) -> Deadline | None:
    """The same reminder on its next day, under an id of its own; None where it does not come again."""
    day = next_time(deadline.since or deadline.due, deadline.every, max(today, deadline.due))
    return replace(deadline, id=id_, due=day, since=deadline.since or deadline.due, done_at="") if day else None


def in_order(values: Iterable[Dated]) -> tuple[Dated, ...]:
    """What of these is still open, the earliest first."""
    waiting = (each for each in values if not each.done_at)
    return tuple(sorted(waiting, key=lambda each: (each.due or date.max, getattr(each, "time", ""))))
