"""Dates to come, as they are typed: «12.5», «+10 рд», «in 2 weeks», «через 3 дня», «в пятницу»."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop.domain.counting import add_months
from desktop.domain.days import NoSuchDay, typed
from desktop.domain.values import Part
from desktop.domain.working_days import WORKED, Calendar, DayKind, DayOffQuestion, YearMark, question


class Unit(StrEnum):
    """What is counted from today."""

    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class CalendarTooShort(ValueError):
    """Working days were asked for over a year that the calendar does not hold; `year` says which."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


@dataclass(frozen=True, kw_only=True, repr=False)
class TypedDate(Part):
    """A date that was typed, and what is to be asked if it falls on a day off."""

    day: date
    question: DayOffQuestion | None
    unsure: bool = False  # whether what the Government moved in that year is not known


# The buttons beside the field.
QUICK: tuple[tuple[int, Unit], ...] = (
    (1, Unit.DAY), (2, Unit.DAY), (1, Unit.WEEK), (2, Unit.WEEK), (3, Unit.WEEK), (4, Unit.WEEK),
    (1, Unit.MONTH), (3, Unit.MONTH), (6, Unit.MONTH), (1, Unit.YEAR),
)  # fmt: skip

_FRIDAY = 4
_MONTHS_TO_THE_31ST = 3  # two months in a row may lack it
_FARTHEST = 36_600  # days: a hundred years are no date of a case

# A day without a year that lies back so many days is still meant as that day: it is overdue, not next year.
LATELY = 60
_WITH_YEAR = re.compile(r"\d{4}|\d+\.\d+\.\d+")

NEAR = {
    "сегодня": 0, "today": 0, "завтра": 1, "tomorrow": 1, "послезавтра": 2, "day after tomorrow": 2, "вчера": -1, "yesterday": -1,
}  # fmt: skip

_WEEKDAYS = (
    r"пн|понедельник[ау]?|mon|monday", r"вт|вторник[ау]?|tue|tuesday", r"ср|сред[аеуы]|wed|wednesday", r"чт|четверг[ау]?|thu|thursday",
    r"пт|пятниц[аеуы]|fri|friday", r"сб|суббот[аеуы]|sat|saturday", r"вс|воскресень[еюя]|sun|sunday",
)  # fmt: skip
_WEEKDAY = re.compile(
    r"(?:в |во |on |next |this |в эт(?:от|у|о) |(?:в )?следующ(?:ий|ую|ее|ая) )?(?:"
    + "|".join(f"({names})" for names in _WEEKDAYS)
    + r")\.?"
)

# "By the 20th" is that day: what it was understood as stands below the field at once.
_BY = re.compile(r"^(?:к|ко|до|не позднее|не позже|by|until|till|no later than|not later than) ")
_COUNTED = {
    name: str(number)
    for names, number in (
        ("один одну одни one", 1), ("два две двое two", 2), ("три трое three", 3), ("четыре четверо four", 4), ("пять five", 5),
        ("шесть six", 6), ("семь seven", 7), ("восемь eight", 8), ("девять nine", 9), ("десять ten", 10),
    )
    for name in names.split()
}  # fmt: skip
# What is said in another way, and the same in the words that are understood below.
_SAID = tuple((re.compile(pattern), words) for pattern, words in (
    (r"^(?:через )?пол ?года$", "6 мес"), (r"^(?:in )?half a year$", "6 months"), (r"^(?:in )?(?:a )?fortnight$", "2 weeks"),
    (r"^(?:the )?day after tomorrow$", "послезавтра"),
    (r"^(?:в )?(?:следующий|ближайший) рабочий день$|^next (?:working|business) day$", "1 рд"),
    (r"\bbusiness days?\b|\bbd\b", "wd"), (r"(?<=\d)bd\b", "wd"), (r"\bр/д\b|\bраб\. дн(?:ей|я|\.)?", "рд"),
    (r"\bсутки\b", "день"),
    # Days with ordinals, other signs between the numbers, English order, and the words behind a year.
    (r"^(?:the )?(\d{1,2})(?:-?го|-?ого|st|nd|rd|th)(?: of)?(?=$| )", r"\1"),
    (r"^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$", r"\2 \1 \3"),
    (r"^(\d{1,2})[/\-,; ](\d{1,2})(?:[/\-,; ](\d{4}|\d{2}))?$", r"\1.\2.\3"),
    (r"^(\d{4})(\d{2})(\d{2})$", r"\1-\2-\3"), (r"[«»\"]", ""), (r" ?(?:года|год|г)\.?$", r" г."),
    (r"^(\d{1,2}\.\d{1,2}\.\d{2,4}) г\.?$", r"\1"),
))  # fmt: skip
_DAY_OF_MONTH = re.compile(r"^(?:the )?(\d{1,2})(?:-?го|-?ого|st|nd|rd|th)$")
_NEXT_WEEK = frozenset({"на следующей неделе", "на той неделе", "next week"})
_NEXT_MONTH = frozenset({"в следующем месяце", "next month"})
_END = re.compile(r"^(?:в |the )?(?:конец |конца |концу |конце |end of )(?:the |this )?(?:(недели|week)|(месяца|month)|(года|year))$")

_UNITS = (
    (Unit.WORKING_DAY, r"рд|р\.?\s?д\.?|раб\.?\s?дн?\.?|рабоч(?:ий|их)\s(?:день|дня|дней)|wd|working\sdays?"),
    (Unit.DAY, r"д|дн|день|дня|дней|сут|суток|d|days?"),
    (Unit.WEEK, r"н|нед|недел[яюиь]|w|wk|weeks?"),
    (Unit.MONTH, r"м|мес|месяц(?:а|ев)?|m|mo|months?"),
    (Unit.YEAR, r"г|год(?:а)?|л|лет|y|yr|years?"),
)
# What is a date in the middle of a sentence, and no number of something else.
_FOUND = re.compile(r"\d{1,2}\.\d|\d{4}-\d|\d{1,2} [а-яa-z]{3,}|\+|через |in |в |on |next ")
# «+10 рд», «10 рд», «через 3 дня», «через неделю», «in 2 weeks», «in a week».
_RELATIVE = re.compile(
    r"(\+|через |in )?\s*(?:(\d{1,5})|(a|an|one|one more))?\s*(?:" + "|".join(f"({words})" for _, words in _UNITS) + r")?\.?"
)


def typed_date(text: str, today: date, calendar: Calendar) -> TypedDate:
    """The date somebody typed. A day without a year is one to come, or one just past. Raises NoSuchDay, CalendarTooShort."""
    words = _BY.sub("", " ".join(text.split()).lower())
    day = _named(words, today) or _of_month(words, today)
    if day is None:
        words = _in_other_words(words)
        day = _named(words, today) or _relative(words, today, calendar) or _absolute(words, today)
    return TypedDate(day=day, question=question(day, calendar), unsure=calendar.mark(day.year) is YearMark.STATUTORY)


def date_in(text: str, today: date, calendar: Calendar) -> date | None:
    """The first date that is named in a line of text, such as «до 20.05 подать рапорт»; None where there is none to come."""
    words = text.replace(",", " ").replace(";", " ").split()
    for start in range(len(words)):
        for length in (3, 2, 1):
            piece = " ".join(words[start : start + length]).strip("()-–: ").lower()
            if not (_FOUND.match(piece) or piece.rstrip(".") in NEAR):
                continue
            try:
                found = typed_date(piece.rstrip("."), today, calendar).day
            except (NoSuchDay, CalendarTooShort):
                continue
            if found >= today:
                return found
    return None


def after(number: int, unit: Unit, today: date, calendar: Calendar) -> date:
    """The date so many days, weeks, months or years after today. Raises NoSuchDay, CalendarTooShort."""
    if not 0 <= number <= _FARTHEST:
        raise NoSuchDay(str(number))
    try:
        if unit is Unit.WORKING_DAY:
            return _working_days_after(number, today, calendar)
        if unit in {Unit.MONTH, Unit.YEAR}:
            return add_months(today, number * (12 if unit is Unit.YEAR else 1))
        return today + timedelta(days=number * (7 if unit is Unit.WEEK else 1))
    except (ValueError, OverflowError) as error:
        if isinstance(error, CalendarTooShort):
            raise
        raise NoSuchDay(str(number)) from None


def _working_days_after(number: int, today: date, calendar: Calendar) -> date:
    day, left = today, number
    while left > 0:
        day += timedelta(days=1)
        kind = calendar.kind(day)
        if kind is DayKind.UNKNOWN:
            raise CalendarTooShort(day.year)
        left -= kind in WORKED
    return day


def _named(words: str, today: date) -> date | None:
    if words in NEAR:
        return today + timedelta(days=NEAR[words])
    match = _WEEKDAY.fullmatch(words)
    if not match:
        return None
    wanted = next(number for number, name in enumerate(match.groups()) if name)
    # "On Friday", said on a Friday, is the next one.
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _in_other_words(words: str) -> str:
    """The same in words that are understood: numbers as digits, one sign between them, one order."""
    words = " ".join(_COUNTED.get(word, word) if place or len(words.split()) > 1 else word for place, word in enumerate(words.split()))
    for pattern, instead in _SAID:
        words = pattern.sub(instead, words).strip().rstrip(".") if pattern.search(words) else words
    return words


def _of_month(words: str, today: date) -> date | None:
    """A day of the month that is to come, the next week or month, the end of this one."""
    if match := _DAY_OF_MONTH.match(words):
        return _next_of_number(int(match[1]), today)
    if words in _NEXT_WEEK:
        return today + timedelta(days=7 - today.weekday())
    if words in _NEXT_MONTH:
        return add_months(today.replace(day=1), 1)
    match = _END.match(words)
    if not match:
        return None
    week, month, _year = match.groups()
    if week:
        friday = today + timedelta(days=_FRIDAY - today.weekday())
        return friday if friday >= today else friday + timedelta(days=7)
    return add_months(today.replace(day=1), 1) - timedelta(days=1) if month else date(today.year, 12, 31)


def _next_of_number(number: int, today: date) -> date:
    """The next day with this number in its month, today among them. Raises NoSuchDay."""
    for ahead in range(_MONTHS_TO_THE_31ST):
        first = add_months(today.replace(day=1), ahead)
        with suppress(ValueError):
            if (day := first.replace(day=number)) >= today:
                return day
    raise NoSuchDay(str(number))


def _relative(words: str, today: date, calendar: Calendar) -> date | None:
    match = _RELATIVE.fullmatch(words)
    if not match:
        return None
    lead, digits, article, *named = match.groups()
    unit = next((unit for (unit, _), name in zip(_UNITS, named, strict=True) if name), None)
    if unit is None:
        # A bare "+10" is ten days; a bare "10" is no date.
        return after(int(digits), Unit.DAY, today, calendar) if lead == "+" and digits else None
    if not (lead or digits):
        return None
    return after(1 if article or not digits else int(digits), unit, today, calendar)


def _absolute(words: str, today: date) -> date:
    if _WITH_YEAR.search(words):
        return _exact(words, today)
    # A day of this year, unless it is long past, or this year has no such day.
    for year in (today.year, today.year + 1):
        try:
            day = _exact(words, date(year, 1, 1))
        except NoSuchDay:
            continue
        if day >= today - timedelta(days=LATELY):
            return day
    raise NoSuchDay(words)


def _exact(words: str, today: date) -> date:
    day = typed(words, today)
    if not day.is_exact or day.earliest is None:
        raise NoSuchDay(words)
    return day.earliest
