"""Deadlines, reminders and appointments: the days a case must not miss."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from desktop.domain.counting import Counted, Step
from desktop.domain.values import Value


class DeadlineKind(StrEnum):
    """A term of law, a reminder of her own, or a place to be at."""

    DEADLINE = "deadline"
    REMINDER = "reminder"
    APPOINTMENT = "appointment"


class Occasion(StrEnum):
    """What kind of appointment it is. The stored words never change."""

    UNSAID = ""
    MEETING = "meeting"
    HEARING = "hearing"
    CALL = "call"


class Every(StrEnum):
    """How often a reminder comes again once it was ticked off."""

    NEVER = ""
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"


class Because(StrEnum):
    """Why a term moved by itself. The stored words never change."""

    START_MOVED = "start-moved"  # the event it starts with has another day now
    START_GONE = "start-gone"  # the event was taken back
    ANSWER_CAME = "answer-came"
    RULE_CHANGED = "rule-changed"
    CALENDAR_CHANGED = "calendar-changed"
    PROLONGED = "prolonged"


@dataclass(frozen=True, kw_only=True, repr=False)
class Deadline(Value):
    """A day that matters, and why."""

    case: str
    due: date
    title: str = ""
    kind: DeadlineKind = DeadlineKind.REMINDER
    occasion: Occasion = Occasion.UNSAID
    time: str = ""  # local wall time, HH:MM
    zone: str = ""  # where the clock hangs; empty: where the case is
    every: Every = Every.NEVER
    since: date | None = None  # the first day of a reminder that comes again
    rule: str = ""  # the id of the counting rule, for a term of law
    rule_version: str = ""
    stage: int = 0  # how often it was prolonged
    start_event: str = ""  # the event or register entry it starts with
    start_day: date | None = None
    parent: str = ""  # the term it goes on from
    counted: date | None = None  # what the rule says; `due` differs where she set it herself
    steps: tuple[Step, ...] = ()  # how it was counted
    cautions: tuple[Step, ...] = ()  # what the count leaves open
    override_reason: str = ""
    warn_before: tuple[int, ...] = ()  # days
    was_due: date | None = None  # before it moved by itself
    changed_because: str = ""
    changed_at: str = ""
    done_at: str = ""
    removed_at: str = ""

    @property
    def is_overridden(self) -> bool:
        """Whether she set the day herself, against the count."""
        return bool(self.override_reason)


def days_left(deadline: Deadline, today: date) -> int:
    """Whole days until the deadline; negative once it has passed."""
    return (deadline.due - today).days


def is_near(deadline: Deadline, today: date) -> bool:
    """Whether one of its warnings before the day is due, and the day has not passed."""
    return 0 <= days_left(deadline, today) <= max(deadline.warn_before, default=-1)


def recounted(deadline: Deadline, counted: Counted, because: Because, at: str) -> Deadline:
    """The deadline after a new count. Where the day moved, it says from which day and why; a day she set herself stays."""
    if counted.due is None:
        return replace(deadline, cautions=counted.cautions, changed_because=because, changed_at=at)
    due = deadline.due if deadline.is_overridden else counted.due
    fresh = replace(deadline, due=due, counted=counted.due, steps=counted.steps, cautions=counted.cautions,
                    time=counted.at.strftime("%H:%M") if counted.at else deadline.time)  # fmt: skip
    if counted.due == deadline.counted:
        return fresh
    return replace(fresh, was_due=deadline.counted or deadline.due, changed_because=because, changed_at=at)


def overridden(deadline: Deadline, due: date, reason: str) -> Deadline:
    """The deadline on a day of her own. An empty reason goes back to what was counted."""
    if not reason.strip():
        return replace(deadline, due=deadline.counted or deadline.due, override_reason="")
    return replace(deadline, due=due, override_reason=reason.strip())
