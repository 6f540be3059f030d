"""The journal: what left the program, and when its keys changed. Ids and times, never a name."""

from dataclasses import dataclass
from enum import StrEnum

DAYS_KEPT = 30


class Deed(StrEnum):
    """What was done; the stored words never change. That something was opened or read is not among them."""

    PRINTED = "printed"
    SHOWN = "shown"
    SAVED = "saved"
    BACKED_UP = "backed-up"
    HANDED_OVER = "handed-over"
    EXPORTED = "exported"
    KEYS_CHANGED = "keys-changed"


@dataclass(frozen=True)
class Line:
    """One line: when (aware UTC, to the minute), what, and the ids of the case and of the document or note, if any."""

    at: str
    deed: Deed
    case: str = ""
    subject: str = ""
