"""Destroying the keys: what is in this vault opens no more, and comes back only from a backup."""

from desktop.domain.errors import EraseIsOff, NoCopyElsewhere
from desktop.operations.copies import Made, copies_elsewhere
from desktop.operations.settings import set_setting
from desktop.storage import anchor, header, settings
from desktop.storage.vault import Vault

# Holds the instance for which it was switched on: a vault that was restored has another, and there it is off.
ON = "erase.on"


def is_on(vault: Vault) -> bool:
    """Whether the keys of this vault may be destroyed."""
    return settings.read(vault, ON) == vault.header.instance


def switch_on(vault: Vault) -> None:
    """Allow it. Whoever asks for it has typed what opens the vault once more, just before."""
    set_setting(vault, ON, vault.header.instance)


def switch_off(vault: Vault) -> None:
    """Allow it no more."""
    set_setting(vault, ON, "")


def must_be_ready(vault: Vault) -> tuple[Made, ...]:
    """The proven copies it would come back from, the latest first. Raises EraseIsOff, NoCopyElsewhere."""
    if not is_on(vault):
        raise EraseIsOff
    copies = copies_elsewhere(vault)
    if not copies:
        raise NoCopyElsewhere
    return copies


def erase(vault: Vault) -> None:
    """Destroy both copies of the header, and what this computer remembers of the vault. Close the vault next.

    Flash, snapshots and journals of the file system may keep what was overwritten; copies elsewhere are not touched.
    Raises EraseIsOff, NoCopyElsewhere; DiskFailed, VaultReadOnly where a copy of the header may still be whole.
    """
    must_be_ready(vault)
    head = vault.header
    header.destroy(vault.folder)
    anchor.destroy(vault.keys, head)
