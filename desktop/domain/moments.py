"""Moments in a client's life: wall time and zone of the place, as exactly as they are known."""

from datetime import datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.domain.days import Day


def wall_time(text: str) -> time | None:
    """The hour of a clock on a wall, `HH:MM`; None where none is known."""
    try:
        return time.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        return None


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
