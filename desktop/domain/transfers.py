"""Handing a case to a colleague: her card, what was sent, and what came and is not yet taken in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.attachments import Sealed
from desktop.domain.values import Part, Value

OWN_CARD = "own-card"  # the id of the one there is
LONGEST_NAME = 60  # letters

# Control signs, and signs that turn the direction of writing: they make a text read as another than it is.
_TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_ALLOWED_CONTROLS = frozenset("\t\n\r")


def hidden_signs(text: str) -> tuple[str, ...]:
    """The signs in a text that nobody sees and that may make it read otherwise, each once, in order."""
    found = (sign for sign in text if sign in _TURNING or ((sign < " " or sign == "\x7f") and sign not in _ALLOWED_CONTROLS))
    return tuple(dict.fromkeys(found))


def shown(text: str) -> str:
    """A text from outside with such signs written out, to be looked at."""
    signs = frozenset(hidden_signs(text))
    return "".join(f"[U+{ord(sign):04X}]" if sign in signs else sign for sign in text) if signs else text


@dataclass(frozen=True, kw_only=True, repr=False)
class OwnCard(Value):
    """Her own card with the private keys behind it: they never leave the vault but in its backups."""

    name: str = ""
    sealing: str = ""  # AGE-SECRET-KEY-1…
    signing: str = ""  # the private Ed25519 key, 64 hex digits
    made_at: str = ""
    removed_at: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Colleague(Value):
    """A colleague's card. `compared_on` is the day its fingerprint was compared with her, ISO 8601; empty if never."""

    name: str
    sealing: str  # age1…
    verifying: str  # the public Ed25519 key, 64 hex digits
    came_at: str = ""
    compared_on: str = ""
    removed_at: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Sent(Value):
    """A file that was made for a colleague. `revs` says in which revision each record left: what comes back is compared with that."""

    at: str
    colleague: str
    cases: tuple[str, ...]
    file: str
    sha256: str
    revs: Mapping[str, int] = field(default_factory=dict)
    removed_at: str = ""


class Origin(StrEnum):
    """Where what came is from."""

    COLLEAGUE = "colleague"
    BACKUP = "backup"


class Decision(StrEnum):
    """What she did with a case that came."""

    WAITING = "waiting"
    TAKEN = "taken"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, repr=False)
class Coming(Part):
    """One case of those that came. From `added` on: what taking it in did, so that it can be undone to the last byte."""

    case: str
    number: str
    pseudonym: str
    decision: Decision = Decision.WAITING
    decided_at: str = ""
    added: tuple[str, ...] = ()  # ids of records that were not here before
    before: tuple[str, ...] = ()  # records that were here, as lines of a backup
    after: Mapping[str, str] = field(default_factory=dict)  # id -> digest of each record as it was taken in
    bases: Mapping[str, str] = field(default_factory=dict)  # id -> revision and device in which it came
    files: tuple[str, ...] = ()  # papers that were sealed for it
    stood: str = ""  # revision, device and moment of the record itself before that


@dataclass(frozen=True, kw_only=True, repr=False)
class Incoming(Value):
    """What came and is kept apart: in no list, in no search. The archive is a sealed paper, gone once it is put away."""

    came_at: str
    origin: Origin
    transfer: str  # the id of the file
    created: str
    sender_name: str = ""
    sender_sealing: str = ""
    sender_verifying: str = ""
    archive: Sealed | None = None
    cases: tuple[Coming, ...] = ()
    removed_at: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether anything of it is still to be decided."""
        return any(each.decision is Decision.WAITING for each in self.cases)
