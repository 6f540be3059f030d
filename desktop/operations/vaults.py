"""Making a vault, and opening one."""

import json
from pathlib import Path

from desktop.domain.drafts import Setting
from desktop.domain.errors import BadInput, NotAVault, WrongSecret
from desktop.storage import header, kdf, keys, records, recovery_words, slots, typed, vault
from desktop.storage.keys import Keys
from desktop.storage.vault import Ground, Vault

SLOTS = "slots"  # the setting that remembers which slot holds what: the header tells nothing


def create_vault(folder: Path, passphrase: str, *, unlock_seconds: float = 1.0, ground: Ground | None = None) -> Vault:
    """A new, empty vault that opens with `passphrase`, after about `unlock_seconds` of work.

    Raises BadInput("passphrase", "empty"), VaultExists, DiskFull, VaultReadOnly, NotEnoughMemory.
    """
    if not keys.passphrase_bytes(passphrase):
        raise BadInput("passphrase", "empty")
    slot = slots.free_slot(())
    made = vault.create(folder, passphrase, kdf.calibrate(unlock_seconds), slot=slot, ground=ground)
    with made.transaction():
        records.save(made, Setting(id=SLOTS, text=json.dumps({str(slot): "passphrase"})))
    return made


def unlock(folder: Path, secret: str, *, try_other_layout: bool = True) -> Keys:
    """The keys that a passphrase, or 24 recovery words, give. Slow by design: run it as a job.

    A passphrase that opens nothing is tried once more in the other keyboard layout.
    Raises NotAVault, HeaderDamaged, HeaderForeign, FileTooNew, NotEnoughMemory, WrongSecret, BadInput.
    """
    if not folder.is_dir():
        raise NotAVault
    found = header.read(folder)
    head = found.sealed.header
    if typed.secret_kind(secret) == "words":
        vmk, _ = slots.open_with_words(head, recovery_words.entropy_from_words(secret))
        return Keys(vmk, head.vault)
    try:
        vmk, _ = slots.open_with_passphrase(head, keys.passphrase_bytes(secret))
    except WrongSecret:
        other = typed.other_layout(secret)
        if not try_other_layout or other == secret:
            raise
        vmk, _ = slots.open_with_passphrase(head, keys.passphrase_bytes(other))
    return Keys(vmk, head.vault)


def open_vault(folder: Path, key: Keys, *, ground: Ground | None = None) -> Vault:
    """The vault, opened with its keys; quick. Raises as `desktop.storage.vault.open_with`."""
    return vault.open_with(folder, key, ground=ground)


def slot_kinds(open_: Vault) -> dict[int, str]:
    """Which slots are used, and as what."""
    setting = records.find(open_, Setting, SLOTS)
    return {int(slot): str(kind) for slot, kind in json.loads(setting.text).items()} if setting else {}
