"""Sticks that come and go: seen by themselves, looked at on another thread."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.devices.drives import signs
from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.operations import sticks
from desktop.operations.sticks import Known, Sticks
from desktop.ui.jobs import Listener
from desktop.ui.session import Session

_TICK = 1000  # milliseconds between two looks at what the kernel lists; a look takes less than one


def _look(known: Known, _report: Report) -> Sticks:
    return sticks.look(known)


class StickWatch(QObject):
    """Knows which sticks are in. `changed` comes after each look, `came` with the name of a stick that can take a backup."""

    changed = Signal()
    came = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._job = session, 0
        self._seen, self._again = "", False
        self.sticks = Sticks()
        self.is_known = False  # whether anybody has looked yet
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self._on_tick)

    def begin(self) -> None:
        """Look now and then from here on."""
        self._timer.start()

    def look(self) -> None:
        """Look at every stick now, even if none came or went."""
        if not self._session.vault.is_open:
            return
        if self._session.jobs.is_running(self._job):
            self._again = True
            return
        self._seen = signs()
        try:
            work = partial(_look, sticks.known(self._session.vault))
        except CaseFileError:
            return  # what is damaged is told by the check of the whole vault
        self._job = self._session.jobs.run(self, work, Listener(self._on_looked))

    def _on_tick(self) -> None:
        if signs() != self._seen:
            self.look()

    def _on_looked(self, found: Sticks) -> None:
        before = {stick.drive.path for stick in self.sticks.usable}
        was_known, self.is_known = self.is_known, True
        self.sticks = found
        self.changed.emit()
        new = [stick for stick in found.usable if stick.drive.path not in before]
        if was_known and new:
            self.came.emit(new[0].name)
        if self._again:
            self._again = False
            self.look()
