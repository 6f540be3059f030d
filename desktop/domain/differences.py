"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from desktop.domain.values import Part

# A word with the space before it, so that what is added at the end changes nothing before it.
_WORDS = re.compile(r"[^\S\n]*\w+|[^\S\n]*[^\w\s]|\n|[^\S\n]+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_LONGEST = 30_000  # letters of both: every word is compared with every other, so longer texts are compared line by line


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, kw_only=True, repr=False)
class Piece(Part):
    """A piece of either text."""

    change: Change
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts in one, in pieces: what is the same, what is gone, what is new."""
    return tuple(_compared(before, after))


def _compared(before: str, after: str) -> Iterator[Piece]:
    pieces = _WORDS if len(before) + len(after) <= _LONGEST else _LINES
    old, new = pieces.findall(before), pieces.findall(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(change=Change.SAME, text="".join(old[a:b]))
            continue
        if a < b:
            yield Piece(change=Change.GONE, text="".join(old[a:b]))
        if c < d:
            yield Piece(change=Change.NEW, text="".join(new[c:d]))
