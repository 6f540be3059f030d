"""Deadlines, reminders and appointments: the days a case must not miss."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain.values import Value


class DeadlineKind(StrEnum):
    """A term of law, a reminder of her own, or a place to be at."""

    DEADLINE = "deadline"
    REMINDER = "reminder"
    APPOINTMENT = "appointment"


@dataclass(frozen=True, kw_only=True, repr=False)
class Deadline(Value):
    """A day that matters, and why."""

    case: str
    due: date
    title: str = ""
    kind: DeadlineKind = DeadlineKind.REMINDER
    time: str = ""  # local wall time, HH:MM
    zone: str = ""
    rule: str = ""  # the id of the counting rule, for a term of law
    start_event: str = ""
    start_day: date | None = None
    steps: tuple[str, ...] = ()  # how it was counted
    done_at: str = ""
    removed_at: str = ""


def days_left(deadline: Deadline, today: date) -> int:
    """Whole days until the deadline; negative once it has passed."""
    return (deadline.due - today).days
