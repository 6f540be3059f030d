"""Powers: the agreement, the order and the power of attorney by which she acts, with their terms and where each original lies."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop.domain.days import Day
from desktop.domain.letters import Keeper
from desktop.domain.values import Part, Value

NOTICE = timedelta(days=14)  # before the end of a power, so that there is time for another one
_LONGEST_GAP = 200  # numbers; more is no gap but another book
_DIGITS = re.compile(r"\d+")


class PowerKind(StrEnum):
    """By what she acts. The stored words never change."""

    AGREEMENT = "agreement"
    ORDER = "order"
    ATTORNEY = "attorney"
    DATA_CONSENT = "data_consent"


class Certifier(StrEnum):
    """Who certified a power of attorney. A commander usually will not."""

    UNKNOWN = "unknown"
    NOTARY = "notary"
    COMMANDER = "commander"
    HOSPITAL = "hospital"
    NOBODY = "nobody"


@dataclass(frozen=True, kw_only=True, repr=False)
class Power(Value):
    """A paper by which she acts in a case."""

    case: str
    kind: PowerKind = PowerKind.AGREEMENT
    number: str = ""
    made_on: Day | None = None
    body: str = ""  # of an order: before whom; of another paper: for what
    certifier: Certifier = Certifier.UNKNOWN
    valid_until: Day | None = None
    ended_on: Day | None = None  # given back, recalled, ended by agreement
    spoilt: bool = False  # of an order: the form was spoilt, its counterfoil stays in the book
    original: Keeper = Keeper.LAWYER
    where: str = ""  # in which folder, at whose place
    reminder: str = ""  # the date that reminds of its end
    removed_at: str = ""

    @property
    def last_day(self) -> date | None:
        """The last day on which it is valid, for certain; None where that is not known."""
        return self.valid_until.earliest if self.valid_until else None


class PowerState(StrEnum):
    """How a power stands on a day."""

    VALID = "valid"
    ENDS_SOON = "ends_soon"
    OVER = "over"


def state(power: Power, today: date) -> PowerState:
    """How a power stands: over, or valid, or so near its end that another one should be made now."""
    last = power.last_day
    if power.spoilt or power.ended_on is not None or (last is not None and last < today):
        return PowerState.OVER
    return PowerState.ENDS_SOON if last is not None and last <= today + NOTICE else PowerState.VALID


def remind_on(power: Power, today: date) -> date | None:
    """The day on which to be reminded of the end of a power; None where it has none, or is over."""
    last = power.last_day
    if last is None or state(power, today) is PowerState.OVER:
        return None
    return max(last - NOTICE, today)


@dataclass(frozen=True, kw_only=True, repr=False)
class Counterfoil(Part):
    """A line of the journal of orders: an order, or the numbers between two that nobody entered."""

    order: Power | None = None
    first: int = 0
    last: int = 0


def journal(orders: Iterable[Power]) -> tuple[Counterfoil, ...]:
    """The journal by number, with its gaps. The first number in the text counts; orders without one come last, by day."""
    numbered = sorted(((_number(order), order) for order in orders if _number(order)), key=lambda pair: (pair[0], pair[1].number))
    lines: list[Counterfoil] = []
    before = 0
    for number, order in numbered:
        if before and 1 < number - before <= _LONGEST_GAP:
            lines.append(Counterfoil(first=before + 1, last=number - 1))
        lines.append(Counterfoil(order=order))
        before = number
    rest = [order for order in orders if not _number(order)]
    rest.sort(key=lambda order: order.made_on.sort_key if order.made_on else (date.max, date.max))
    return (*lines, *(Counterfoil(order=order) for order in rest))


def _number(order: Power) -> int:
    found = _DIGITS.search(order.number)
    return int(found[0]) if found else 0
