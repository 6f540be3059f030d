"""A sheet of questions to be filled in by hand: each with what to mind, room for the answer, and no word of who prints it."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.documents import breaking, fonts, pdf
from desktop.documents.fonts import Face
from desktop.documents.pdf import Drawing
from desktop.documents.setting import BOTTOM, HEIGHT, MEASURE, MM, TOP, Box, Rule, Run
from desktop.domain.sheets import Way
from desktop.domain.values import Part

_BIG, _MIDDLE, _SIZE, _SMALL = 14.0, 11.0, 10.0, 8.0
_ROOM = 7.5 * MM  # between lines to write on
_AIR, _BOX = 2.6 * MM, 7.5
_LINES = {Way.LONG: 3, Way.EVENTS: 3}  # to write on; one for all others
_FOOT = 11 * MM


@dataclass(frozen=True, kw_only=True, repr=False)
class Asked(Part):
    """A question as it stands on paper: what to mind, and what may be ticked."""

    title: str
    help: str = ""
    way: Way = Way.LINE
    ticks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class AskedPart(Part):
    """Questions under one heading."""

    title: str
    questions: tuple[Asked, ...]


def render(title: str, about: str, parts: Sequence[AskedPart]) -> bytes:
    """The empty sheet as a PDF: the same bytes for the same questions. Raises FontMissing, PageFailed."""
    font = fonts.chosen()
    sheet = _Sheet(font)
    sheet.put(sheet.words(title, sheet.bold, _BIG))
    sheet.put([*sheet.words(about, sheet.plain, _SIZE), *_gap()])
    for part in parts:
        heading = [*_gap(), *sheet.words(part.title, sheet.bold, _MIDDLE)]
        for number, question in enumerate(part.questions):
            asked = sheet.asked(question)
            # A heading stays with its first question.
            sheet.put([*heading, *asked] if number == 0 else asked)
    return pdf.draw(fonts.family(font), sheet.finished())


_Row = tuple[float, tuple[Run | Rule | Box, ...]]  # how far it goes down, and what stands there


def _gap() -> list[_Row]:
    return [(_AIR, ())]


class _Sheet:
    """Fills pages from their upper edge down; what belongs to one question is never parted."""

    def __init__(self, font: str) -> None:
        family = fonts.family(font)
        self.plain, self.bold, self._font = family.regular, family.bold, font
        self._pages: list[Drawing] = [[]]
        self._y = HEIGHT - TOP

    def put(self, rows: Sequence[_Row]) -> None:
        """Put rows where they have room together."""
        if self._y - sum(height for height, _things in rows) < BOTTOM and self._pages[-1]:
            self._pages.append([])
            self._y = HEIGHT - TOP
        for height, things in rows:
            self._y -= height
            if things:
                self._pages[-1].append((self._y, things))

    def words(self, text: str, face: Face, size: float) -> list[_Row]:
        """A text in lines."""
        lines = breaking.lines(fonts.shown(text, self._font), face, size, MEASURE, hyphenate=False) if text else []
        return [(size * 1.3, (Run(0, line.text, face, size),)) for line in lines]

    def asked(self, question: Asked) -> list[_Row]:
        """A question, what to mind, and room for the answer."""
        rows = [*_gap(), *self.words(question.title, self.bold, _SIZE), *self.words(question.help, self.plain, _SMALL)]
        if question.ticks:
            rows += self._ticks(question.ticks)
        if question.way not in {Way.CHOICE, Way.YES_NO}:
            rows += [(_ROOM, (Rule(0, MEASURE),))] * _LINES.get(question.way, 1)
        return rows

    def finished(self) -> list[Drawing]:
        """The pages, numbered."""
        for number, page in enumerate(self._pages, start=1):
            text = f"{number} / {len(self._pages)}"
            page.append((_FOOT, (Run((MEASURE - self.plain.width(text, _SMALL)) / 2, text, self.plain, _SMALL),)))
        return self._pages

    def _ticks(self, ticks: Sequence[str]) -> list[_Row]:
        """Boxes with words behind them, as many as a line holds."""
        lines: list[list[Run | Rule | Box]] = [[]]
        x = 0.0
        for text in (fonts.shown(tick, self._font) for tick in ticks):
            wide = _BOX * 1.6 + self.plain.width(text, _SIZE)
            if lines[-1] and x + wide > MEASURE:
                lines.append([])
                x = 0.0
            lines[-1] += [Box(x, _BOX, ticked=False), Run(x + _BOX * 1.6, text, self.plain, _SIZE)]
            x += wide + 5 * MM
        return [(_SIZE * 1.7, tuple(line)) for line in lines]
