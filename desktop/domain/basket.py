"""The basket: approved documents and notes whose printing was put off until there is a printer."""

from dataclasses import dataclass

from desktop.domain.letters import Mode, Omitted
from desktop.domain.values import Value

MOST_COPIES = 20


@dataclass(frozen=True, kw_only=True, repr=False)
class PutOff(Value):
    """What is to be printed later, and how. It goes for good once the paper is there, and leaves no history."""

    case: str
    entry: str = ""  # the register entry
    notes: tuple[str, ...] = ()  # or notes that print as one document
    mode: Mode = Mode.CLEAN
    copies: int = 1
    omitted: tuple[Omitted, ...] = ()
    put_off_at: str = ""  # aware UTC
    removed_at: str = ""
