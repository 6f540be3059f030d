"""A table whose rows stand below headings, such as the bands of a day."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent

from desktop.ui.parts import stripes
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table


@dataclass(frozen=True)
class Band:
    """A heading between the rows."""

    title: str
    alarm: bool = False


class BandedTable(Table):
    """Headings stand between the rows, and the cursor passes over them."""

    def __init__(self, columns: tuple[Column, ...], name: str) -> None:
        super().__init__(columns, name)
        self.setProperty("role", "band")
        self.horizontalHeader().hide()
        self.setIconSize(QSize(stripes.HIGH, stripes.HIGH))
        self._bands: list[int] = []

    def show_rows(self, rows: Any) -> None:
        """Show these rows; headings run over the whole width."""
        self.clearSpans()
        super().show_rows(rows)
        for number in self._bands:
            self.setRowHeight(number, ROW_HEIGHT)
        self._bands = [number for number, row in enumerate(rows) if isinstance(row, Band)]
        for number in self._bands:
            self.setSpan(number, 0, 1, len(self.model_.columns))
            self.setRowHeight(number, 36)
        if isinstance(self.current(), Band):
            self.select(self.currentIndex().row() + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows step over headings."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            if not isinstance(self.current(), Band) or event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                super().keyPressEvent(event)
            return
        row, rows = self.currentIndex().row() + step, self.model_.rows
        while 0 <= row < len(rows) and isinstance(rows[row], Band):
            row += step
        if 0 <= row < len(rows):
            self.select(row)
