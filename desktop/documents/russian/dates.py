"""Dates and numbers in words of a letter."""

from datetime import date

_SPACE = "\N{NO-BREAK SPACE}"
MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")


def day_words(day: date) -> str:
    """A date on one line: "5 июня 2022 г."."""
    return _SPACE.join((str(day.day), MONTHS[day.month - 1], str(day.year), "г."))


def plural(count: int, one: str, few: str, many: str) -> str:
    """The word that goes with a number: 1 день, 2 дня, 5 дней, 11 дней, 21 день."""
    last, last_two = abs(count) % 10, abs(count) % 100
    if last == 1 and last_two != 11:
        return one
    return few if 2 <= last <= 4 and not 12 <= last_two <= 14 else many


def counted(count: int, one: str, few: str, many: str) -> str:
    """A number and its word on one line: "30 дней"."""
    return f"{grouped(count)}{_SPACE}{plural(count, one, few, many)}"


def grouped(number: int) -> str:
    """A number with its thousands apart from 10 000 on, as Russian print has it."""
    return str(number) if abs(number) < 10_000 else f"{number:,}".replace(",", _SPACE)
