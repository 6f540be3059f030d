"""Papers: what she received, sealed as it came."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.days import Day
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
class Attachment(Value):
    """A paper of a case. The bytes are in `sealed`; what is here describes them."""

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
    removed_at: str = ""
