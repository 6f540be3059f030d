"""Typefaces lent to PDFium for a PDF that brings none of its own: its own ones have no Cyrillic letters, so nothing at all would be seen.

For the child that draws papers: the files are read here, before its door is shut.
"""

import ctypes
from functools import cache
from typing import Any

from pypdfium2 import raw

from desktop.documents import font_files
from desktop.documents.font_files import SANS, SERIF

# fpdf_sysfontinfo.h
_ROMAN, _BOLD_FROM, _CYRILLIC = 1 << 4, 600, 204


@cache
def lend() -> "_Lent":
    """Lend them from now on. Where the computer has no sans serif, the serif stands for it, and without any PDFium keeps to its own."""
    return _Lent()


class _Lent:
    """The callbacks, which must live as long as PDFium may call them."""

    def __init__(self) -> None:
        serif, sans = font_files.of(SERIF), font_files.of(SANS)
        self._files = [file.read_bytes() for files in (serif, sans or serif) for file in files or ()]
        self._info = raw.FPDF_SYSFONTINFO(version=1)
        for name, kind in raw.FPDF_SYSFONTINFO._fields_[1:]:
            setattr(self._info, name, kind(getattr(self, f"_{name}", self._nothing)))
        if self._files:
            raw.FPDF_SetSystemFontInfo(self._info)

    def _nothing(self, *_: object) -> int:
        return 0

    def _MapFont(self, _this: Any, weight: int, _italic: int, _charset: int, pitch: int, _face: Any, _exact: Any) -> int:  # noqa: N802
        # Counted from 1: no typeface is 0.
        return 1 + (0 if pitch & _ROMAN else 2) + (weight >= _BOLD_FROM)

    def _GetFontData(self, _this: Any, font: int, table: int, into: Any, room: int) -> int:  # noqa: N802
        if table:
            return 0
        data = self._files[font - 1]
        if into and room >= len(data):
            ctypes.memmove(into, data, len(data))
        return len(data)

    def _GetFaceName(self, _this: Any, font: int, into: Any, room: int) -> int:  # noqa: N802
        # PDFium keeps an open typeface by its name.
        name = b"Lent %d\0" % font
        if into and room >= len(name):
            ctypes.memmove(into, name, len(name))
        return len(name)

    def _GetFontCharset(self, _this: Any, _font: int) -> int:  # noqa: N802
        return _CYRILLIC
