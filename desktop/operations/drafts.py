"""What is being typed, kept over a lock."""

from desktop.domain.drafts import Draft
from desktop.domain.errors import DiskFull
from desktop.storage import records, reserve
from desktop.storage.vault import Vault


def keep_drafts(vault: Vault, drafts: list[Draft]) -> None:
    """Keep the drafts of all pages in one go, in place of those from before."""
    with vault.transaction():
        for old in records.every(vault, Draft):
            records.purge(vault, old.id)
        for draft in drafts:
            records.save(vault, draft)


def keep_drafts_at_lock(vault: Vault, drafts: list[Draft]) -> None:
    """Keep the drafts as `keep_drafts` does, and on a full disk in the room that is kept free for this one moment."""
    try:
        keep_drafts(vault, drafts)
    except DiskFull:
        with reserve.given_up(vault):
            keep_drafts(vault, drafts)


def keep_room_for_drafts(vault: Vault) -> bool:
    """See to the room that `keep_drafts_at_lock` may need: after opening. False where the disk is too full to spare it."""
    return reserve.make(vault)


def drop_draft(vault: Vault, id_: str) -> None:
    """Forget a draft that was taken up again, or is not wanted."""
    with vault.transaction():
        records.purge(vault, id_)
