"""Canaries: words that stand nowhere else, and where they are found in a raw image, however they are written there."""

import base64
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from urllib.parse import quote

import pypdfium2

# What a day plants; each name says where.
RUSSIAN = (
    "lawyer", "called_by", "about", "where", "matter", "post", "relation", "address", "remark", "event", "event_text", "event_place",
    "event_actor", "event_source", "health", "letter_text", "note_facts", "note_question", "note_law", "note_advice", "note_warnings",
    "addendum", "origin", "paper_remark", "search_nothing", "call_who", "call_about", "call_line",
)  # fmt: skip
LATIN = (
    "passphrase", "wrong_passphrase", "folder", "file", "scan", "text_file", "draft", "killed_draft", "killed_typing", "broken_draft",
    "closing_draft", "text_bytes", "scan_bytes", "picture_bytes",
)  # fmt: skip
_CONSONANTS, _VOWELS = "бвгджзклмнпрстфхчшщ", "аеиоу"
_LONGEST_PDF, _BLOCK = 8 << 20, 64 << 10


def plant(chance: Random) -> dict[str, str]:
    """A word for each place."""
    canaries = {name: _russian(chance) for name in RUSSIAN} | {name: _latin(chance) for name in LATIN}
    canaries |= {"surname": _russian(chance).capitalize() + "ов", "mother": _russian(chance).capitalize() + "ова"}
    canaries["patronymic"] = _russian(chance).capitalize() + "ович"
    canaries |= {name: "89" + _digits(chance, 9) for name in ("phone", "call_number")}
    canaries |= {"identity": _digits(chance, 10), "stamp": _digits(chance, 9)}
    return canaries


def _russian(chance: Random) -> str:
    return "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _syllable in range(5))


def _latin(chance: Random) -> str:
    return "q" + "".join(chance.choice("bcdfghjklmnpqrstvwxz") for _letter in range(11))


def _digits(chance: Random, length: int) -> str:
    return "".join(chance.choice("0123456789") for _digit in range(length))


def written(word: str) -> dict[str, bytes]:
    """The word as it may stand on a disk, by the name of the way."""
    plain = word.encode()
    ways = {
        "utf-8": plain,
        "utf-16-le": word.encode("utf-16-le"),
        "utf-16-be": word.encode("utf-16-be"),
        "cp1251": word.encode("cp1251"),
        "upper case": word.upper().encode(),
        "lower case": word.lower().encode(),
        "reversed": word[::-1].encode(),
        "hex": plain.hex().encode(),
        "percent": quote(word).encode(),
        "escaped": word.encode("unicode_escape"),
    }
    for phase in range(3):
        # Base64 of something longer that holds the word: without the signs at either end that its neighbours decide.
        padded = base64.b64encode(b"\0" * phase + plain)
        ways[f"base64, phase {phase}"] = padded[(8 * phase + 5) // 6 : len(padded) - 4]
    return ways


def data(image: Path) -> Iterator[bytes]:
    """What was ever written to an image file, stretch by stretch; holes hold nothing."""
    with image.open("rb") as file:
        end, at = os.fstat(file.fileno()).st_size, 0
        while at < end:
            try:
                begin = os.lseek(file.fileno(), at, os.SEEK_DATA)
            except OSError:
                return
            at = os.lseek(file.fileno(), begin, os.SEEK_HOLE)
            yield from _not_empty(os.pread(file.fileno(), at - begin, begin))


def _not_empty(stretch: bytes) -> Iterator[bytes]:
    """The parts of a stretch without the long runs of zeros."""
    begin = 0
    for at in range(0, len(stretch) + _BLOCK, _BLOCK):
        if at >= len(stretch) or stretch[at : at + _BLOCK].count(0) == len(stretch[at : at + _BLOCK]):
            if at > begin:
                yield stretch[begin:at]
            begin = at + _BLOCK


def found(image: Path, canaries: Mapping[str, str]) -> list[str]:
    """Where the raw image holds a canary: `name (way)`, once each; deleted blocks, file names and the journal count as well."""
    patterns = [(f"{name} ({way})", pattern) for name, word in canaries.items() for way, pattern in written(word).items()]
    hits = set()
    for stretch in data(image):
        hits |= {where for where, pattern in patterns if where not in hits and pattern in stretch}
        for pdf in _pdfs(stretch):
            hits |= {f"{name} (in a PDF)" for name, word in canaries.items() if _says(pdf, word)}
    return sorted(hits)


def _pdfs(stretch: bytes) -> Iterator[str]:
    """The text of every PDF that begins in a stretch, whatever became of its end."""
    for begin in re.finditer(rb"%PDF-1\.", stretch):
        carved = stretch[begin.start() : begin.start() + _LONGEST_PDF]
        last = carved.find(b"%%EOF")
        yield _text_of(carved[: last + 6] if last >= 0 else carved)


def _text_of(pdf: bytes) -> str:
    inflated = ""
    if shutil.which("qpdf"):
        with tempfile.NamedTemporaryFile() as file:
            file.write(pdf)
            file.flush()
            command = ["qpdf", "--qdf", "--object-streams=disable", file.name, "-"]
            inflated = subprocess.run(command, capture_output=True, check=False).stdout.decode("latin-1")
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            return inflated + "".join(page.get_textpage().get_text_range() for page in document)
    except pypdfium2.PdfiumError:
        return inflated


def _says(text: str, word: str) -> bool:
    return word in text or word.encode().decode("latin-1") in text
