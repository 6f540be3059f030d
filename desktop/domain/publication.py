"""The report as a table with its sums, in two forms: whole, for herself and the chamber, and safe to be published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from desktop.domain import suppression
from desktop.domain.figures import Group, Line
from desktop.domain.values import Part


@dataclass(frozen=True, kw_only=True, repr=False)
class Row(Part):
    """A line of the table: one number for each month, and the sum behind them. None is a cell that is not shown.

    `code` is empty for the sums of a group, which stand above its lines.
    """

    code: str
    group: Group
    numbers: tuple[int | None, ...]

    @property
    def total(self) -> int | None:
        """The number of the whole period."""
        return self.numbers[-1]


def whole(lines: Iterable[Line], months: Sequence[date]) -> tuple[Row, ...]:
    """Every number; `months` are the columns before the sum, and may be none."""
    return _rows(lines, months, safe=False)


def safe(lines: Iterable[Line], months: Sequence[date]) -> tuple[Row, ...]:
    """Small numbers are not shown, nor any from which they could be worked out (`suppression`)."""
    return _rows(lines, months, safe=True)


def _rows(lines: Iterable[Line], months: Sequence[date], *, safe: bool) -> tuple[Row, ...]:
    found: list[Row] = []
    for group, inside in groupby(lines, key=lambda line: line.group):
        # What has no sum in common is a table of its own, line by line.
        for together in [list(inside)] if group is not Group.OTHER else ([line] for line in inside):
            found += _table(together, months, safe=safe)
    return tuple(found)


def _table(lines: Sequence[Line], months: Sequence[date], *, safe: bool) -> Iterable[Row]:
    numbers = [line.by_month(months) if months else (len(line.records),) for line in lines]
    taken = suppression.hidden(numbers) if safe else frozenset()
    full = suppression.with_sums(numbers)
    last = len(full[0]) - 1
    if not months:
        # One column is its own sum: what is hidden in either is hidden.
        taken |= {(place, last) for place, _column in taken}
    shown = [
        tuple(None if (place, column) in taken else value for column, value in enumerate(row) if months or column == last)
        for place, row in enumerate(full)
    ]
    group = lines[0].group
    if group is not Group.OTHER:
        yield Row(code="", group=group, numbers=shown[-1])
    for line, row in zip(lines, shown[: len(lines)], strict=True):
        yield Row(code=line.code, group=group, numbers=row)
