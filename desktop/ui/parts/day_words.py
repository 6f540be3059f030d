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
            return _("from {day}").format(day=_one(first, today))
        return _("{first} to {last}").format(first=_one(first, today), last=_one(last, today))
    return _one(first, today)


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
    """The day as she would type it, so that a field shows what it takes: `10.04.2022`, `04.2022`, or EDTF as it is."""
    if day is None:
        return ""
    if len(day.text) in {10, 7, 4} and day.text.replace("-", "").isdigit():
        return ".".join(reversed(day.text.split("-")))
    if day.text.endswith("~") and day.text[:-1].replace("-", "").isdigit():
        return _("about {day}").format(day=".".join(reversed(day.text[:-1].split("-"))))
    return day.text


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
