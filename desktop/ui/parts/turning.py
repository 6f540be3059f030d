"""Panels side by side that stand one below the other where the window is narrow, as with letters twice as large."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

NARROW = 800


class Turning(QObject):
    """Turns the row of a page by the width of its window: what is long may be scrolled, to read sideways is misery."""

    turned = Signal(bool)  # into a column

    def __init__(self, page: QWidget, row: QBoxLayout) -> None:
        super().__init__(page)
        self._page, self._row = page, row
        self._window: QWidget | None = None
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look how wide the window is when the page comes up, and when the window changes."""
        if event.type() == QEvent.Type.Show and watched is self._page and self._page.window() is not self._window:
            self._window = self._page.window()
            self._window.installEventFilter(self)
            self._turn(self._window.width())
        elif event.type() == QEvent.Type.Resize and watched is self._window:
            self._turn(self._window.width())
        return False

    def _turn(self, wide: int) -> None:
        is_column = wide < NARROW
        direction = QBoxLayout.Direction.TopToBottom if is_column else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != direction:
            self._row.setDirection(direction)
            self.turned.emit(is_column)
