"""Dates and tasks as iCalendar (RFC 5545), for any calendar. No alarms: which device rings, and when, is not for this file to say."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.documents import content_lines
from desktop.documents.content_lines import moment, text
from desktop.domain.values import Part

# A moment with a zone is written in UTC, which no calendar can misread; the hour on the wall and its zone stand in the records.
HEAD = content_lines.lines(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dates//EN", "CALSCALE:GREGORIAN"))
END = content_lines.lines(("END:VCALENDAR",))
DONE = "✓ "


@dataclass(frozen=True, kw_only=True, repr=False)
class Entry(Part):
    """One date or task. `saved` is when it was last changed, `at` the moment where an hour is known; without a zone it has none here."""

    id: str
    saved: datetime
    title: str
    kind: str
    day: date | None
    at: datetime | None = None
    is_task: bool = False
    done: datetime | None = None


def entry(one: Entry) -> bytes:
    """A task as VTODO, everything else as VEVENT: telephones show no other kind. What is done says so, a date in its title."""
    component = "VTODO" if one.is_task else "VEVENT"
    said = [f"BEGIN:{component}", f"UID:{one.id}", f"DTSTAMP:{moment(one.saved)}"]
    said += [f"SUMMARY:{text(DONE if one.done and not one.is_task else '')}{text(one.title)}", f"CATEGORIES:{text(one.kind)}"]
    if one.is_task:
        said += [f"DUE;VALUE=DATE:{one.day:%Y%m%d}"] if one.day else []
        said += [f"STATUS:COMPLETED\r\nCOMPLETED:{moment(one.done)}"] if one.done else ["STATUS:NEEDS-ACTION"]
    elif one.at is not None:
        said.append(f"DTSTART:{moment(one.at) if one.at.tzinfo else f'{one.at:%Y%m%dT%H%M%S}'}")
    elif one.day is not None:
        said += [f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}", "TRANSP:TRANSPARENT"]
    return content_lines.lines((*said, f"END:{component}"))
