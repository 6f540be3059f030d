"""A table: rows of 28 pixels, chosen with Enter, calm."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ui.parts.marked_cells import MarkedCells, Spans
from desktop.ui.parts.rows import Column, Rows

ROW_HEIGHT = 28


def _by_id(value: Any) -> Any:
    return getattr(value, "id", value)


class Table(QTableView):
    """Shows values and says which one she means. The chosen row stays chosen while the values change around it."""

    chosen = Signal(object)  # Enter or a double click
    current_changed = Signal(object)  # the value under the cursor, or None
    key_typed = Signal(QKeyEvent)  # a key that the table itself has no use for

    def __init__(
        self, columns: Sequence[Column], name: str, parent: QWidget | None = None, *, identity: Callable[[Any], Any] = _by_id
    ) -> None:
        super().__init__(parent)
        self._identity = identity
        self.model_ = Rows(columns, self)
        self.setModel(self.model_)
        self.setAccessibleName(name)
        self._settle()
        self._settle_columns()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double)

    def _settle(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(24)

    def _settle_columns(self) -> None:
        header = self.horizontalHeader()
        for place, column in enumerate(self.model_.columns):
            if column.width:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(place, column.width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns instead of those before."""
        place = self.currentIndex().row()
        self.model_.show_columns(columns)
        self._settle_columns()
        if 0 <= place < len(self.model_.rows):
            self.select(place)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these values; the one chosen before stays chosen if it is still among them, else its neighbour."""
        before, place = self.current(), self.currentIndex().row()
        self.model_.show(rows)
        if not rows:
            self.current_changed.emit(None)
            return
        known = None if before is None else self._identity(before)
        same = next((number for number, row in enumerate(rows) if self._identity(row) == known), None)
        self.select(same if same is not None else min(max(place, 0), len(rows) - 1))

    def show_marks(self, spans: Spans | None) -> None:
        """Mark in every cell what `spans` finds in what the cell shows; None takes the marks away."""
        now = self.itemDelegate()
        if isinstance(now, MarkedCells):
            self.setItemDelegate(now.before)
            now.deleteLater()
        if spans is not None:
            self.setItemDelegate(MarkedCells(spans, self.itemDelegate(), self))

    def select(self, row: int) -> None:
        """Put the cursor on a row, counted from 0."""
        self.setCurrentIndex(self.model_.index(row, 0))

    def current(self) -> Any:
        """The value under the cursor; None where there is none."""
        return self.model_.value(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, arrows move, and every other key goes to whoever listens."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if (value := self.current()) is not None:
                self.chosen.emit(value)
            return
        if event.key() in _MOVES:
            super().keyPressEvent(event)
            return
        event.ignore()
        self.key_typed.emit(event)
        if not event.isAccepted():
            QWidget.keyPressEvent(self, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A list among others shows its cursor only while it has the keyboard."""
        super().focusInEvent(event)
        self._show_live(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor of a list among others."""
        super().focusOutEvent(event)
        self._show_live(False)

    def _show_live(self, live: bool) -> None:
        self.setProperty("live", live)
        self.style().unpolish(self)
        self.style().polish(self)

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        self.current_changed.emit(self.model_.value(now))

    def _on_double(self, index: QModelIndex) -> None:
        if (value := self.model_.value(index)) is not None:
            self.chosen.emit(value)


_MOVES = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}
