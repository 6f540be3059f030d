"""Consultation notes: written, closed for good, and added to."""

from dataclasses import replace

from desktop.domain.errors import NoteIsClosed
from desktop.domain.notes import Addendum, Note
from desktop.storage import records
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
        known = records.find(vault, Note, note.id)
        if known is not None and known.signed_at and replace(note, removed_at=known.removed_at) != known:
            raise NoteIsClosed
        records.save(vault, note)
    return note


def sign_off(vault: Vault, note: Note) -> Note:
    """Close the note for good: from now on there are only dated addenda."""
    return keep_note(vault, replace(note, signed_at=vault.now().isoformat()))


def add_addendum(vault: Vault, note: Note, text: str) -> Note:
    """Add a dated addendum to a closed note."""
    with vault.transaction():
        known = records.get(vault, Note, note.id)
        longer = replace(known, addenda=(*known.addenda, Addendum(at=vault.now().isoformat(), text=text)))
        records.save(vault, longer)
    return longer
