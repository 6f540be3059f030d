"""Advice given to one client, carried to others: into a new note of each, looked at for him. Nothing that is kept links them."""

from collections.abc import Mapping
from dataclasses import replace

from desktop.domain.errors import BadInput
from desktop.domain.notes import Note
from desktop.operations.naming import must_name_nobody
from desktop.operations.notes import add_note, keep_note
from desktop.storage.vault import Vault

# What is said to him, never what he said: nothing of the client's story, his question or his decision goes along.
CARRIED = ("law", "advice", "warnings", "risks", "next_steps")


def to_carry(vault: Vault, note: Note) -> Mapping[str, str]:
    """The texts that can be carried, by block. Raises BadInput("carry", "empty"), and "name" where they name somebody of this case."""
    texts = {block: text for block in CARRIED if (text := note.blocks.get(block, "").strip())}
    if not texts:
        raise BadInput("carry", "empty")
    must_name_nobody(vault, note.case, texts.values(), "carry")
    return texts


def carry(vault: Vault, source: Note, case: str, texts: Mapping[str, str], *, language: str) -> Note:
    """A new, open note with these texts in another case. The norms go along, what was explained does not: that is to be said to each.

    Raises BadInput("carry", "empty"), NotFound; and "name" where somebody of the first case is named in a text.
    """
    blocks = {block: text for block in CARRIED if (text := texts.get(block, "").strip())}
    if not blocks:
        raise BadInput("carry", "empty")
    must_name_nobody(vault, source.case, blocks.values(), "carry")
    with vault.transaction():
        note = replace(add_note(vault, case, ""), blocks=blocks, norms=source.norms, law_on=source.law_on, language=language)
        return keep_note(vault, note)
