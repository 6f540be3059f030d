"""What an empty page says: one sentence that tells how to go on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget


class EmptyState(QWidget):
    """A quiet sentence in the upper third of the space a list would take."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(text, self)
        self._label.setObjectName("empty")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._label)
        column.addStretch(2)
        self.say(text)

    def say(self, text: str) -> None:
        """Say another sentence."""
        self._label.setText(text)
        self.setAccessibleName(text)
