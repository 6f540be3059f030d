"""Moments in a client's life: wall time and zone of the place, as exactly as they are known."""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.domain.days import Day

LAST_HOUR, LAST_MINUTE = 23, 59
_HOUR = re.compile(r"^(\d{1,2})(?:[:.\-h ]?(\d{2}))?$")


def wall_time(text: str) -> time | None:
    """The hour of a clock on a wall, `HH:MM`; None where none is known."""
    try:
        return time.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        return None


def typed_hour(text: str) -> str | None:
    """An hour as people type it, `9`, `9:30`, `9.30`, `0930`, as `HH:MM`; empty for an empty text, None where it is no hour."""
    if not text.strip():
        return ""
    match = _HOUR.match(text.strip())
    if match is None or int(match[1]) > LAST_HOUR or int(match[2] or 0) > LAST_MINUTE:
        return None
    return f"{int(match[1]):02d}:{int(match[2] or 0):02d}"


def zone(name: str) -> ZoneInfo | None:
    """The zone of this name; None where there is no such."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def moment(day: Day | None, wall: str, place: str) -> datetime | None:
    """The moment, aware; None unless day, hour and zone are all known."""
    hour, there = wall_time(wall), zone(place)
    if day is None or not day.is_exact or day.earliest is None or hour is None or there is None:
        return None
    return datetime.combine(day.earliest, hour, tzinfo=there)


def is_moment(text: str) -> bool:
    """Whether a text is a moment as the program writes it, ISO 8601 with its offset; or empty."""
    if not text:
        return True
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
