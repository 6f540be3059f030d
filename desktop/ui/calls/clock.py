"""Clocks: the local time where somebody is, beside her own."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.i18n import _
from desktop.ui.parts.day_words import date_words


def in_zone(moment: datetime, zone: str) -> datetime:
    """An aware moment as a clock in `zone` shows it; as hers does where the zone is unknown."""
    try:
        return moment.astimezone(ZoneInfo(zone)) if zone else moment.astimezone()
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone()


def wall_time(moment: datetime, zone: str) -> str:
    """A moment as it is kept with a zone: local wall time, ISO 8601 to the minute."""
    return in_zone(moment, zone).replace(tzinfo=None).isoformat(timespec="minutes")


def from_wall_time(text: str, zone: str) -> datetime | None:
    """The aware moment of a wall time kept with a zone; None where the text is none."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone) if zone else None).astimezone()
    except (ZoneInfoNotFoundError, ValueError):
        return None


def moment_typed(text: str, zone: str) -> str:
    """A wall time kept with a zone as she would type it by her clock: `14.05.2026 18:00`; what is none, as it is."""
    moment = from_wall_time(text, zone)
    return f"{moment:%d.%m.%Y %H:%M}" if moment else text


def his_time(moment: datetime, zone: str) -> str:
    """«his 02:10» where his clock differs from hers; else nothing."""
    his, hers = in_zone(moment, zone), moment.astimezone()
    return _("his {time}").format(time=f"{his:%H:%M}") if his.utcoffset() != hers.utcoffset() else ""


def by_hour(urgent_by: str, zone: str, now: datetime) -> str:
    """By when something cannot wait beyond: the day and the hour here, and the hour on his clock where that is another one."""
    moment = from_wall_time(urgent_by, zone)
    if moment is None:
        return urgent_by
    day = date_words(moment.date(), now.astimezone().date())
    time = f"{moment:%H:%M}"
    his = his_time(moment, zone)
    return _("{day}, {time}, {his}").format(day=day, time=time, his=his) if his else _("{day}, {time}").format(day=day, time=time)
