"""A QR code on the screen, dark on white whatever the colours of the window."""

import segno
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_QUIET = 4  # modules of white around it, as the standard wants
_SIDE = 232


class Square(QWidget):
    """Shows a text as a QR code, as large as its place."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._rows: tuple[tuple[int, ...], ...] = ()
        self.setAccessibleName(name)
        self.setFixedSize(QSize(_SIDE, _SIDE))

    def show_text(self, text: str) -> None:
        """Show this text."""
        self._rows = tuple(tuple(row) for row in segno.make(text, error="m", micro=False).matrix)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        module = _SIDE // (len(self._rows) + 2 * _QUIET)
        start = (_SIDE - module * len(self._rows)) // 2
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRect(start + x * module, start + y * module, module, module), QColor("black"))
        painter.end()
