"""A strip in the page that asks before something is done for good: the safe answer has the keyboard."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.i18n import _
from desktop.ui.parts.fields import label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.tones import set_tone


class Confirm(QWidget):
    """Hidden until it asks. Escape and the other button leave everything as it is."""

    agreed = Signal()
    refused = Signal()

    def __init__(self, deed: str) -> None:
        super().__init__()
        self.words: QLabel = label("")
        self.words.setWordWrap(True)
        set_tone(self.words, "error")
        self.yes, self.no = QPushButton(deed), QPushButton(_("Keep it"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.addWidget(self.words, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self._refuse)
        Keys(self, {"Escape": self._refuse})
        self.hide()

    def ask(self, words: str) -> None:
        """Ask, with the keyboard on the answer that changes nothing."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.show()
        self.no.setFocus()

    def _agree(self) -> None:
        self.hide()
        self.agreed.emit()

    def _refuse(self) -> None:
        self.hide()
        self.refused.emit()
