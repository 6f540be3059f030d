"""A table in which several rows are ticked: Space or a click on the box, Ctrl+A for all that are shown."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table


class TickTable(Table):
    """Knows the ids that are ticked, in the order she ticked them; a row that is not shown keeps its tick."""

    ticks_changed = Signal()

    def __init__(self, columns: Sequence[Column], name: str, *, identity: Callable[[Any], str] = lambda value: value.id) -> None:
        self._ticked: dict[str, None] = {}
        self._id_of = identity
        super().__init__(self._boxed(columns), name, identity=identity)
        self.clicked.connect(self._on_clicked)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns instead of those before; the box stands in the first."""
        super().show_columns(self._boxed(columns))

    def _boxed(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        return replace(columns[0], is_ticked=lambda value: self._id_of(value) in self._ticked), *columns[1:]

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ids that are ticked."""
        return tuple(self._ticked)

    def show_ticked(self, ids: Iterable[str]) -> None:
        """Tick these and no others."""
        self._ticked = dict.fromkeys(ids)
        self.viewport().update()
        self.ticks_changed.emit()

    def keep_ticks_of(self, ids: Container[str]) -> None:
        """Take the ticks of all others away."""
        if any(id_ not in ids for id_ in self._ticked):
            self.show_ticked([id_ for id_ in self._ticked if id_ in ids])

    def tick_all(self) -> None:
        """Tick every row that is shown; where all are, take their ticks away."""
        shown = [self._id_of(value) for value in self.model_.rows]
        if all(id_ in self._ticked for id_ in shown):
            self.show_ticked(id_ for id_ in self._ticked if id_ not in shown)
        else:
            self.show_ticked((*self._ticked, *shown))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Ctrl+A ticks all."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Space and not control:
            self.toggle(self.current())
        elif event.key() == Qt.Key.Key_A and control:
            self.tick_all()
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.toggle(self.model_.value(index))

    def toggle(self, value: Any) -> None:
        """Tick a row, or take its tick away."""
        if value is None:
            return
        id_ = self._id_of(value)
        self.show_ticked([each for each in self._ticked if each != id_] if id_ in self._ticked else [*self._ticked, id_])
