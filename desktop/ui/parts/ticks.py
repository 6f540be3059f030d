"""A tick with a sentence beside it that may take several lines."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget


class Tick(QWidget):
    """A check box whose sentence wraps. A click on the sentence ticks it, too."""

    toggled = Signal(bool)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        self._words = QLabel(text)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.setFocusProxy(self.box)
        self.box.toggled.connect(self.toggled)

    @property
    def is_ticked(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def show_ticked(self, ticked: bool) -> None:
        """Tick it, or take the tick away."""
        self.box.setChecked(ticked)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.box.isEnabled() and event.button() == Qt.MouseButton.LeftButton:
            self.box.toggle()
