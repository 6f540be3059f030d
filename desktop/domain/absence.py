"""Absence: how long somebody has been away from his unit, counted up from the hour, and never towards anything."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from desktop.domain.days import Day
from desktop.domain.events import Event, EventKind
from desktop.domain.moments import wall_time
from desktop.domain.moments import zone as zone_named
from desktop.domain.values import Part

HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, repr=False)
class Away(Part):
    """How long: whole hours since `since`. `about` where the hour or the day is not known, and the earliest was taken."""

    since: datetime
    hours: int
    about: bool

    @property
    def days(self) -> int:
        """Whole days of 24 hours."""
        return self.hours // 24


def is_open(event: Event) -> bool:
    """Whether the event is an absence that is not over."""
    return event.kind is EventKind.AWAY and event.until is None and not event.removed_at


def away(event: Event, now: datetime, zone: str) -> Away | None:
    """How long the absence lasts by `now` (aware); None if it is over or has not begun, or no day is known.

    `zone` is where the unit is, unless the event has its own. Without an hour it counts from the first hour of the day.
    """
    if not is_open(event) or event.day is None or event.day.earliest is None:
        return None
    wall = wall_time(event.time)
    since = datetime.combine(event.day.earliest, wall or time(0), tzinfo=zone_named(event.zone) or zone_named(zone) or UTC)
    hours = (now.astimezone(UTC) - since.astimezone(UTC)) // HOUR
    return Away(since=since, hours=hours, about=wall is None or not event.day.is_exact) if hours >= 0 else None


def folded(event: Event, until: Day) -> Event:
    """The absence as one event, once he is back."""
    return replace(event, until=until)
