"""Pages of a PDF as pictures and as text, from memory; nothing is written anywhere."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pypdfium2 as pdfium

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
