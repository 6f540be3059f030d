"""The caseload: which files the list shows, in which columns and in which order, and what a view of hers keeps of that."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from desktop.domain.cases import CaseRow, Category, Situation, Stage, Threat
from desktop.domain.values import Part, Value

NAME_LENGTH, TAG_LENGTH, MOST_TAGS = 60, 60, 30


class ColumnCode(StrEnum):
    """A column the list can have. None of them holds a real name."""

    NUMBER = "number"
    PSEUDONYM = "pseudonym"
    CATEGORY = "category"
    UNIT = "unit"
    STAGE = "stage"
    SITUATION = "situation"
    NEXT = "next"
    DAYS = "days"
    TAGS = "tags"
    OPENED = "opened"


@dataclass(frozen=True, kw_only=True, repr=False)
class Shown(Part):
    """A column that is shown, and its width in pixels at 100 %; 0 takes what is left."""

    column: ColumnCode
    width: int = 0


@dataclass(frozen=True, kw_only=True, repr=False)
class Sorting(Part):
    """By what the list is ordered."""

    column: ColumnCode
    descending: bool = False


@dataclass(frozen=True, kw_only=True, repr=False)
class Layout(Part):
    """The columns from left to right, and at most two levels of order; without any, the latest file is first."""

    columns: tuple[Shown, ...] = ()
    order: tuple[Sorting, ...] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class Filter(Part):
    """Which files are shown. What is chosen on one axis is joined by "or", the axes by "and"."""

    words: str = ""
    categories: tuple[Category, ...] = ()
    stages: tuple[Stage, ...] = ()
    situations: tuple[Situation, ...] = ()
    urgent: bool = False  # joined with the threats by "or"
    threats: tuple[Threat, ...] = ()
    units: tuple[str, ...] = ()  # numbers; an empty one stands for files without a unit
    tags: tuple[str, ...] = ()
    within: int | None = None  # the next date is at most so many days off; what is overdue is among them, and is all of it for -1
    idle: bool = False  # nothing is scheduled
    lacks_consent: bool = False
    closed: bool = False  # closed files are shown, too


class Axis(StrEnum):
    """One thing by which the list is narrowed or widened. The words are those of `Filter`, but for the danger."""

    WORDS = "words"
    CATEGORY = "categories"
    STAGE = "stages"
    SITUATION = "situations"
    DANGER = "threats"
    UNIT = "units"
    TAG = "tags"
    WITHIN = "within"
    IDLE = "idle"
    CONSENT = "lacks_consent"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True, repr=False)
class CaseView(Value):
    """A view she keeps under a name. The one without a name is the list as it was left."""

    name: str = ""
    filter: Filter = Filter()
    layout: Layout = Layout()
    removed_at: str = ""


NOTHING = Filter()


def with_axis(wanted: Filter, axis: Axis, value: object) -> Filter:
    """The filter with this chosen on an axis, in place of what was."""
    changes: dict[str, Any] = {axis.value: value}
    return replace(wanted, **changes)


def without(wanted: Filter, axis: Axis) -> Filter:
    """The filter with this axis taken away."""
    left = with_axis(wanted, axis, getattr(NOTHING, axis.value))
    return replace(left, urgent=False) if axis is Axis.DANGER else left


def axes(wanted: Filter) -> tuple[Axis, ...]:
    """The axes on which something is chosen, in their order."""
    return tuple(axis for axis in Axis if without(wanted, axis) != wanted)


def folded(text: str) -> str:
    """A text as words are looked for in it: small letters, ё as е."""
    return text.casefold().replace("ё", "е")


def narrowed(rows: Sequence[CaseRow], known: Sequence[str], wanted: Filter, today: date) -> list[CaseRow]:
    """The rows that the filter lets through, in their order. `known` says what each row is known by, folded; words look there.

    One axis after the other, each over what is left: ten thousand rows are a few milliseconds.
    """
    words = folded(wanted.words).split()
    # Places, not pairs: what is made by the ten thousand at each key would have to be swept up again.
    places: Iterable[int] = range(len(rows))
    for word in words:
        places = [place for place in places if word in known[place]]
    left = [rows[place] for place in places] if words else list(rows)
    for keeps in _tests(wanted, today):
        left = [row for row in left if keeps(row)]
    return left


def _tests(wanted: Filter, today: date) -> list[Callable[[CaseRow], bool]]:
    chosen = frozenset(wanted.tags)
    last = (today + timedelta(days=wanted.within or 0)).isoformat()
    tests: tuple[tuple[bool, Callable[[CaseRow], bool]], ...] = (
        (not wanted.closed, lambda row: not row.closed),
        (bool(wanted.categories), lambda row: row.category_code in wanted.categories),
        (bool(wanted.stages), lambda row: row.stage_code in wanted.stages),
        (bool(wanted.situations), lambda row: row.situation_code in wanted.situations),
        (wanted.urgent or bool(wanted.threats), lambda row: (wanted.urgent and row.urgent == 1) or row.threat_code in wanted.threats),
        (bool(wanted.units), lambda row: row.unit in wanted.units),
        (bool(chosen), lambda row: not chosen.isdisjoint(row.tags)),
        (wanted.within is not None, lambda row: "" < row.next_day <= last),
        (wanted.idle, lambda row: not row.next_day),
        (wanted.lacks_consent, lambda row: row.lacks_consent == 1),
    )
    return [keeps for asked, keeps in tests if asked]


_CATEGORIES, _STAGES, _SITUATIONS = ({str(code): place for place, code in enumerate(kind, 1)} for kind in (Category, Stage, Situation))


def _natural(text: str) -> tuple[str, int]:
    """«Клён 2» stands before «Клён 10»: a pseudonym is a noun, with a number behind it once all are taken."""
    noun, _space, number = text.rpartition(" ")
    return (folded(noun), int(number)) if noun and number.isdecimal() else (folded(text), 0)


# What a column is ordered by; a row for which it is empty stands last either way. Codes have the order in which a case goes through them.
_KEYS: dict[ColumnCode, Callable[[CaseRow], Any]] = {
    ColumnCode.NUMBER: lambda row: row.number,
    ColumnCode.PSEUDONYM: lambda row: _natural(row.pseudonym),
    ColumnCode.CATEGORY: lambda row: _CATEGORIES[row.category_code],
    ColumnCode.UNIT: lambda row: row.unit,
    ColumnCode.STAGE: lambda row: _STAGES[row.stage_code],
    ColumnCode.SITUATION: lambda row: _SITUATIONS[row.situation_code],
    ColumnCode.NEXT: lambda row: row.next_day,
    ColumnCode.DAYS: lambda row: row.next_day,
    ColumnCode.TAGS: lambda row: folded(row.tag_lines),
    ColumnCode.OPENED: lambda row: row.opened_at,
}


def ordered(rows: Iterable[CaseRow], order: Sequence[Sorting]) -> list[CaseRow]:
    """The rows in this order; what is alike keeps the order it had."""
    left = list(rows)
    for sorting in reversed(order):
        key = _KEYS[sorting.column]
        keyed = [(key(row), row) for row in left]
        filled = sorted((pair for pair in keyed if pair[0]), key=lambda pair: pair[0], reverse=sorting.descending)
        left = [row for _key, row in filled] + [row for value, row in keyed if not value]
    return left


def turned(order: Sequence[Sorting], column: ColumnCode) -> tuple[Sorting, ...]:
    """The order after a column was asked for: it comes first, the one before it second; asked for again, it turns round."""
    if order and order[0].column is column:
        return (replace(order[0], descending=not order[0].descending), *order[1:2])
    return (Sorting(column=column), *(each for each in order[:1] if each.column is not column))
