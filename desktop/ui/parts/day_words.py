"""Days in words: a day as well as it is known, short enough for a list."""

from datetime import date, datetime

from desktop.domain.days import Day
from desktop.i18n import N_, _

_WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))


def _months() -> tuple[str, ...]:
    # With a year alone the month stands in another form than after a day, in Russian at least.
    return (
        _("January {year}"), _("February {year}"), _("March {year}"), _("April {year}"), _("May {year}"), _("June {year}"),
        _("July {year}"), _("August {year}"), _("September {year}"), _("October {year}"), _("November {year}"), _("December {year}"),
    )  # fmt: skip


def _months_after_days() -> tuple[str, ...]:
    return (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip


def day_words(day: Day | None, today: date | None = None) -> str:
    """The day as a list shows it: `10 Apr 2022`, `about 10 Apr 2022`, `April 2022`; without the year where it is today's."""
    if day is None:
        return ""
    first, slash, last = day.text.partition("/")
    if slash:
        if first in {"", ".."}:
            return _("before {day}").format(day=_one(last, today))
        if last in {"", ".."}:
            return _("after {day}").format(day=_one(first, today))
        return _between(first, last, today)
    return _one(first, today)


def _between(first: str, last: str, today: date | None) -> str:
    begins, ends = _one(first, today), _one(last, today)
    if first[:7] == last[:7] and len(first) == len(last) == 10 and "X" not in first:
        begins = str(int(first[8:10]))  # one month, one year: said once
    elif first[:4] == last[:4] and begins.endswith(f" {first[:4]}"):
        begins = begins.removesuffix(f" {first[:4]}")
    return _("between {first} and {last}").format(first=begins, last=ends)


def weekday_words(day: date) -> str:
    """The weekday of a date."""
    return _(_WEEKDAYS[day.weekday()])


def numbers(day: date | None) -> str:
    """A date as it is typed, `14.05.2026`; empty where there is none."""
    return day.strftime("%d.%m.%Y") if day else ""


def date_words(day: date, today: date | None = None) -> str:
    """A date as a list shows it: `14 May`, with the year where it is another than today's."""
    return _one(day.isoformat(), today)


def month_words(day: date) -> str:
    """The month of a date with its year: `May 2026`."""
    return _months()[day.month - 1].format(year=day.year)


def moment_words(moment: str, today: date | None = None) -> str:
    """A moment of the program (ISO 8601, UTC) in local time: `14 May, 18:20`; empty for an empty text."""
    if not moment:
        return ""
    local = datetime.fromisoformat(moment).astimezone()
    return _("{day}, {time}").format(day=date_words(local.date(), today), time=f"{local:%H:%M}")


def day_typed(day: Day | None) -> str:
    """The day as she would type it, so that a field shows what it takes: `10.04.2022`, `04.2022`, `between 10.04.2022 and 25.04.2022`,
    or EDTF as it is.
    """
    if day is None:
        return ""
    first, slash, last = day.text.partition("/")
    if not slash:
        return _one_typed(first)
    if first in {"", ".."}:
        return _("before {day}").format(day=_one_typed(last))
    if last in {"", ".."}:
        return _("after {day}").format(day=_one_typed(first))
    return _("between {first} and {last}").format(first=_one_typed(first), last=_one_typed(last))


def _one_typed(text: str) -> str:
    if len(text) in {10, 7, 4} and text.replace("-", "").isdigit():
        return ".".join(reversed(text.split("-")))
    if text.endswith("~") and text[:-1].replace("-", "").isdigit():
        return _("about {day}").format(day=".".join(reversed(text[:-1].split("-"))))
    return text


def _one(text: str, today: date | None) -> str:
    about = text[-1:] in {"~", "?", "%"}
    year, _dash, rest = (text[:-1] if about else text).partition("-")
    month, _dash, number = rest.partition("-")
    if "X" in year or month in {"", "XX"}:
        words = year.replace("XX", "00s").replace("X", "0s")
    elif number in {"", "XX"}:
        words = _months()[int(month) - 1].format(year=year)
    elif today and int(year) == today.year:
        words = _("{day} {month}").format(day=int(number), month=_months_after_days()[int(month) - 1])
    else:
        words = _("{day} {month} {year}").format(day=int(number), month=_months_after_days()[int(month) - 1], year=year)
    return _("about {day}").format(day=words) if about else words
