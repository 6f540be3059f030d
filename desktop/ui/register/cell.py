"""The stamp, typed in its cell: number and day at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.i18n import _
from desktop.ui.parts.fields import TextLine
from desktop.ui.parts.table import Table


class StampCell(TextLine):
    """A line that lies over one cell of a table. Enter keeps what stands in it, Escape leaves the cell as it was."""

    entered = Signal(str, str)  # the id of the row, what was typed
    left = Signal()  # Escape, or a step elsewhere without a change

    def __init__(self, table: Table, column: int) -> None:
        super().__init__(_("Stamp no. and day"), hint=_("117 of 14.5"), parent=table.viewport())
        self._table, self._column, self.row_id = table, column, ""
        self.hide()
        self.editingFinished.connect(self._on_finished)
        for bar in (table.verticalScrollBar(), table.horizontalScrollBar()):
            bar.valueChanged.connect(self.follow)
        table.horizontalHeader().sectionResized.connect(self.follow)

    @property
    def is_open(self) -> bool:
        """Whether a cell is being typed into."""
        return bool(self.row_id)

    def open_at(self, row_id: str, text: str) -> None:
        """Open the cell of a row with what stands in it."""
        self.row_id = row_id
        self.setText(text)
        self.mark_saved()
        self.follow()
        self.setFocus()
        self.selectAll()

    def put_back_at(self, row_id: str, text: str) -> None:
        """Open the cell of a row with what was being typed."""
        self.open_at(row_id, "")
        self.put_back(text)

    def shut(self) -> None:
        """Close the cell."""
        had = self.hasFocus()
        self.row_id = ""
        self.hide()
        if had:
            self._table.setFocus()

    def follow(self) -> None:
        """Lie where the cell is now."""
        row = next((number for number, each in enumerate(self._table.model_.rows) if each.id == self.row_id), None)
        if row is None:
            self.hide()
            return
        self.setGeometry(self._table.visualRect(self._table.model_.index(row, self._column)))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the cell as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.mark_saved()
            self.shut()
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # It was for the cell: the table below would take it as "open this line".
            event.accept()

    def _on_finished(self) -> None:
        if self.is_open and self.is_touched:
            self.entered.emit(self.row_id, self.text())
        elif self.is_open:
            self.shut()
            self.left.emit()
