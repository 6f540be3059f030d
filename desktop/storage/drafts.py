"""Drafts: what was being typed when the vault was locked."""

from desktop.domain.drafts import Draft
from desktop.storage import records
from desktop.storage.vault import Vault


def waiting(vault: Vault) -> list[Draft]:
    """The drafts that wait to be taken up again, the latest first."""
    return sorted(records.every(vault, Draft), key=lambda draft: draft.saved_at, reverse=True)
