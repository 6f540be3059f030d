"""The ways in: every page that comes before the vault is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop import i18n, preferences
from desktop.i18n import _
from desktop.preferences import Preferences
from desktop.ui.handover import Handover
from desktop.ui.holder import Holder
from desktop.ui.unlock.page import UnlockPage

if TYPE_CHECKING:
    from desktop.storage.keys import Keys
    from desktop.ui.asking import Asking
    from desktop.ui.jobs import Jobs


class Entrance(Holder):
    """Asks for the passphrase, or makes, finds, restores or salvages a vault. Its title tells nothing but whether one is locked."""

    tried = Signal(str, str)  # a passphrase, and the text of a key file
    made = Signal(object)  # the keys of a vault that was made just now: it is to be opened, and the wizard goes on with it
    finished = Signal()  # the wizard is done

    def __init__(self, kept: Preferences, *, vault: Path | None = None, handover: Handover | None = None, language: str = "") -> None:
        super().__init__(kept, language)
        self._vault, self._handover = vault, handover

    def furnish(self, jobs: Jobs, asking: Asking) -> None:
        """Give the window what it needs for more than being looked at, and go on where the lock was asked for by a way in."""
        super().furnish(jobs, asking)
        if self._handover and self._handover.salvages:
            self._handover = replace(self._handover, salvages=False)
            self.show_salvage()

    def show_first(self) -> None:
        """Come up with the page that asks for the passphrase."""
        if self._handover and self._handover.other:
            self.show_vaults()
        else:
            self.show_unlock()
        self.come_up()

    def show_unlock(self, vault: Path | None = None) -> None:
        """Ask for the passphrase of `vault`, or of the vault this computer knows."""
        self._vault = vault or self._vault
        lost = self._handover.lost if self._handover else ()
        page = UnlockPage(lambda: self.asking, knows_vault=self._vault is not None, lost=lost)
        page.touched.connect(_load_the_vault)
        page.tried.connect(self.tried)
        page.left.connect(self.close)
        page.new_wanted.connect(self.show_wizard)
        page.restore_wanted.connect(self.show_restore)
        page.other_wanted.connect(self.show_vaults)
        page.salvage_wanted.connect(self.show_salvage)
        self.setWindowTitle(_("Portfel – locked") if self._vault else "Portfel")
        self._show(page)
        page.begin()

    def show_vaults(self) -> None:
        """Choose another vault."""
        from desktop.ui.unlock.vaults import VaultsPage

        page = VaultsPage(self)
        page.chosen.connect(self.show_unlock)
        page.new_wanted.connect(self.show_wizard)
        page.restore_wanted.connect(self.show_restore)
        page.left.connect(self.show_unlock)
        self.setWindowTitle("Portfel")
        self._show(page)
        page.begin()

    def show_wizard(self) -> None:
        """Make a new vault, step by step."""
        from desktop.ui.unlock.wizard import Wizard

        wizard = Wizard(self.jobs, self.asking)
        wizard.left.connect(self.show_unlock)
        wizard.language_chosen.connect(self._on_language)
        wizard.made.connect(self._on_made)
        wizard.finished.connect(self.finished)
        self.setWindowTitle("Portfel")
        self._show(wizard)
        wizard.begin()

    def show_restore(self) -> None:
        """Bring a backup back into a new folder."""
        from desktop.ui.unlock.restore import RestorePage

        page = RestorePage(self.jobs, self.asking)
        page.left.connect(self.show_unlock)
        page.restored.connect(self._on_restored)
        self.setWindowTitle("Portfel")
        self._show(page)
        page.begin()

    def show_salvage(self) -> None:
        """Read what can be read of a damaged vault into a new one."""
        from desktop.ui.unlock.salvage import SalvagePage

        page = SalvagePage(self.jobs, self.asking, self._vault)
        page.left.connect(self.show_unlock)
        page.restore_wanted.connect(self.show_restore)
        page.salvaged.connect(self._on_salvaged)
        self.setWindowTitle("Portfel")
        self._show(page)
        page.begin()

    def _on_language(self, language: str) -> None:
        i18n.speak(language)
        self._asked_language = ""
        self.keep_preferences(replace(self._preferences, language=language))

    def _on_made(self, folder: Path, keys: Keys, remember: bool) -> None:
        self._vault = folder
        if remember:
            self.keep_preferences(preferences.remember(self._preferences, str(folder)))
        self.made.emit(keys)

    def _on_restored(self, folder: Path, remember: bool) -> None:
        if remember:
            self.keep_preferences(preferences.remember(self._preferences, str(folder)))
        self.show_unlock(folder)

    def _on_salvaged(self, folder: Path) -> None:
        """The new vault takes the place of the damaged one; it is remembered if that was."""
        self._on_restored(folder, str(self._vault) in preferences.listed(self._preferences))


def _load_the_vault() -> None:
    # Never on the thread of a job: in Python 3.11 two threads that import at once can wait for each other for ever.
    from desktop.operations import vaults as _vaults  # noqa: F401 - loaded while she types
