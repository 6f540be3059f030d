"""Making a vault, and opening one."""

from pathlib import Path

from desktop.domain.errors import BadInput, NotAVault, WrongSecret
from desktop.operations import new_keys
from desktop.operations.ways_in import SLOTS, only_way_in, ways_in
from desktop.storage import header, kdf, keys, slots, unlocking, vault
from desktop.storage.header import Header
from desktop.storage.keys import Keys
from desktop.storage.vault import Ground, Vault

__all__ = ["SLOTS", "create_vault", "open_vault", "slot_kinds", "unlock"]


def create_vault(folder: Path, passphrase: str, *, unlock_seconds: float = 1.0, ground: Ground | None = None) -> Vault:
    """A new, empty vault that opens with `passphrase`, after about `unlock_seconds` of work.

    Raises BadInput("passphrase", "empty"), VaultExists, DiskFull, VaultReadOnly, NotEnoughMemory.
    """
    if not keys.passphrase_bytes(passphrase):
        raise BadInput("passphrase", "empty")
    slot = slots.free_slot(())
    made = vault.create(folder, passphrase, kdf.calibrate(unlock_seconds), slot=slot, ground=ground)
    only_way_in(made, slot)
    return made


def unlock(folder: Path, secret: str, *, key_file_text: str = "", try_other_layout: bool = True) -> Keys:
    """The keys that a secret gives: a passphrase (with a key file's text, if there is one), 24 recovery words, enough
    shares one after the other, or an organisation's `AGE-SECRET-KEY-1…`. Slow by design: run it as a job.

    A passphrase that opens nothing is tried once more in the other keyboard layout.
    Raises NotAVault, HeaderDamaged, FileTooNew, NotEnoughMemory, WrongSecret, BadInput.
    """
    if not folder.is_dir():
        raise NotAVault
    first, *others = (sealed.header for sealed in header.read(folder).copies)
    try:
        return _keys(first, secret, key_file_text, try_other_layout=try_other_layout)
    except WrongSecret:
        # The copy that would count may have come from another vault, by mistake or by intent. Of one vault the newer alone counts.
        for other in others:
            if other.vault != first.vault:
                return _keys(other, secret, key_file_text, try_other_layout=try_other_layout)
        raise


def _keys(head: Header, secret: str, key_file_text: str, *, try_other_layout: bool) -> Keys:
    vmk, _ = unlocking.opened_slot(head, secret, key_file_text=key_file_text, try_other_layout=try_other_layout)
    return Keys(vmk, head.vault)


def open_vault(folder: Path, key: Keys, *, ground: Ground | None = None) -> Vault:
    """The vault, opened with its keys; quick. Raises as `desktop.storage.vault.open_with`."""
    opened = vault.open_with(folder, key, ground=ground)
    new_keys.clear_up(opened)
    return opened


def slot_kinds(open_: Vault) -> dict[int, str]:
    """Which slots are used, and as what."""
    return {way.slot: way.kind for way in ways_in(open_)}
