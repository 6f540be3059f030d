"""The file of one case, read whole: what its pages show of it."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from desktop.domain.agenda import Dated, in_order
from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.deadlines import Deadline
from desktop.domain.events import Event
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.notes import Note
from desktop.domain.people import Party, Person, Role
from desktop.domain.powers import Power
from desktop.domain.tasks import Task
from desktop.domain.units import Unit
from desktop.domain.values import Part
from desktop.operations.cases import keep_case
from desktop.storage import people, records, register
from desktop.storage.vault import Vault
from desktop.ui.session import Session


@dataclass(frozen=True, kw_only=True, repr=False)
class CaseFile(Part):
    """A case and all that belongs to it, as it stands now."""

    case: Case
    people: tuple[tuple[Party, Person], ...]
    unit: Unit | None
    deadlines: tuple[Deadline, ...]
    events: tuple[Event, ...]
    notes: tuple[Note, ...]
    letters: tuple[Letter, ...]
    register: tuple[RegisterEntry, ...]
    papers: tuple[Attachment, ...]
    powers: tuple[Power, ...]
    tasks: tuple[Task, ...]
    today: date

    def person(self, role: Role) -> Person | None:
        """The first person in this role."""
        return next((person for party, person in self.people if party.role is role), None)

    @property
    def waiting(self) -> tuple[Dated, ...]:
        """The dates still open, and the tasks that have a day, the earliest first."""
        return in_order([*self.deadlines, *(task for task in self.tasks if task.due)])

    @property
    def undated(self) -> tuple[Task, ...]:
        """The tasks still open that have no day."""
        return tuple(task for task in self.tasks if not task.due and not task.done_at)


def read(vault: Vault, case_id: str) -> CaseFile:
    """The whole file of a case. Raises NotFound, DataDamaged."""
    case = records.get(vault, Case, case_id)
    return CaseFile(
        case=case,
        people=tuple(people.of_case(vault, case_id)),
        unit=records.find(vault, Unit, case.unit) if case.unit else None,
        deadlines=tuple(records.of_case(vault, Deadline, case_id)),
        events=tuple(records.of_case(vault, Event, case_id)),
        notes=tuple(records.of_case(vault, Note, case_id)),
        letters=tuple(records.of_case(vault, Letter, case_id)),
        register=tuple(register.entries(vault, case_id)),
        papers=tuple(records.of_case(vault, Attachment, case_id)),
        powers=tuple(records.of_case(vault, Power, case_id)),
        tasks=tuple(records.of_case(vault, Task, case_id)),
        today=vault.today(),
    )


def change_case(session: Session, title: str, before: Case, after: Case) -> None:
    """Keep a changed case, so that it can be undone. Raises what `keep_case` raises."""
    if after != before:
        session.change(title, before, after, partial(keep_case, session.vault))
