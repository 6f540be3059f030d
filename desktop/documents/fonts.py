"""Typefaces: where they are found, how wide their letters are, and which characters they lack."""

import re
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from desktop.documents import font_files, quiet_reportlab  # noqa: F401 - before anything of ReportLab
from desktop.domain.errors import FontMissing

from reportlab.lib.rl_accel import fp_str  # isort: skip
from reportlab.pdfbase.pdfdoc import PDFName  # isort: skip
from reportlab.pdfbase.pdfmetrics import registerFont  # isort: skip
from reportlab.pdfbase.ttfonts import TTFError, TTFont  # isort: skip

# Those that letters are set in.
FAMILIES = SERIF, PT_SERIF = (font_files.SERIF, font_files.PT_SERIF)

# What every letter has some of stands in every file: so most files hold the same cut of the typeface, made once.
ALPHABET = " абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ0123456789.,:;!?()«»-–—…№%/_"
_CUTS = 8

# Invisible, unassigned, private: a reader of the page could not know they are there.
_NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
# Two letters in one sign: what is read out of the page are two again, and a search for either finds nothing.
_LIGATURES = frozenset(map(chr, range(0xFB00, 0xFB07)))
# Marks above and below letters, one behind the other (the blocks of them that Unicode has for all scripts, and the Cyrillic ones).
_STACKED = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{2,}")


@dataclass(frozen=True, repr=False, eq=False)
class Face:
    """A typeface, regular or bold: ReportLab's object for it, and the width of each letter in parts of its size."""

    font: TTFont
    widths: Mapping[str, float]
    glyphs: frozenset[int]

    def width(self, text: str, size: float) -> float:
        """The width of `text` in points."""
        return sum(map(self.widths.__getitem__, text)) * size


class _Widths(dict[str, float]):
    """The widths of letters; one the typeface lacks is as wide as a digit."""

    def __missing__(self, _letter: str) -> float:
        return 0.5


@dataclass(frozen=True, repr=False)
class Family:
    """A typeface in its two weights."""

    name: str
    regular: Face
    bold: Face


def available() -> tuple[str, ...]:
    """The names of the typefaces this computer has, the preferred first."""
    return tuple(name for name in FAMILIES if font_files.of(name))


def chosen(name: str = SERIF) -> str:
    """The typeface to set with: `name` if it is there, else the other. Raises FontMissing."""
    if font_files.of(name):  # looking for the others takes a while
        return name
    there = available()
    if not there:
        raise FontMissing
    return there[0]


@cache
def family(name: str) -> Family:
    """The typeface `name`, which is one of `available()`. Read once. Raises FontMissing."""
    files = font_files.of(name) if name in FAMILIES else None
    if not files:
        raise FontMissing
    regular, bold = (_face(f"{name}-{weight}", path) for weight, path in zip(("regular", "bold"), files, strict=True))
    return Family(name, regular, bold)


def missing_glyphs(text: str, font: str) -> tuple[str, ...]:
    """The characters of `text` that no page in this typeface can show, each once, by number and name."""
    return tuple(character_name(letter) for letter in sorted(_strange(unicodedata.normalize("NFC", text), family(font))))


def shown(text: str, font: str) -> str:
    """`text` in NFC with a mark in place of every character that `missing_glyphs` names: for a preview that must not fail."""
    composed = unicodedata.normalize("NFC", text)
    strange = _strange(composed, family(font))
    return composed.translate({ord(letter): "\N{WHITE SQUARE}" for letter in strange}) if strange else composed


def character_name(letter: str) -> str:
    """The number and the name of a character, such as `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip()


def _strange(composed: str, face: Family) -> set[str]:
    """What cannot be shown: letter by letter, and a mark that stands twice over one letter, where nobody sees the second."""
    found = {letter for letter in set(composed) - {"\n", "\r", "\t"} if not _is_shown(letter, face)}
    return found.union(*map(_twice, _STACKED.findall(composed)))


def _twice(marks: str) -> set[str]:
    return {mark for mark in marks if marks.count(mark) > 1}


def _is_shown(letter: str, face: Family) -> bool:
    if unicodedata.category(letter) in _NEVER or unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT or letter in _LIGATURES:
        return False
    return ord(letter) in face.regular.glyphs and ord(letter) in face.bold.glyphs


def _face(name: str, path: Path) -> Face:
    try:
        # Without readable ASCII only the letters that are used go into the file.
        font = TTFont(name, str(path), asciiReadable=False, shapable=False)
    except (TTFError, OSError):
        raise FontMissing from None
    registerFont(font)
    _quicken(font.face)
    widths = _Widths({chr(code): width / 1000 for code, width in font.face.charWidths.items()})
    widths["\N{NO-BREAK SPACE}"] = widths[" "]
    return Face(font, widths, frozenset(font.face.charToGlyph))


def _quicken(face: Any) -> None:
    """Let a typeface keep the last sets of letters that were cut out of it for a file, packed, and its widths as they are written.

    Half of the time a page takes goes there.
    """
    add, cut, packed = face.addSubsetObjects, lru_cache(maxsize=_CUTS)(face.makeSubset), lru_cache(maxsize=_CUTS)(zlib.compress)
    width = face.getCharWidth

    def add_packed(document: Any, name: str, letters: list[int]) -> Any:
        added = add(document, name, letters)
        stream = document.idToObject[f"fontFile:{face.filename}({name})"]
        # What names its filter is not packed again.
        stream.content, stream.dictionary["Filter"] = packed(stream.content), PDFName("FlateDecode")
        return added

    face.makeSubset = lambda letters: cut(tuple(letters))
    face.addSubsetObjects = add_packed
    face.getCharWidth = cache(lambda code: fp_str(width(code)).encode("ascii"))
