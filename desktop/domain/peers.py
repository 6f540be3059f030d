"""Peers: what two files have in common. Found when it is asked for and never kept: it would be a chart with her in the middle."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.days import Day
from desktop.domain.events import Event, EventKind, Order
from desktop.domain.values import Part


class Tie(StrEnum):
    """What ties two files together."""

    UNIT = "unit"
    COMMANDER = "commander"
    ORDER = "order"
    DAY = "day"
    TACTIC = "tactic"


# How pressure is made: the same in several files of one unit or one commander is a pattern.
TACTICS = frozenset({
    EventKind.PRESSURE, EventKind.PHONE_TAKEN, EventKind.HELD, EventKind.CONTRACT_PRESSED, EventKind.ACCEPTANCE_REFUSED,
    EventKind.BROUGHT_BACK,
})  # fmt: skip
# What happens to many at once, so that the same day says something.
OF_ONE_DAY = TACTICS | {EventKind.ORDER_RECEIVED, EventKind.REFUSAL_ORAL, EventKind.DEPLOYMENT, EventKind.ATTACHED}


@dataclass(frozen=True, kw_only=True, repr=False)
class Trace(Part):
    """What is compared of a file."""

    case: str
    unit: str = ""
    commanders: frozenset[str] = frozenset()  # ids of people
    orders: tuple[Order, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def days(self) -> frozenset[tuple[EventKind, Day]]:
        """What happened on which exact day, as far as it happens to many."""
        return frozenset((event.kind, event.day) for event in self.events if event.kind in OF_ONE_DAY and event.day and event.day.is_exact)

    @property
    def numbers(self) -> dict[str, str]:
        """The numbers of the orders, as they are compared, and as they were written."""
        return {plain_number(order.number): order.number for order in self.orders if plain_number(order.number)}

    @property
    def tactics(self) -> frozenset[EventKind]:
        """How pressure was made."""
        return frozenset(event.kind for event in self.events if event.kind in TACTICS)


@dataclass(frozen=True, kw_only=True, repr=False)
class Peer(Part):
    """Another file, and one thing it has in common with this one."""

    tie: Tie
    case: str
    kind: EventKind | None = None
    day: Day | None = None
    number: str = ""


def plain_number(number: str) -> str:
    """A number of an order as it is compared: letters and digits alone."""
    return "".join(sign for sign in number.casefold() if sign.isalnum())


def in_common(mine: Trace, other: Trace) -> tuple[Peer, ...]:
    """What another file has in common with this one, each thing once."""
    same_unit = bool(mine.unit) and mine.unit == other.unit
    same_commander = bool(mine.commanders & other.commanders)
    found = []
    if same_unit:
        found.append(Peer(tie=Tie.UNIT, case=other.case))
    if same_commander:
        found.append(Peer(tie=Tie.COMMANDER, case=other.case))
    numbers = mine.numbers
    found += [Peer(tie=Tie.ORDER, case=other.case, number=numbers[each]) for each in sorted(numbers.keys() & other.numbers.keys())]
    shared = sorted(mine.days & other.days, key=lambda pair: (pair[1].sort_key, pair[0]))
    found += [Peer(tie=Tie.DAY, case=other.case, kind=kind, day=day) for kind, day in shared]
    if same_unit or same_commander:
        found += [Peer(tie=Tie.TACTIC, case=other.case, kind=kind) for kind in sorted(mine.tactics & other.tactics)]
    return tuple(found)
