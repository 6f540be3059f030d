"""Blocks into a PDF: A4, every typeface inside, the same bytes for the same blocks, nothing in it that tells who or when."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from threading import Lock
from typing import Any

from desktop.documents import fonts, setting  # quiet_reportlab before anything of ReportLab
from desktop.documents.blocks import Block
from desktop.documents.drawing import Drawn, Form
from desktop.documents.fonts import Family
from desktop.documents.names_in_text import BAR
from desktop.documents.setting import (
    BOTTOM,
    HEIGHT,
    LEFT,
    LETTER,
    MEASURE,
    MM,
    TOP,
    WIDTH,
    Area,
    Box,
    Dot,
    Fill,
    Row,
    Rule,
    Run,
    Scan,
    Style,
    Thing,
)
from desktop.domain.errors import PageFailed

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFName, PDFObject, PDFStream, PDFString  # isort: skip
from reportlab.pdfgen.canvas import Canvas  # isort: skip

ARCHIVE_MARK = "КОПИЯ ДЛЯ ДЕЛА. Текст утратил актуальность. Не подписывать и не подавать."
HAND_MARK = "Образец для переписывания"
OMITTED_MARK = "КОПИЯ С ИЗЪЯТИЯМИ"

_NUMBER_SIZE, _SMALL = 12, 9
_HATCH = 3.2  # points between two lines of a hatched area
_LINE_NUMBER = -3.5 * MM  # where the number of a line ends, in the margin
# ReportLab signs its files in two comments. One has a fixed place, so it is blotted out letter for letter.
_SIGNED = b" ReportLab Generated PDF document (opensource)"
# The typefaces are shared by all documents, and reading a subset out of one moves its cursor.
_one_at_a_time = Lock()


def render(
    blocks: Iterable[Block],
    *,
    font: str = fonts.SERIF,
    archive_mark: bool = False,
    mark: str = "",
    style: Style = LETTER,
    footer: str = "",
) -> bytes:
    """The PDF of a document; `mark` stands above and below each page. Raises FontMissing, PageFailed; neither tells of the text."""
    return draw(fonts.family(font), drawings(blocks, font=font, archive_mark=archive_mark, mark=mark, style=style, footer=footer))


Drawing = list[tuple[float, tuple[Thing, ...]]]
"""What stands on a page: the height of each base line above the lower edge, and what stands on it, from the left margin on."""


def drawings(
    blocks: Iterable[Block],
    *,
    font: str = fonts.SERIF,
    archive_mark: bool = False,
    mark: str = "",
    style: Style = LETTER,
    footer: str = "",
) -> list[Drawing]:
    """The pages of a document, as `draw` takes them. Raises FontMissing."""
    family = fonts.family(font)
    told = " · ".join(part for part in (mark, ARCHIVE_MARK if archive_mark else "") if part)
    pages = setting.paged(setting.rows(blocks, family, style), HEIGHT - TOP - BOTTOM)
    done, line = [], 0
    for number, page in enumerate(pages, start=1):
        done.append(_drawing(page, number, family, told, footer, line if style.numbered else None))
        line += sum(_is_written(row) for row in page)
    return done


def draw(family: Family, pages: Iterable[Drawing], outline: Mapping[int, str] | None = None) -> bytes:
    """The PDF of ready pages; `outline` names the pages, counted from 0, that have a bookmark. Raises PageFailed."""
    with _one_at_a_time:
        failed, data = False, b""
        try:
            data = _drawn(family, pages, outline or {})
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError):
            # What ReportLab says may hold the text of the page, so it is let go here, cause and all.
            failed = True
    if failed:
        raise PageFailed
    return data


def scans(pages: Iterable[Drawn]) -> bytes:
    """A PDF whose pages are these pictures and nothing else, none longer than a sheet of A4."""
    stream = BytesIO()
    with _one_at_a_time:
        canvas = _canvas(stream)
        for page in pages:
            scale = HEIGHT / max(page.wide, page.high)
            wide, high = page.wide * scale, page.high * scale
            canvas.setPageSize((wide, high))
            _draw_scan(canvas, Scan(-LEFT, wide, high, page), 0)
            canvas.showPage()
        return _finished(canvas, stream)


def _drawing(page: list[Row], number: int, family: Family, mark: str, footer: str, line: int | None) -> Drawing:
    done: Drawing = []
    y = HEIGHT - TOP
    for row in page:
        y -= row.gap + row.height
        # Letters hang a fifth of their row above its lower edge.
        base = y + row.height * 0.22
        done.append((base, row.things))
        if line is not None and _is_written(row):
            line += 1
            done.append((base, (_line_number(line, family),)))
    if number > 1:
        done.append((HEIGHT - 13 * MM, (_centred(str(number), family, _NUMBER_SIZE),)))
    if mark:
        size = min(_SMALL + 1, (_SMALL + 1) * MEASURE / family.bold.width(mark, _SMALL + 1))
        done.append((HEIGHT - 7 * MM, (_centred(mark, family, size, bold=True),)))
        done.append((9 * MM, (_centred(mark, family, size, bold=True),)))
    if footer:
        done.append((11 * MM, (_centred(footer, family, _SMALL),)))
    return done


def _is_written(row: Row) -> bool:
    return any(isinstance(thing, Run) for thing in row.things)


def _line_number(line: int, family: Family) -> Run:
    text = str(line)
    return Run(_LINE_NUMBER - family.regular.width(text, _SMALL), text, family.regular, _SMALL)


def _centred(text: str, family: Family, size: float, *, bold: bool = False) -> Run:
    face = family.bold if bold else family.regular
    return Run((MEASURE - face.width(text, size)) / 2, text, face, size)


def _drawn(family: Family, pages: Iterable[Drawing], outline: Mapping[int, str]) -> bytes:
    stream = BytesIO()
    canvas = _canvas(stream, initialFontName=family.regular.font.fontName, initialFontSize=14)
    family.regular.font.splitString(fonts.ALPHABET, canvas._doc)  # noqa: SLF001
    for number, page in enumerate(pages):
        if number in outline:
            canvas.bookmarkPage(str(number))
            canvas.addOutlineEntry(outline[number], str(number))
        _put(canvas, [(y, thing) for y, things in page for thing in things])
        canvas.showPage()
    if outline:
        canvas.showOutline()
    return _finished(canvas, stream)


def _canvas(stream: BytesIO, **how: object) -> Any:
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, **how)
    document: Any = canvas._doc  # noqa: SLF001 - there is no public door to what the file says about itself
    document.info = _Constant()
    document._ID = b"\n[<" + b"0" * 32 + b"><" + b"0" * 32 + b">]\n"  # noqa: SLF001 - nor to its number
    return canvas


def _finished(canvas: Any, stream: BytesIO) -> bytes:
    canvas.save()
    return stream.getvalue().replace(_SIGNED, b" " * len(_SIGNED), 1)


def _put(canvas: Any, things: Iterable[tuple[float, Thing]]) -> None:
    # ReportLab's own way to set a line measures it again and begins anew for each: three times the work for the same page.
    document, letters, stretch, code = canvas._doc, ("", 0.0), 0.0, ["BT"]  # noqa: SLF001 - what its typefaces ask for
    for y, thing in _with_bars(things):
        if not isinstance(thing, Run):
            _draw(canvas, thing, y)
            continue
        code.append(f"1 0 0 1 {LEFT + thing.x:.2f} {y:.2f} Tm")
        if stretch != thing.stretch:
            stretch = thing.stretch
            code.append(f"{stretch:.3f} Tw")
        for part, signs in thing.face.font.splitString(thing.text, document):
            name = thing.face.font.getSubsetInternalName(part, document)
            if letters != (name, thing.size):
                letters = (name, thing.size)
                code.append(f"{name} {thing.size:g} Tf")
            code.append(f"<{signs.hex()}> Tj")
    canvas.addLiteral("\n".join((*code, "ET")))


def _with_bars(things: Iterable[tuple[float, Thing]]) -> Iterator[tuple[float, Thing]]:
    """A bar for what was left out is drawn: neither typeface has one."""
    for y, thing in things:
        if not (isinstance(thing, Run) and BAR in thing.text):
            yield y, thing
            continue
        x = thing.x
        for piece in re.split(f"({BAR}+)", thing.text):
            wide = thing.face.width(piece, thing.size) + thing.stretch * (piece.count(" ") + piece.count("\N{NO-BREAK SPACE}"))
            if piece.startswith(BAR):
                yield y, Fill(x + 0.5, wide - 1, thing.size * 0.66)
            elif piece:
                yield y, replace(thing, x=x, text=piece)
            x += wide


def _draw(canvas: Any, thing: Rule | Fill | Box | Scan | Area | Dot, y: float) -> None:
    if isinstance(thing, Rule):
        canvas.setLineWidth(0.6)
        canvas.line(LEFT + thing.x, y - 1.5, LEFT + thing.until, y - 1.5)
    elif isinstance(thing, Scan):
        _draw_scan(canvas, thing, y)
    elif isinstance(thing, Area):
        _area(canvas, thing, LEFT + thing.x, y)
    elif isinstance(thing, Dot):
        canvas.setLineWidth(0.8)
        canvas.circle(LEFT + thing.x, y, thing.radius, fill=int(thing.filled))
    elif isinstance(thing, Fill):
        canvas.rect(LEFT + thing.x, y, thing.width, thing.height, stroke=0, fill=1)
    else:
        canvas.setLineWidth(0.7)
        canvas.rect(LEFT + thing.x, y - thing.side * 0.08, thing.side, thing.side)
        if thing.ticked:
            _tick(canvas, LEFT + thing.x, y - thing.side * 0.08, thing.side)


def _area(canvas: Any, area: Area, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setFillGray(area.grey)
    canvas.setLineWidth(0.6)
    canvas.rect(x, y, area.width, area.height, stroke=int(area.framed), fill=1)
    if area.hatched:
        frame = canvas.beginPath()
        frame.rect(x, y, area.width, area.height)
        canvas.clipPath(frame, stroke=0)
        canvas.setLineWidth(0.4)
        steps = int((area.width + area.height) / _HATCH) + 1
        canvas.lines([(x + step * _HATCH, y, x + step * _HATCH - area.height, y + area.height) for step in range(1, steps + 1)])
    canvas.restoreState()


def _tick(canvas: Any, x: float, y: float, side: float) -> None:
    canvas.setLineWidth(1.1)
    canvas.line(x + side * 0.2, y + side * 0.5, x + side * 0.42, y + side * 0.22)
    canvas.line(x + side * 0.42, y + side * 0.22, x + side * 0.85, y + side * 0.85)


def _draw_scan(canvas: Any, scan: Scan, y: float) -> None:
    """Put a picture on the page as it is packed: ReportLab's own reader unpacks each, twelve megabytes a page, and keeps it."""
    name = hashlib.sha256(scan.page.data).hexdigest()
    document = canvas._doc  # noqa: SLF001 - there is no other way to what the canvas writes
    known = document.getXObjectName(name)
    if known not in document.idToObject:
        packed = _Packed(name, scan.page)
        canvas._setXObjects(packed)  # noqa: SLF001
        document.Reference(packed, known)
        document.addForm(name, packed)
    canvas.saveState()
    canvas.translate(LEFT + scan.x, y)
    canvas.scale(scan.width, scan.height)
    canvas.addLiteral(f"/{known} Do")
    canvas.restoreState()
    canvas._formsinuse.append(name)  # noqa: SLF001


class _Packed(PDFObject):  # type: ignore[misc]
    """A picture in the file (ISO 32000-1 §8.9.5)."""

    def __init__(self, name: str, page: Drawn) -> None:
        self.name, self._page = name, page

    def format(self, document: Any) -> bytes:
        """The picture as it stands in the file."""
        page, stream = self._page, PDFStream(content=self._page.data)
        told: dict[str, Any] = {"Type": PDFName("XObject"), "Subtype": PDFName("Image"), "Width": page.wide, "Height": page.high}
        if page.form is Form.FAX:
            fax = PDFDictionary({"K": -1, "Columns": page.wide, "Rows": page.high, "BlackIs1": "true"})
            told |= {"BitsPerComponent": 1, "ColorSpace": PDFName("DeviceGray"), "Filter": PDFName("CCITTFaxDecode"), "DecodeParms": fax}
        else:
            space = "DeviceGray" if page.is_grey else "DeviceRGB"
            told |= {"BitsPerComponent": 8, "ColorSpace": PDFName(space), "Filter": PDFName("DCTDecode")}
        for key, value in told.items():
            stream.dictionary[key] = value
        return bytes(stream.format(document))


class _Constant(PDFInfo):  # type: ignore[misc]
    """The only thing the file says about itself: `Document`."""

    title = "Document"

    def format(self, document: Any) -> bytes:
        """The dictionary as it stands in the file."""
        return bytes(PDFDictionary({"Title": PDFString(self.title)}).format(document))
