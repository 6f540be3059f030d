"""Papers: what she received, sealed as it came."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.days import Day
from desktop.domain.events import Certainty
from desktop.domain.values import Part, Value


class PaperKind(StrEnum):
    """What a paper is evidence as."""

    SCAN = "scan"
    PHOTO = "photo"
    AUDIO = "audio"
    VIDEO = "video"
    SCREENSHOT = "screenshot"
    MEDICAL = "medical"
    RECEIPT = "receipt"
    REGISTRATION = "registration_mark"
    WITNESS_NOTE = "witness_note"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, repr=False)
class Sealed(Part):
    """An immutable age file in `papers/`: its name, and what it must weigh and digest to."""

    file: str  # 32 hex digits
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Passing(Part):
    """One step of the way a paper took: who gave it to whom, and when."""

    gave: str = ""
    took: str = ""
    day: Day | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Attachment(Value):
    """A paper of a case. The bytes are in `sealed`; what is here describes them.

    A working copy is a paper of its own: `made_of` has the ids of the papers its pages were taken from.
    """

    case: str
    name: str
    size: int
    sha256: str
    sealed: Sealed
    media_type: str = "application/octet-stream"
    kind: PaperKind = PaperKind.OTHER
    day: Day | None = None
    origin: str = ""
    added_at: str = ""
    remark: str = ""
    certainty: Certainty | None = None
    event: str = ""
    letter: str = ""
    person: str = ""
    custody: tuple[Passing, ...] = ()
    made_of: tuple[str, ...] = ()
    text: str = ""  # what can be read in it, for the search
    is_read: bool = False  # whether it was looked for a text; none comes out of a photograph
    removed_at: str = ""

    @property
    def is_copy(self) -> bool:
        """Whether it is a working copy, made here of other papers."""
        return bool(self.made_of)
