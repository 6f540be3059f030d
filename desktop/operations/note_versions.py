"""Versions of a note: what it was before, one of them put back, and all of them forgotten on purpose."""

import json
from dataclasses import dataclass, replace

from desktop.domain.notes import Note
from desktop.domain.values import Part
from desktop.storage import changes, kinds, records
from desktop.storage.vault import Vault


@dataclass(frozen=True, kw_only=True, repr=False)
class Version(Part):
    """The note as it was; `until` is when something else took its place (aware UTC), empty for what stands there now."""

    rev: int
    until: str
    note: Note

    @property
    def id(self) -> str:
        """Which one it is."""
        return str(self.rev)


def versions(vault: Vault, note_id: str) -> tuple[Version, ...]:
    """What stands there now, then what stood there before, the latest first; those in which nothing was written are left out.

    Raises NotFound, DataDamaged.
    """
    note = records.get(vault, Note, note_id)
    state = json.loads(kinds.encode(note))
    found = [Version(rev=records.revision(vault, note_id), until="", note=note)]
    for change in changes.of(vault, note_id):
        # What a field was before there was such a field stands there as null.
        state = {name: value for name, value in (state | json.loads(change.body)).items() if value is not None}
        earlier = kinds.decode(Note, json.dumps(state).encode())
        if earlier.text:
            found.append(Version(rev=change.rev - 1, until=change.changed_at, note=earlier))
    return tuple(found)


def restored(now: Note, version: Version) -> Note:
    """The note with what was written in a version; where it stands, and its number, stay."""
    return replace(version.note, case=now.case, number=now.number, removed_at=now.removed_at)


def keep_apart(vault: Vault, note: Note) -> Note:
    """Keep a note so that what it replaces stays a version of its own. Raises NoteIsClosed."""
    with vault.transaction():
        records.save(vault, note, apart=True)
    return note


def forget_versions(vault: Vault, note_id: str) -> int:
    """Take all earlier versions of a note out for good, from the search index too; how many there were.

    Backups made before have them still. A closed note may be rid of them: they stand in no seal.
    """
    with vault.transaction():
        count = len(changes.of(vault, note_id))
        changes.drop_after(vault, note_id, 0)
        records.forget_words(vault)
    return count
