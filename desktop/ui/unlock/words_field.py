"""The field for the 24 recovery words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from desktop.i18n import _


class WordsField(QPlainTextEdit):
    """Takes words in several lines; Enter submits them."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Recovery words"))
        self.setPlaceholderText(_("24 words, with spaces between; four letters of each are enough"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(110)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter submits: a new line is never wanted here."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)
