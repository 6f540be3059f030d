"""Pages of a PDF as pictures and as text, from memory; nothing is written anywhere."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

import pypdfium2 as pdfium
from pypdfium2 import raw

from desktop.documents.drawing import MOST_PAGES, MOST_PIXELS, Drawn, Form
from desktop.domain.errors import PageFailed

# PDFium keeps its state in one place for the whole process.
one_at_a_time = Lock()


def count(pdf: bytes) -> int:
    """How many pages there are. Raises PageFailed where the bytes are no PDF, or it is locked or broken."""
    with _opened(pdf) as document:
        return len(document)


def sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points. Raises PageFailed."""
    with _opened(pdf) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def picture(pdf: bytes, number: int, scale: float) -> Drawn:
    """Page `number`, from 0, with `scale` pixels to a point. Raises PageFailed."""
    with _opened(pdf) as document:
        if not 0 <= number < len(document):
            raise PageFailed
        return drawn(document[number], scale)


def drawn(page: pdfium.PdfPage, scale: float) -> Drawn:
    """An open page with `scale` pixels to a point. Raises PageFailed, and what PDFium raises."""
    wide, high = page.get_size()
    # A page may claim any size; its picture may not.
    scale = min(scale, (MOST_PIXELS / max(1.0, wide * high)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    raw = bytes(bitmap.buffer)
    if bitmap.n_channels != 3:
        raise PageFailed
    row = width * 3
    rgb = raw if stride == row else b"".join(raw[y * stride : y * stride + row] for y in range(height))
    return Drawn(form=Form.PIXELS, wide=width, high=height, data=rgb)


def text(pdf: bytes) -> str:
    """What can be read in it, page after page. Raises PageFailed."""
    with _opened(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


Box = tuple[float, float, float, float]  # left, top, right, bottom in points, from the upper left corner of the page
_BROKEN = "\x02"  # what PDFium gives for the hyphen of a word that goes on in the next line


def found(pdf: bytes, spans: Callable[[str], Sequence[tuple[int, int]]]) -> tuple[tuple[int, tuple[Box, ...]], ...]:
    """Where something stands in it: for each span that `spans` finds in the text of a page, the number of the page, from 0, and a box for
    each line it reaches over. Raises PageFailed.
    """
    places = list[tuple[int, tuple[Box, ...]]]()
    with _opened(pdf) as document:
        for number, page in enumerate(document):
            high, text = page.get_height(), page.get_textpage()
            words, letters = _letters(text)
            places += [(number, _boxes(text, letters[start:end], high)) for start, end in spans(words)]
    return tuple(places)


def _letters(text: pdfium.PdfTextPage) -> tuple[str, list[int]]:
    """The words of a page, those broken at the end of a line put together, and which letter of the page each of theirs is."""
    letters = [(chr(raw.FPDFText_GetUnicode(text, place)), place) for place in range(text.count_chars())]
    kept = [(letter, place) for letter, place in letters if letter != _BROKEN]
    return "".join(letter for letter, _place in kept), [place for _letter, place in kept]


def _boxes(text: pdfium.PdfTextPage, letters: list[int], high: float) -> tuple[Box, ...]:
    boxes = list[Box]()
    for place in letters:
        left, bottom, right, top = text.get_charbox(place, loose=True)
        box = (left, high - top, right, high - bottom)
        last = boxes[-1] if boxes else None
        if last and abs(last[3] - box[3]) < (box[3] - box[1]) / 2:
            boxes[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            boxes.append(box)
    return tuple(boxes)


def evened(pdf: bytes) -> bytes:
    """The PDF with an empty page at its end where its pages are odd: of several copies on both sides, each begins on its own sheet.

    Raises PageFailed.
    """
    with _opened(pdf) as document:
        if len(document) % 2 == 0:
            return pdf
        wide, high = document.get_page_size(len(document) - 1)
        document.new_page(wide, high)
        made = io.BytesIO()
        document.save(made)
    return made.getvalue()


@contextmanager
def _opened(pdf: bytes) -> Iterator[pdfium.PdfDocument]:
    with one_at_a_time:
        failed = False
        document = None
        try:
            document = pdfium.PdfDocument(pdf)
            if len(document) > MOST_PAGES:
                failed = True
            else:
                yield document
        except pdfium.PdfiumError:
            failed = True
        finally:
            if document is not None:
                document.close()
    if failed:
        raise PageFailed
