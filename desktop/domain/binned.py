"""The bin: what was taken away stays for a while, comes back by one key, and goes for good on a day that is told."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop.domain.values import Part, Value

LEAST_DAYS, MOST_DAYS, USUAL_DAYS = 3, 365, 30


class Stays(StrEnum):
    """Why something in the bin does not go by itself."""

    HELD = "held"  # its case stands under a hold
    NAMED = "named"  # a file, or a document, still names it
    FOLLOWS = "follows"  # a term of a document: that it was taken away must stay known


@dataclass(frozen=True, kw_only=True, repr=False)
class Binned(Part):
    """Something in the bin: the value, its kind, whose it is, since when, and when it goes for good, or why it does not."""

    value: Value
    kind: str
    case: str
    pseudonym: str
    since: date
    goes_on: date | None
    stays: Stays | None = None

    @property
    def id(self) -> str:
        """Which value it is."""
        return self.value.id


def goes_on(since: date, days: int) -> date:
    """The day on which what was put into the bin goes for good."""
    return since + timedelta(days=days)
