"""How long a file is kept: terms of her own, a hold that stops everything, and what is left of a destroyed case.

No term was found in the federal law; that chambers and formations have terms is recalled, not read. So there is no rule of law
here, only the months and days she set.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop.domain.counting import add_months
from desktop.domain.values import Part, Value


class Kept(StrEnum):
    """A class of documents that may have a term of its own. The stored words never change."""

    CASE = "case"  # the whole file
    NOTE = "note"
    PAPER = "paper"
    MEDICAL = "medical"


@dataclass(frozen=True, kw_only=True, repr=False)
class Retention(Value):
    """What she set for one case: days on which a class of it is to be looked at, and a hold."""

    case: str
    reviews: Mapping[str, date] = field(default_factory=dict)
    held_since: date | None = None
    held_because: str = ""
    removed_at: str = ""

    @property
    def is_held(self) -> bool:
        """Whether bin, terms and destruction stand still for this case."""
        return self.held_since is not None and not self.removed_at


@dataclass(frozen=True, kw_only=True, repr=False)
class Stub(Value):
    """What is left of a destroyed case: its id, which says nothing; no name, no number, no day.

    `backups` are the files that hold, or may hold, it still; `cannot` says why one of them could not be rewritten, by a code.
    """

    backups: tuple[str, ...] = ()
    cannot: Mapping[str, str] = field(default_factory=dict)
    removed_at: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Review(Part):
    """A class of a closed case is to be looked at on this day."""

    case: str
    kept: Kept
    on: date


def reviews(case: str, closed_on: date, terms: Mapping[Kept, int], own: Retention | None, there: Collection[Kept]) -> Iterator[Review]:
    """When a closed case is to be looked at, by class, as far as it holds such. `terms` are months after closing, 0 for none.

    Her own day for this case goes before the term; a case under a hold is not looked at.
    """
    if own is not None and own.is_held:
        return
    for kept in Kept:
        mine = own.reviews.get(kept) if own is not None and not own.removed_at else None
        months = terms.get(kept, 0)
        if kept in there and (mine is not None or months):
            yield Review(case=case, kept=kept, on=mine or add_months(closed_on, months))
