"""The field for recovery words or key parts, which completes what it knows."""

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from desktop.i18n import _
from desktop.storage import shares
from desktop.storage.recovery_words import COUNT, ENOUGH_LETTERS, Language, completions

WordList = Literal["words", "shares"]


class WordsField(QPlainTextEdit):
    """Takes words in several lines. A space ends a word, and completes it once it can be no other; Enter submits them."""

    submitted = Signal()

    def __init__(self, of: WordList = "words") -> None:
        super().__init__()
        self._of = of
        self.setTabChangesFocus(True)
        self.setFixedHeight(110)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.take_words_of(of)

    def take_words_of(self, of: WordList) -> None:
        """Complete the words of another list from now on."""
        self._of = of
        if of == "words":
            self.setAccessibleName(_("Recovery words"))
            self.setPlaceholderText(_("24 words, with spaces between; four letters of each are enough"))
        else:
            self.setAccessibleName(_("Key parts"))
            self.setPlaceholderText(_("the words of enough parts, one part after the other; four letters of each are enough"))

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
        found = self._completions(start)
        if len(found) == 1 and found[0] != start:
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(start))
            cursor.insertText(found[0])

    def _completions(self, start: str) -> tuple[str, ...]:
        if self._of == "shares":
            return shares.completions(start)
        language: Language = "ru" if "а" <= start[0].lower() <= "я" else "en"
        return completions(start, language)
