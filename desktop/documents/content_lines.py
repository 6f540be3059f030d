"""Content lines: how iCalendar (RFC 5545, 3.1 and 3.3.11) and vCard (RFC 6350, 3.2 and 3.4) write a property down."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

_LONGEST = 75  # octets of a line, its end left out
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
# Neither format has room for them, and readers take some of them for the end of a line.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def text(value: str) -> str:
    """A text as the value of a property, or as one part of it: ends of lines written out, other control signs as U+FFFD."""
    return plain(value).translate(_ESCAPED)


def plain(value: str) -> str:
    """What a reader of `text` gets back."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", value.replace("\r\n", "\n").replace("\r", "\n"))


def lines(properties: Iterable[str]) -> bytes:
    """The properties, each folded so that no line is longer than 75 octets; no letter is torn apart."""
    return b"".join(_folded(each) for each in properties)


def moment(at: datetime) -> str:
    """An aware moment as both formats write it, in UTC: `20260514T070000Z`."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> bytes:
    rest, folded = line.encode(), b""
    while len(rest) > _LONGEST - bool(folded):
        cut = _LONGEST - bool(folded)
        # The further octets of a letter begin with the bits 10.
        while rest[cut] & 0xC0 == 0x80:
            cut -= 1
        folded += (b" " if folded else b"") + rest[:cut] + b"\r\n"
        rest = rest[cut:]
    return folded + (b" " if folded else b"") + rest + b"\r\n"
