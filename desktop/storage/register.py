"""The register of documents, over all cases or of one."""

from desktop.domain.letters import RegisterEntry
from desktop.storage import records
from desktop.storage.vault import Vault


def entries(vault: Vault, case: str | None = None) -> list[RegisterEntry]:
    """The approved documents, the latest first."""
    found = records.every(vault, RegisterEntry) if case is None else records.of_case(vault, RegisterEntry, case)
    return sorted(found, key=lambda entry: entry.approved_at, reverse=True)


def numbers(vault: Vault) -> set[str]:
    """All register numbers that are given away."""
    return {entry.number for entry in records.every(vault, RegisterEntry)}
