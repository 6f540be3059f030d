"""Cells as they are handed on, whatever kind of file they were in: text without signs that nobody sees, rows of one width."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop.documents.tables.asked import LONGEST_CELL, MOST_COLUMNS, MOST_LETTERS, MOST_ROWS
from desktop.domain.errors import TableNotRead

# Control signs, signs that show nothing, and those that turn the direction of writing; a line break and a tab are white space.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SPACES = re.compile(r"[^\S\n]+")


@dataclass
class Cells:
    """Takes the rows of a table in their order, and says what became of them. Raises TableNotRead at the first row that is too much."""

    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    cleaned: int = 0
    ragged: int = 0
    _letters: int = 0

    def add(self, number: int, row: Iterable[str]) -> None:
        """Take a row, which is so many in the file, counted from 1."""
        cells = [self._clean(cell, number) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return
        if len(cells) > MOST_COLUMNS:
            raise TableNotRead("too-many-columns", number)
        if len(self.rows) == MOST_ROWS:
            raise TableNotRead("too-many-rows", number)
        self._letters += sum(map(len, cells))
        if self._letters > MOST_LETTERS:
            raise TableNotRead("too-big", number)
        self.rows.append(cells)
        self.numbers.append(number)

    def _clean(self, cell: str, number: int) -> str:
        if len(cell) > LONGEST_CELL:
            raise TableNotRead("long-cell", number)
        if cell.isascii() and cell.isprintable():
            return _SPACES.sub(" ", cell).strip()
        text = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n"))
        seen = _UNSEEN.sub("", text)
        self.cleaned += seen != text
        # What grows when its signs are joined in the usual way is measured again.
        if len(seen) > LONGEST_CELL:
            raise TableNotRead("long-cell", number)
        return _SPACES.sub(" ", seen).strip()

    def table(self) -> tuple[tuple[str, ...], ...]:
        """The rows, all of one width; columns in which nothing stands keep their place. Raises TableNotRead("empty")."""
        if not self.rows:
            raise TableNotRead("empty")
        width = max(map(len, self.rows))
        return tuple((*row, *[""] * (width - len(row))) for row in self.rows)

    def count_ragged(self, widths: Iterable[int]) -> None:
        """Count the rows that had another number of cells than most, as a file of text has them."""
        counted = Counter(widths)
        self.ragged = counted.total() - max(counted.values(), default=0)
