"""Dates and tasks as her own clock and calendar have them: an hour far in the east may be the evening before, here."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from desktop.domain.agenda import Dated, Matter
from desktop.domain.deadlines import Deadline, Occasion
from desktop.i18n import _, ngettext
from desktop.storage import deadlines
from desktop.storage.deadlines import ALL, DueRow
from desktop.storage.vault import Vault
from desktop.ui import choices
from desktop.ui.calls.clock import from_wall_time, in_zone
from desktop.ui.parts.day_words import date_words

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """A date or task: its day and hour by her clock, and what the clock shows where it takes place, if that differs."""

    row: DueRow
    day: date | None
    time: str
    there: str

    @property
    def id(self) -> str:
        """Which date or task it is."""
        return self.row.id

    @property
    def is_legal(self) -> bool:
        """Whether it is a term of law."""
        return self.row.kind is Matter.DEADLINE


def between(vault: Vault, first: date | None, last: date, *, limit: int = ALL) -> list[Entry]:
    """What is due from `first` (or ever) to `last` by her clock, the earliest first; of those by the day of the place, `limit`."""
    rows = deadlines.until(vault, last, after=first - _DAY if first else date.min, limit=limit)
    if first:
        rows += deadlines.until(vault, first - _DAY, after=first - 2 * _DAY, timed=True)
    rows += deadlines.until(vault, last + _DAY, after=last, timed=True)
    found = [entry(row) for row in rows]
    mine = [each for each in found if each.day is not None and (first is None or first <= each.day) and each.day <= last]
    return sorted(mine, key=lambda each: (each.day or date.max, each.time, not each.is_legal, each.row.pseudonym, each.id))


def undated(vault: Vault) -> list[Entry]:
    """The tasks without a day."""
    return [entry(row) for row in deadlines.undated(vault)]


def entry(row: DueRow) -> Entry:
    """A row by her clock."""
    here = here_of(row.day, row.time, row.zone)
    if here is None or row.day is None:
        return Entry(row, row.day, row.time, "")
    return Entry(row, here.date(), f"{here:%H:%M}", there_words(here, row.zone))


def of_value(value: Dated, zone: str) -> Entry:
    """A date or task of a case whose clock stands in `zone`."""
    row = DueRow(id=value.id, case=value.case, pseudonym="", kind=Matter.TASK, day=value.due, time="", title=value.title, zone="", colour=0)
    if isinstance(value, Deadline):
        row = replace(row, kind=Matter(value.kind), time=value.time, zone=value.zone or zone, occasion=value.occasion)
    return entry(row)


def here_of(day: date | None, time: str, zone: str) -> datetime | None:
    """The moment by this computer's clock; None where no hour is set."""
    return from_wall_time(f"{day.isoformat()}T{time}", zone) if day and time else None


def there_words(here: datetime, zone: str) -> str:
    """«there 02:10», with the day where that is another; empty where the clock there shows the same."""
    there = in_zone(here, zone)
    if there.utcoffset() == here.utcoffset():
        return ""
    if there.date() == here.date():
        return _("there {time}").format(time=f"{there:%H:%M}")
    return _("there {day}, {time}").format(day=date_words(there.date(), here.date()), time=f"{there:%H:%M}")


def hour_words(each: Entry) -> str:
    """The hour by her clock, and by the one there: `10:00`, `17:10, there 15 May, 02:10`; empty where none is set."""
    return ", ".join(part for part in (each.time, each.there) if part)


def when_words(each: Entry, today: date) -> str:
    """By when, as a list shows it: `tomorrow, 10:00`, `12 May, 2 days late`, `no day`."""
    if each.day is None:
        return _("no day")
    left = (each.day - today).days
    if left < 0:
        late = ngettext("{count} day late", "{count} days late", -left).format(count=-left)
        return _("{day}, {late}").format(day=date_words(each.day, today), late=late)
    day = _("today") if left == 0 else _("tomorrow") if left == 1 else date_words(each.day, today)
    return _("{day}, {time}").format(day=day, time=hour_words(each)) if each.time else day


def tone_of(each: Entry, today: date) -> str:
    """How near it is: red for a term that has passed, amber for what is overdue and for a term that ends today."""
    left = (each.day - today).days if each.day else 1
    if left < 0:
        return "red" if each.is_legal else "amber"
    if left == 0:
        return "amber" if each.is_legal else "text"
    return "dim"


def kind_words(row: DueRow | Deadline) -> str:
    """What kind it is: a term, a reminder, a hearing, a task."""
    return choices.word(row.occasion) if row.occasion is not Occasion.UNSAID else choices.word(row.kind)
