"""When to ring back, or beyond when something cannot wait, as she types it: `18:30`, `tomorrow 10`, `14.5 9:00`, `+2`."""

import re
from datetime import date, datetime, time, timedelta

from desktop.domain.errors import BadInput

_TODAY, _TOMORROW = ("сегодня", "today"), ("завтра", "tomorrow")
_LATER = re.compile(r"^\+\s*(\d{1,3})\s*(м|мин|m|min|ч|h)?\.?$")
_TIME = re.compile(r"^(\d{1,2})(?:[:.\-](\d{2}))?$")
_DAY = re.compile(r"^(\d{1,2})\.(\d{1,2})\.?(\d{4})?$")
_USUAL = time(10, 0)


def ring_back_time(text: str, now: datetime) -> datetime:
    """The local moment meant. A time of day that has passed is tomorrow's. Raises BadInput("ring-back", "time")."""
    words = text.strip().lower().split()
    if len(words) == 1 and (later := _LATER.match(words[0])):
        minutes = (later[2] or "h") in {"м", "мин", "m", "min"}
        return now + (timedelta(minutes=int(later[1])) if minutes else timedelta(hours=int(later[1])))
    try:
        return _on_a_day(words, now)
    except ValueError:
        raise BadInput("ring-back", "time") from None


def _on_a_day(words: list[str], now: datetime) -> datetime:
    if not words or len(words) > 2:
        raise ValueError
    if words[0] in _TODAY and len(words) == 2:
        return _at(now.date(), words[1:], now)
    if words[0] in _TOMORROW:
        return _at(now.date() + timedelta(days=1), words[1:], now)
    if (day := _DAY.match(words[0])) and (len(words) == 2 or int(day[2]) <= 12):
        return _at(date(int(day[3] or now.year), int(day[2]), int(day[1])), words[1:], now)
    if len(words) != 1:
        raise ValueError
    moment = _at(now.date(), words, now)
    return moment if moment > now else moment + timedelta(days=1)


def _at(day: date, words: list[str], now: datetime) -> datetime:
    if not words:
        return datetime.combine(day, _USUAL, now.tzinfo)
    match = _TIME.match(words[0])
    if match is None:
        raise ValueError
    return datetime.combine(day, time(int(match[1]), int(match[2] or 0)), now.tzinfo)
