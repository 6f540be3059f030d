"""Making a vault, and opening one."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import BadInput, CaseFileError, NotAVault, WrongSecret
from desktop.operations import destroying, journal, new_keys
from desktop.operations.importing import parts
from desktop.operations.ways_in import SLOTS, only_way_in, ways_in
from desktop.storage import header, kdf, keys, names, records, renewal, slots, unlocking, vault
from desktop.storage.keys import Keys
from desktop.storage.vault import Ground, Vault

__all__ = ["SLOTS", "Unlocked", "create_vault", "open_vault", "slot_kinds", "unlock", "unlocked"]


@dataclass(frozen=True)
class Unlocked:
    """The keys a secret gave, the slot it opened, and whether it was typed on the other keyboard layout."""

    keys: Keys
    slot: int
    by_other_layout: bool


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


def unlocked(folder: Path, secret: str, *, key_file_text: str = "", try_other_layout: bool = True) -> Unlocked:
    """What a secret opens: a passphrase (with a key file's text, if there is one), 24 recovery words, enough
    shares one after the other, or an organisation's `AGE-SECRET-KEY-1…`. Slow by design: run it as a job.

    A passphrase that opens nothing is tried once more in the other keyboard layout.
    Raises NotAVault, HeaderDamaged, FileTooNew, MemoryShort, NotEnoughMemory, WrongSecret, BadInput.
    """
    if not folder.is_dir():
        raise NotAVault
    vault.need_memory()
    copies = [sealed.header for sealed in header.read(folder).copies]
    for number, head in enumerate(copies, start=1):
        try:
            opened = unlocking.opened_slot(head, secret, key_file_text=key_file_text, try_other_layout=try_other_layout)
        except WrongSecret:
            # Two undamaged copies differ after a crash, or after somebody has altered one: then the other may still open.
            # Not while new keys are coming: a header with the old ones would bring the old vault back.
            if number == len(copies) or renewal.is_under_way(folder):
                raise
        else:
            return Unlocked(Keys(opened.vmk, head.vault), opened.slot, opened.by_other_layout)
    raise WrongSecret


def unlock(folder: Path, secret: str, *, key_file_text: str = "", try_other_layout: bool = True) -> Keys:
    """The keys that a secret gives. Raises as `unlocked`."""
    return unlocked(folder, secret, key_file_text=key_file_text, try_other_layout=try_other_layout).keys


def open_vault(folder: Path, key: Keys, *, ground: Ground | None = None) -> Vault:
    """The vault, opened with its keys; quick. Raises as `desktop.storage.vault.open_with`."""
    opened = vault.open_with(folder, key, ground=ground)
    destroying.go_on_quietly(opened)
    parts.clear_up_quietly(opened)
    _fill_search(opened)
    new_keys.clear_up(opened)
    # On a full disk the vault opens all the same; what is old goes another time.
    with suppress(CaseFileError):
        journal.forget_old(opened)
    return opened


def _fill_search(opened: Vault) -> None:
    """A vault of an earlier schema has an empty index; on a full disk, or where a record is damaged, it stays so and is told later."""
    with suppress(CaseFileError):
        if records.is_index_empty(opened):
            with opened.transaction():
                records.reindex(opened)
        elif names.are_missing(opened):
            with opened.transaction():
                records.file_names(opened)


def slot_kinds(open_: Vault) -> dict[int, str]:
    """Which slots are used, and as what."""
    return {way.slot: way.kind for way in ways_in(open_)}
