"""One cell of somebody else's table, read as what its column becomes: days as people write them, telephones, numbers of units."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from desktop.domain import phones
from desktop.domain.days import Day, NoSuchDay, typed
from desktop.domain.tables import Century, Column, DateOrder, Field

YOUNGEST = 14  # years: nobody in these tables is younger
_HOUR = re.compile(r"[ T,]+\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?$")
_ENDS = re.compile(r"\s*(?:г\.?\s?р\.?|года? рождения|года?|г)\.?\s*$", re.IGNORECASE)
_NUMBERS = re.compile(r"^(\d{1,4})\s?[./\-\\,_ ]\s?(\d{1,2})\s?[./\-\\,_ ]\s?(\d{1,4})\.?$")
_ENGLISH = re.compile(r"^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|-?го|-?ое)\b", re.IGNORECASE)
_MONTH, _YEAR = re.compile(r"^(\d{1,2})[./\-](\d{4})$"), re.compile(r"(?<!\d)\d{4}(?!\d)")
_QUARTER = re.compile(r"^([1-4])\s*(?:кв\.?|квартал|q)\s*(\d{4})$|^q([1-4])\s*(\d{4})$", re.IGNORECASE)
_SEASON = re.compile(r"^(весн\w*|spring|лет\w*|summer|осен\w*|autumn|fall)\s+(\d{4})$", re.IGNORECASE)
_SEASONS = (("весн", "spring", 3), ("лет", "summer", 6), ("осен", "autumn", 9), ("осен", "fall", 9))
_UNIT = re.compile(
    r"(?:войсков\w*|воинск\w*)\s+част\w*|в\s?[/\\.-]?\s?ч(?![^\W\d])\.?|\bчаст\w*|military unit|\bunit\b|№|\bno\.?|\bn(?=\s?\d)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?\d[\d\s().-]{3,}\d")
_BETWEEN = re.compile(r"[;,\n/|]+")
_LEAST_DIGITS, _MOST_DIGITS = 5, 15


def day(text: str, column: Column, today: date) -> Day:
    """The day a cell tells, roughly where it does so: 12.05.99, 5/12/1999, 2023-03-15, март 2023, около 2001, весна 2023.

    Raises NoSuchDay; a birth that is still to come is none.
    """
    found = _day(text, column, today)
    if column.becomes is Field.BORN and found.earliest is not None and found.earliest > today:
        raise NoSuchDay(text)
    return found


def _day(text: str, column: Column, today: date) -> Day:
    words = _ORDINAL.sub("", _ENDS.sub("", _HOUR.sub("", " ".join(text.split()))))
    if numbers := _NUMBERS.match(words):
        return _in_numbers(numbers[1], numbers[2], numbers[3], column, today)
    if english := _ENGLISH.match(words):
        words = f"{english[2]} {english[1]} {english[3]}"
    if quarter := _QUARTER.match(words):
        number, year = int(quarter[1] or quarter[3]), quarter[2] or quarter[4]
        return Day(f"{year}-{number * 3 - 2:02d}/{year}-{number * 3:02d}")
    if season := _SEASON.match(words):
        first = next(month for russian, english_, month in _SEASONS if season[1].lower().startswith((russian, english_)))
        return Day(f"{season[2]}-{first:02d}/{season[2]}-{first + 2:02d}")
    if month := _MONTH.match(words):
        words = f"{int(month[1]):02d}.{month[2]}"
    if not _YEAR.search(words):
        # A day without a year is of this year where she types it, and of nobody knows which in somebody's table.
        raise NoSuchDay(text)
    return typed(words, today)


def _in_numbers(first: str, middle: str, last: str, column: Column, today: date) -> Day:
    if len(first) > 2:
        year, month, of_month = first, middle, last
    elif column.order is DateOrder.MONTH_FIRST:
        month, of_month, year = first, middle, last
    else:
        of_month, month, year = first, middle, last
    if len(year) not in {2, 4} or len(of_month) > 2:
        raise NoSuchDay(f"{first}.{middle}.{last}")
    whole = int(year) if len(year) == 4 else _of_century(int(year), column, today)
    return Day(f"{whole:04d}-{int(month):02d}-{int(of_month):02d}")


def _of_century(year: int, column: Column, today: date) -> int:
    """What two digits mean: for a birth the century in which he is old enough, else the one in which it is not far ahead."""
    if column.century is not Century.NEAREST:
        return int(column.century.value) * 100 + year
    latest = today.year - YOUNGEST if column.becomes is Field.BORN else today.year + 20
    return 2000 + year if 2000 + year <= latest else 1900 + year


def order_of(texts: Iterable[str]) -> tuple[DateOrder, bool]:
    """In which order the numbers of these dates stand, and whether they say so themselves: a number above 12 is no month."""
    seen = dict.fromkeys(DateOrder, 0)
    for text in texts:
        numbers = _NUMBERS.match(_ENDS.sub("", _HOUR.sub("", " ".join(text.split()))))
        if numbers and len(numbers[1]) <= 2:
            seen[DateOrder.DAY_FIRST] += int(numbers[1]) > 12
            seen[DateOrder.MONTH_FIRST] += int(numbers[2]) > 12
    order = DateOrder.MONTH_FIRST if seen[DateOrder.MONTH_FIRST] > seen[DateOrder.DAY_FIRST] else DateOrder.DAY_FIRST
    return order, any(seen.values())


def has_short_years(texts: Iterable[str]) -> bool:
    """Whether a year of two digits stands among these dates."""
    matches = (_NUMBERS.match(_ENDS.sub("", _HOUR.sub("", " ".join(text.split())))) for text in texts)
    return any(found and len(found[1]) <= 2 and len(found[3]) == 2 for found in matches)


def unit_number(text: str) -> str:
    """The number of a unit without the words around it."""
    return " ".join(_UNIT.sub(" ", text).strip(" .,:;-–—").split())


def telephones(text: str) -> tuple[tuple[str, ...], bool]:
    """The telephone numbers in a cell, those of this country as +7 916 123-45-67; and whether all that stands there is such a number."""
    found, is_all = [], True
    for piece in _BETWEEN.split(text):
        words = piece.strip()
        if not words:
            continue
        digits = phones.bare(words)
        is_number = bool(_PHONE.fullmatch(words)) and _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS
        found.append(_written(digits) if is_number and len(digits) == 11 and digits[0] == "7" else words)
        is_all = is_all and is_number
    return tuple(dict.fromkeys(found)), is_all


def _written(digits: str) -> str:
    return f"+7 {digits[1:4]} {digits[4:7]}-{digits[7:9]}-{digits[9:]}"


def several(text: str, between: str = r"[;,\n|]+") -> tuple[str, ...]:
    """The words of a cell that holds several, each once."""
    return tuple(dict.fromkeys(" ".join(piece.split()) for piece in re.split(between, text) if piece.strip()))


def looks_like_phone(text: str) -> bool:
    """Whether a cell can hold nothing but telephones."""
    found, is_all = telephones(text)
    return bool(found) and is_all and len(phones.bare(found[0])) >= 10


def looks_like_day(text: str, today: date) -> bool:
    """Whether a cell is a date; a bare number of four digits is none by itself."""
    if text.isdigit() or not any(sign.isdigit() for sign in text):
        return False
    for order in DateOrder:
        try:
            day(text, Column(order=order), today)
        except NoSuchDay:
            continue
        return True
    return False


def share(texts: Sequence[str], looks: Callable[[str], bool]) -> float:
    """How many of the cells in which something stands look like that, of one."""
    filled = [text for text in texts if text]
    return sum(map(looks, filled)) / len(filled) if filled else 0.0
