"""A list on paper: columns with wrapped text, the heads on every page, page numbers, and no word of who printed it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.documents import breaking, fonts, pdf
from desktop.documents.fonts import Family
from desktop.documents.pdf import Drawing
from desktop.documents.setting import BOTTOM, HEIGHT, MEASURE, MM, TOP, Rule, Run

_SIZE, _LINE = 8.5, 10.5
_GAP, _AIR = 2.5 * MM, 1.6 * MM
_SMALL = 9
_SLACK = 0.5  # points: a word that just fits must not be broken


@dataclass(frozen=True)
class Column:
    """A column: its head, and its part of the width; one of short words is as wide as the longest of them, and none is broken."""

    title: str
    share: float
    is_short: bool = False


@dataclass(frozen=True, repr=False)
class Listed:
    """What stands on the sheets: a title, a sentence or some lines below it, columns, and rows of as many texts."""

    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __repr__(self) -> str:
        return type(self).__name__


def render(listed: Listed) -> bytes:
    """The list as a PDF: the same bytes for the same list. Characters the typeface lacks are boxes. Raises FontMissing, PageFailed."""
    return pdf.draw(fonts.family(fonts.chosen()), drawings(listed))


def drawings(listed: Listed) -> list[Drawing]:
    """The list as pages that are still to be drawn. Raises FontMissing."""
    font = fonts.chosen()
    sheets = _Sheets(fonts.family(font), listed, font)
    for row in listed.rows:
        sheets.add(row)
    return sheets.finished()


class _Sheets:
    """Fills pages from their upper edge down; a row is never parted, unless it is longer than a page."""

    def __init__(self, family: Family, listed: Listed, font: str) -> None:
        self.family, self._listed, self._font = family, listed, font
        self._widths = self._measured()
        self._pages: list[Drawing] = []
        self._y = self._first = 0.0  # where the next line goes, where the first row of the page began
        self._begin()

    def _measured(self) -> list[float]:
        columns, bold = self._listed.columns, self.family.bold
        room = MEASURE - _GAP * (len(columns) - 1)
        short = {
            place: max(bold.width(self._shown(column.title), _SIZE), *(self._width(row[place]) for row in self._listed.rows), 0.0) + _SLACK
            for place, column in enumerate(columns)
            if column.is_short
        }
        # Whatever stands in them, half of the sheet is for the others.
        most = room / 2 if len(short) < len(columns) else room
        if (taken := sum(short.values())) > most:
            short = {place: width * most / taken for place, width in short.items()}
        rest = room - sum(short.values())
        whole = sum(column.share for place, column in enumerate(columns) if place not in short)
        return [short[place] if place in short else rest * column.share / whole for place, column in enumerate(columns)]

    def _width(self, text: str) -> float:
        return max(self.family.regular.width(line, _SIZE) for line in self._shown(text).split("\n"))

    def add(self, texts: Sequence[str]) -> None:
        """Put a row where it has room."""
        cells = [self._broken(text, width) for text, width in zip(texts, self._widths, strict=True)]
        lines = max(len(cell) for cell in cells)
        if self._y - lines * _LINE - _AIR < BOTTOM and self._y < self._first:
            self._begin()
        for number in range(lines):
            if self._y - _LINE < BOTTOM:
                self._begin()
            self._y -= _LINE
            self._put(tuple(cell[number] if number < len(cell) else "" for cell in cells))
        self._y -= _AIR
        self._pages[-1].append((self._y + 1.5, (Rule(0, MEASURE),)))

    def finished(self) -> list[Drawing]:
        """The pages, numbered."""
        count = len(self._pages)
        for number, page in enumerate(self._pages, start=1):
            text = f"{number} / {count}"
            x = (MEASURE - self.family.regular.width(text, _SMALL)) / 2
            page.append((11 * MM, (Run(x, text, self.family.regular, _SMALL),)))
        return self._pages

    def _begin(self) -> None:
        self._pages.append([])
        self._y = HEIGHT - TOP
        if len(self._pages) == 1:
            self._y -= 16
            self._pages[-1].append((self._y, (Run(0, self._listed.title, self.family.bold, 14),)))
            for line in (line for text in self._listed.about.split("\n") for line in self._told(text)):
                self._y -= 15
                self._pages[-1].append((self._y, (Run(0, line.text, self.family.regular, _SMALL + 1),)))
            self._y -= 10
        heads = [self._broken(column.title, width, bold=True) for column, width in zip(self._listed.columns, self._widths, strict=True)]
        for number in range(max(len(head) for head in heads)):
            self._y -= _LINE
            self._put(tuple(head[number] if number < len(head) else "" for head in heads), bold=True)
        self._y -= _AIR
        self._pages[-1].append((self._y + 1.5, (Rule(0, MEASURE),)))
        self._first = self._y

    def _put(self, texts: tuple[str, ...], *, bold: bool = False) -> None:
        face, x = self.family.bold if bold else self.family.regular, 0.0
        runs = []
        for text, width in zip(texts, self._widths, strict=True):
            if text:
                runs.append(Run(x, text, face, _SIZE))
            x += width + _GAP
        self._pages[-1].append((self._y, tuple(runs)))

    def _broken(self, text: str, width: float, *, bold: bool = False) -> list[str]:
        face = self.family.bold if bold else self.family.regular
        pieces = self._shown(text).split("\n")
        return [line.text for piece in pieces for line in breaking.lines(piece, face, _SIZE, width)] or [""]

    def _told(self, text: str) -> Iterable[breaking.Broken]:
        return breaking.lines(self._shown(text), self.family.regular, _SMALL + 1, MEASURE, hyphenate=False)

    def _shown(self, text: str) -> str:
        return fonts.shown(text, self._font)
