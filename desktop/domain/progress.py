"""How long work tells how far it is, and learns that nobody waits for it any more."""

from collections.abc import Callable

Report = Callable[[int, int], None]
"""`report(done, total)` shows progress; it raises `errors.Cancelled` when the user has had enough."""


def silent(done: int, total: int) -> None:
    """Report to nobody."""
