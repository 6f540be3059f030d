"""A page that is one column in the middle of the window."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def set_in_the_middle(page: QWidget, column: QVBoxLayout, width: int, top: int) -> None:
    """Fill the page with the column, `width` points wide, `top` points below the upper edge."""
    frame = QWidget()
    frame.setFixedWidth(width)
    frame.setLayout(column)
    across = QHBoxLayout(page)
    across.setContentsMargins(0, top, 0, 16)
    across.addStretch(1)
    across.addWidget(frame)
    across.addStretch(1)
