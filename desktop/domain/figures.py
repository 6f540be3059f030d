"""The figures of a report: what is counted, by which day, and which records stand behind each number. Nothing of it is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.counting import add_months
from desktop.domain.deadlines import Deadline, DeadlineKind, Occasion
from desktop.domain.letters import RegisterEntry
from desktop.domain.notes import Note
from desktop.domain.powers import Power, PowerKind
from desktop.domain.values import Part, Value


class Group(StrEnum):
    """What belongs together under one sum."""

    CONSULTATIONS = "consultations"
    DOCUMENTS = "documents"
    OTHER = "other"  # each for itself, without a sum


class Figure(StrEnum):
    """A line of the report. Her own categories have lines of their own, called by their code."""

    ORAL = "oral"
    WRITTEN = "written"
    UNSAID = "unsaid"
    FREE = "free"
    CALLS = "calls"
    REPORTS = "reports"
    APPLICATIONS = "applications"
    COMPLAINTS = "complaints"
    CLAIMS = "claims"
    MOTIONS = "motions"
    OTHER_DOCUMENTS = "other_documents"
    HANDED_IN = "handed_in"
    HEARINGS = "hearings"
    AGREEMENTS = "agreements"
    ORDERS = "orders"
    OPENED = "opened"
    CLOSED = "closed"


NOT_COUNTED = "none"  # of a note or call that she does not count as a consultation
SLOTS = 7  # of her own categories: the keys 3 to 9 set them, 1 and 2 are oral and written


@dataclass(frozen=True, kw_only=True, repr=False)
class NoteMark(Value):
    """As what a note is counted. It stands beside the note, so that a note which is closed for good stays as it was signed."""

    case: str
    note: str
    counted_as: str = ""
    removed_at: str = ""


_ORAL, _WRITTEN = frozenset({"in_person", "phone", "video"}), frozenset({"letter", "mail", "messenger_text"})
# By the first word of the title, in either language.
_KINDS: Mapping[str, Figure] = {
    "рапорт": Figure.REPORTS, "report": Figure.REPORTS, "заявление": Figure.APPLICATIONS, "обращение": Figure.APPLICATIONS,
    "сообщение": Figure.APPLICATIONS, "application": Figure.APPLICATIONS,
    "жалоба": Figure.COMPLAINTS, "апелляционная": Figure.COMPLAINTS, "частная": Figure.COMPLAINTS, "кассационная": Figure.COMPLAINTS,
    "complaint": Figure.COMPLAINTS, "appeal": Figure.COMPLAINTS, "административное": Figure.CLAIMS, "административный": Figure.CLAIMS,
    "исковое": Figure.CLAIMS, "иск": Figure.CLAIMS, "claim": Figure.CLAIMS, "ходатайство": Figure.MOTIONS, "motion": Figure.MOTIONS,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, repr=False)
class Counted(Part):
    """A record behind a number: what it is, whose, and the day it is counted on."""

    day: date
    kind: str  # as in a backup: note, call, register, deadline, power, case
    id: str
    case: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Line(Part):
    """A line of the report with all that it counts in the period, the earliest first."""

    code: str
    group: Group
    records: tuple[Counted, ...]

    def by_month(self, months: Sequence[date]) -> tuple[int, ...]:
        """How many fall into each of these months, given by their first days."""
        first = [each.day.replace(day=1) for each in self.records]
        return tuple(first.count(month) for month in months)


@dataclass(frozen=True, kw_only=True, repr=False)
class Source(Part):
    """All that may be counted. What is in the bin is not among it."""

    notes: Sequence[Note] = ()
    marks: Mapping[str, str] = field(default_factory=dict)  # as what notes are counted, by their ids
    calls: Sequence[Call] = ()
    register: Sequence[RegisterEntry] = ()
    dates: Sequence[Deadline] = ()
    cases: Sequence[Case] = ()
    powers: Sequence[Power] = ()


def lines(source: Source, first: date, last: date, categories: Mapping[str, str]) -> tuple[Line, ...]:
    """The report on the days from `first` to `last`; `categories` are hers, titles by their codes. Days are those of this computer."""
    found: dict[tuple[Group, str], list[Counted]] = {}
    order = [(Group.CONSULTATIONS, str(each)) for each in (Figure.ORAL, Figure.WRITTEN)]
    order += [(Group.CONSULTATIONS, code) for code in categories]
    order += [(Group.CONSULTATIONS, str(Figure.UNSAID)), *((Group.DOCUMENTS, str(each)) for each in _DOCUMENTS)]
    order += [(Group.OTHER, str(each)) for each in _OTHERS]
    for group, code, counted in _counted(source, categories):
        if first <= counted.day <= last:
            found.setdefault((group, code), []).append(counted)
    return tuple(
        Line(code=code, group=group, records=tuple(sorted(found.get((group, code), ()), key=lambda each: (each.day, each.id))))
        for group, code in order
    )


_POWERS = {PowerKind.AGREEMENT: Figure.AGREEMENTS, PowerKind.ORDER: Figure.ORDERS}
_DOCUMENTS = (Figure.REPORTS, Figure.APPLICATIONS, Figure.COMPLAINTS, Figure.CLAIMS, Figure.MOTIONS, Figure.OTHER_DOCUMENTS)
_OTHERS = (Figure.FREE, Figure.CALLS, Figure.HANDED_IN, Figure.HEARINGS, Figure.AGREEMENTS, Figure.ORDERS, Figure.OPENED, Figure.CLOSED)


def months(first: date, last: date) -> tuple[date, ...]:
    """The first days of the months from one day to another."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = add_months(month, 1)
    return tuple(found)


class Stretch(StrEnum):
    """How long a period is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    OWN = "own"


_MONTHS = {Stretch.YEAR: 12, Stretch.HALF: 6, Stretch.QUARTER: 3}


def period(stretch: Stretch, day: date) -> tuple[date, date]:
    """The first and the last day of the year, half or quarter in which a day lies. Not for one of her own."""
    long = _MONTHS[stretch]
    first = date(day.year, (day.month - 1) // long * long + 1, 1)
    return first, add_months(first, long) - timedelta(days=1)


def moved(stretch: Stretch, day: date, by: int) -> date:
    """A day so many years, halves or quarters on."""
    return add_months(day, by * _MONTHS[stretch])


def category_of(value: Note | Call, mark: str, categories: Mapping[str, str]) -> str:
    """As what a note or a call is counted: as `mark` says, else by the way they spoke; empty where it is no consultation."""
    if mark == NOT_COUNTED:
        return ""
    if mark in {Figure.ORAL, Figure.WRITTEN} or mark in categories:
        return mark
    if isinstance(value, Call):
        return Figure.ORAL if value.one_off else ""
    return Figure.ORAL if value.channel in _ORAL else Figure.WRITTEN if value.channel in _WRITTEN else Figure.UNSAID


def kind_of(title: str) -> Figure:
    """The kind of a document, by the first word of its title."""
    first = title.casefold().split()
    return _KINDS.get(first[0].strip(".,:;«»\"'()"), Figure.OTHER_DOCUMENTS) if first else Figure.OTHER_DOCUMENTS


def _counted(source: Source, categories: Mapping[str, str]) -> Iterable[tuple[Group, str, Counted]]:
    yield from _of_notes(source, categories)
    yield from _of_calls(source.calls, categories)
    yield from _of_register(source.register)
    for each in source.dates:
        if each.kind is DeadlineKind.APPOINTMENT and each.occasion is Occasion.HEARING and each.done_at:
            yield Group.OTHER, Figure.HEARINGS, _of(each, "deadline", each.due)
    for power in source.powers:
        if (code := _POWERS.get(power.kind)) and not power.spoilt and power.made_on is not None and power.made_on.earliest is not None:
            yield Group.OTHER, code, _of(power, "power", power.made_on.earliest)
    for case in source.cases:
        for code, at in ((Figure.OPENED, case.opened_at), (Figure.CLOSED, case.closed_at)):
            if day := _day(at):
                yield Group.OTHER, code, Counted(day=day, kind="case", id=case.id, case=case.id)


def _of_notes(source: Source, categories: Mapping[str, str]) -> Iterable[tuple[Group, str, Counted]]:
    for note in source.notes:
        day = _day(note.written_at)
        if day and (code := category_of(note, source.marks.get(note.id, ""), categories)):
            yield Group.CONSULTATIONS, code, _of(note, "note", day)
            if note.pro_bono == "yes":
                yield Group.OTHER, Figure.FREE, _of(note, "note", day)


def _of_calls(calls: Iterable[Call], categories: Mapping[str, str]) -> Iterable[tuple[Group, str, Counted]]:
    for call in calls:
        if day := _day(call.began):
            yield Group.OTHER, Figure.CALLS, _of(call, "call", day)
            if code := category_of(call, call.counted_as, categories):
                yield Group.CONSULTATIONS, code, _of(call, "call", day)


def _of_register(entries: Iterable[RegisterEntry]) -> Iterable[tuple[Group, str, Counted]]:
    for entry in entries:
        if entry.archive_copy:
            continue
        # A corrected version is the same document once more.
        if (day := _day(entry.approved_at)) and not entry.corrects:
            yield Group.DOCUMENTS, kind_of(entry.title), _of(entry, "register", day)
        if entry.handed_on is not None and entry.handed_on.earliest is not None:
            yield Group.OTHER, Figure.HANDED_IN, _of(entry, "register", entry.handed_on.earliest)


def _of(value: Value, kind: str, day: date) -> Counted:
    return Counted(day=day, kind=kind, id=value.id, case=getattr(value, "case", ""))


def _day(moment: str) -> date | None:
    try:
        return datetime.fromisoformat(moment).astimezone().date() if moment else None
    except ValueError:
        return None
