"""A line for messages that always has its space, so that nothing jumps when it speaks."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QWidget

Tone = Literal["plain", "error", "good", "warning"]


class Line(QLabel):
    """Says one sentence. Screen readers read it out when it changes."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 1, name: str = "") -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setProperty("tone", "plain")
        if name:
            self.setAccessibleName(name)
        self._lines = lines
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + 4)

    def say(self, text: str, tone: Tone = "plain") -> None:
        """Show the sentence until the next one, or until `clear`."""
        self.setText(text)
        self.setAccessibleDescription(text)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * self._lines + 4)
        if text and tone != "plain":
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Say nothing; the space stays."""
        self.say("")
