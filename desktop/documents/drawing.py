"""What is said between the program and the child that draws papers: one line of JSON each way, and the bytes it announces.

Nothing that decodes a stranger's file is imported here. What the child answers is a stranger's, too, and is measured before it is used.
"""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from desktop.domain.mending import Mend
from desktop.domain.values import Part

CHILD_ARGUMENT = "drawing-child"
LONGEST_LINE = 2 * 1024 * 1024
LARGEST_SHOWN = 200 * 1024 * 1024  # more than that is not held by a child
MOST_WANTED = 4 * 1024 * 1024  # bytes of a file that are asked for at a time
MOST_PAGES = 10_000
MOST_PIXELS = 40_000_000  # of one drawn page: what would be larger is drawn smaller
MOST_TEXT = 300_000  # letters of one paper that the search knows

PDF, JPEG, PNG, TIFF, GIF = "application/pdf", "image/jpeg", "image/png", "image/tiff", "image/gif"
TXT, DOCX = "text/plain", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WITH_PAGES = (PDF, JPEG, PNG, TIFF, GIF)
WITH_TEXT = (PDF, TXT, DOCX)


class Task(StrEnum):
    """What the child is asked for."""

    OPEN = "open"
    SIZES = "sizes"
    DRAW = "draw"
    SKEW = "skew"
    TEXT = "text"


class Form(StrEnum):
    """How a drawn page comes back."""

    PIXELS = "pixels"  # three bytes each, red, green and blue, row after row
    JPEG = "jpeg"
    PNG = "png"
    FAX = "fax"  # black and white, packed as CCITT group 4


@dataclass(frozen=True, kw_only=True, repr=False)
class Drawn(Part):
    """A page as it was drawn: its pixels each way, whether it has no colours, and its bytes in one of the forms."""

    form: Form
    wide: int
    high: int
    data: bytes
    is_grey: bool = False


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One thing asked of the child; a page is drawn as large as fits into the box.

    `OPEN` says how many bytes the file has, and is told how many pages there are, all as large as the first: `SIZES` looks at each.
    """

    task: Task
    media_type: str = ""
    file_size: int = 0
    page: int = 0
    wide: int = 0
    high: int = 0
    mend: Mend = Mend()
    form: Form = Form.PIXELS


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it, followed by so many bytes. `reason` says why nothing did: `damaged`, `locked`, `too-big`.

    Or none yet: the child first wants `wants` bytes of the file, from `at`. They are sent as they are, and it goes on.
    """

    reason: str = ""
    at: int = 0
    wants: int = 0
    sizes: tuple[tuple[float, float], ...] = ()  # of the pages, in points
    wide: int = 0
    high: int = 0
    is_grey: bool = False
    degrees: float = 0.0
    cut: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    size: int = 0


def encoded(message: Request | Answer) -> bytes:
    """The line that says it."""
    return msgspec.json.encode(message) + b"\n"


def request(line: bytes) -> Request:
    """What a line asks for."""
    return msgspec.json.decode(line, type=Request)


def answer(line: bytes) -> Answer:
    """What a line answers. Raises ValueError where it is no answer."""
    return msgspec.json.decode(line, type=Answer)
