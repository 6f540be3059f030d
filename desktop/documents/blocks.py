"""Blocks: what a page is made of, before it is set."""

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class Block:
    """A piece of a document. Its `repr` tells nothing of the text."""

    def __repr__(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, repr=False)
class Addressee(Block):
    """To whom, and from whom: lines in the right half of the page."""

    lines: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Title(Block):
    """The name of the document, centred; under it what it is about."""

    text: str
    subject: str = ""


@dataclass(frozen=True, repr=False)
class Heading(Block):
    """A quiet heading at the left, which stays with what follows."""

    text: str


@dataclass(frozen=True, repr=False)
class Paragraph(Block):
    """Running text."""

    text: str


@dataclass(frozen=True, repr=False)
class Marked(Block):
    """Running text in pieces, each with whether it is bold; behind a mark that hangs at its left, or as a quote."""

    pieces: tuple[tuple[str, bool], ...]
    mark: str = ""
    quoted: bool = False


@dataclass(frozen=True, repr=False)
class Numbered(Block):
    """A request or an item, with its number as it was written."""

    number: str
    text: str


@dataclass(frozen=True, repr=False)
class Tick(Block):
    """A line with a box before it, ticked or empty."""

    text: str
    ticked: bool = False


@dataclass(frozen=True, repr=False)
class Attachments(Block):
    """What is enclosed, a line each."""

    lines: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Signature(Block):
    """Who signs: lines, the one to sign in has a right half. Never parted by the end of a page."""

    lines: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, repr=False)
class Registration(Block):
    """What the office fills in, on his own copy only."""

    lines: tuple[str, ...]
