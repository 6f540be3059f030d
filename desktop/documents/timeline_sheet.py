"""The timeline on paper: the list of events and the lanes beside it, on one page where that can be read, else on as many as it takes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from desktop.documents import breaking, fonts, pdf
from desktop.documents.fonts import Family
from desktop.documents.pdf import Drawing
from desktop.documents.setting import BOTTOM, HEIGHT, MEASURE, MM, TOP, Area, Dot, Rule, Run, Thing
from desktop.domain.events import Event
from desktop.domain.timeline import Gap, Lane
from desktop.domain.timeline_picture import Picture, Scale, laid_out
from desktop.domain.values import Part

_SIZE, _SMALLEST = 8.5, 5.5  # points; smaller letters are no reading
_DAY, _AIR = 66.0, 8.0
_LISTED = 240.0  # where the lanes begin
_HEAD = 14.0


@dataclass(frozen=True, kw_only=True, repr=False)
class Told(Part):
    """What stands on the line of an event: its day, what happened, and what its bar is called."""

    day: str
    what: str
    place: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Chronology(Part):
    """Everything the sheets say, in words. `told` has the words of each event by its id, `undated` the lines of those without a day."""

    title: str
    about: str
    lanes: Mapping[Lane, str]
    told: Mapping[str, Told]
    gap_words: Callable[[Gap], str]
    undated_title: str = ""
    undated: tuple[str, ...] = ()


def render(chronology: Chronology, events: Iterable[Event], *, one_page: bool) -> bytes:
    """The sheets as a PDF. On one page the letters become smaller; where they would be too small to read, there are more pages.

    The same bytes for the same events. Characters the typeface lacks are boxes. Raises FontMissing, PageFailed.
    """
    return pdf.draw(fonts.family(fonts.chosen()), drawings(chronology, events, one_page=one_page))


def drawings(chronology: Chronology, events: Iterable[Event], *, one_page: bool) -> list[Drawing]:
    """The sheets as pages that are still to be drawn. Raises FontMissing."""
    family, dated = fonts.family(fonts.chosen()), [event for event in events if event.day is not None]
    size = _SIZE
    sheets = _Sheets(chronology, dated, family, size).finished()
    while one_page and len(sheets) > 1 and size > _SMALLEST:
        size = max(_SMALLEST, size - 0.5)
        smaller = _Sheets(chronology, dated, family, size).finished()
        sheets = smaller if len(smaller) == 1 or size > _SMALLEST else _Sheets(chronology, dated, family, _SIZE).finished()
    return sheets


class _Sheets:
    """Cuts the picture into pages, and draws each."""

    def __init__(self, chronology: Chronology, events: Sequence[Event], family: Family, size: float) -> None:
        self._chronology, self._family, self._size = chronology, family, size
        self._line = size * 1.25
        row = self._line + size * 0.3
        self._lines = {event.id: self._broken(chronology.told[event.id].what, _LISTED - _DAY - _AIR) for event in events}
        self._days = {event.id: self._broken(chronology.told[event.id].day, _DAY - _AIR) for event in events}
        heights = {id_: max(len(lines), len(self._days[id_])) * self._line + size * 0.3 for id_, lines in self._lines.items()}
        self._picture: Picture = laid_out(events, Scale(row=row, gap=row * 1.4, step=row * 0.35, rows=heights))
        self._lanes = dict(_lane_edges())
        self._pages: list[Drawing] = []

    def finished(self) -> list[Drawing]:
        """The pages, numbered where there is more than one."""
        for number, (top, bottom) in enumerate(self._cuts()):
            self._pages.append(self._page(top, bottom, first=number == 0))
        self._undated()
        if len(self._pages) > 1:
            for number, page in enumerate(self._pages, start=1):
                text = f"{number} / {len(self._pages)}"
                x = (MEASURE - self._family.regular.width(text, 9)) / 2
                page.append((11 * MM, (Run(x, text, self._family.regular, 9),)))
        return self._pages

    # --- where pages end

    def _room(self, *, first: bool) -> float:
        return HEIGHT - TOP - BOTTOM - (self._title_height() if first else 0) - _HEAD - 4

    def _title_height(self) -> float:
        return 18 + 13 * len(self._about_lines()) + 8

    def _about_lines(self) -> list[str]:
        return self._broken(self._chronology.about, MEASURE, size=9.5)

    def _cuts(self) -> Iterator[tuple[float, float]]:
        """Where each page begins and ends in the picture: between two lines, or within one that is higher than a page."""
        top, first = 0.0, True
        while True:
            room = self._room(first=first)
            if self._picture.height - top <= room:
                yield top, self._picture.height
                return
            between = [row.top for row in self._picture.rows if top < row.top <= top + room]
            bottom = between[-1] if between else top + int(room / self._line) * self._line
            yield top, bottom
            top, first = bottom, False

    # --- drawing

    def _page(self, top: float, bottom: float, *, first: bool) -> Drawing:
        page, y = Drawing(), HEIGHT - TOP
        if first:
            y -= 18
            page.append((y, (Run(0, self._shown(self._chronology.title), self._family.bold, 14),)))
            for line in self._about_lines():
                y -= 13
                page.append((y, (Run(0, line, self._family.regular, 9.5),)))
            y -= 8
        if self._picture.rows:
            y -= _HEAD
            page.append((y + 4, tuple(self._heads())))
            page.append((y + 2, (Rule(0, MEASURE),)))
        begins, things = y - 2, list(self._things(top, bottom))
        if self._picture.rows:
            things.insert(
                0, (bottom, tuple(Area(left, 0.4, bottom - top, grey=0.75, framed=False) for left, _right in self._lanes.values()))
            )
        return page + [(begins - (at - top), inside) for at, inside in things]

    def _heads(self) -> Iterator[Thing]:
        for lane, (left, right) in self._lanes.items():
            text, size = self._shown(self._chronology.lanes[lane]), 7.0
            size = min(size, size * (right - left - 2) / max(self._family.regular.width(text, size), 1))
            yield Run((left + right - self._family.regular.width(text, size)) / 2, text, self._family.regular, size)

    def _things(self, top: float, bottom: float) -> Iterator[tuple[float, tuple[Thing, ...]]]:
        """What stands between two heights of the picture, each at its height there: areas first, letters last."""
        for hole in self._picture.holes:
            yield from self._area(Lane.WHERE, hole.top, hole.bottom, top, bottom, hatched=True)
            text, size = self._shown(self._chronology.gap_words(hole.gap)), self._size + 0.5
            wide = self._family.bold.width(text, size)
            left, right = self._lanes[Lane.WHERE]
            size = min(size, size * (right - left - 6) / wide)
            wide, at = self._family.bold.width(text, size), (hole.top + hole.bottom) / 2 + size * 0.35
            if top <= at <= bottom:
                x = (left + right - wide) / 2
                yield at + size * 0.25, (Area(x - 1.5, wide + 3, size * 1.2, framed=False),)
                yield at, (Run(x, text, self._family.bold, size),)
        yield from self._bars(top, bottom)
        for mark in self._picture.marks:
            left, right = self._lanes[mark.lane]
            x = (left + right) / 2 if mark.lane is not Lane.WHERE else left + 6
            if mark.bottom > mark.top:
                yield from self._area(mark.lane, mark.top, mark.bottom, top, bottom, grey=0.4, x=x - 0.3, width=0.6)
            if top <= mark.at < bottom:
                yield mark.at, (Dot(x, self._size * 0.24, filled=mark.certain),)
        for row in self._picture.rows:
            yield from self._text(row.event, row.top, top, bottom)

    def _bars(self, top: float, bottom: float) -> Iterator[tuple[float, tuple[Thing, ...]]]:
        for bar in self._picture.bars:
            left, right = self._lanes[bar.lane]
            if bar.lane is not Lane.WHERE:
                yield from self._area(bar.lane, bar.top, bar.bottom, top, bottom, grey=0.6, x=(left + right) / 2 - 1.2, width=2.4)
                continue
            yield from self._area(bar.lane, bar.top, bar.bottom, top, bottom, grey=0.92)
            text = "" if bar.back else self._fitting(self._chronology.told[bar.event].place, right - left - 16)
            if text and top <= bar.top < bottom and bar.bottom - bar.top >= self._line:
                yield bar.top + self._size * 0.9, (Run(left + 11, text, self._family.regular, self._size * 0.85),)

    def _area(
        self, lane: Lane, begins: float, ends: float, top: float, bottom: float, *,
        grey: float = 1.0, hatched: bool = False, x: float | None = None, width: float = 0.0,
    ) -> Iterator[tuple[float, tuple[Thing, ...]]]:  # fmt: skip
        begins, ends = max(begins, top), min(ends, bottom)
        if ends <= begins:
            return
        left, right = self._lanes[lane]
        framed = x is None
        x, width = (left + 2, right - left - 4) if x is None else (x, width)
        yield ends, (Area(x, width, ends - begins, grey=grey, framed=framed, hatched=hatched),)

    def _text(self, event: str, at: float, top: float, bottom: float) -> Iterator[tuple[float, tuple[Thing, ...]]]:
        for number, (day, what) in enumerate(zip_longest(self._days[event], self._lines[event], fillvalue="")):
            base = at + (number + 1) * self._line - self._size * 0.1
            if top < base <= bottom + self._line * 0.5:
                runs = (Run(x, text, self._family.regular, self._size) for x, text in ((0, day), (_DAY, what)) if text)
                yield base, tuple(runs)

    def _undated(self) -> None:
        """The events without a day, below the picture or on pages of their own."""
        if not self._chronology.undated:
            return
        y = min((at for at, _things in self._pages[-1]), default=HEIGHT - TOP) - self._line
        lines = [(self._chronology.undated_title, True)]
        lines += [(line, False) for text in self._chronology.undated for line in self._broken(text, MEASURE)]
        for text, bold in lines:
            if y - self._line < BOTTOM:
                self._pages.append(Drawing())
                y = HEIGHT - TOP
            y -= self._line * (1.4 if bold else 1)
            self._pages[-1].append((y, (Run(0, text, self._family.bold if bold else self._family.regular, self._size),)))

    # --- words

    def _broken(self, text: str, width: float, *, size: float | None = None) -> list[str]:
        found = breaking.lines(self._shown(text), self._family.regular, size or self._size, width, hyphenate=False)
        return [line.text for line in found] or [""]

    def _fitting(self, text: str, width: float) -> str:
        shown = self._shown(text)
        while shown and self._family.regular.width(shown, self._size * 0.85) > width:
            shown = shown[:-2].rstrip(" …") + "…" if len(shown) > 2 else ""
        return shown

    def _shown(self, text: str) -> str:
        return fonts.shown(" ".join(text.split()), self._family.name)


def _lane_edges() -> Iterator[tuple[Lane, tuple[float, float]]]:
    """From where to where each lane goes: the one of where he was is twice as wide."""
    part = (MEASURE - _LISTED) / (len(Lane) + 1)
    left = _LISTED
    for lane in Lane:
        right = left + part * (2 if lane is Lane.WHERE else 1)
        yield lane, (left, right)
        left = right
