"""A line for messages that always has its space, so that nothing jumps when it speaks."""

from typing import Literal

from PySide6.QtWidgets import QLabel, QWidget

Tone = Literal["plain", "error", "good", "warning"]


class Line(QLabel):
    """Says one sentence. Screen readers read it out when it changes."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 1, name: str = "") -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setProperty("tone", "plain")
        if name:
            self.setAccessibleName(name)
        self._lines = lines
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + 4)

    def say(self, text: str, tone: Tone = "plain") -> None:
        """Show the sentence until the next one, or until `clear`."""
        if text:
            self._be_plain()
        self.setText(text)
        self.setAccessibleDescription(text)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * self._lines + 4)
        if text and tone != "plain":
            from PySide6.QtGui import QAccessible, QAccessibleEvent

            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _be_plain(self) -> None:
        # Not while it is empty: the first page stands sooner without the namespace `Qt`, which takes 30 ms.
        from PySide6.QtCore import Qt

        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def clear(self) -> None:
        """Say nothing; the space stays."""
        self.say("")
