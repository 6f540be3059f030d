"""The field for the 24 recovery words, which completes what it knows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from desktop.i18n import _
from desktop.storage.recovery_words import COUNT, ENOUGH_LETTERS, Language, completions


class WordsField(QPlainTextEdit):
    """Takes words in several lines. A space ends a word, and completes it once it can be no other; Enter submits them."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Recovery words"))
        self.setPlaceholderText(_("24 words, with spaces between; four letters of each are enough"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(110)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    @property
    def count(self) -> int:
        """How many words stand here."""
        return len(self.toPlainText().split())

    @property
    def is_full(self) -> bool:
        """Whether there are as many words as there must be."""
        return self.count == COUNT

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter submits: a new line is never wanted here. A space completes the word before it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._complete()
            self.submitted.emit()
            return
        if event.key() == Qt.Key.Key_Space:
            self._complete()
        super().keyPressEvent(event)

    def _complete(self) -> None:
        cursor = self.textCursor()
        before = self.toPlainText()[: cursor.position()]
        start = before.split()[-1] if before and not before[-1].isspace() else ""
        if len(start) < ENOUGH_LETTERS:
            return
        language: Language = "ru" if "а" <= start[0].lower() <= "я" else "en"
        found = completions(start, language)
        if len(found) == 1 and found[0] != start:
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(start))
            cursor.insertText(found[0])
