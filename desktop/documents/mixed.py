"""Bold and plain in one line: while it is broken, signs that take no room stand where bold begins and ends."""

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from functools import cache

from desktop.documents.fonts import Face, Family

# From the private range: `fonts.shown` lets none of these through, so no text has them.
_ON, _OFF = "\ue000", "\ue001"
_SIGNS = re.compile(f"([{_ON}{_OFF}])")


def marked(pieces: Iterable[tuple[str, bool]], family: Family) -> tuple[str, Face]:
    """Pieces, each with whether it is bold, as one text with signs in it, and the face to measure it by: the wider one."""
    pieces = tuple(pieces)
    text = "".join(f"{_ON}{piece}{_OFF}" if bold else piece for piece, bold in pieces)
    return text, _measure(family) if any(bold for _piece, bold in pieces) else family.regular


def parted(text: str, family: Family, bold: bool) -> tuple[list[tuple[str, Face]], bool]:
    """The pieces of a line of such a text, each with its face, and whether the line ends in bold; `bold` says how it begins."""
    found = []
    for piece in _SIGNS.split(text):
        if piece in {_ON, _OFF}:
            bold = piece == _ON
        elif piece:
            found.append((piece, family.bold if bold else family.regular))
    return found, bold


@cache
def _measure(family: Family) -> Face:
    widths = copy(family.bold.widths)
    if isinstance(widths, dict):
        widths |= dict.fromkeys((_ON, _OFF), 0.0)
    return replace(family.bold, widths=widths)
