"""A PDF that is written piece by piece, each scan drawn only when its turn comes, under a password if there is one.

AES with 256 bits as ISO 32000-2 has it (§7.6, revision 6): each string and each stream is encrypted, bookmarks and title among them.
Open to everybody are how large the file is, how many pages and bookmarks it has, and that it is closed.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

import pypdfium2 as pdfium

from desktop.documents import small_pypdf  # noqa: F401 - before anything of pypdf
from desktop.documents.drawing import Drawn, Form
from desktop.documents.pages import one_at_a_time
from desktop.domain.errors import PageFailed

from pypdf import PdfReader, PdfWriter  # isort: skip
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject  # isort: skip

Draw = Callable[[int], Drawn]


class Target(Protocol):
    """Where a PDF is written to, from its beginning on."""

    def write(self, piece: bytes, /) -> int:
        """Take the next bytes."""

    def tell(self) -> int:
        """How many there were."""

    def flush(self) -> None:
        """Hold nothing back."""


_PLACE = b"picture "
_STRETCH = 20  # pages looked at before others have their turn


def place(number: int, wide: float, high: float) -> Drawn:
    """What stands for picture `number` on the pages until it is drawn: its shape, and nothing of it."""
    return Drawn(form=Form.JPEG, wide=max(1, round(wide)), high=max(1, round(high)), data=_PLACE + str(number).encode())


def write(pages: bytes, target: Target, draw: Draw, password: str = "") -> None:
    """Write a PDF of ours to `target`, with the pictures that `draw` gives in their places, in the order of the pages.

    No more than one picture is held at a time. `password` is of Latin letters, digits and signs. Raises what `draw` raises.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pages)))
    writer.pdf_header = "%PDF-2.0"
    if password:
        writer.encrypt(password, algorithm="AES-256")
    # The writer asks for one object after the other, and has no need of those before.
    writer._objects = _Objects(writer._objects, draw)  # noqa: SLF001 - there is no other way to give it a thing when it is needed
    writer.write(cast(BinaryIO, target))


class _Objects(list[Any]):
    """The objects of a PDF; a picture is made when it is asked for."""

    def __init__(self, objects: Iterable[Any], draw: Draw) -> None:
        super().__init__(objects)
        self._draw = draw

    def __iter__(self) -> Iterator[Any]:
        for each in super().__iter__():
            number = _number(each)
            yield each if number is None else _picture(self._draw(number))


def _number(thing: Any) -> int | None:
    if isinstance(thing, StreamObject) and thing.get("/Subtype") == "/Image":
        return int(thing._data.removeprefix(_PLACE))  # noqa: SLF001 - as it lies there; what is public would unpack it
    return None


def _picture(page: Drawn) -> StreamObject:
    """The picture as an object of the file (ISO 32000-1 §8.9.5)."""
    picture = StreamObject()
    names = {"Type": "XObject", "Subtype": "Image", "ColorSpace": "DeviceGray" if page.is_grey else "DeviceRGB", "Filter": "DCTDecode"}
    picture.update(DictionaryObject({NameObject(f"/{key}"): NameObject(f"/{name}") for key, name in names.items()}))
    for key, number in {"Width": page.wide, "Height": page.high, "BitsPerComponent": 8}.items():
        picture[NameObject(f"/{key}")] = NumberObject(number)
    picture.set_data(page.data)
    return picture


def texts(pages: bytes) -> tuple[str | None, ...]:
    """What can be read on each page of a PDF that is still to be written; None where a picture stands on it. Raises PageFailed."""
    with _opened(pages) as document:
        return tuple(None if any(page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])) else _text(page) for page in document)


def is_proven(path: Path, password: str, expected: Sequence[str | None]) -> bool:
    """Whether a PDF on a disk opens with the password, and without it not; has as many pages, and on each what is expected.

    It is not held whole, and pages with pictures are counted only. Others may draw their pages in between.
    """
    if password and _opens(path):
        return False
    try:
        with _opened(path, password) as document:
            if len(document) != len(expected):
                return False
        return all(_says(path, password, start, expected[start : start + _STRETCH]) for start in range(0, len(expected), _STRETCH))
    except PageFailed:
        return False


def _says(path: Path, password: str, start: int, expected: Sequence[str | None]) -> bool:
    with _opened(path, password) as document:
        return all(text is None or _text(document[number]) == text for number, text in enumerate(expected, start=start))


def _opens(path: Path) -> bool:
    try:
        with _opened(path):
            return True
    except PageFailed:
        return False


@contextmanager
def _opened(source: bytes | Path, password: str = "") -> Iterator[pdfium.PdfDocument]:
    with one_at_a_time:
        try:
            document = pdfium.PdfDocument(source, password=password or None)
        except pdfium.PdfiumError:
            raise PageFailed from None
        try:
            yield document
        except pdfium.PdfiumError:
            raise PageFailed from None
        finally:
            document.close()


def _text(page: pdfium.PdfPage) -> str:
    return str(page.get_textpage().get_text_bounded())
