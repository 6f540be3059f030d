"""Consultation notes: what was told, asked, advised, explained and decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.values import Part, Value

# The blocks of a consultation note, in the order in which a talk goes.
BLOCKS = (
    "facts", "question", "law", "advice", "warnings", "risks",
    "understanding", "decision", "next_steps", "documents", "contact",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, repr=False)
class Addendum(Part):
    """What was added after the note was closed for good."""

    at: str
    text: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Note(Value):
    """The record of a consultation."""

    case: str
    written_at: str  # aware UTC, ISO 8601
    number: int = 0
    began: str = ""  # local wall time
    ended: str = ""
    zone: str = ""
    channel: str = ""
    present: str = ""
    language: str = "ru"
    interpreter: str = ""
    identity_checked: str = ""
    alone: str = ""  # yes, no, not asked
    free_to_speak: str = ""
    blocks: Mapping[str, str] = field(default_factory=dict)
    explained: tuple[str, ...] = ()
    retold: bool = False
    signed_at: str = ""
    addenda: tuple[Addendum, ...] = ()
    removed_at: str = ""

    @property
    def text(self) -> str:
        """All that was written, block after block, as it was typed."""
        return "\n\n".join(self.blocks[block] for block in BLOCKS if self.blocks.get(block))
