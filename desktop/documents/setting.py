"""Setting blocks in a typeface: rows of a page with everything in its place, before anybody asks where a page ends."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from desktop.documents import breaking, mixed
from desktop.documents.blocks import (
    Addressee,
    Attachments,
    Block,
    Heading,
    Marked,
    Numbered,
    Paragraph,
    Registration,
    Signature,
    Tick,
    Title,
)
from desktop.documents.drawing import Drawn
from desktop.documents.fonts import Face, Family

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT, TOP, BOTTOM = 30 * MM, 10 * MM, 20 * MM, 20 * MM
MEASURE = WIDTH - LEFT - RIGHT

_ADDRESSEE = 80 * MM  # from the left margin, GOST R 7.0.97-2016
_SIGNING_LINE = 34 * MM
_WIDEST_NAME = 90 * MM
_POST = 105 * MM
_HANG, _QUOTE, _BAR = 6 * MM, 5 * MM, 2 * MM  # what stands behind a mark; a quote, and the bar before it
# A stretched line whose spaces would grow beyond this, in parts of the size of the letters, is left as it is.
_TOO_STRETCHED = 1.0


@dataclass(frozen=True)
class Style:
    """Sizes of a kind of document, in points: the letters, a line of the body, a line of a head, the indent.

    What is to be copied by hand has every word whole, and its lines `numbered` in the margin.
    """

    size: float
    body: float
    head: float
    indent: float
    justified: bool = True
    hyphenated: bool = True
    numbered: bool = False


# One and a half times the line of a Times at 14 pt, as word processors count it.
LETTER = Style(size=14, body=24.15, head=16.1, indent=12.5 * MM)
NOTE = Style(size=11.5, body=15.5, head=14.5, indent=0)
BY_HAND = Style(size=18, body=31, head=26, indent=12.5 * MM, justified=False, hyphenated=False, numbered=True)


@dataclass(frozen=True, repr=False)
class Run:
    """A piece of a line: where it begins, its letters, and by how much each space in it is stretched."""

    x: float
    text: str
    face: Face
    size: float
    stretch: float = 0.0


@dataclass(frozen=True, repr=False)
class Rule:
    """A drawn line, under which or on which something is written by hand."""

    x: float
    until: float


@dataclass(frozen=True, repr=False)
class Box:
    """A drawn box, ticked or empty."""

    x: float
    side: float
    ticked: bool


@dataclass(frozen=True, repr=False)
class Fill:
    """A black rectangle that stands on the base line."""

    x: float
    width: float
    height: float


@dataclass(frozen=True, repr=False)
class Scan:
    """A photograph or a scanned page that stands on the base line."""

    x: float
    width: float
    height: float
    page: Drawn


@dataclass(frozen=True, repr=False)
class Area:
    """A rectangle that stands on the base line: how grey it is (0 black, 1 white), with a frame or none, hatched or not."""

    x: float
    width: float
    height: float
    grey: float = 1.0
    framed: bool = True
    hatched: bool = False


@dataclass(frozen=True, repr=False)
class Dot:
    """A small circle around a point of the base line, black or empty."""

    x: float
    radius: float
    filled: bool = True


Thing = Run | Rule | Box | Fill | Scan | Area | Dot
"""What can stand in a row."""


@dataclass(frozen=True, repr=False)
class Row:
    """A line of a page. `gap` is left out at the top of a page; a `tied` row stays on the page of the next."""

    height: float
    things: tuple[Thing, ...] = ()
    gap: float = 0.0
    tied: bool = False


def rows(blocks: Iterable[Block], family: Family, style: Style) -> list[Row]:
    """The rows of a document. The last lines before a signature are tied to it, and it is tied together."""
    done: list[Row] = []
    for block in blocks:
        new = _SETTERS[type(block)](block, family, style)
        if isinstance(block, Signature | Registration):
            done[-2:] = [replace(row, tied=True) for row in done[-2:]]
        done += new
    if done:
        done[-1] = replace(done[-1], tied=False)
    return done


def _paragraph(text: str, family: Family, style: Style, *, indent: float | None = None) -> list[Row]:
    face, size = family.regular, style.size
    begin = style.indent if indent is None else indent
    broken = breaking.lines(text, face, size, MEASURE, first=MEASURE - begin, hyphenate=style.hyphenated)
    done = []
    for number, line in enumerate(broken):
        x = begin if number == 0 else 0.0
        done.append(Row(style.body, (Run(x, line.text, face, size, _stretch(line, MEASURE - x, style)),)))
    return _kept(done, announces=text.rstrip().endswith(":"))


def _kept(done: list[Row], *, announces: bool = False) -> list[Row]:
    """No first or last line of a paragraph alone on a page; a line that announces a list stays with it."""
    last = len(done) - 1
    return [replace(row, tied=row.tied or (last > 0 and number in {0, last - 1}) or (announces and number == last))
            for number, row in enumerate(done)]  # fmt: skip


def _stretch(line: breaking.Broken, width: float, style: Style) -> float:
    gaps = line.text.count(" ") + line.text.count("\N{NO-BREAK SPACE}")
    if not (style.justified and line.goes_on and gaps):
        return 0.0
    stretch = (width - line.width) / gaps
    return stretch if stretch <= _TOO_STRETCHED * style.size else 0.0


def _set_paragraph(block: Paragraph, family: Family, style: Style) -> list[Row]:
    return _paragraph(block.text, family, style)


def _set_marked(block: Marked, family: Family, style: Style) -> list[Row]:
    """Broken as if all were bold, which is wider: so no line comes out too long."""
    hang = _QUOTE if block.quoted else _HANG if block.mark else 0.0
    text, face = mixed.marked(block.pieces, family)
    done: list[Row] = []
    bold = False
    for broken in breaking.lines(text, face, style.size, MEASURE - hang, hyphenate=style.hyphenated):
        pieces, bold = mixed.parted(broken.text, family, bold)
        written = "".join(piece for piece, _face in pieces)
        width = sum(piece_face.width(piece, style.size) for piece, piece_face in pieces)
        stretch = _stretch(replace(broken, text=written, width=width), MEASURE - hang, style)
        things: list[Thing] = [] if done or not block.mark else [Run(0, block.mark, family.regular, style.size)]
        x = hang
        for piece, piece_face in pieces:
            things.append(Run(x, piece, piece_face, style.size, stretch))
            x += piece_face.width(piece, style.size) + stretch * (piece.count(" ") + piece.count("\N{NO-BREAK SPACE}"))
        if block.quoted:
            things.insert(0, Fill(_BAR, 0.7, style.size * 0.8))
        done.append(Row(style.body, tuple(things)))
    return _kept(done)


def _set_numbered(block: Numbered, family: Family, style: Style) -> list[Row]:
    return _paragraph(f"{block.number}\N{NO-BREAK SPACE}{block.text}", family, style)


def _set_attachments(block: Attachments, family: Family, style: Style) -> list[Row]:
    done: list[Row] = []
    for line in block.lines:
        done += _paragraph(line, family, style)
    return [replace(done[0], gap=style.size / 2), *done[1:]]


def _set_addressee(block: Addressee, family: Family, style: Style) -> list[Row]:
    return [
        Row(style.head, (Run(_ADDRESSEE, line.text, family.regular, style.size),), tied=True)
        for text in block.lines
        for line in breaking.lines(text, family.regular, style.size, MEASURE - _ADDRESSEE, hyphenate=False)
    ]


def _set_title(block: Title, family: Family, style: Style) -> list[Row]:
    done = [
        Row(style.head, (Run((MEASURE - line.width) / 2, line.text, face, style.size),), tied=True)
        for text, face in ((block.text, family.bold), (block.subject, family.regular)) if text
        for line in breaking.lines(text, face, style.size, MEASURE, hyphenate=False)
    ]  # fmt: skip
    if block.text and done:
        done[0] = replace(done[0], gap=style.head * 2)
    # Air under a title: the row that follows is half a line lower.
    return [*done, Row(style.head / 2, tied=True)]


def _set_heading(block: Heading, family: Family, style: Style) -> list[Row]:
    done = [Row(style.head, (Run(0, line.text, family.bold, style.size),), tied=True)
            for line in breaking.lines(block.text, family.bold, style.size, MEASURE, hyphenate=False)]  # fmt: skip
    return [replace(done[0], gap=style.head * 0.7), *done[1:]]


def _set_tick(block: Tick, family: Family, style: Style) -> list[Row]:
    side, room = style.size * 0.7, style.size * 1.3
    broken = breaking.lines(block.text, family.regular, style.size, MEASURE - room)
    done = [Row(style.body, (Run(room, line.text, family.regular, style.size),)) for line in broken]
    return _kept([replace(done[0], things=(Box(0, side, block.ticked), *done[0].things)), *done[1:]])


def _set_signature(block: Signature, family: Family, style: Style) -> list[Row]:
    done: list[Row] = []
    for left, right in block.lines:
        signing = _plain_line(left, family, style) if right is None else _signing_line(left, right, family, style)
        is_date = right is None and bool(done)
        done += [replace(signing[0], gap=style.head / 2 if is_date and left.startswith("«") else 0.0), *signing[1:]]
    return _together(done, style.head * 1.5)


def _plain_line(text: str, family: Family, style: Style) -> list[Row]:
    return [Row(style.head, (Run(0, line.text, family.regular, style.size),))
            for line in breaking.lines(text, family.regular, style.size, _POST, hyphenate=False)]  # fmt: skip


def _signing_line(left: str, right: str, family: Family, style: Style) -> list[Row]:
    """Left text, the line to sign on, and the name at the right margin; the sides take several rows where they must."""
    face, size, air = family.regular, style.size, 3 * MM
    name = breaking.lines(right, face, size, _WIDEST_NAME, hyphenate=False)
    ends = MEASURE - max(line.width for line in name) - air
    begins = ends - _SIGNING_LINE
    rank = breaking.lines(left, face, size, max(begins - air, 30 * MM), hyphenate=False)
    count = max(len(rank), len(name))
    done = []
    for number in range(count):
        things: list[Thing] = []
        if number >= count - len(rank):
            things.append(Run(0, rank[number - count + len(rank)].text, face, size))
        if number == count - 1:
            things.append(Rule(begins, ends))
        if number >= count - len(name):
            line = name[number - count + len(name)]
            things.append(Run(MEASURE - line.width, line.text, face, size))
        done.append(Row(style.head, tuple(things)))
    return done


def _set_registration(block: Registration, family: Family, style: Style) -> list[Row]:
    # The caption in brackets under a line is smaller.
    sizes = [(text, style.size - (4 if text.startswith("(") else 2)) for text in block.lines]
    done = [
        Row(style.head * 1.25, (Rule(0, MEASURE) if _is_rule(text) else Run(0, line.text, family.regular, size),))
        for text, size in sizes
        for line in breaking.lines(text, family.regular, size, MEASURE, hyphenate=False)
    ]
    return _together(done, style.head * 2)


def _is_rule(text: str) -> bool:
    """Whether a line is nothing but a line to write on."""
    return len(text) > 2 and not text.strip("_")


def _together(done: list[Row], gap: float) -> list[Row]:
    tied = [replace(row, tied=True) for row in done[:-1]] + done[-1:]
    return [replace(tied[0], gap=gap), *tied[1:]]


_SETTERS: dict[type[Block], Callable[..., list[Row]]] = {
    Addressee: _set_addressee,
    Title: _set_title,
    Heading: _set_heading,
    Paragraph: _set_paragraph,
    Numbered: _set_numbered,
    Marked: _set_marked,
    Tick: _set_tick,
    Attachments: _set_attachments,
    Signature: _set_signature,
    Registration: _set_registration,
}


def paged(rows: Iterable[Row], height: float) -> list[list[Row]]:
    """The rows, page by page: tied rows on one page as long as a page can hold them."""
    done: list[list[Row]] = [[]]
    used = 0.0
    for group in _groups(list(rows)):
        needs = sum(row.gap + row.height for row in group) - (0 if done[-1] else group[0].gap)
        if done[-1] and used + needs > height and needs - group[0].gap <= height:
            done.append([])
            used = 0.0
        for row in group:
            takes = row.height + (row.gap if done[-1] else 0.0)
            if done[-1] and used + takes > height:
                done.append([])
                used, takes = 0.0, row.height
            done[-1].append(row if done[-1] else replace(row, gap=0.0))
            used += takes
    return done


def _groups(rows: list[Row]) -> Iterable[list[Row]]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if not row.tied:
            yield group
            group = []
    if group:
        yield group
