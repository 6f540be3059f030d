"""The text in a DOCX or a text file, without anything else of it; for the child that reads what a stranger made."""

import re
import zipfile
import zlib
from html import unescape
from io import BytesIO

_BODY = "word/document.xml"
_MOST_BYTES = 64 * 1024 * 1024  # of XML: a small archive may hold any amount
# Office Open XML, ECMA-376: text stands in w:t alone; a paragraph, a row of a table, a line break and a tab are white space.
_PARTS = re.compile(rb"<w:t(?: [^<>]*)?>([^<]*)</w:t>|(</w:p>|</w:tr>|<w:br\b|<w:cr\b)|(<w:tab\b(?=[ />])|</w:tc>)")
_SIGNS = re.compile(r"[^\S\n\t]+")
_MARKED = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def of_docx(data: bytes) -> str:
    """The text of a DOCX, a paragraph a line. Raises ValueError where there is none to read."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed, packed.open(_BODY) as part:
            xml = part.read(_MOST_BYTES + 1)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error) as error:
        raise ValueError from error
    if len(xml) > _MOST_BYTES:
        raise ValueError
    said = (_said(found) for found in _PARTS.finditer(xml))
    return tidy("".join(said))


def _said(found: re.Match[bytes]) -> str:
    text, ends, _apart = found.groups()
    if text is not None:
        return unescape(text.decode("utf-8", "replace"))
    return "\n" if ends else "\t"


def of_text(data: bytes) -> str:
    """The text of a file that is nothing but text: by its mark, else UTF-8, else as Russian Windows writes it."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return tidy(data[len(mark) :].decode(encoding, "replace"))
    try:
        return tidy(data.decode("utf-8"))
    except UnicodeDecodeError:
        return tidy(data.decode("cp1251", "replace"))


def tidy(text: str) -> str:
    """Without signs that show nothing, so that it can be put on the screen as it is."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return "".join(sign if sign.isprintable() or sign in "\n\t" else " " for sign in _SIGNS.sub(" ", lines)).strip()
