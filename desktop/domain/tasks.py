"""Tasks: a thing to do, with a day or without, in a case or in none."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.values import Value


@dataclass(frozen=True, kw_only=True, repr=False)
class Task(Value):
    """Something to be done. With a day it stands among the dates of its case; without one it waits."""

    title: str
    case: str = ""
    due: date | None = None
    note: str = ""  # the note in which it stood as a line
    made_at: str = ""  # aware UTC, ISO 8601
    done_at: str = ""
    removed_at: str = ""
