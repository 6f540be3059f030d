"""XLSX (ECMA-376, both editions): the cells of one sheet as text, by the standard library alone.

A formula gives the value that was worked out last; nothing is worked out, nothing is followed out of the file.
"""

import posixpath
import re
from dataclasses import dataclass, field
from io import BytesIO

from desktop.documents.tables import formats, markup
from desktop.documents.tables.asked import MOST_COLUMNS, MOST_LETTERS, MOST_SHEETS, Answer, Request
from desktop.documents.tables.cells import Cells
from desktop.documents.tables.markup import Package
from desktop.domain.errors import TableNotRead

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ON = frozenset({"1", "true", "on"})
_NAME = 200  # letters of a sheet's name


@dataclass
class _Links:
    """What a part points to: by the id, and by the last word of the kind."""

    base: str
    by_id: dict[str, str] = field(default_factory=dict)
    by_kind: dict[str, str] = field(default_factory=dict)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(self.base, target))
        self.by_id[attributes.get("Id", "")] = path
        self.by_kind.setdefault(attributes.get("Type", "").rpartition("/")[2], path)

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


@dataclass
class _Book:
    """The sheets by name and id, which of them are hidden, and from when days are counted."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    since_1904: bool = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet" and len(self.sheets) < MOST_SHEETS:
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", "")[:_NAME], attributes.get("id", ""), is_hidden))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "") in _ON

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


@dataclass
class _Styles:
    """Which number format each style of a cell has."""

    codes: dict[int, str] = field(default_factory=dict)
    formats: list[int] = field(default_factory=list)
    _inside: bool = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.formats.append(_number(attributes.get("numFmtId")))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False

    def text(self, text: str) -> None:
        pass

    def of(self, style: str | None) -> int:
        place = _number(style)
        return self.formats[place] if 0 <= place < len(self.formats) else 0


class _Texts:
    """The texts that cells share. How something is pronounced stands among them, and is no part of them."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._is_text, self._aside, self._letters = False, 0, 0

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "rPh":
            self._aside += 1
        elif name == "t":
            self._is_text = not self._aside

    def end(self, name: str) -> None:
        if name == "rPh":
            self._aside -= 1
        elif name == "t":
            self._is_text = False
        elif name == "si":
            self.texts.append(unescaped("".join(self._pieces)))
            self._letters += len(self.texts[-1])
            self._pieces.clear()
            if self._letters > MOST_LETTERS:
                raise TableNotRead("too-big")

    def text(self, text: str) -> None:
        if self._is_text:
            self._pieces.append(text)


class _Sheet:
    """The cells of a sheet, row by row."""

    def __init__(self, texts: list[str], styles: _Styles, *, since_1904: bool) -> None:
        self.cells, self.hidden_rows, self.unworked = Cells(), 0, 0
        self.hidden: list[tuple[int, int]] = []
        self._texts, self._styles, self._since_1904 = texts, styles, since_1904
        self._row: dict[int, str] = {}
        self._number, self._column, self._is_hidden = 0, 0, False
        self._kind, self._style, self._pieces = "", "", list[str]()
        self._listens, self._aside, self._has_formula = False, 0, False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._number = max(self._number + 1, _number(attributes.get("r")))
            self._column, self._is_hidden = 0, attributes.get("hidden", "") in _ON
        elif name == "rPh":
            self._aside += 1
        elif name in {"v", "t"}:
            self._listens = not self._aside
        elif name == "f":
            self._has_formula = True
        elif name == "col" and attributes.get("hidden", "") in _ON:
            self.hidden.append((_number(attributes.get("min")), _number(attributes.get("max"))))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = _PLACE.fullmatch(attributes.get("r", ""))
        self._column = max(self._column + 1, _column(place[1])) if place else self._column + 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._has_formula = False
        self._pieces.clear()

    def end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name in {"v", "t"}:
            self._listens = False
        elif name == "rPh":
            self._aside -= 1
        elif name == "row":
            self._end_row()

    def text(self, text: str) -> None:
        if self._listens:
            self._pieces.append(text)

    def _end_cell(self) -> None:
        value = "".join(self._pieces)
        if not value:
            self.unworked += self._has_formula
            return
        if self._column > MOST_COLUMNS:
            raise TableNotRead("too-many-columns", self._number)
        self._row[self._column] = self._shown(value)

    def _shown(self, value: str) -> str:
        if self._kind == "s":
            place = _number(value)
            if not (value.strip().isdigit() and place < len(self._texts)):
                raise TableNotRead("damaged", self._number)
            return self._texts[place]
        if self._kind == "b":
            return "TRUE" if value.strip() in _ON else "FALSE"
        if self._kind == "n":
            return formats.shown(value.strip(), self._styles.of(self._style), self._styles.codes, since_1904=self._since_1904)
        # Text of its own, of a formula, a date as ISO 8601 has it, or an error such as #N/A, which is kept as it stands there.
        return unescaped(value) if self._kind != "d" else value.removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")

    def _end_row(self) -> None:
        if self._row:
            self.cells.add(self._number, [self._row.get(column, "") for column in range(1, max(self._row) + 1)])
            self.hidden_rows += self._is_hidden
            self._row.clear()


def read(data: bytes, asked: Request) -> Answer:
    """The cells of a sheet, the names of all, and what is hidden or has no value. Raises TableNotRead."""
    with markup.opened(BytesIO(data)) as package:
        links = _links(package, "", "_rels/.rels")
        book_path = links.by_kind.get("officeDocument", "xl/workbook.xml")
        if not package.has(book_path) or not book_path.endswith(".xml"):
            raise TableNotRead(_other_kind(package))
        book, folder = _Book(), posixpath.dirname(book_path)
        package.read(book_path, book)
        parts = _links(package, folder, f"{folder}/_rels/{posixpath.basename(book_path)}.rels")
        names = tuple(name for name, _id, _hidden in book.sheets)
        number = asked.sheet if 0 <= asked.sheet < len(names) else next((n for n, sheet in enumerate(book.sheets) if not sheet[2]), 0)
        if not names or not package.has(path := parts.by_id.get(book.sheets[number][1], f"{folder}/worksheets/sheet{number + 1}.xml")):
            raise TableNotRead("no-table")
        texts, styles = _Texts(), _Styles()
        for kind, reader in (("sharedStrings", texts), ("styles", styles)):
            if package.has(part := parts.by_kind.get(kind, f"{folder}/{kind}.xml")):
                package.read(part, reader)
        sheet = _Sheet(texts.texts, styles, since_1904=book.since_1904)
        package.read(path, sheet)
    # Of several sheets another may have something in it.
    rows = () if len(names) > 1 and not sheet.cells.rows else sheet.cells.table()
    return Answer(
        sheets=names, sheet=number, numbers=tuple(sheet.cells.numbers), rows=rows, hidden_rows=sheet.hidden_rows,
        hidden_columns=_hidden(sheet.hidden, len(rows[0]) if rows else 0),
        hidden_sheets=sum(hidden for _name, _id, hidden in book.sheets), unworked=sheet.unworked, cleaned=sheet.cells.cleaned,
    )  # fmt: skip


def _hidden(spans: list[tuple[int, int]], width: int) -> int:
    """How many of so many columns are hidden."""
    return len({column for first, last in spans for column in range(first, min(last, width) + 1)})


def _other_kind(package: Package) -> str:
    return "open-document" if package.has("content.xml") else "old-excel" if package.has("xl/workbook.bin") else "no-table"


def _links(package: Package, base: str, path: str) -> _Links:
    links = _Links(base)
    if package.has(path):
        package.read(path, links)
    return links


def _column(letters: str) -> int:
    """Which column, from 1, these letters mean."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.strip().isdigit() and len(text) < 10 else 0


def unescaped(text: str) -> str:
    """The text with its signs that XML cannot hold, which stand in it as _x000D_ (ECMA-376 part 1, §22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
