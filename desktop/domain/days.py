"""A day as a person tells it: exact, about, some time in April, before the summer (EDTF level 1, ISO 8601-2)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

_ONE = re.compile(r"^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([~?%]?)$")
_TYPED = re.compile(r"^(?:(\d{1,2})\.)?(?:(\d{1,2})\.)?(\d{4}|\d{2})$")
_SHORT = re.compile(r"^(\d{1,2})\.(\d{1,2})\.?$")
_ABOUT = re.compile(r"^(?:ок\.|около|примерно|about|ca\.|c\.|~)\s*", re.IGNORECASE)
_MONTHS = (
    ("янв", "jan"), ("фев", "feb"), ("мар", "mar"), ("апр", "apr"), ("ма", "may"), ("июн", "jun"),
    ("июл", "jul"), ("авг", "aug"), ("сен", "sep"), ("окт", "oct"), ("ноя", "nov"), ("дек", "dec"),
)  # fmt: skip
_BETWEEN = re.compile(r"^(?:между|between)\s+(.+?)\s+(?:и|and)\s+(.+)$")
_BEFORE = re.compile(r"^(?:до|before)\s+(.+)$")
_AFTER = re.compile(r"^(?:после|after)\s+(.+)$")
# The beginning of a month is its first ten days, the middle the next ten, the end the rest.
_THIRDS = (
    (re.compile(r"^(?:в\s+)?начал[оеа]\s+|^early\s+(?:in\s+)?"), 1),
    (re.compile(r"^(?:в\s+)?середин[аеыу]\s+|^mid[\s-]+"), 11),
    (re.compile(r"^(?:в\s+)?кон(?:ец|це|ца)\s+|^late\s+(?:in\s+)?"), 21),
)
_NAMED = re.compile(r"^(?:(\d{1,2})\s+)?([а-яёa-z]+)\.?(?:\s+(\d{4}))?(?:\s*г\.?)?$", re.IGNORECASE)


class NoSuchDay(ValueError):
    """The text is no day that can exist."""


@dataclass(frozen=True)
class Day:
    """A day or a span, as well as it is known. `text` is EDTF; `earliest` and `latest` are the dates it can mean."""

    text: str

    def __post_init__(self) -> None:
        self._bounds  # noqa: B018 - a day that cannot exist must not be made

    @classmethod
    def of(cls, day: date) -> "Day":
        """The exact day."""
        return cls(day.isoformat())

    @property
    def earliest(self) -> date | None:
        """The first date it can mean; None where the beginning is open."""
        return self._bounds[0]

    @property
    def latest(self) -> date | None:
        """The last date it can mean; None where the end is open."""
        return self._bounds[1]

    @property
    def is_exact(self) -> bool:
        """Whether it is one known date."""
        return self.earliest is not None and self.earliest == self.latest and not self.is_about

    @property
    def is_about(self) -> bool:
        """Whether he was not sure."""
        return any(mark in self.text for mark in "~?%")

    @property
    def sort_key(self) -> tuple[date, date]:
        """What to order by: the first date it can mean, then the last."""
        return (self.earliest or self.latest or date.max, self.latest or date.max)

    @cached_property
    def _bounds(self) -> tuple[date | None, date | None]:
        first, slash, last = self.text.partition("/")
        if not slash:
            return _span(first)
        opens = None if first in {"", ".."} else _span(first)[0]
        closes = None if last in {"", ".."} else _span(last)[1]
        if (opens is None and closes is None) or (opens and closes and opens > closes):
            raise NoSuchDay(self.text)
        return opens, closes


def _span(text: str) -> tuple[date, date]:
    match = _ONE.match(text)
    if not match:
        raise NoSuchDay(text)
    year, month, day, _ = match.groups()
    if "X" in year:
        if month is not None:
            raise NoSuchDay(text)
        return _date(year.replace("X", "0"), 1, 1, text), _date(year.replace("X", "9"), 12, 31, text)
    if month in {None, "XX"}:
        if day not in {None, "XX"}:
            raise NoSuchDay(text)
        return _date(year, 1, 1, text), _date(year, 12, 31, text)
    if day in {None, "XX"}:
        first = _date(year, month, 1, text)
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    exact = _date(year, month, day, text)
    return exact, exact


def _date(year: str, month: str | int, day: str | int, text: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise NoSuchDay(text) from None


def typed(text: str, today: date) -> Day:
    """The day a person typed: `12.5.2022`, `12.05.22`, `12.5`, `04.2022`, `апрель 2022`, `ок. 10 апреля 2022`, `между 10.4 и 25.4.2022`,
    `до 10.4.2022`, `после 10.4.2022`, `начало апреля 2022`, or EDTF.

    Where the year is left out it is the year of `today`. Raises NoSuchDay.
    """
    words = " ".join(text.split()).lower()
    return _span_typed(words, today) or _one_typed(words, today)


def _one_typed(words: str, today: date) -> Day:
    about = bool(_ABOUT.match(words))
    words = _ABOUT.sub("", words)
    edtf = _from_numbers(words, today) or _from_words(words, today) or words.upper().replace("Х", "X")
    return Day(edtf + ("~" if about and "/" not in edtf and edtf[-1:] not in "~?%" else ""))


def _span_typed(words: str, today: date) -> Day | None:
    """What was said as a span: between two days, before or after one, a third of a month."""
    if match := _BETWEEN.match(words):
        last = _one_typed(match[2], today)
        # «между 10 и 25 апреля 2022», «между 10.4 и 25.4.2022»: what the first leaves out stands in the second.
        near = last.latest or today
        if match[1].isdecimal() and len(match[1]) < 3:
            return Day(f"{_date(str(near.year), near.month, match[1], words)}/{last.text}")
        first = _one_typed(match[1], near)
        if first.earliest and first.earliest > near:
            first = _one_typed(match[1], date(near.year - 1, 1, 1))
        return Day(f"{first.text}/{last.text}")
    if match := _BEFORE.match(words):
        return Day(f"../{_one_typed(match[1], today).text}")
    if match := _AFTER.match(words):
        return Day(f"{_one_typed(match[1], today).text}/..")
    for pattern, first_day in _THIRDS:
        month = _one_typed(words[match.end() :], today) if (match := pattern.match(words)) else None
        if month is not None:
            return _third(month, first_day, words)
    return None


def _third(month: Day, first_day: int, words: str) -> Day:
    begins, ends = month.earliest, month.latest
    if begins is None or ends is None or begins.day != 1 or (ends - begins).days not in range(27, 31):
        raise NoSuchDay(words)
    last_day = first_day + 9 if first_day < 21 else ends.day
    return Day(f"{begins.replace(day=first_day)}/{begins.replace(day=last_day)}")


def _from_numbers(words: str, today: date) -> str | None:
    if match := _SHORT.match(words):
        # "12.22" is December 2022 nowhere, "31.12" the 31st: a month above 12 is no month.
        return f"{today.year:04d}-{int(match[2]):02d}-{int(match[1]):02d}"
    match = _TYPED.match(words)
    if not match:
        return None
    day, month, year = match.groups()
    if month is None and day is not None:
        day, month = None, day
    if len(year) == 2:
        if month is None:
            return None
        # A two-digit year is of this century unless that would be far ahead: then a birth year.
        year = f"{2000 + int(year) if 2000 + int(year) <= today.year + 20 else 1900 + int(year)}"
    return "-".join([year, *([f"{int(month):02d}"] if month else []), *([f"{int(day):02d}"] if day else [])])


def _from_words(words: str, today: date) -> str | None:
    match = _NAMED.match(words)
    if not match:
        return None
    day, name, year = match.groups()
    for number, starts in enumerate(_MONTHS, start=1):
        if name.startswith(starts):
            month = f"{int(year) if year else today.year:04d}-{number:02d}"
            return f"{month}-{int(day):02d}" if day else month
    return None
