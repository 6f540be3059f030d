"""Checklists: what is easily forgotten in a kind of case. Shipped ones and hers are two layers, as in the law library."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop.domain.cases import Case, Category
from desktop.domain.values import Part, Value

SHIPPED = "shipped-"  # no list of hers begins like this


class Place(StrEnum):
    """Where "do it now" leads. The stored words never change."""

    NOWHERE = ""
    OVERVIEW = "overview"
    TIMELINE = "timeline"
    LETTERS = "letters"
    NOTES = "notes"
    PAPERS = "papers"
    PEOPLE = "people"
    REGISTER = "register"
    BACKUPS = "backups"


@dataclass(frozen=True, kw_only=True, repr=False)
class Item(Part):
    """A line of a checklist. Its id stays when its words are changed, and so does the tick."""

    id: str
    text: str
    place: Place = Place.NOWHERE


@dataclass(frozen=True, kw_only=True, repr=False)
class OwnList(Value):
    """A checklist of hers. With `shipped` it stands above that shipped one; `digest` is what that one was when she began."""

    title: str
    categories: tuple[Category, ...] = ()  # none: for every case
    items: tuple[Item, ...] = ()
    shipped: str = ""
    digest: str = ""
    removed_at: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Ticks(Value):
    """What is ticked in one case: line by line, with the moment; lists she added to it, and lists she put aside."""

    case: str
    ticked: Mapping[str, str] = field(default_factory=dict)  # list and item -> aware UTC
    added: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    removed_at: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Checklist(Part):
    """A list as it is used, whichever layer it comes from. `own` is hers, if there is one; `changed`: the shipped one did since."""

    id: str  # the shipped one's where it stands above one: ticks stay
    title: str
    categories: tuple[Category, ...]
    items: tuple[Item, ...]
    own: OwnList | None = None
    changed: bool = False

    def fits(self, case: Case) -> bool:
        """Whether it is for this kind of case."""
        return not self.categories or case.category in self.categories


def digest(shipped: Checklist) -> str:
    """What a shipped list says, in one short word."""
    text = "\x1f".join((shipped.title, *shipped.categories, *(part for item in shipped.items for part in (item.id, item.text, item.place))))
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def laid(shipped: Sequence[Checklist], own: Iterable[OwnList]) -> tuple[Checklist, ...]:
    """The two layers, one above the other: hers in place of the shipped one it stands above, then those that are hers alone."""
    mine = [each for each in own if not each.removed_at]
    above = {each.shipped: each for each in mine if each.shipped}
    known = {each.id for each in shipped}
    laid_ = [_above(each, above[each.id]) if each.id in above else each for each in shipped]
    alone = [each for each in mine if each.shipped not in known]
    return (*laid_, *(Checklist(id=each.id, title=each.title, categories=each.categories, items=each.items, own=each) for each in alone))


def _above(shipped: Checklist, own: OwnList) -> Checklist:
    changed = own.digest != digest(shipped)
    return Checklist(id=shipped.id, title=own.title, categories=own.categories, items=own.items, own=own, changed=changed)


def of_case(lists: Iterable[Checklist], case: Case, ticks: Ticks | None) -> tuple[Checklist, ...]:
    """The lists of a case: those for its kind that she did not put aside, and those she added."""
    added, aside = (ticks.added, ticks.aside) if ticks else ((), ())
    return tuple(each for each in lists if each.id in added or (each.fits(case) and each.id not in aside))


def key(list_id: str, item_id: str) -> str:
    """Under which name a line is ticked."""
    return f"{list_id}/{item_id}"


def is_ticked(ticks: Ticks | None, list_id: str, item: Item) -> bool:
    """Whether a line is ticked."""
    return ticks is not None and key(list_id, item.id) in ticks.ticked


def done(checklist: Checklist, ticks: Ticks | None) -> int:
    """How many of its lines are ticked."""
    return sum(is_ticked(ticks, checklist.id, item) for item in checklist.items)


def toggled(ticks: Ticks, list_id: str, item: Item, at: str) -> Ticks:
    """The line ticked, or its tick taken away."""
    name = key(list_id, item.id)
    if name in ticks.ticked:
        return replace(ticks, ticked={each: moment for each, moment in ticks.ticked.items() if each != name})
    return replace(ticks, ticked={**ticks.ticked, name: at})


def shown(ticks: Ticks, list_id: str, fits: Collection[str]) -> Ticks:
    """The list added to the case; `fits` are those that are there by the case's kind."""
    aside = tuple(each for each in ticks.aside if each != list_id)
    added = ticks.added if list_id in fits else tuple(dict.fromkeys((*ticks.added, list_id)))
    return replace(ticks, aside=aside, added=added)


def put_aside(ticks: Ticks, list_id: str) -> Ticks:
    """The list taken off the case; what was ticked in it stays known."""
    return replace(ticks, added=tuple(each for each in ticks.added if each != list_id), aside=tuple(dict.fromkeys((*ticks.aside, list_id))))
