"""A link that may be longer than its place: it is cut with dots, and said whole to a screen reader and the mouse."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

MARGIN = 14  # around the words


class ShortButton(QPushButton):
    """A quiet button that takes the width it is given."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._whole = text
        self.setProperty("role", "link")
        self.say(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str, name: str = "") -> None:
        """Show another text; `name` is what a screen reader says, where that is more."""
        self._whole = text
        self.setAccessibleName(name or text)
        self.setToolTip(text)
        self._cut()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width() - MARGIN))
