"""The child that draws papers: shut in, it opens one stranger's file and answers what is asked about it.

A file made to hang, to crash or to eat the machine does so here. It sees no other paper, and it ends with this one.
"""

import codecs
import sys
import zipfile
from io import BytesIO
from typing import Any, BinaryIO

import pypdfium2 as pdfium
from PIL import Image

from desktop import guard
from desktop.documents import drawing, lent_fonts, mending, pages, pictures, plain_text
from desktop.documents.drawing import MOST_PAGES, MOST_TEXT, Answer, Form, Request, Task
from desktop.documents.fetched import Fetched
from desktop.domain.errors import PageFailed
from desktop.domain.mending import Mend

MEMORY = 1024 * 1024 * 1024
SECONDS = 600  # of work, all in all; the parent waits less for each answer

_ENCODINGS = (
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    "cp1251",
    "latin-1",
    "ascii",
    "cp437",
)  # of texts, of PDFium's answers, of names in an archive
_LOCKED = 4  # FPDF_ERR_PASSWORD
_SIDE_OF_SKEW = 1000
_LEAST_SHARE = 0.05  # of a page that is left when it is cut


class Unfit(Exception):
    """The file cannot be shown; the code word says why."""


class Paper:
    """One open file."""

    def __init__(self, file: Fetched, media_type: str) -> None:
        self._media_type = media_type
        self._data = b"" if media_type == drawing.PDF else file.readall()
        self._pdf: pdfium.PdfDocument | None = None
        self._pictures: pictures.Pictures | None = None
        self._drawn: tuple[int, int, Image.Image] | None = None
        self.count = 0
        if media_type == drawing.PDF:
            self._pdf = _opened(file)
            self.count = len(self._pdf)
        elif media_type in pictures.FORMATS:
            self._pictures = pictures.Pictures(self._data, media_type)
            self.count = len(self._pictures.sizes)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page, from 0, in points."""
        if self._pictures is not None:
            return self._pictures.sizes[page]
        if self._pdf is None:
            raise Unfit("damaged")
        wide, high = self._pdf.get_page_size(page)
        return wide, high

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Those of all pages: of a long PDF each is somewhere else in the file."""
        return tuple(self.size(page) for page in range(self.count))

    def draw(self, asked: Request) -> tuple[Answer, bytes]:
        """A page as large as fits into the box asked for, mended, in the form asked for."""
        wide, high = self.size(asked.page)
        if self._pdf is not None and asked.mend == Mend() and asked.form is Form.PIXELS:
            page = pages.drawn(self._pdf[asked.page], min(asked.wide / max(wide, 1), asked.high / max(high, 1)))
            return Answer(wide=page.wide, high=page.high, size=len(page.data)), page.data
        left, top, right, bottom = asked.mend.cut
        side = round(max(asked.wide, asked.high) / max(_LEAST_SHARE, 1 - max(left + right, top + bottom)))
        picture = mending.mended(self._picture(asked.page, side), asked.mend)
        picture.thumbnail((asked.wide, asked.high), Image.Resampling.LANCZOS)
        if asked.mend.black_and_white:
            picture = mending.black_and_white(picture)
        data = _packed(picture, asked.form)
        return Answer(wide=picture.width, high=picture.height, is_grey=picture.mode in {"L", "1"}, size=len(data)), data

    def skew(self, asked: Request) -> Answer:
        """By how many degrees the page is crooked once its quarters are turned, and what then lies around the paper."""
        turned = mending.mended(self._picture(asked.page, _SIDE_OF_SKEW), Mend(quarters=asked.mend.quarters))
        degrees = mending.skew(turned)
        return Answer(degrees=degrees, cut=mending.edges(mending.mended(turned, Mend(degrees=degrees), fill=0)))

    def text(self) -> str:
        """What can be read in it, as much as the search is told."""
        if self._media_type == drawing.DOCX:
            return plain_text.of_docx(self._data)[:MOST_TEXT]
        if self._media_type == drawing.TXT:
            return plain_text.of_text(self._data)[:MOST_TEXT]
        found, size = list[str](), 0
        for page in self._pdf or ():
            found.append(page.get_textpage().get_text_bounded())
            size += len(found[-1])
            if size > MOST_TEXT:
                break
        return plain_text.tidy("\n".join(found))[:MOST_TEXT]

    def _picture(self, page: int, side: int) -> Image.Image:
        # The same page is asked for again and again while it is being mended.
        if self._drawn is None or self._drawn[:2] != (page, side):
            self._drawn = None
            self._drawn = (page, side, self._picture_anew(page, side))
        return self._drawn[2].copy()

    def _picture_anew(self, page: int, side: int) -> Image.Image:
        if self._pictures is not None:
            return self._pictures.drawn(page, side)
        if self._pdf is None:
            raise Unfit("damaged")
        drawn = pages.drawn(self._pdf[page], side / max(1.0, *self.size(page)))
        return Image.frombytes("RGB", (drawn.wide, drawn.high), drawn.data)


def _opened(file: Fetched) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(file)
    except pdfium.PdfiumError as error:
        raise Unfit("locked" if error.err_code == _LOCKED else "damaged") from None
    if len(document) > MOST_PAGES:
        raise Unfit("too-big")
    return document


def _packed(picture: Image.Image, form: Form) -> bytes:
    if form is Form.PIXELS:
        return picture.convert("RGB").tobytes()
    made: bytes = _PACKERS[form](picture)
    return made


_PACKERS = {Form.JPEG: pictures.jpeg, Form.PNG: pictures.png, Form.FAX: pictures.fax}


class Desk:
    """Answers one request after the other; the first must bring the file."""

    def __init__(self) -> None:
        lent_fonts.lend()
        self._paper: Paper | None = None

    def answer(self, asked: Request, file: Fetched | None = None) -> tuple[Answer, bytes]:
        """The answer and the bytes that follow it; never raises for anything a file can hold. `OPEN` needs the file."""
        try:
            return self._answer(asked, file)
        except Unfit as error:
            return Answer(reason=str(error)), b""
        except (MemoryError, pictures.TooBig, Image.DecompressionBombError):
            return Answer(reason="too-big"), b""
        except (*pictures.BROKEN, PageFailed, zipfile.BadZipFile):
            return Answer(reason="damaged"), b""

    def _answer(self, asked: Request, file: Fetched | None) -> tuple[Answer, bytes]:
        if asked.task is Task.OPEN and file is not None:
            self._paper = None
            self._paper = Paper(file, asked.media_type)
            return Answer(sizes=(self._paper.size(0),) * self._paper.count if self._paper.count else ()), b""
        if self._paper is None:
            raise Unfit("damaged")
        if asked.task is Task.SIZES:
            return Answer(sizes=self._paper.sizes()), b""
        if asked.task is Task.DRAW:
            return self._paper.draw(asked)
        if asked.task is Task.SKEW:
            return self._paper.skew(asked), b""
        text = self._paper.text().encode("utf-8", "replace")
        return Answer(size=len(text)), text


def run_child() -> int:
    """Answer what comes by standard input until it ends; for a process of its own, started by `operations.drawing`."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    desk = Desk()
    _get_ready(desk)
    guard.shut_in(MEMORY, SECONDS)

    def ask(at: int, size: int) -> bytes:
        _say(target, Answer(at=at, wants=size), b"")
        data = source.read(size)
        if len(data) != size:
            sys.exit(1)
        return data

    while line := source.readline(drawing.LONGEST_LINE):
        asked = drawing.request(line)
        _say(target, *desk.answer(asked, Fetched(ask, asked.file_size)))
    return 0


def _say(target: BinaryIO, answer: Answer, data: bytes) -> None:
    target.write(drawing.encoded(answer))
    target.write(data)
    target.flush()


def _get_ready(desk: Desk) -> None:
    """Do everything once with files of our own: what is loaded only when it is needed cannot be loaded any more once the door is shut."""
    for encoding in _ENCODINGS:
        codecs.lookup(encoding)
    page = Image.new("L", (40, 40), 255)
    mends = (Mend(), Mend(quarters=1, degrees=1.0, cut=(0.1, 0.1, 0.1, 0.1), black_and_white=True))
    for media_type, kind in pictures.FORMATS.items():
        held = BytesIO()
        page.save(held, kind)
        _open(desk, media_type, held)
        for mend in mends:
            for form in Form:
                desk.answer(Request(task=Task.DRAW, wide=20, high=20, mend=mend, form=form))
        desk.answer(Request(task=Task.SKEW))
    held = BytesIO()
    document: Any = pdfium.PdfDocument.new()
    document.new_page(40, 40)
    document.save(held)
    document.close()
    _open(desk, drawing.PDF, held)
    desk.answer(Request(task=Task.SIZES))
    desk.answer(Request(task=Task.DRAW, wide=20, high=20))
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", "<w:t>x</w:t>")
    texts = ((drawing.PDF, b""), (drawing.DOCX, held.getvalue()), (drawing.TXT, "я".encode("cp1251")), (drawing.TXT, b"\xff\xfe"))
    for media_type, data in texts:
        _open(desk, media_type, BytesIO(data))
        desk.answer(Request(task=Task.TEXT))


def _open(desk: Desk, media_type: str, held: BytesIO) -> None:
    data = held.getvalue()
    file = Fetched(lambda at, size: data[at : at + size], len(data))
    desk.answer(Request(task=Task.OPEN, media_type=media_type, file_size=len(data)), file)
