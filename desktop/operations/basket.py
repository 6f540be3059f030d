"""The basket: what was put off is printed later, in its order, or goes onto a stick; then nothing of it is left here."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.devices import drives
from desktop.domain.basket import MOST_COPIES, PutOff
from desktop.domain.cases import Case
from desktop.domain.errors import BadInput, DiskFailed
from desktop.domain.journal import Deed
from desktop.domain.letters import Mode, Omitted, RegisterEntry, WayOut
from desktop.domain.notes import Note
from desktop.domain.progress import Report, silent
from desktop.domain.values import Part
from desktop.operations import journal, letters, notes_print
from desktop.storage import records
from desktop.storage.disk import told_of_place, write_whole
from desktop.storage.vault import Vault


@dataclass(frozen=True, kw_only=True, repr=False)
class Waiting(Part):
    """One line of the basket: what was put off, the document or the notes, and whose it is."""

    put_off: PutOff
    entry: RegisterEntry | None
    pseudonym: str
    notes: tuple[Note, ...] = ()

    @property
    def id(self) -> str:
        """Which line it is."""
        return self.put_off.id


def put_off(vault: Vault, entry: RegisterEntry, mode: Mode = Mode.CLEAN, *, copies: int = 1, omitted: Sequence[Omitted] = ()) -> PutOff:
    """Put a document into the basket, and note that in the register. Raises ArchiveOnly, BadInput("copies", …)."""
    letters.must_leave_so(entry, mode)
    line = PutOff(id=vault.new_id(), case=entry.case, entry=entry.id, mode=mode, copies=_checked(copies), omitted=tuple(omitted),
                  put_off_at=vault.now().isoformat())  # fmt: skip
    with vault.transaction():
        records.save(vault, line)
        letters.hand_over(vault, entry, WayOut.PUT_OFF, mode=mode, count=copies, omitted=omitted)
    return line


def put_off_notes(vault: Vault, notes: Sequence[Note], *, copies: int = 1) -> PutOff:
    """Put notes of one case into the basket, to print as one document. Raises BadInput("notes", "empty"), BadInput("copies", …)."""
    if not notes:
        raise BadInput("notes", "empty")
    line = PutOff(id=vault.new_id(), case=notes[0].case, notes=tuple(note.id for note in notes), copies=_checked(copies),
                  put_off_at=vault.now().isoformat())  # fmt: skip
    with vault.transaction():
        records.save(vault, line)
    return line


def keep(vault: Vault, line: PutOff) -> PutOff:
    """Keep a changed line, or, where it is removed, nothing of it. Raises BadInput("copies", …)."""
    _checked(line.copies)
    with vault.transaction():
        if line.removed_at:
            records.purge(vault, line.id)
        else:
            records.save(vault, line)
    return line


def waiting(vault: Vault) -> tuple[Waiting, ...]:
    """What waits, in the order in which it was put off; what belongs to a document or a case that is gone is left out."""
    found = []
    for line in records.every(vault, PutOff):
        case = records.find(vault, Case, line.case)
        entry = records.find(vault, RegisterEntry, line.entry) if line.entry else None
        notes = tuple(note for note in records.those(vault, Note, line.notes) if not note.removed_at)
        if case is not None and not case.removed_at and (notes or (entry is not None and not entry.removed_at)):
            found.append(Waiting(put_off=line, entry=entry, pseudonym=case.pseudonym, notes=notes))
    return tuple(sorted(found, key=lambda each: each.put_off.put_off_at))


def pages_of(line: Waiting) -> bytes:
    """The pages of a document as a PDF. Raises ArchiveOnly, FontMissing, PageFailed."""
    if line.entry is None:
        raise BadInput("notes", "stick")
    return letters.pdf_of(line.entry, line.put_off.mode, line.put_off.omitted)


def note_pages(vault: Vault, line: Waiting) -> bytes:
    """The pages of notes as a PDF, as they stand now. Raises FontMissing, PageFailed."""
    return notes_print.set_pdf(vault, line.notes)


def came_out(vault: Vault, line: Waiting, way: WayOut = WayOut.PRINTED) -> None:
    """Note in the register, or for notes in the journal, that it came out, and take the line out of the basket for good."""
    put = line.put_off
    with vault.transaction():
        if line.entry is not None:
            letters.hand_over(vault, line.entry, way, mode=put.mode, count=put.copies, omitted=put.omitted)
        for note in line.notes:
            journal.note(vault, Deed.PRINTED, case=note.case, subject=note.id)
        records.purge(vault, put.id)


def put_on_stick(lines: Sequence[Waiting], folder: Path, report: Report = silent) -> None:
    """Write the pages into an empty folder of a stick as 01.pdf, 02.pdf, …, each copy a file of its own, and read them back.

    Nothing else is written, and where it fails nothing stays. Touches no vault, so it may run anywhere.
    Raises BadInput("folder", "no-stick" | "not-empty"), DiskFull, TargetReadOnly, DiskFailed, Cancelled, and as `pages_of`.
    """
    if drives.drive_of(folder) is None:
        raise BadInput("folder", "no-stick")
    with told_of_place():
        if not drives.is_empty(folder):
            raise BadInput("folder", "not-empty")
    sheaves = [line for line in lines for _copy in range(line.put_off.copies)]
    written: dict[Path, bytes] = {}
    try:
        for number, line in enumerate(sheaves, start=1):
            report(number - 1, len(sheaves))
            path = folder / f"{number:02}.pdf"
            written[path] = pages_of(line)
            write_whole(path, written[path])
        _read_back(folder, written)
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _read_back(folder: Path, written: Mapping[Path, bytes]) -> None:
    with told_of_place():
        drives.flush(folder)
        if any(path.read_bytes() != pages for path, pages in written.items()):
            raise DiskFailed


def _checked(copies: int) -> int:
    if not 1 <= copies <= MOST_COPIES:
        raise BadInput("copies", "number")
    return copies
