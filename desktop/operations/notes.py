"""Consultation notes: written, closed for good, and added to."""

from dataclasses import replace

from desktop.domain import seals
from desktop.domain.errors import BadInput, NoteIsClosed
from desktop.domain.notes import Addendum, Note
from desktop.operations import shipped_law
from desktop.storage import records, settings
from desktop.storage.vault import Vault


def add_note(vault: Vault, case: str, text: str) -> Note:
    """A new note whose facts are `text`."""
    with vault.transaction():
        number = 1 + records.count(vault, Note, case)
        note = Note(id=vault.new_id(), case=case, written_at=vault.now().isoformat(), number=number, blocks={"facts": text})
        records.save(vault, note)
    return note


def keep_note(vault: Vault, note: Note) -> Note:
    """Keep a note, new or changed. Raises NoteIsClosed once it was signed off."""
    with vault.transaction():
        records.save(vault, note)
    return note


def sign_off(vault: Vault, note: Note) -> Note:
    """Close the note for good: from now on there are only dated addenda.

    Its text, the hour, who signs, and which law it was given under are sealed, and joined to what was signed before in the case.
    Raises NoteIsClosed.
    """
    with vault.transaction():
        known = records.find(vault, Note, note.id)
        if known is not None and known.signed_at:
            raise NoteIsClosed
        signed = replace(
            note, signed_at=vault.now().isoformat(), signed_by=settings.read(vault, "lawyer.name"),
            law_version=shipped_law.pack().version, law_on=note.law_on or vault.today().isoformat(),
        )  # fmt: skip
        closed = seals.sealed(signed, seals.ends(records.of_case(vault, Note, note.case)))
        records.save(vault, closed)
    return closed


def add_addendum(vault: Vault, note: Note, text: str) -> Note:
    """Add a dated addendum to a closed note, sealed like the note itself. Raises BadInput("addendum", "empty" | "open")."""
    if not text.strip():
        raise BadInput("addendum", "empty")
    with vault.transaction():
        known = records.get(vault, Note, note.id)
        if not known.signed_at:
            raise BadInput("addendum", "open")
        new = Addendum(at=vault.now().isoformat(), text=text, by=settings.read(vault, "lawyer.name"))
        new = seals.sealed_addendum(known, new, seals.ends(records.of_case(vault, Note, known.case)))
        longer = replace(known, addenda=(*known.addenda, new))
        records.save(vault, longer)
    return longer
