"""Looking into a backup without restoring it: read from end to end, held in memory, nothing written anywhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.deadlines import Deadline
from desktop.domain.errors import BackupDamaged
from desktop.domain.events import Event
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.notes import Note
from desktop.domain.people import Party, Person
from desktop.domain.progress import Report, silent
from desktop.domain.tasks import Task
from desktop.domain.values import Value
from desktop.operations.reading import Backup, Secret
from desktop.storage import kinds
from desktop.storage.changes import StoredChange
from desktop.storage.rows import Stored

# What can be read in it, in this order.
READABLE: tuple[type[Value], ...] = (Note, RegisterEntry, Letter, Event, Deadline, Task, Attachment)


@dataclass(frozen=True, repr=False)
class Inside:
    """What a backup holds, every sum compared. `records` are all its records as they stand there, by the id of their case, those
    without a case under the empty id: whoever takes cases over from it begins here.
    """

    created: str
    way: str
    records: Mapping[str, tuple[Stored, ...]]

    @property
    def cases(self) -> tuple[Case, ...]:
        """Its cases by number, those in the bin left out."""
        found = (kinds.decode(Case, each.body) for of_case in self.records.values() for each in of_case if _is(each, Case))
        return tuple(sorted(found, key=lambda case: case.number))

    def readable(self, case_id: str) -> tuple[Value, ...]:
        """The notes, documents, events, dates and papers of a case, kind by kind, the oldest first."""
        return tuple(self._of(case_id))

    def people(self, case_id: str) -> tuple[Person, ...]:
        """Whose names can stand in the texts of a case."""
        named = {kinds.decode(Party, each.body).person for each in self.records.get(case_id, ()) if each.kind == "party"}
        known = (each for of_case in self.records.values() for each in of_case if each.kind == "person" and each.id in named)
        return tuple(kinds.decode(Person, each.body) for each in known)

    def _of(self, case_id: str) -> Iterator[Value]:
        for type_ in READABLE:
            for each in self.records.get(case_id, ()):
                if _is(each, type_):
                    yield kinds.decode(type_, each.body)


def look_inside(path: Path, secret: Secret, report: Report = silent, *, key_file_text: str = "") -> Inside:
    """Everything a backup holds but the bytes of its papers. Raises BackupDamaged, NotFound, WrongSecret, BadInput, FileTooNew,
    HeaderForeign, NotEnoughMemory, DiskFailed, Cancelled.
    """
    held: dict[str, list[Stored]] = {}

    def take(record: Stored | StoredChange) -> None:
        if isinstance(record, Stored):
            # A case is among its own records.
            held.setdefault(record.id if record.kind == "case" else record.case or "", []).append(record)

    with Backup(path, secret, report, key_file_text) as backup:
        _manifest, problems = backup.seen_through()
        if problems:
            raise BackupDamaged(problems)
        manifest = backup.read(take)
        return Inside(manifest.created, backup.opened.way, {case: tuple(found) for case, found in held.items()})


def _is(record: Stored, type_: type[Value]) -> bool:
    return record.kind == kinds.KIND_OF[type_] and not record.removed
