"""A bundle: documents and papers as one PDF, with a cover, contents, page numbers that go through, bookmarks and separators."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.documents import breaking, fonts, pdf
from desktop.documents.drawing import Drawn
from desktop.documents.fonts import Family
from desktop.documents.pdf import Drawing
from desktop.documents.setting import BOTTOM, HEIGHT, LEFT, MEASURE, MM, TOP, WIDTH, Run, Scan

_CONTENTS, _PAGES = "Содержание", "Всего страниц: {count}"
_SIZE, _LINE, _SMALL = 13.0, 19.0, 10.0
_NUMBER_ROOM, _PAGE_ROOM = 10 * MM, 22 * MM
_PER_PAGE = int((HEIGHT - TOP - BOTTOM - 3 * _LINE) / _LINE)
# A scan keeps off the edges no printer reaches, and off the number of the page.
_EDGE, _FOOT = 8 * MM, 16 * MM


@dataclass(frozen=True, repr=False)
class Piece:
    """A document or a paper of a bundle, ready to be drawn."""

    title: str
    pages: Sequence[Drawing]


def scan(page: Drawn) -> Drawing:
    """A page that is one picture, as large as it goes."""
    scale = min((WIDTH - 2 * _EDGE) / page.wide, (HEIGHT - _EDGE - _FOOT) / page.high)
    wide, high = page.wide * scale, page.high * scale
    return [(HEIGHT - _EDGE - high, (Scan((WIDTH - wide) / 2 - LEFT, wide, high, page),))]


def render(pieces: Sequence[Piece], *, cover: str = "", separators: bool = True, font: str = fonts.SERIF) -> bytes:
    """The bundle as a PDF; no cover where it has no words. The pieces are drawn as they are. Raises FontMissing, PageFailed."""
    family = fonts.family(font)
    titles = [_broken(piece.title, family) for piece in pieces]
    front: list[Drawing] = [[]] if cover.strip() else []
    front += [[]] * -(-sum(map(len, titles)) // _PER_PAGE)
    pages, begins, outline = list(front), list[int](), dict[int, str]()
    for number, piece in enumerate(pieces, start=1):
        begins.append(len(pages))
        outline[len(pages)] = f"{number}. {fonts.shown(piece.title, font)}"
        if separators:
            pages.append(_separator(number, titles[number - 1], family))
        pages += piece.pages
    contents = _contents(titles, begins, family)
    pages[len(front) - len(contents) : len(front)] = contents
    if cover.strip():
        pages[0] = _cover(cover, len(pages), family)
    outline[len(front) - len(contents)] = _CONTENTS
    numbered = [[*page, _page_number(number, family)] for number, page in enumerate(pages, start=1)]
    return pdf.draw(family, numbered, dict(sorted(outline.items())))


def _broken(title: str, family: Family) -> list[str]:
    room = MEASURE - _NUMBER_ROOM - _PAGE_ROOM
    return [line.text for line in breaking.lines(fonts.shown(title, family.name), family.regular, _SIZE, room, hyphenate=False)]


def _contents(titles: Sequence[Sequence[str]], begins: Sequence[int], family: Family) -> list[Drawing]:
    rows: list[tuple[Run, ...]] = []
    for number, (lines, begin) in enumerate(zip(titles, begins, strict=True), start=1):
        for place, line in enumerate(lines):
            things = [Run(_NUMBER_ROOM, line, family.regular, _SIZE)]
            if place == 0:
                things.insert(0, Run(0, f"{number}.", family.regular, _SIZE))
            if place == len(lines) - 1:
                first = str(begin + 1)
                things.append(Run(MEASURE - family.regular.width(first, _SIZE), first, family.regular, _SIZE))
            rows.append(tuple(things))
    done: list[Drawing] = []
    for start in range(0, len(rows), _PER_PAGE):
        y = HEIGHT - TOP - 1.5 * _LINE
        page: Drawing = [(y, (_centred(_CONTENTS, family, _SIZE + 2),))] if start == 0 else []
        y -= _LINE
        for things_of_row in rows[start : start + _PER_PAGE]:
            y -= _LINE
            page.append((y, things_of_row))
        done.append(page)
    return done


def _cover(words: str, count: int, family: Family) -> Drawing:
    page: Drawing = []
    y = HEIGHT * 0.62
    for text in words.strip().splitlines():
        for line in breaking.lines(fonts.shown(text, family.name), family.bold, 20, MEASURE, hyphenate=False):
            page.append((y, (_centred(line.text, family, 20),)))
            y -= 30
    page.append((BOTTOM + 10 * MM, (_centred(_PAGES.format(count=count), family, _SIZE, bold=False),)))
    return page


def _separator(number: int, lines: Sequence[str], family: Family) -> Drawing:
    y = HEIGHT * 0.6
    page: Drawing = [(y, (_centred(str(number), family, 28),))]
    for line in lines:
        y -= 30
        page.append((y, (_centred(line, family, 16),)))
    return page


def _page_number(number: int, family: Family) -> tuple[float, tuple[Run, ...]]:
    """Below at the right: a document's own number stands above, and its marks in the middle."""
    text = str(number)
    return 9 * MM, (Run(MEASURE - family.regular.width(text, _SMALL), text, family.regular, _SMALL),)


def _centred(text: str, family: Family, size: float, *, bold: bool = True) -> Run:
    face = family.bold if bold else family.regular
    return Run((MEASURE - face.width(text, size)) / 2, text, face, size)
