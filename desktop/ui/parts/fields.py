"""Fields: a line and a choice that say once when she has decided, and never overwrite what is being typed."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLayout, QLineEdit, QSizePolicy, QWidget


class Typed(Protocol):
    """A field something can be typed into."""

    @property
    def is_touched(self) -> bool:
        """Whether something was typed that is not saved yet."""

    @property
    def typed_text(self) -> str:
        """What stands here."""

    def put_back(self, text: str) -> None:
        """Put back what was being typed."""


LONGEST = 20_000  # letters a one-line field takes; longer texts have their own kind of field


class TextLine(QLineEdit):
    """One line of text. `committed` brings it when the field is left or Enter is pressed and something changed.

    It counts as unsaved until `show_text` brings it back saved, so that a failed saving loses nothing.
    """

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
        """Show a saved text, unless something else, unsaved, stands here."""
        if self.is_touched and self.text().strip() != text:
            return
        self._told = text
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def mark_saved(self) -> None:
        """What stands here is saved now."""
        self._told = self.text()

    @property
    def typed_text(self) -> str:
        """What stands here."""
        return self.text()

    def put_back(self, text: str) -> None:
        """Put back what was being typed: unsaved, as it was."""
        self.setText(text)

    def _commit(self) -> None:
        if self.is_touched:
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
        self.show_words(words)
        self.activated.connect(self._on_activated)

    @property
    def code(self) -> StrEnum | str:
        """What is chosen now."""
        return self._codes[self.currentIndex()] if self._codes else ""

    def show_words(self, words: Iterable[tuple[StrEnum | str, str]]) -> None:
        """Offer these choices instead of those before; the one chosen stays chosen if it is among them."""
        before = self.code if self.count() else ""
        pairs = tuple(words)
        self.clear()
        self._codes = [code for code, _text in pairs]
        self.addItems([text for _code, text in pairs])
        self.show_code(before)

    def show_code(self, code: StrEnum | str) -> None:
        """Show a saved choice; an unknown one shows the first."""
        self.setCurrentIndex(self._codes.index(code) if code in self._codes else 0)

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self._codes[index])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # The style sheet takes the arrow away with the border; a field that opens must look so.
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.5))
        middle, high = self.width() - 13, self.height() // 2
        painter.drawPolyline([QPoint(middle - 4, high - 2), QPoint(middle, high + 2), QPoint(middle + 4, high - 2)])
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling past a closed list must not change what is saved.
        event.ignore()


def label(text: str, field: QWidget | None = None, *, top: bool = False) -> QLabel:
    """A label, tied to its field for the keyboard and the screen reader; with `top`, on the first line of a tall field."""
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    if top:
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.setContentsMargins(0, 5, 0, 0)
    if field is not None:
        words.setBuddy(field)
    return words


def heading(text: str) -> QLabel:
    """The quiet heading of a part of a page."""
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setProperty("role", "band")
    words.setIndent(0)
    return words


def hint(text: str, *, wrap: bool = True) -> QLabel:
    """A quiet sentence beside the matter."""
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(wrap)
    words.setProperty("role", "dim")
    return words


def paragraph(text: str) -> QLabel:
    """A text of its own that wraps, and can be marked with the mouse."""
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def unsaved(fields: Mapping[str, Typed]) -> dict[str, str]:
    """What was typed into these fields and is not saved, by name."""
    return {name: field.typed_text for name, field in fields.items() if field.is_touched}


def put_back(fields: Mapping[str, Typed], texts: Mapping[str, str]) -> None:
    """Put back what was being typed."""
    for name, text in texts.items():
        if name in fields:
            fields[name].put_back(text)
