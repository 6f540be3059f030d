"""The agenda of a day, week or month, as rows below headings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from desktop.domain.agenda import Matter, Span, bounds
from desktop.i18n import _
from desktop.ui.agenda.entries import Entry, between, undated
from desktop.ui.parts.banded_table import Band
from desktop.ui.parts.day_words import date_words, month_words, weekday_words
from desktop.ui.session import Session

MOST = 1000  # rows: a list that is longer is not read
ALL, NO_CASE = "", "-"


@dataclass(frozen=True)
class Wanted:
    """What is looked at: of which kind, whose. `ALL` is everything, `NO_CASE` the tasks of no case."""

    kind: str = ALL
    whose: str = ALL

    def takes(self, each: Entry) -> bool:
        """Whether it stands in the list."""
        if self.kind not in {ALL, each.row.kind, each.row.occasion}:
            return False
        return self.whose == ALL or (each.row.case == self.whose if self.whose != NO_CASE else not each.row.case)


@dataclass(frozen=True)
class Agenda:
    """A stretch of the agenda: what is overdue (where today lies in it), its days, and the tasks without a day."""

    first: date
    last: date
    overdue: tuple[Entry, ...]
    days: tuple[Entry, ...]
    waiting: tuple[Entry, ...]
    is_cut: bool = False  # more is there than is shown

    @property
    def every(self) -> tuple[Entry, ...]:
        """All of it, in order."""
        return (*self.overdue, *self.days, *self.waiting)


def read(session: Session, span: Span, day: date) -> Agenda:
    """What stands there now; while a visitor is there, of the case in sight alone."""
    first, last = bounds(span, day)
    today, vault = session.today, session.vault
    is_now = first <= today <= last
    overdue = between(vault, None, today - timedelta(days=1), limit=MOST + 1) if is_now else []
    days = between(vault, today if is_now else first, last, limit=MOST + 1)
    waiting = undated(vault) if is_now else []
    cut = [tuple(each for each in found[:MOST] if session.shows(each.row.case)) for found in (overdue, days, waiting)]
    return Agenda(first, last, cut[0], cut[1], cut[2], is_cut=max(map(len, (overdue, days, waiting))) > MOST)


def rows(agenda: Agenda, wanted: Wanted, today: date) -> list[Band | Entry]:
    """The rows with their headings; a day on which nothing stands has none."""
    found: list[Band | Entry] = []
    _put(found, Band(_("Overdue"), alarm=True), filter(wanted.takes, agenda.overdue))
    for day, entries in groupby(filter(wanted.takes, agenda.days), key=lambda each: each.day):
        _put(found, Band(day_heading(day, today) if day else ""), entries)
    _put(found, Band(_("Tasks without a day")), filter(wanted.takes, agenda.waiting))
    if agenda.is_cut:
        found.append(Band(_("Of each part only the first {count} are shown.").format(count=MOST), alarm=True))
    return found


def _put(found: list[Band | Entry], band: Band, entries: Iterable[Entry]) -> None:
    inside = list(entries)
    if inside:
        found += [band, *inside]


def day_heading(day: date, today: date) -> str:
    """`Thursday, 14 May`, and that it is today or tomorrow."""
    words = _("{weekday}, {day}").format(weekday=weekday_words(day), day=date_words(day, today))
    near = {0: _("today"), 1: _("tomorrow")}.get((day - today).days)
    return _("{day} – {near}").format(day=words, near=near) if near else words


def span_words(span: Span, first: date, last: date) -> str:
    """What a day, week or month is called: `Thursday, 14 May 2026`, `11 May – 17 May 2026`, `May 2026`."""
    if span is Span.DAY:
        return _("{weekday}, {day}").format(weekday=weekday_words(first), day=date_words(first))
    if span is Span.WEEK:
        return _("{first} – {last}").format(first=date_words(first, last if first.year == last.year else None), last=date_words(last))
    return month_words(first)


def kinds_in(entries: Sequence[Entry]) -> list[Matter]:
    """The kinds that occur, in the order in which they are listed."""
    found = {each.row.kind for each in entries}
    return [matter for matter in Matter if matter in found]


def cases_in(entries: Sequence[Entry]) -> dict[str, str]:
    """The cases that occur, by id, with their pseudonyms in order."""
    found = {each.row.case: each.row.pseudonym for each in entries if each.row.case}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))
