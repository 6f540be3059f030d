"""What is being typed, kept over a lock."""

from desktop.domain.drafts import Draft
from desktop.storage import records
from desktop.storage.vault import Vault


def keep_drafts(vault: Vault, drafts: list[Draft]) -> None:
    """Keep the drafts of all pages in one go, in place of those from before."""
    with vault.transaction():
        for old in records.every(vault, Draft):
            records.purge(vault, old.id)
        for draft in drafts:
            records.save(vault, draft)


def drop_draft(vault: Vault, id_: str) -> None:
    """Forget a draft that was taken up again, or is not wanted."""
    with vault.transaction():
        records.purge(vault, id_)
