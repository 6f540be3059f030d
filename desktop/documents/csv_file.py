"""Tables as CSV (RFC 4180) that spreadsheets open: UTF-8 with its mark, for without it they read Cyrillic as something else."""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Any

MARK = b"\xef\xbb\xbf"
# A spreadsheet may take a cell that begins so for a formula, and carry it out.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"


def guarded(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula: with an apostrophe before it. What has one already gets another."""
    return _GUARD + cell if cell.startswith((*_FORMULAS, _GUARD)) else cell


def table(headings: Iterable[str], rows: Iterable[Iterable[str]], *, separator: str = ",") -> Iterator[bytes]:
    """The table, a row at a time. U+0000, which no reader takes, becomes U+FFFD.

    Commas are the standard's; with semicolons a Russian spreadsheet opens it at a double click.
    """
    line = csv.writer(_Said(), delimiter=separator, lineterminator="\r\n").writerow
    yield MARK + _row(line, headings)
    for row in rows:
        yield _row(line, map(guarded, row))


def _row(line: Callable[[Iterable[str]], Any], cells: Iterable[str]) -> bytes:
    text: str = line(cells)
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode()


class _Said:
    """A file that gives back what is written to it: so does a row then."""

    def write(self, text: str) -> str:
        """The text."""
        return text
