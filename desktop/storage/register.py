"""The register of documents, over all cases or of one."""

from desktop.domain.letters import RegisterEntry
from desktop.storage import records
from desktop.storage.vault import Vault


def entries(vault: Vault, case: str | None = None) -> list[RegisterEntry]:
    """The approved documents, the latest first."""
    found = records.every(vault, RegisterEntry) if case is None else records.of_case(vault, RegisterEntry, case)
    return sorted(found, key=lambda entry: entry.approved_at, reverse=True)


def count(vault: Vault) -> int:
    """How many documents stand in the register."""
    return int(str(vault.rows("SELECT count(*) FROM register_row")[0][0]))


def is_taken(vault: Vault, number: str) -> bool:
    """Whether a register number is given away."""
    return bool(vault.rows("SELECT 1 FROM register_row WHERE number = :number LIMIT 1", number=number))
