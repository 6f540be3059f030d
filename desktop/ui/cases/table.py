"""The table of cases: Ins ticks and goes on, letters narrow, a click on a head orders, a head can be drawn elsewhere or wider."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tick_table import TickTable


class _Heads(QHeaderView):
    """Says when the mouse let go of it: only then did she draw an edge, for the columns also give way to the window."""

    let_go = Signal()

    def __init__(self, table: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.let_go.emit()


class CaseTable(TickTable):
    """Says by which column to order, and how its columns stand after the mouse moved them."""

    order_asked = Signal(int)  # the place of a column
    drawn_wider = Signal(list)  # the widths of all columns
    drawn_elsewhere = Signal(int, int)  # from which place to which

    def __init__(self, columns: Sequence[Column], name: str) -> None:
        super().__init__(columns, name)
        self._is_ours = False  # a change of the program's own is no wish of hers

    def _settle(self) -> None:
        heads = _Heads(self)
        self.setHorizontalHeader(heads)
        super()._settle()
        heads.setSectionsClickable(True)
        heads.setSectionsMovable(True)
        heads.sectionClicked.connect(self.order_asked)
        heads.sectionMoved.connect(self._on_moved)
        # Not inside the header's own deed: the columns are made anew.
        heads.let_go.connect(lambda: QTimer.singleShot(0, self, self._tell_widths))

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns instead of those before."""
        super().show_columns(columns)
        self.horizontalHeader().setStretchLastSection(all(column.width for column in columns))

    def redraw(self) -> None:
        """Draw the cells anew: what they say has become another."""
        self.viewport().update()

    def _tell_widths(self) -> None:
        shown = self.model_.columns
        last = len(shown) - 1 if self.horizontalHeader().stretchLastSection() else -1  # as wide as there is room, whatever is kept
        widths = [self.columnWidth(place) if column.width and place != last else column.width for place, column in enumerate(shown)]
        if widths != [column.width for column in shown]:
            self.drawn_wider.emit(widths)

    def _on_moved(self, _logical: int, before: int, after: int) -> None:
        if self._is_ours:
            return
        self._is_ours = True
        self.horizontalHeader().moveSection(after, before)
        self._is_ours = False
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
