"""What is said between the program and the child that reads tables: a line of JSON and the file, and one JSON document back.

Nothing that decodes a stranger's file is imported here. What the child answers is a stranger's, too, and is measured before it is used.
"""

from typing import BinaryIO

import msgspec

CHILD_ARGUMENT = "tables-child"
MIB = 1024 * 1024
LARGEST_FILE = 64 * MIB
LONGEST_LINE = 4096
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 20_000  # letters, as many as a field of the program takes
MOST_LETTERS = 40_000_000  # of all cells together
MOST_SHEETS = 200
LARGEST_ANSWER = 256 * MIB

ENCODINGS = ("utf-8", "utf-16", "cp1251", "koi8-r", "cp866")
SEPARATORS = (",", ";", "\t", "|")
# Why nothing came of it.
REASONS = frozenset({
    "empty", "damaged", "locked", "old-excel", "open-document", "no-table", "too-big", "too-many-rows", "too-many-columns", "long-cell",
    "open-quote", "stopped",
})  # fmt: skip


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """How the file, which follows with so many bytes, is to be read; what is left out is guessed."""

    size: int = 0
    encoding: str = ""
    separator: str = ""
    sheet: int = -1  # -1: the first that is not hidden


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The cells of one sheet as text, and what they were read as. `reason` says why nothing was read, `row` in which row it was met.

    Every row has as many cells as the widest; rows without anything are left out, and `numbers` says which row of the file each is.
    """

    reason: str = ""
    row: int = 0
    encoding: str = ""
    separator: str = ""
    sheets: tuple[str, ...] = ()
    sheet: int = 0
    numbers: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    hidden_rows: int = 0
    hidden_columns: int = 0
    hidden_sheets: int = 0
    unworked: int = 0  # formulas without a value
    cleaned: int = 0  # cells with signs that nobody sees, taken out
    ragged: int = 0  # rows with more or fewer cells than the first


def encoded(request: Request) -> bytes:
    """The line that asks for it."""
    return msgspec.json.encode(request) + b"\n"


def request(source: BinaryIO) -> Request:
    """What the first line asks for."""
    return msgspec.json.decode(source.readline(LONGEST_LINE), type=Request)


def answer(data: bytes) -> Answer:
    """What the child says, measured. Raises ValueError where it is nothing that it can have said."""
    said = msgspec.json.decode(data, type=Answer)
    width = len(said.rows[0]) if said.rows else 0
    fits = (
        (not said.reason or said.reason in REASONS)
        and len(said.rows) == len(said.numbers) <= MOST_ROWS
        and width <= MOST_COLUMNS
        and len(said.sheets) <= MOST_SHEETS
        and 0 <= said.sheet <= max(0, len(said.sheets) - 1)
        and said.encoding in ("", *ENCODINGS)
        and said.separator in ("", *SEPARATORS)
        and all(len(row) == width and max(map(len, row), default=0) <= LONGEST_CELL for row in said.rows)
    )
    if not fits:
        raise ValueError
    return said
