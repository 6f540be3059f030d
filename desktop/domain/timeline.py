"""The timeline: which lane an event stands in, where nobody wrote down where he was, and in which order everything came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import zip_longest

from desktop.domain.days import Day
from desktop.domain.events import Certainty, Event, EventKind
from desktop.domain.letters import Answer, RegisterEntry
from desktop.domain.values import Part

_DAY = timedelta(days=1)


class Lane(StrEnum):
    """The lanes, in the order in which they stand beside each other."""

    SERVICE = "service"
    ORDERS = "orders"
    WHERE = "where"
    LETTERS = "letters"
    PRESSURE = "pressure"
    ANSWERS = "answers"


# What is in none of them (a consultation, a contact) stands in the list alone.
LANES: Mapping[EventKind, tuple[Lane, ...]] = {
    EventKind.SERVICE_START: (Lane.SERVICE, Lane.WHERE),
    EventKind.OATH: (Lane.SERVICE,),
    EventKind.CONTRACT_SIGNED: (Lane.SERVICE,),
    EventKind.CONTRACT_PRESSED: (Lane.SERVICE, Lane.PRESSURE),
    EventKind.DISCHARGED: (Lane.SERVICE, Lane.WHERE),
    EventKind.ORDER_RECEIVED: (Lane.ORDERS,),
    EventKind.REFUSAL_ORAL: (Lane.ORDERS,),
    EventKind.WEAPON_RETURNED: (Lane.ORDERS,),
    EventKind.DEPLOYMENT: (Lane.WHERE,),
    EventKind.DEPLOYMENT_END: (Lane.WHERE,),
    EventKind.ATTACHED: (Lane.WHERE,),
    EventKind.TRAVEL: (Lane.WHERE,),
    EventKind.AWAY: (Lane.WHERE,),
    EventKind.RETURNED: (Lane.WHERE,),
    EventKind.BROUGHT_BACK: (Lane.WHERE, Lane.PRESSURE),
    EventKind.HELD: (Lane.WHERE, Lane.PRESSURE),
    EventKind.MEDICAL: (Lane.WHERE,),
    EventKind.LEAVE: (Lane.WHERE,),
    EventKind.DOCUMENT_SIGNED: (Lane.LETTERS,),
    EventKind.DOCUMENT_FILED: (Lane.LETTERS,),
    EventKind.DOCUMENT_WITHDRAWN: (Lane.LETTERS,),
    EventKind.REGISTRATION: (Lane.LETTERS,),
    EventKind.ACCEPTANCE_REFUSED: (Lane.LETTERS, Lane.PRESSURE),
    EventKind.PRESSURE: (Lane.PRESSURE,),
    EventKind.PHONE_TAKEN: (Lane.PRESSURE,),
    EventKind.DECISION: (Lane.ANSWERS,),
    EventKind.ANSWER: (Lane.ANSWERS,),
}

# There he stays until something else is told. What has a usual end of its own (leave, hospital, a journey) does not last: until
# somebody wrote down when it ended, nobody knows where he was after its day.
_LASTS = frozenset({
    EventKind.SERVICE_START, EventKind.DEPLOYMENT, EventKind.DEPLOYMENT_END, EventKind.ATTACHED, EventKind.AWAY, EventKind.RETURNED,
    EventKind.BROUGHT_BACK, EventKind.HELD,
})  # fmt: skip


@dataclass(frozen=True, kw_only=True, repr=False)
class Stay(Part):
    """Where an event says that he was: the first and the last day it can mean. `last` is None where nothing ends it.

    `following`: the event that tells where he was next, where no day lies between. `back`: he had come back by then, which an absence
    that is over tells beside itself.
    """

    event: str
    first: date
    last: date | None
    following: str = ""
    back: bool = False


@dataclass(frozen=True, kw_only=True, repr=False)
class Gap(Part):
    """Days of which nobody wrote down where he was. `at_least`: what stands beside it is known only roughly, so it may be longer."""

    first: date
    last: date
    at_least: bool

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.last - self.first).days + 1


def in_order(events: Iterable[Event]) -> list[Event]:
    """Dated events by the first day they can mean, then those without a day, in the order she gave them."""
    every = tuple(events)
    dated = sorted((event for event in every if event.day is not None), key=_moment)
    return [*dated, *sorted((event for event in every if event.day is None), key=lambda event: event.order)]


def first_day(event: Event) -> date | None:
    """The first day an event can mean; of one that is only known to be before some day, that day; None where it has no day."""
    return (event.day.earliest or event.day.latest) if event.day else None


def last_day(event: Event) -> date | None:
    """The last day an event can mean or lasts until, if that is said; None where it has no day."""
    if event.day is None:
        return None
    ends = event.until.latest or event.until.earliest if event.until else None
    begins = event.day.latest or event.day.earliest
    return max(ends, begins) if ends and begins else begins


def of_register(entry: RegisterEntry) -> tuple[Event, ...]:
    """What the register knows of a document, as events that are kept nowhere: handed in, stamped, turned away, answered, withdrawn."""
    told = (
        (EventKind.DOCUMENT_FILED, entry.handed_on, entry.scan),
        (EventKind.REGISTRATION, entry.stamp_on, entry.scan),
        (EventKind.ACCEPTANCE_REFUSED, entry.refused_on, ""),
        (EventKind.ANSWER, entry.answer_on if entry.answer is not Answer.NONE else None, entry.answer_paper),
        (EventKind.DOCUMENT_WITHDRAWN, entry.withdrawn_on, ""),
    )
    return tuple(
        Event(id=f"{entry.id}:{kind}", case=entry.case, kind=kind, day=day, title=entry.title, certainty=Certainty.SEEN, proof=proof)
        for kind, day, proof in told
        if day is not None
    )


def between(above: Event | None, below: Event | None) -> Day | None:
    """When something was that came after `above` and before `below`; None where neither has a day."""
    first = above.day.earliest or above.day.latest if above and above.day else None
    last = below.day.latest or below.day.earliest if below and below.day else None
    if first and last and first >= last:
        return Day.of(first)
    if first is None and last is None:
        return None
    return Day(f"{first or '..'}/{last or '..'}")


def stays(events: Sequence[Event]) -> tuple[Stay, ...]:
    """Where he was, as far as somebody wrote it down, in order. A visit to a doctor without an end interrupts nothing."""
    told = [event for event in in_order(events) if event.day is not None and Lane.WHERE in LANES.get(event.kind, ())]
    moves = [event for event in told if not (event.kind is EventKind.MEDICAL and event.until is None)]
    found = []
    for event, following in zip_longest(moves, moves[1:]):
        first, last, then = first_day(event), last_day(event), first_day(following) if following else None
        if first is None or last is None:
            continue
        is_over = event.kind is EventKind.AWAY and event.until is not None
        if event.until is None and event.kind in _LASTS:
            last = then
        adjoins = following is not None and then is not None and last is not None and -_DAY <= last - then <= timedelta()
        name = following.id if following is not None and adjoins else ""
        found.append(Stay(event=event.id, first=first, last=last, following="" if is_over else name))
        if is_over and last is not None and (then is None or then > last):
            found.append(Stay(event=event.id, first=last, last=then, following=following.id if following else "", back=True))
    return tuple(found)


def gaps(events: Sequence[Event]) -> tuple[Gap, ...]:
    """The days between two places of which nobody wrote down where he was. None is told before the first, or after the last.

    What is known only roughly is taken to cover all it may cover: a gap that is shown is there.
    """
    known = {event.id: event for event in events}
    found: list[Gap] = []
    reach: date | None = None
    rough = False
    for stay in stays(events):
        event = known[stay.event]
        begins_roughly = not stay.back and (event.day is None or not event.day.is_exact)
        if reach is not None and stay.first - reach > _DAY:
            found.append(Gap(first=reach + _DAY, last=stay.first - _DAY, at_least=rough or begins_roughly))
        if stay.last is None or event.kind is EventKind.DISCHARGED:
            break  # nothing ends it, or his service is over and where he is is nobody's affair
        if reach is None or stay.last >= reach:
            reach, rough = stay.last, not (event.until.is_exact if event.until else not begins_roughly)
    return tuple(found)


def _moment(event: Event) -> tuple[date, bool, date, str, int]:
    first = first_day(event) or date.max
    is_open = event.day is not None and event.day.earliest is None  # "before the 10th" stands before the 10th
    return (first, not is_open, (event.day.latest if event.day else None) or date.max, event.time, event.order)
