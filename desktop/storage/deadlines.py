"""What is due, over all cases."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.deadlines import DeadlineKind
from desktop.storage.vault import Vault


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


def until(vault: Vault, last: date) -> list[DueRow]:
    """The open dates of open cases up to `last`, overdue ones too, the earliest first."""
    return [
        DueRow(id=str(id_), case=str(case), pseudonym=str(pseudonym), kind=DeadlineKind(str(kind)), day=date.fromisoformat(str(day)),
               time=str(time), title=str(title), zone=str(zone), colour=int(str(colour)))
        for id_, case, pseudonym, kind, day, time, title, zone, colour in vault.rows(
            "SELECT due.id, due.case_id, pseudonym, kind, day, time, title, zone, colour FROM due"
            " JOIN case_row ON case_row.id = due.case_id WHERE day <= :last AND closed = 0 ORDER BY day, time, due.id",
            last=last.isoformat(),
        )
    ]  # fmt: skip


def next_day(vault: Vault, after: date) -> date | None:
    """The first open date after a day; None where there is none."""
    ((day,),) = vault.rows("SELECT min(day) FROM due JOIN case_row ON case_row.id = due.case_id WHERE day > :after AND closed = 0",
                           after=after.isoformat())  # fmt: skip
    return date.fromisoformat(str(day)) if day else None
