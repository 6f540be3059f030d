"""The journal as it lies in the vault: a table of its own, so that no backup, transfer or list of records carries it."""

from desktop.domain.journal import Deed, Line
from desktop.storage.vault import Vault


def add(vault: Vault, line: Line) -> None:
    """Add a line; one that is there already, of the same minute, stays one. Belongs into a transaction."""
    vault.run(
        "INSERT INTO journal (at, deed, case_id, subject) SELECT :at, :deed, :case, :subject WHERE NOT EXISTS ("
        " SELECT 1 FROM journal WHERE at = :at AND deed = :deed AND case_id IS :case AND subject = :subject)",
        at=line.at, deed=line.deed.value, case=line.case or None, subject=line.subject,
    )  # fmt: skip


def lines(vault: Vault) -> tuple[Line, ...]:
    """All lines, the latest first."""
    rows = vault.rows("SELECT at, deed, case_id, subject FROM journal ORDER BY at DESC, number DESC")
    return tuple(Line(str(at), Deed(str(deed)), str(case or ""), str(subject)) for at, deed, case, subject in rows)


def has_before(vault: Vault, moment: str) -> bool:
    """Whether a line is older than a moment, given as lines give theirs."""
    return bool(vault.rows("SELECT 1 FROM journal WHERE at < :moment LIMIT 1", moment=moment))


def drop_before(vault: Vault, moment: str) -> None:
    """Take away the lines older than a moment. Belongs into a transaction."""
    vault.run("DELETE FROM journal WHERE at < :moment", moment=moment)


def drop_all(vault: Vault) -> None:
    """Take away every line. Belongs into a transaction."""
    vault.run("DELETE FROM journal")
