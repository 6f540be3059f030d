"""The settings that belong to a vault: they travel with it, and in its backups."""

from desktop.domain.drafts import Setting
from desktop.storage import records
from desktop.storage.vault import Vault


def read(vault: Vault, name: str, default: str = "") -> str:
    """The setting's text, or `default` where it was never set."""
    setting = records.find(vault, Setting, name)
    return setting.text if setting and not setting.removed_at else default


def number(vault: Vault, name: str, default: int) -> int:
    """The setting as a whole number; `default` where it is none."""
    text = read(vault, name)
    return int(text) if text.isascii() and text.isdigit() else default
