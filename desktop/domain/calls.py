"""Calls: most of them never become a file."""

from dataclasses import dataclass

from desktop.domain.values import Value


@dataclass(frozen=True, kw_only=True, repr=False)
class Call(Value):
    """A telephone call: who, about whom, one line, and when to ring back."""

    began: str  # aware UTC, ISO 8601
    ended: str = ""
    case: str = ""
    who: str = ""
    about: str = ""
    number: str = ""
    line: str = ""
    ring_back: str = ""  # local wall time
    zone: str = "Europe/Moscow"
    one_off: bool = False  # advice was given, and no file will come of it
    counted_as: str = ""  # in the report: oral, written, a category of hers, or "none"
    done_at: str = ""
    removed_at: str = ""
