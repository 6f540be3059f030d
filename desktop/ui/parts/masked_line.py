"""A line for a real name: readable while names are revealed, dots and locked otherwise."""

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from desktop.ui.parts.fields import TextLine


class MaskedLine(TextLine):
    """Shows its text only while it may be seen. What is being typed stays in sight until the field is left."""

    _waits = False

    def show_masked(self, masked: bool) -> None:
        """Hide the text, or show it."""
        self._waits = masked and self.hasFocus() and not self.isReadOnly()
        if self._waits:
            return
        self.setEchoMode(QLineEdit.EchoMode.Password if masked else QLineEdit.EchoMode.Normal)
        self.setReadOnly(masked)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._waits:
            self.show_masked(True)
