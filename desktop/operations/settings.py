"""Setting what belongs to the vault."""

from desktop.domain.drafts import Setting
from desktop.storage import records
from desktop.storage.vault import Vault


def set_setting(vault: Vault, name: str, text: str) -> None:
    """Keep the setting."""
    with vault.transaction():
        records.save(vault, Setting(id=name, text=text))
