"""Text that grows: an editor as high as what stands in it, that says when there is something to save."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

UNSAVED_MS = 900  # how long typed letters wait before `paused` tells of them: at most two seconds of typing may be lost


class GrowingEdit(QPlainTextEdit):
    """A plain text field without scroll bars of its own.

    `paused` comes soon after something was typed, however long the typing goes on, and when the field is left with
    something unsaved; `left` only then.
    """

    paused = Signal()
    left = Signal()

    def __init__(self, name: str, question: str = "", *, lines: int = 1, most_lines: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, most_lines
        self._pause = QTimer(self, singleShot=True, interval=UNSAVED_MS)
        self._pause.timeout.connect(self.paused)
        self._told = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(question)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not most_lines:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._on_text)
        self._grow()

    @property
    def is_touched(self) -> bool:
        """Whether something was typed that `show_text` did not bring."""
        return self.toPlainText() != self._told

    def show_text(self, text: str) -> None:
        """Show a saved text, unless something unsaved stands here."""
        if text == self.toPlainText():
            self.mark_saved()
        elif not self.is_touched:
            self._told = text
            self.setPlainText(text)

    def mark_saved(self) -> None:
        """What stands here is saved now."""
        self._told = self.toPlainText()
        self._pause.stop()

    @property
    def typed_text(self) -> str:
        """What stands here."""
        return self.toPlainText()

    def put_back(self, text: str) -> None:
        """Put back what was being typed: unsaved, as it was."""
        self.setPlainText(text)

    def sizeHint(self) -> QSize:
        return QSize(200, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height())

    def _height(self) -> int:
        line = self.fontMetrics().lineSpacing()
        lines = max(self._lines, round(self.document().size().height()))
        if self._most:
            lines = min(lines, self._most)
        return lines * line + 2 * round(self.document().documentMargin()) + 2 * self.frameWidth() + 2

    def _grow(self, *_: object) -> None:
        if self.height() != self._height():
            self.setFixedHeight(self._height())
            self.updateGeometry()

    def _on_text(self) -> None:
        self._grow()
        if self.is_touched and not self._pause.isActive():
            self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.is_touched:
            self._pause.stop()
            self.paused.emit()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Ctrl+Enter and Ctrl+arrows up and down belong to the page around, not to the text.
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in {
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        }:
            event.ignore()
            return
        super().keyPressEvent(event)
