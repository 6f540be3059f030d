"""What a day asks: the rows of Today, made of what the vault holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop.domain.cases import CaseRow
from desktop.i18n import _
from desktop.storage import cases, deadlines
from desktop.storage.vault import Vault
from desktop.ui.agenda.entries import Entry, between, tone_of, when_words
from desktop.ui.calls.clock import by_hour
from desktop.ui.parts.banded_table import Band

MOST_URGENT = 5
MOST_IDLE = 50
MOST_DUE = 100  # in each band
DAYS_AHEAD = 7
_EVERY = 1_000_000


@dataclass(frozen=True)
class Item:
    """A row: dot, pseudonym, what, by when. `deadline` is the date or task; empty where the case itself is what cannot wait."""

    id: str
    case: str
    pseudonym: str
    what: str
    when: str
    tone: str
    deadline: str = ""
    is_legal: bool = False
    colour: int | None = None  # of the stripe of its file


@dataclass(frozen=True)
class Today:
    """Everything the page shows."""

    rows: tuple[Band | Item, ...]
    idle: tuple[CaseRow, ...]
    idle_count: int
    next_day: date | None


def read(vault: Vault, only: str | None = None) -> Today:
    """The day as it stands now; with `only`, of this case alone."""
    today = vault.today()
    everything = only is None
    most = MOST_DUE + 1 if everything else _EVERY
    late = [each for each in between(vault, None, today, limit=most) if everything or each.row.case == only]
    week = between(vault, today + timedelta(days=1), today + timedelta(days=DAYS_AHEAD), limit=most)
    soon = [each for each in week if everything or each.row.case == only]
    urgent = [row for row in cases.urgent(vault, MOST_URGENT + 1 if everything else _EVERY) if everything or row.id == only]
    idle = [row for row in cases.idle(vault, MOST_IDLE if everything else _EVERY) if everything or row.id == only]
    most_urgent = MOST_URGENT if everything else _EVERY
    bands = (
        (_band(_("Urgent"), urgent, most_urgent, alarm=True), [_urgent(row, vault.now()) for row in urgent[:most_urgent]]),
        (_band(_("Overdue and today"), late), [_due(row, today) for row in late[:MOST_DUE]]),
        (_band(_("Next 7 days"), soon), [_due(row, today) for row in soon[:MOST_DUE]]),
    )
    return Today(
        rows=_laid(bands),
        idle=tuple(idle),
        idle_count=cases.count_idle(vault) if everything else len(idle),
        next_day=deadlines.next_day(vault, today) if everything else None,
    )


def _band(title: str, rows: Sequence[object], most: int = MOST_DUE, *, alarm: bool = False) -> Band:
    """The heading, which says so where there are more than a day can hold."""
    return Band(title if len(rows) <= most else _("{title}: the first {count}").format(title=title, count=most), alarm)


def _laid(bands: Sequence[tuple[Band, Sequence[Item]]]) -> tuple[Band | Item, ...]:
    rows: list[Band | Item] = []
    for band, items in bands:
        if items:
            rows += [band, *items]
    return tuple(rows)


def _urgent(row: CaseRow, now: datetime) -> Item:
    # No word of danger that somebody beside her could read: a dot, a pseudonym, an hour.
    return Item(row.id, row.id, row.pseudonym, _("cannot wait"), by_hour(row.urgent_by, row.zone, now), "red", colour=row.colour)


def _due(each: Entry, today: date) -> Item:
    row = each.row
    colour = row.colour if row.case else None
    return Item(row.id, row.case, row.pseudonym, row.title, when_words(each, today), tone_of(each, today), row.id, each.is_legal, colour)
