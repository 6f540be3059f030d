"""The table of cases: Ins ticks and goes on, letters narrow, a click on a head orders, a head can be drawn elsewhere or wider."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tick_table import TickTable

_SETTLED = 400  # milliseconds after the last move of an edge


class CaseTable(TickTable):
    """Says by which column to order, and how its columns stand after the mouse moved them."""

    order_asked = Signal(int)  # the place of a column
    drawn_wider = Signal(list)  # the widths of all columns
    drawn_elsewhere = Signal(int, int)  # from which place to which

    def __init__(self, columns: Sequence[Column], name: str) -> None:
        super().__init__(columns, name)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settled.timeout.connect(self._tell_widths)
        self._is_ours = False  # a change of the program's own is no wish of hers
        header.sectionClicked.connect(self.order_asked)
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._on_moved)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns instead of those before."""
        self._is_ours = True
        super().show_columns(columns)
        self.horizontalHeader().setStretchLastSection(all(column.width for column in columns))
        self._is_ours = False

    def redraw(self) -> None:
        """Draw the cells anew: what they say has become another."""
        self.viewport().update()

    def _on_resized(self, _place: int, before: int, after: int) -> None:
        pressed = self.horizontalHeader().underMouse()
        if not self._is_ours and pressed and before != after:
            self._settled.start()

    def _tell_widths(self) -> None:
        self.drawn_wider.emit([self.columnWidth(place) if column.width else 0 for place, column in enumerate(self.model_.columns)])

    def _on_moved(self, _logical: int, before: int, after: int) -> None:
        if self._is_ours:
            return
        self._is_ours = True
        self.horizontalHeader().moveSection(after, before)
        self._is_ours = False
        # Not inside the header's own deed: the columns are made anew.
        QTimer.singleShot(0, self, lambda: self.drawn_elsewhere.emit(before, after))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ins, Ctrl+Space and the arrows with Shift tick; Space is the page's."""
        key, bare = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Insert and not bare:
            self._tick_and_go(1)
        elif key == Qt.Key.Key_Space and bare == Qt.KeyboardModifier.ControlModifier:
            self.toggle(self.current())
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and bare == Qt.KeyboardModifier.ShiftModifier:
            self._tick_and_go(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Space:
            Table.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)

    def _tick_and_go(self, by: int) -> None:
        self.toggle(self.current())
        place = self.currentIndex().row() + by
        if 0 <= place < len(self.model_.rows):
            self.select(place)
