"""The calendar: terms, reminders, hearings, meetings and tasks, under the pseudonym of their case."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache

from desktop.documents import calendar_file
from desktop.documents.calendar_file import Entry
from desktop.documents.names_in_text import Names
from desktop.domain.agenda import Matter
from desktop.domain.deadlines import Deadline, Occasion
from desktop.domain.moments import wall_time, zone
from desktop.domain.tasks import Task
from desktop.operations.open_formats.source import Member, Source, Wording
from desktop.storage import people
from desktop.storage.kinds import decode
from desktop.storage.rows import Stored

NAME = "calendar.ics"


def member(source: Source, wording: Wording) -> Member:
    """The calendar. A term that is not counted yet has no day, so it is not in it."""
    return Member(NAME, lambda: _calendar(source, wording))


def _calendar(source: Source, wording: Wording) -> Iterator[bytes]:
    titles = _Titles(source)
    yield calendar_file.HEAD
    for stored in source.rows(Deadline):
        deadline = decode(Deadline, stored.body)
        if deadline.due != date.max:
            kind = deadline.kind if deadline.occasion is Occasion.UNSAID else deadline.occasion
            yield _entry(stored, titles.of(deadline), wording.word(kind), deadline.due, deadline.done_at, at=_moment(source, deadline))
    for stored in source.rows(Task):
        task = decode(Task, stored.body)
        yield _entry(stored, titles.of(task), wording.word(Matter.TASK), task.due, task.done_at, is_task=True)
    yield calendar_file.END


def _entry(
    stored: Stored, title: str, kind: str, day: date | None, done_at: str, *, at: datetime | None = None, is_task: bool = False
) -> bytes:
    saved, done = datetime.fromisoformat(stored.changed_at), datetime.fromisoformat(done_at) if done_at else None
    return calendar_file.entry(Entry(id=stored.id, saved=saved, title=title, kind=kind, day=day, at=at, is_task=is_task, done=done))


def _moment(source: Source, deadline: Deadline) -> datetime | None:
    case = source.cases.get(deadline.case)
    hour, there = wall_time(deadline.time), zone(deadline.zone or (case.zone if case else ""))
    return datetime.combine(deadline.due, hour, tzinfo=there) if hour is not None else None


class _Titles:
    """What a date is called where everybody may see it: the pseudonym, then its title with bars over the names of the case."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._names = lru_cache(maxsize=256)(self._names_of)  # dates of one case mostly stand close together

    def of(self, dated: Deadline | Task) -> str:
        """Pseudonym and title."""
        case = self._source.cases.get(dated.case)
        return f"{case.pseudonym}: {self._names(dated.case).masked(dated.title)}" if case else dated.title

    def _names_of(self, case: str) -> Names:
        return Names([person for _party, person in people.of_case(self._source.vault, case)])
