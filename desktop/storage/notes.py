"""Signed notes of all cases, by the digests in their seals."""

import json
from collections.abc import Iterator

from desktop.domain.notes import Note
from desktop.storage import records
from desktop.storage.vault import Vault

_SEALS = """
SELECT id, parts, CASE parts WHEN 1 THEN json_extract(CAST(body AS TEXT), '$.seal.digest') END,
    CASE parts WHEN 1 THEN json_extract(CAST(body AS TEXT), '$.addenda') END
FROM record WHERE kind = 'note' AND removed = 0
"""


def digests(vault: Vault) -> Iterator[tuple[str, str]]:
    """The digest in each seal, with the id of the note it belongs to: those of notes, and those of their addenda."""
    for id_, parts, digest, addenda in vault.rows(_SEALS):
        if parts != 1:
            # What goes on in a second row is no JSON by itself.
            yield from _of_note(records.get(vault, Note, str(id_)))
            continue
        if digest:
            yield str(digest), str(id_)
        for addendum in json.loads(str(addenda or "[]")):
            if seal := addendum.get("seal"):
                yield seal["digest"], str(id_)


def _of_note(note: Note) -> Iterator[tuple[str, str]]:
    for seal in (note.seal, *(addendum.seal for addendum in note.addenda)):
        if seal is not None:
            yield seal.digest, note.id
