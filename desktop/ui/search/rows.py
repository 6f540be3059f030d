"""What stands below the search box: hits in groups, how many more there are elsewhere, examples, kept searches and the last ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from desktop.domain import asked
from desktop.domain.searches import KeptSearch
from desktop.i18n import N_, _
from desktop.search_words import name_of
from desktop.storage.narrowing import KINDS, Match
from desktop.storage.search import Hit

# The groups, in the order in which they are shown.
TITLES = {
    asked.Group.CASES: N_("Cases"),
    asked.Group.PEOPLE: N_("People"),
    asked.Group.UNITS: N_("Units"),
    asked.Group.CALLS: N_("Calls"),
    asked.Group.EVENTS: N_("Events"),
    asked.Group.DATES: N_("Dates"),
    asked.Group.LETTERS: N_("Letters"),
    asked.Group.NOTES: N_("Notes"),
    asked.Group.PAPERS: N_("Papers"),
    asked.Group.TEMPLATES: N_("Templates"),
    asked.Group.POWERS: N_("Powers"),
    asked.Group.SHEETS: N_("Sheets"),
    asked.Group.NORMS: N_("Norms"),
}
_GROUP_OF = {kind: group for group, kinds in KINDS.items() for kind in kinds} | {"norm": asked.Group.NORMS}


@dataclass(frozen=True)
class Group:
    """The heading of a group, and how many it holds; 0 where that says nothing."""

    title: str
    count: int = 0


@dataclass(frozen=True)
class Later:
    """How many hits a visitor may not see."""

    count: int


@dataclass(frozen=True)
class Closed:
    """How many hits are in closed files, which are shown only where she asks."""

    count: int


@dataclass(frozen=True)
class Example:
    """What can be typed, and what it does."""

    line: str
    does: str


@dataclass(frozen=True)
class Recent:
    """A search of this sitting; nothing keeps it."""

    line: str


Row = Group | Hit | Later | Closed | Example | KeptSearch | Recent
CHOSEN = (Hit, Example, KeptSearch, Recent)  # rows the cursor stops at


H = TypeVar("H", Hit, Match)


def grouped(hits: Iterable[H]) -> dict[asked.Group, list[H]]:
    """The hits, read or not, by group, in the order in which groups are shown."""
    found: dict[asked.Group, list[H]] = {group: [] for group in TITLES}
    for hit in hits:
        found[_GROUP_OF[hit.kind]].append(hit)
    return {group: inside for group, inside in found.items() if inside}


def said_in_the_line(group: asked.Group) -> tuple[str, str]:
    """How the line is narrowed to a group: the name of the field and that of the group, in the language of the window."""
    words = _(TITLES[group]).lower().split()
    return name_of(asked.Field.KIND), next(word for word in words if asked.kinds_called(word) == {group})
