"""The journal of what left the program and when keys changed: short, purgeable, and never carried out of the vault."""

from datetime import timedelta

from desktop.domain.journal import DAYS_KEPT, Deed, Line
from desktop.storage import journal
from desktop.storage.vault import Vault

__all__ = ["empty", "forget_old", "lines", "note"]


def note(vault: Vault, deed: Deed, *, case: str = "", subject: str = "") -> None:
    """Write down what was done just now; to the minute, and with ids alone."""
    with vault.transaction():
        journal.add(vault, Line(_minute(vault), deed, case, subject))


def lines(vault: Vault) -> tuple[Line, ...]:
    """What the journal holds, the latest first."""
    return journal.lines(vault)


def empty(vault: Vault) -> None:
    """Take away all of it, now."""
    with vault.transaction():
        journal.drop_all(vault)


def forget_old(vault: Vault) -> None:
    """Take away what is older than thirty days."""
    oldest = _minute(vault, days_ago=DAYS_KEPT)
    # Most openings find nothing old, and write nothing.
    if journal.has_before(vault, oldest):
        with vault.transaction():
            journal.drop_before(vault, oldest)


def _minute(vault: Vault, days_ago: int = 0) -> str:
    return (vault.now() - timedelta(days=days_ago)).isoformat(timespec="minutes")
