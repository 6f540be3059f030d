"""What was brought in out of a table: a record of it in pieces, so that it can be taken back as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.people import Person
from desktop.domain.values import Part, Value


@dataclass(frozen=True, kw_only=True, repr=False)
class ImportPart(Value):
    """A piece of an import, kept in one transaction with what it made. All `of` pieces are there, or the import was cut short."""

    whole: str
    number: int
    of: int
    made_at: str
    file: str = ""
    tag: str = ""
    cases: Mapping[str, int] = field(default_factory=dict)  # how many records each had when it was made
    people: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    filled: tuple[Person, ...] = ()  # people who were there, as they were before
    filled_revs: Mapping[str, int] = field(default_factory=dict)  # and how often they had been saved afterwards
    turns: int = 0  # how often it was taken back and brought back again
    taken_back_at: str = ""
    went: tuple[str, ...] = ()  # what taking it back put into the bin; what she put there herself is no part of it


@dataclass(frozen=True, kw_only=True, repr=False)
class Import(Part):
    """An import as it is told of: when, out of which file, how much, and whether it was taken back."""

    id: str
    made_at: str
    file: str
    tag: str
    cases: int
    people: int
    taken_back_at: str = ""
