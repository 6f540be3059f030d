"""Whether a packed picture holds its pixels and nothing else: read part by part, before it goes into a working copy.

What is allowed is named; everything else, known or not, is a trace: EXIF and GPS, XMP, IPTC, colour profiles, comments, small previews,
and whatever stands behind the end.
"""

from desktop.documents.drawing import Drawn, Form

# ISO/IEC 10918-1, table B.1: tables, frames, scans, restart intervals. APP0 is allowed as a JFIF head without a preview.
_JPEG_PARTS = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD})
_APP0, _SCAN, _END = 0xE0, 0xDA, 0xD9
_JFIF, _JFIF_SIZE = b"JFIF\0", 16
_STUFFED = frozenset({0x00, *range(0xD0, 0xD8)})
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_PARTS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})


def is_bare(page: Drawn) -> bool:
    """Whether nothing but a picture is in it. Pixels and fax have no room for anything else."""
    if page.form is Form.JPEG:
        return _is_bare_jpeg(page.data)
    return page.form is not Form.PNG or _is_bare_png(page.data)


def _is_bare_jpeg(data: bytes) -> bool:
    if data[:2] != b"\xff\xd8":
        return False
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return False
        kind, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        part = data[at + 4 : at + 2 + size]
        if kind == _APP0:
            if not (part.startswith(_JFIF) and size == _JFIF_SIZE and part[-2:] == b"\0\0"):
                return False
        elif kind not in _JPEG_PARTS:
            return False
        at += 2 + size
        if kind == _SCAN:
            at = _after_scan(data, at)
            if data[at : at + 2] == bytes((0xFF, _END)):
                return at + 2 == len(data)
    return False


def _after_scan(data: bytes, at: int) -> int:
    """Where the packed pixels end: at the first marker that is none of theirs."""
    while (at := data.find(b"\xff", at)) >= 0:
        if at + 1 >= len(data) or data[at + 1] not in _STUFFED:
            return at
        at += 2
    return len(data)


def _is_bare_png(data: bytes) -> bool:
    if not data.startswith(_PNG):
        return False
    at = len(_PNG)
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind not in _PNG_PARTS:
            return False
        at += 12 + size
        if kind == b"IEND":
            return at == len(data)
    return False
