"""Papers of strangers as the shut-in child reads them, and what such a child may answer.

Pillow and PDFium are others' work: here it is our own reading that is watched. Each takes anything, and raises only where something is
the matter with the house.
"""

from contextlib import suppress

from desktop.documents import drawing, plain_text
from desktop.documents.drawing import Form, Request, Task
from desktop.documents.drawing_child import Desk
from desktop.documents.fetched import Fetched
from desktop.domain.mending import Mend
from tests.fuzz.oracle import same

_REASONS = {"damaged", "locked", "too-big"}
_MEND = Mend(quarters=1, degrees=3.0, cut=(0.1, 0.1, 0.1, 0.1), black_and_white=True)


def words(untrusted: bytes) -> None:
    """The text in a DOCX, and in a file of text."""
    with suppress(ValueError):
        _tidy(plain_text.of_docx(untrusted))
    _tidy(plain_text.of_text(untrusted))


def _tidy(text: str) -> None:
    same(all(sign.isprintable() or sign in "\n\t" for sign in text), True)


def picture(untrusted: bytes) -> None:
    """A photograph or scan, drawn and mended."""
    _shown(untrusted, tuple(kind for kind in drawing.WITH_PAGES if kind != drawing.PDF))


def pdf(untrusted: bytes) -> None:
    """A PDF, drawn, and its text taken out."""
    _shown(untrusted, (drawing.PDF,))


def _shown(untrusted: bytes, media_types: tuple[str, ...]) -> None:
    for media_type in media_types:
        desk = Desk()
        file = Fetched(lambda at, size: untrusted[at : at + size], len(untrusted))
        said, _ = desk.answer(Request(task=Task.OPEN, media_type=media_type), file)
        if said.reason:
            same(said.reason in _REASONS, True)
            continue
        desk.answer(Request(task=Task.SIZES))
        for asked in (Request(task=Task.DRAW, wide=60, high=80), Request(task=Task.DRAW, wide=40, high=40, mend=_MEND, form=Form.FAX)):
            drawn, data = desk.answer(asked)
            same(drawn.reason in {"", *_REASONS}, True)
            same((drawn.wide <= 61, drawn.high <= 81, len(data)), (True, True, drawn.size))
        if media_type != drawing.PDF:  # it takes a second for each page, and the same steps
            desk.answer(Request(task=Task.SKEW))
        told, text = desk.answer(Request(task=Task.TEXT))
        if not told.reason:
            _tidy(text.decode("utf-8"))


def child(untrusted: bytes) -> None:
    """What a child that was taken over may say, and what it is told."""
    for read in (drawing.answer, drawing.request):
        with suppress(ValueError):
            read(untrusted)
