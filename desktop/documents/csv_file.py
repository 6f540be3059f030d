"""Tables as CSV (RFC 4180) that spreadsheets open: UTF-8 with its mark, for without it they read Cyrillic as something else."""

import csv
import io
from collections.abc import Iterable, Iterator

MARK = b"\xef\xbb\xbf"
# A spreadsheet may take a cell that begins so for a formula, and carry it out.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"


def guarded(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula: with an apostrophe before it. What has one already gets another."""
    return _GUARD + cell if cell.startswith((*_FORMULAS, _GUARD)) else cell


def unguarded(cell: str) -> str:
    """The text a guarded cell stands for."""
    return cell.removeprefix(_GUARD)


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """The table, a row at a time. U+0000, which no reader takes, becomes U+FFFD."""
    yield MARK + _row(headings)
    for row in rows:
        yield _row(guarded(cell) for cell in row)


def _row(cells: Iterable[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([cell.replace("\0", "\N{REPLACEMENT CHARACTER}") for cell in cells])
    return line.getvalue().encode()
