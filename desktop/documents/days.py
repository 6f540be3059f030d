"""Days in Russian words, as a letter says them."""

from dataclasses import dataclass
from datetime import date

from desktop.documents.russian.dates import MONTHS
from desktop.domain.days import Day
from desktop.domain.values import Part

_ACCUSATIVE = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_PREPOSITIONAL = (
    "январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе", "сентябре", "октябре", "ноябре", "декабре",
)  # fmt: skip
_MONTHS = {"genitive": MONTHS, "accusative": _ACCUSATIVE, "prepositional": _PREPOSITIONAL}
_ABOUT = "примерно "
_YEAR = {"genitive": "года", "accusative": "год", "prepositional": "году"}


@dataclass(frozen=True, repr=False)
class Told(Part):
    """A day that a template can say."""

    day: Day

    def __str__(self) -> str:
        return in_words(self.day)


def in_words(day: Day, case: str = "genitive") -> str:
    """A day in words: `5 июня 2022 г.`, `апреля 2022 г.`, `2022 года`, with «примерно» where he was not sure.

    An exact day has one form. A month or a year stands in `case`: genitive («с апреля»), accusative («по апрель»), or
    prepositional («в апреле»). Of a span both ends are told.
    """
    first, slash, last = day.text.partition("/")
    if slash:
        ends = [("с", first, "genitive"), ("по", last, "accusative")]
        return " ".join(f"{word} {_one(Day(end), form)}" for word, end, form in ends if end not in {"", ".."})
    return _one(day, case)


def since(day: Day) -> str:
    """From when: `с 5 июня 2022 г.`, `примерно с апреля 2022 г.`"""
    return _with("с", in_words(day, "genitive"))


def until(day: Day) -> str:
    """Until when, that day included: `по 5 июня 2022 г.`, `примерно по апрель 2022 г.`"""
    return _with("по", in_words(day, "accusative"))


def on(day: Day) -> str:
    """When: `5 июня 2022 г.`, `в апреле 2022 г.`, `примерно в 2022 году`; of a span both ends."""
    if "/" in day.text or (day.earliest == day.latest and day.earliest is not None):
        return in_words(day)
    return _with("в", in_words(day, "prepositional"))


def _with(preposition: str, words: str) -> str:
    bare = words.removeprefix(_ABOUT)
    return f"{_ABOUT if bare != words else ''}{preposition} {bare}"


def of_date(day: date) -> str:
    """A date in words: `5 июня 2022 г.`"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year} г."


def _one(day: Day, case: str) -> str:
    earliest, latest = day.earliest, day.latest
    about = _ABOUT if day.is_about else ""
    if earliest is None or latest is None:
        return day.text
    if earliest == latest:
        return about + of_date(earliest)
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{about}{_MONTHS[case][earliest.month - 1]} {earliest.year} г."
    if earliest.year == latest.year:
        return f"{about}{earliest.year} {_YEAR[case]}"
    return f"{about}{earliest.year}–{latest.year} гг."
