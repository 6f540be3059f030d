"""A column that scrolls where the window is too low for it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class Scrolled(QScrollArea):
    """Parts one below the other, at the top. It scrolls up and down only, and asks for no higher window."""

    def __init__(self, *parts: QWidget, spacing: int = 4) -> None:
        super().__init__()
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(spacing)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(place)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        """As little as it can do with."""
        return self.minimumSizeHint()
