"""An unlocked vault as the windows share it: the vault, the history, and one signal when anything changed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.operations.drawing import Children
from desktop.storage.vault import Vault
from desktop.ui.asking import Asking
from desktop.ui.health import Health
from desktop.ui.history import History, Step
from desktop.ui.jobs import Jobs
from desktop.ui.paper_texts import PaperTexts

REVEAL_MILLISECONDS = 20_000


class Session(QObject):
    """Everything a page needs while the vault is open. It goes when the vault is locked, and the history with it."""

    changed = Signal()
    revealed_changed = Signal(bool)
    visit_changed = Signal()

    def __init__(self, vault: Vault, jobs: Jobs, asking: Asking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.vault, self.jobs, self.asking = vault, jobs, asking
        self.history = History()
        self.drawers = Children()
        self.health = Health(vault, jobs, self)
        self.texts = PaperTexts(vault, jobs, self.drawers, self)
        self._revealed = False
        self.visit: str | None = None
        self._hide_again = QTimer(self, singleShot=True, interval=REVEAL_MILLISECONDS)
        self._hide_again.timeout.connect(self.hide_names)

    @property
    def today(self) -> date:
        """Today's date, as the vault's clock has it."""
        return self.vault.today()

    def change(self, title: str, before: Any, after: Any, keep: Callable[[Any], object]) -> None:
        """Keep `after` now, so that undo keeps `before` again. What `keep` raises comes up, and nothing was taken."""
        self.history.take(Step(title, before, after, keep))
        self.changed.emit()

    def undo(self) -> Step | None:
        """Take the last change back; None where there is none."""
        step = self.history.undo()
        if step:
            self.changed.emit()
        return step

    def redo(self) -> Step | None:
        """Take the change undone last again; None where there is none."""
        step = self.history.redo()
        if step:
            self.changed.emit()
        return step

    def begin_visit(self, case_id: str) -> None:
        """Somebody sits beside her: from now on only this case is shown, or none, if the id is empty. Names are hidden."""
        if self.visit is None:
            self.history.begin_apart()
        self.visit = case_id
        self.hide_names()
        self.visit_changed.emit()
        self.changed.emit()

    def end_visit(self) -> None:
        """The visitor has gone."""
        self.visit = None
        self.history.end_apart()
        self.visit_changed.emit()
        self.changed.emit()

    def shows(self, case_id: str) -> bool:
        """Whether something of this case may stand on the screen now; what belongs to no case is nobody's but another's."""
        return self.visit is None or (case_id == self.visit and case_id != "")

    @property
    def revealed(self) -> bool:
        """Whether real names may stand on the screen now."""
        return self._revealed

    def reveal_names(self) -> None:
        """Show real names for twenty seconds; a second time hides them at once."""
        if self._revealed:
            self.hide_names()
            return
        self._revealed = True
        self._hide_again.start()
        self.revealed_changed.emit(True)

    def hide_names(self) -> None:
        """Hide real names."""
        self._hide_again.stop()
        if self._revealed:
            self._revealed = False
            # Twenty seconds can be over after the vault was closed: then nothing is left to be shown anew.
            if self.vault.is_open:
                self.revealed_changed.emit(False)
