"""What the settings ask of the window around them."""

from typing import Protocol

from desktop.guard import Measure
from desktop.preferences import Preferences


class Shell(Protocol):
    """The window, as far as settings reach into it."""

    @property
    def preferences(self) -> Preferences:
        """The settings of this computer."""

    def keep_preferences(self, changed: Preferences) -> None:
        """Keep the settings of this computer."""

    def lock_after(self, minutes: int) -> None:
        """Lock by itself when nobody has touched anything for so long."""

    def lock(self, panic: bool) -> None:
        """Keep the drafts, forget everything, become the locked program."""

    def close_at_panic(self, closes: bool) -> None:
        """Whether the panic key closes the window, in place of locking it."""

    def lock_without_stick(self, locks: bool) -> None:
        """Whether the vault is locked when the stick with the key file is pulled out."""

    def triggers(self) -> tuple[Measure, ...]:
        """Which triggers of the lock this computer has."""

    def lock_for_another(self) -> None:
        """Lock, and ask which vault is to be opened."""

    def renew_keys(self, passphrase: str, key_file_text: str) -> None:
        """Close the vault, give it new keys that this passphrase opens (with the key file, if there is one), and open it again."""
