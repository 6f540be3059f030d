"""New keys being made: how far it is, and a way to stop it. The vault is closed meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.parts.fields import hint
from desktop.ui.parts.tones import set_role

_COLUMN = 520


class RenewalPage(QWidget):
    """Shows the progress. Stopping changes nothing; nor does F12, or the battery's end."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setAccessibleName(_("New keys"))
        self._bar.setRange(0, 0)
        self._stop = QPushButton(_("Stop"))
        self._stop.setAutoDefault(True)
        self._stop.clicked.connect(self._on_stop)
        head = QLabel(_("The vault gets new keys"))
        set_role(head, "head")
        frame = QWidget()
        frame.setFixedWidth(_COLUMN)
        column = QVBoxLayout(frame)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(hint(_("Everything is written anew and read back. Until the last moment the old vault stays as it was.")))
        column.addWidget(hint(_("Whatever happens meanwhile, the old passphrase or the new one opens all of it.")))
        column.addWidget(self._bar)
        column.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignRight)
        tall = QVBoxLayout(self)
        tall.addStretch(2)
        tall.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
        tall.addStretch(5)

    def begin(self) -> None:
        """Put the keyboard on the only button."""
        self._stop.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self.stopped.emit()
