"""Long work beside a page: a bar that tells how far it is, and a button that stops it; nothing while there is none."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop.domain.errors import CaseFileError
from desktop.i18n import _
from desktop.ui.jobs import Jobs, Listener, Work
from desktop.ui.parts.line import Line
from desktop.words import explain


class LongWork(QWidget):
    """Runs one piece of work at a time, and says in `line` what kept it from being done."""

    busy_changed = Signal(bool)

    def __init__(self, jobs: Jobs, line: Line, name: str) -> None:
        super().__init__()
        self._jobs, self._line = jobs, line
        self._job, self.is_busy = 0, False
        self.bar, self.stop = QProgressBar(), QPushButton(_("Stop"))
        self.bar.setAccessibleName(name)
        self.bar.setTextVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.stop.clicked.connect(self.cancel)
        self.hide()

    def run(self, work: Work, done: Callable[[Any], None], *, begun: str, stopped: str) -> None:
        """Begin it; `done` gets what it gives. The line says `begun` now, and `stopped` where she stops it."""

        def finish(answer: Any) -> None:
            self._show_busy(False)
            done(answer)

        def fail(error: CaseFileError) -> None:
            self._show_busy(False)
            self._line.say(explain(error), "error")

        def stop() -> None:
            self._show_busy(False)
            self._line.say(stopped)

        self._line.say(begun)
        self.bar.setRange(0, 0)
        self._show_busy(True)
        self._job = self._jobs.run(self, work, Listener(done=finish, failed=fail, progress=self._on_progress, stopped=stop))

    def cancel(self) -> None:
        """Stop what is being done, if anything is."""
        self._jobs.cancel(self._job)

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _show_busy(self, busy: bool) -> None:
        self.is_busy = busy
        self.setVisible(busy)
        self.busy_changed.emit(busy)
