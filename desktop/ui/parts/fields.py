"""Fields: a line and a choice that say once when she has decided, and never overwrite what is being typed."""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSizePolicy, QWidget

LONGEST = 20_000  # letters a one-line field takes; longer texts have their own kind of field


class TextLine(QLineEdit):
    """One line of text. `committed` brings it when the field is left or Enter is pressed and something changed."""

    committed = Signal(str)

    def __init__(self, name: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMaxLength(LONGEST)
        self.editingFinished.connect(self._commit)

    @property
    def is_touched(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return self.text() != self._told

    def show_text(self, text: str) -> None:
        """Show a saved text, unless something unsaved stands here."""
        if not self.is_touched:
            self._told = text
            if text != self.text():
                self.setText(text)
                self.setCursorPosition(0)

    def mark_saved(self) -> None:
        """What stands here is saved now."""
        self._told = self.text()

    def _commit(self) -> None:
        if self.is_touched:
            self.mark_saved()
            self.committed.emit(self.text().strip())


class Choice(QComboBox):
    """One of several codes, shown as words. `chosen` comes when she chose, not when it is shown."""

    chosen = Signal(object)

    def __init__(self, name: str, words: Iterable[tuple[StrEnum | str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(18)
        self._codes: list[StrEnum | str] = []
        for code, text in words:
            self._codes.append(code)
            self.addItem(text)
        self.activated.connect(self._on_activated)

    @property
    def code(self) -> StrEnum | str:
        """What is chosen now."""
        return self._codes[self.currentIndex()] if self._codes else ""

    def show_code(self, code: StrEnum | str) -> None:
        """Show a saved choice; an unknown one shows the first."""
        self.setCurrentIndex(self._codes.index(code) if code in self._codes else 0)

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self._codes[index])

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling past a closed list must not change what is saved.
        event.ignore()


def label(text: str, field: QWidget | None = None) -> QLabel:
    """A quiet label, tied to its field for the keyboard and the screen reader."""
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    if field is not None:
        words.setBuddy(field)
    return words
