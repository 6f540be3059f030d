"""The tray of events without a day: put in order by keyboard or mouse, and from here in between two that have one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QByteArray, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.domain.events import Event
from desktop.domain.timeline import between
from desktop.i18n import _, ngettext
from desktop.operations.events import keep_event
from desktop.operations.keeping import keep_all
from desktop.ui.case.timeline_lanes import DRAGGED
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import day_words
from desktop.ui.parts.fields import heading, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.session import Session

MOST_ROWS = 4


class Tray(QWidget):
    """Hidden while every event has a day."""

    chosen = Signal(object)
    removed = Signal(object)

    def __init__(self, session: Session, dated: Table, line: Line, words: Callable[[Event], str]) -> None:
        super().__init__()
        self._session, self._dated, self._line, self._words = session, dated, line, words
        self.head = heading("")
        self.table = _Rows((Column(_("What happened"), words),), _("Events without a day"))
        self.table.horizontalHeader().hide()
        keys = hint(_("Alt+↑ Alt+↓ order · Ctrl+Enter below the marked event · or drag it into the list"), wrap=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.head)
        column.addWidget(self.table)
        column.addWidget(keys)
        Keys(
            self.table,
            {
                "Alt+Up": lambda: self.shift(-1),
                "Alt+Down": lambda: self.shift(1),
                "Ctrl+Return": lambda: self.place(self.table.currentIndex().row(), self._dated.currentIndex().row() + 1),
                "Del": lambda: self.removed.emit(self.table.current()),
            },
        )
        self.table.chosen.connect(self.chosen)
        self.table.moved.connect(self._put)
        self.hide()

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these, as high as they need it."""
        self.table.show_rows(events)
        count = len(events)
        self.head.setText(ngettext("Without a day: {count}", "Without a day: {count}", count).format(count=count))
        self.table.setFixedHeight(min(MOST_ROWS, max(1, count)) * ROW_HEIGHT + 2)
        self.setVisible(bool(events))

    def shift(self, by: int) -> None:
        """Move the event under the cursor up or down."""
        here = self.table.currentIndex().row()
        self._put(here, here + by + (by > 0))

    def place(self, number: int, before: int) -> None:
        """Give an event the days it must lie between, if it goes before that row of the list."""
        rows, dated = self.table.model_.rows, self._dated.model_.rows
        if not 0 <= number < len(rows):
            return
        event, vault = rows[number], self._session.vault
        day = between(dated[before - 1] if before else None, dated[before] if before < len(dated) else None)
        if day is None:
            self._line.say(_("There is no event with a day yet to put it beside."), "warning")
            return
        after = replace(event, day=day)
        if attempt(self._line, lambda: self._session.change(_("Event"), event, after, partial(keep_event, vault))):
            self._line.say(_("{what}: {day}.").format(what=self._words(event), day=day_words(day)))

    def _put(self, number: int, before: int) -> None:
        rows = list(self.table.model_.rows)
        if not 0 <= number < len(rows) or not 0 <= before <= len(rows) or before in {number, number + 1}:
            return
        moved = rows.pop(number)
        rows.insert(before - (before > number), moved)
        after = [replace(event, order=place) for place, event in enumerate(rows)]
        keep = partial(keep_all, self._session.vault)
        attempt(self._line, lambda: self._session.change(_("Order of events"), list(self.table.model_.rows), after, keep))


class _Rows(Table):
    """Rows that can be picked up. Only a number leaves with one."""

    moved = Signal(int, int)  # from this place to before that

    def __init__(self, columns: Sequence[Column], name: str) -> None:
        super().__init__(columns, name)
        self.setAcceptDrops(True)
        self._pressed = QPoint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag would begin."""
        super().mousePressEvent(event)
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pick up the row that was pressed."""
        far = (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if event.buttons() & Qt.MouseButton.LeftButton and far and (row := self.rowAt(self._pressed.y())) >= 0:
            drag, data = QDrag(self), QMimeData()
            data.setData(DRAGGED, QByteArray(str(row).encode()))
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only one of its own."""
        if event.mimeData().hasFormat(DRAGGED):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere in the tray."""
        if event.mimeData().hasFormat(DRAGGED):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where it was let go: before the row whose middle is below."""
        if event.mimeData().hasFormat(DRAGGED):
            event.acceptProposedAction()
            y = event.position().y() + self.verticalScrollBar().value()
            self.moved.emit(int(bytes(event.mimeData().data(DRAGGED).data())), min(self.model_.rowCount(), round(y / ROW_HEIGHT)))
