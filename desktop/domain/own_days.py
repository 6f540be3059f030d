"""Which day a thing is of: what `since:` and `until:` in the search look at."""

from datetime import date, datetime
from functools import singledispatch

from desktop.domain.attachments import Attachment
from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.days import Day
from desktop.domain.deadlines import Deadline
from desktop.domain.events import Event, Order
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.notes import Note
from desktop.domain.powers import Power
from desktop.domain.tasks import Task
from desktop.domain.values import Value

Span = tuple[date | None, date | None]


def is_within(value: Value, since: date | None, until: date | None) -> bool:
    """Whether the day a thing is of can lie between these two, both counted in. What has no day of its own never does.

    A case is of the day it was opened; a note of its conversation; a call of its beginning; an event and an order of their day, as
    well as it is known; a date and a task of the day they are due; a letter of the date it bears, else of the day it was begun; a
    document in the register of its approval; a paper of its date, else of the day it came in; a power of the day it was made. People,
    units, templates and sheets are of no day.
    """
    span = _span(value)
    if span is None:
        return False
    first, last = span
    return (since is None or last is None or last >= since) and (until is None or first is None or first <= until)


@singledispatch
def _span(value: Value) -> Span | None:  # noqa: ARG001 - the kinds below know
    return None


@_span.register
def _(value: Case) -> Span | None:
    return _moment(value.opened_at)


@_span.register
def _(value: Note) -> Span | None:
    return _moment(value.began) or _moment(value.written_at)


@_span.register
def _(value: Call) -> Span | None:
    return _moment(value.began)


@_span.register
def _(value: Event) -> Span | None:
    first, last = _day(value.day), _day(value.until)
    return (first[0], last[1]) if first and last else first or last


@_span.register
def _(value: Order) -> Span | None:
    return _day(value.day)


@_span.register
def _(value: Deadline | Task) -> Span | None:
    return (value.due, value.due) if value.due else None


@_span.register
def _(value: Letter) -> Span | None:
    return _day(value.letter_date) or _moment(value.created_at)


@_span.register
def _(value: RegisterEntry) -> Span | None:
    return _moment(value.approved_at)


@_span.register
def _(value: Attachment) -> Span | None:
    return _day(value.day) or _moment(value.added_at)


@_span.register
def _(value: Power) -> Span | None:
    return _day(value.made_on)


def _day(day: Day | None) -> Span | None:
    return (day.earliest, day.latest) if day else None


def _moment(text: str) -> Span | None:
    """The day of a moment by this computer's zone; one without a zone is a wall clock's."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    day = (moment.astimezone() if moment.tzinfo else moment).date()
    return day, day
