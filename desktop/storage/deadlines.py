"""What is due, over all cases."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.deadlines import DeadlineKind
from desktop.storage.vault import Vault

ALL = -1  # how SQLite says "no limit"


@dataclass(frozen=True, kw_only=True)
class DueRow:
    """An open date as a list shows it: pseudonym, never a name."""

    id: str
    case: str
    pseudonym: str
    kind: DeadlineKind
    day: date
    time: str
    title: str
    zone: str
    colour: int


def until(vault: Vault, last: date, *, after: date = date.min, limit: int = ALL) -> list[DueRow]:
    """The open dates of open cases later than `after`, up to `last`, the earliest first, `limit` at the most."""
    return [
        DueRow(id=str(id_), case=str(case), pseudonym=str(pseudonym), kind=DeadlineKind(str(kind)), day=date.fromisoformat(str(day)),
               time=str(time), title=str(title), zone=str(zone), colour=int(str(colour)))
        for id_, case, pseudonym, kind, day, time, title, zone, colour in vault.rows(
            "SELECT due.id, due.case_id, pseudonym, kind, day, time, title, zone, colour FROM due"
            " CROSS JOIN case_row ON case_row.id = due.case_id WHERE day > :after AND day <= :last AND closed = 0"
            " ORDER BY day, time, due.id LIMIT :limit",
            after=after.isoformat(), last=last.isoformat(), limit=limit,
        )
    ]  # fmt: skip


def next_day(vault: Vault, after: date) -> date | None:
    """The first open date after a day; None where there is none."""
    rows = vault.rows("SELECT day FROM due CROSS JOIN case_row ON case_row.id = due.case_id WHERE day > :after AND closed = 0"
                      " ORDER BY day LIMIT 1", after=after.isoformat())  # fmt: skip
    return date.fromisoformat(str(rows[0][0])) if rows else None
