"""Number formats of XLSX: which of them make a number a date, and what then stands in the cell (ECMA-376 part 1, §18.8.30, §18.17.4)."""

import math
import re
from datetime import datetime, timedelta

DATES = frozenset({*range(14, 23), *range(27, 37), *range(50, 59)})  # built-in formats of a day or an hour
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DAY, _HOUR = re.compile(r"[dy]", re.IGNORECASE), re.compile(r"[hs]", re.IGNORECASE)
_MONTH = re.compile(r"m{3,5}", re.IGNORECASE)
_ZEROS = re.compile(r"0{2,}")
_1900, _1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet knows no zone
_LAST = 2_958_466  # 31.12.9999 and one
_EXACT = 1e15  # a number of two floats beyond it can be written alike
_BOGUS = 60  # 29.2.1900, which never was


def is_date(code: str) -> bool:
    """Whether a format of its own shows a number as a day or an hour; how long something took is neither."""
    bare = _QUOTED.sub("", code.split(";", maxsplit=1)[0])
    return "[" not in bare and bool(_DAY.search(bare) or _HOUR.search(bare) or _MONTH.fullmatch(bare.strip()))


def padding(code: str) -> int:
    """To how many digits a whole number is filled up with zeros by its format; 0 where it is not."""
    return len(code) if _ZEROS.fullmatch(code) else 0


def shown(value: str, fmt: int | None, codes: dict[int, str], *, since_1904: bool) -> str:
    """What stands in a cell with this number: a date as 2023-03-15, an hour as 14:30, a whole number without an end, all else as it is."""
    try:
        number = float(value)
    except ValueError:
        return value
    code = codes.get(fmt or 0, "")
    if (fmt in DATES and not code) or (code and is_date(code)):
        return dated(number, since_1904=since_1904) or _plain(value, number)
    text = _plain(value, number)
    return text.zfill(padding(code)) if code and text.isdigit() else text


def _plain(value: str, number: float) -> str:
    """As a person would have typed it: a whole number without a point, another without the noise of its last digits."""
    if not math.isfinite(number):
        return value
    if number.is_integer() and abs(number) < _EXACT:
        return str(int(number))
    short = f"{number:.12g}"
    return value if "e" in short else short


def dated(number: float, *, since_1904: bool) -> str:
    """The day and the hour a number means; empty where it can mean none."""
    if not 0 <= number < _LAST:
        return ""
    if number < 1 and not since_1904:
        return f"{_1900 + timedelta(minutes=round(number * 1440)):%H:%M}" if number else ""
    base = _1904 if since_1904 else _1900
    days = number + 1 if not since_1904 and number < _BOGUS else number
    try:
        moment = base + timedelta(seconds=round(days * 86400))
    except OverflowError:
        return ""
    return f"{moment:%Y-%m-%d}" if moment.time() == moment.min.time() else f"{moment:%Y-%m-%d %H:%M}"
