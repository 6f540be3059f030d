"""Note templates: what stands in the blocks of a note before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.domain.notes import BLOCKS, Note
from desktop.domain.values import Value


@dataclass(frozen=True, kw_only=True, repr=False)
class NoteTemplate(Value):
    """A template of hers, or hers above a shipped one (`over`, its id), which it never overwrites."""

    title: str
    blocks: Mapping[str, str] = field(default_factory=dict)
    over: str = ""
    removed_at: str = ""


def begun_with(note: Note, blocks: Mapping[str, str]) -> Note:
    """The note with these texts in its blocks, below what stands there."""
    filled = {block: "\n".join(part for part in (note.blocks.get(block, "").rstrip(), blocks.get(block, "").strip()) if part)
              for block in BLOCKS}  # fmt: skip
    return replace(note, blocks={block: text for block, text in filled.items() if text})
