"""What is due, over all cases."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.agenda import Matter
from desktop.domain.deadlines import Deadline, Occasion
from desktop.storage import records
from desktop.storage.vault import Vault

ALL = -1  # how SQLite says "no limit"

# A task may belong to no case; what belongs to a case that is closed, or in the bin, is not shown.
_FROM = (
    "SELECT due.id, due.case_id, coalesce(pseudonym, ''), kind, day, time, title, coalesce(zone, ''), coalesce(colour, 0) FROM due"
    " LEFT JOIN case_row ON case_row.id = due.case_id WHERE (due.case_id = '' OR closed = 0)"
)


@dataclass(frozen=True, kw_only=True)
class DueRow:
    """An open date or task as a list shows it: pseudonym, never a name. `day` is None only for a task without one."""

    id: str
    case: str
    pseudonym: str
    kind: Matter
    day: date | None
    time: str  # wall time in `zone`
    title: str
    zone: str
    colour: int
    occasion: Occasion = Occasion.UNSAID


def until(vault: Vault, last: date, *, after: date = date.min, limit: int = ALL, timed: bool = False) -> list[DueRow]:
    """The open dates and tasks of open cases later than `after`, up to `last`, the earliest first, `limit` at the most.

    Days are those of the place. With `timed`, only what has an hour.
    """
    where = " AND day > :after AND day <= :last AND time >= :time ORDER BY day, time, due.id LIMIT :limit"
    found = vault.rows(_FROM + where, after=after.isoformat(), last=last.isoformat(), limit=limit, time="0" if timed else "")
    return _rows(vault, found)


def undated(vault: Vault, limit: int = ALL) -> list[DueRow]:
    """The tasks without a day, in the order in which they were made."""
    return _rows(vault, vault.rows(_FROM + " AND day = '' ORDER BY due.rowid LIMIT :limit", limit=limit))


def next_day(vault: Vault, after: date) -> date | None:
    """The first open date after a day; None where there is none."""
    found = until(vault, date.max, after=after, limit=1)
    return found[0].day if found else None


def has_none(vault: Vault, case: str) -> bool:
    """Whether the case is open and has nothing scheduled."""
    return bool(vault.rows("SELECT 1 FROM case_row WHERE id = :case AND closed = 0 AND next_day = ''", case=case))


def waiting_cases(vault: Vault) -> frozenset[str]:
    """The cases in which a date or a task is still open, with a day or without."""
    return frozenset(str(case) for (case,) in vault.rows("SELECT DISTINCT case_id FROM due"))


def _rows(vault: Vault, found: Iterable[tuple[object, ...]]) -> list[DueRow]:
    rows = [
        DueRow(id=str(id_), case=str(case), pseudonym=str(pseudonym), kind=Matter(str(kind)),
               day=date.fromisoformat(str(day)) if day else None, time=str(time), title=str(title), zone=str(zone),
               colour=int(str(colour)))
        for id_, case, pseudonym, kind, day, time, title, zone, colour in found
    ]  # fmt: skip
    # The clock of the place, and what kind of appointment it is, stand in the record alone: few rows have an hour.
    told = {each.id: each for each in records.those(vault, Deadline, [row.id for row in rows if _tells_more(row)])}
    return [_told(row, told.get(row.id)) for row in rows]


def _tells_more(row: DueRow) -> bool:
    return bool(row.time) or row.kind is Matter.APPOINTMENT


def _told(row: DueRow, deadline: Deadline | None) -> DueRow:
    return replace(row, zone=deadline.zone or row.zone, occasion=deadline.occasion) if deadline else row
