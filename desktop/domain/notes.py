"""Consultation notes: what was told, asked, advised, explained and decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.domain.letters import Leaned
from desktop.domain.values import Part, Value

# The blocks of a consultation note, in the order in which a talk goes.
BLOCKS = (
    "facts", "papers_seen", "open_questions", "question", "law", "advice", "warnings", "risks",
    "understanding", "decision", "next_steps", "documents", "contact",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, repr=False)
class Seal(Part):
    """What binds a signed text to those signed before it in the same case (docs/file-format.md, "Signed notes").

    `previous` are the digests at the ends of the chain on that day: one, none for the first, two where two lawyers had gone on from
    the same note. `digest` is SHA-256 in hex.
    """

    previous: tuple[str, ...]
    digest: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Addendum(Part):
    """What was added after the note was closed for good."""

    at: str
    text: str
    by: str = ""
    seal: Seal | None = None


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
    place: str = ""
    present: str = ""
    language: str = "ru"
    interpreter: str = ""
    identity_checked: str = ""
    alone: str = ""  # yes, no, not asked
    free_to_speak: str = ""
    pro_bono: str = ""  # yes, no; who paid is not asked
    told_by: str = ""  # client, relative, other
    first_hand: str = ""  # yes, partly, no
    blocks: Mapping[str, str] = field(default_factory=dict)
    norms: tuple[Leaned, ...] = ()  # what was looked at, in the wording of that day
    law_on: str = ""  # on which day, ISO 8601
    law_version: str = ""  # of the shipped layer of the law, and so of the warnings
    explained: tuple[str, ...] = ()
    retold: bool = False
    decided_on: str = ""  # as typed
    decision_changed: str = ""  # yes, no
    advice_refused: str = ""  # yes, no
    decision_reference: str = ""  # where he signed, or which message says so
    signed_at: str = ""
    signed_by: str = ""
    seal: Seal | None = None
    addenda: tuple[Addendum, ...] = ()
    removed_at: str = ""

    @property
    def text(self) -> str:
        """All that was written, block after block, as it was typed."""
        return "\n\n".join(self.blocks[block] for block in BLOCKS if self.blocks.get(block))


def may_follow(known: Note, new: Note) -> bool:
    """Whether `new` may take the place of `known`: anything while it is open, then nothing but more addenda."""
    if not known.signed_at:
        return True
    if known.seal is None and known.removed_at and not new.removed_at:
        known = replace(known, removed_at="")  # closed before there were seals, and taken out of the bin
    return replace(new, addenda=known.addenda) == known and set(known.addenda) <= set(new.addenda)


def joined(here: Note, comes: Note) -> Note:
    """A closed note with the addenda of two lawyers who both went on from it, in the order of their days."""
    return replace(here, addenda=tuple(sorted({*here.addenda, *comes.addenda}, key=lambda each: (each.at, each.text))))
