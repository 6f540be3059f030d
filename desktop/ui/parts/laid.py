"""Parts laid out below each other, or in a row."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget


def below(*parts: QWidget) -> QWidget:
    """A page of parts, one below the other; the first takes what is left."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    for number, part in enumerate(parts):
        column.addWidget(part, 0 if number else 1)
    return page


def across(*parts: QWidget | None) -> QWidget:
    """A row of parts; None leaves a gap, and the first takes what is left if it is no button."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for number, part in enumerate(parts):
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part, 0 if number or isinstance(part, QPushButton) else 1, Qt.AlignmentFlag.AlignVCenter)
    return row
