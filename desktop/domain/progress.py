"""How long work tells how far it is, and learns that nobody waits for it any more."""

from collections.abc import Callable
from enum import StrEnum

Report = Callable[[int, int], None]
"""`report(done, total)` shows progress; it raises `errors.Cancelled` when the user has had enough."""


def silent(done: int, total: int) -> None:
    """Report to nobody."""


class Stage(StrEnum):
    """What a backup is doing just now."""

    CHECKING = "checking"
    WRITING = "writing"
    READING = "reading"
    PAPERS = "papers"
    OLD = "old"


Say = Callable[[Stage], object]
"""`say(stage)` tells that the next part of the work begins."""


def quiet(stage: Stage) -> None:
    """Tell nobody."""
