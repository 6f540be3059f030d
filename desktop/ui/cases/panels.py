"""What opens below the first and the last chip: the views she named, and the columns of the list."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.caseload import CaseView, ColumnCode, Layout, Shown
from desktop.i18n import _
from desktop.ui.cases import columns
from desktop.ui.cases.said import filter_words
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tick_table import TickTable

MOST_ROWS = 10


class ViewsPanel(QWidget):
    """Her views: Enter shows one."""

    chosen = Signal(object)  # a CaseView
    rename_asked = Signal(object)
    remove_asked = Signal(object)
    keep_asked = Signal()

    def __init__(self, views: Sequence[CaseView]) -> None:
        super().__init__()
        self.table = Table((Column("", lambda view: view.name, 0, bold=True),), _("Views"))
        self.table.horizontalHeader().hide()
        self.table.setFixedHeight(max(1, min(len(views), MOST_ROWS)) * ROW_HEIGHT + 2)
        self.said = hint("")
        self.keep, self.rename, self.remove = QPushButton(_("Keep …")), QPushButton(_("Rename …")), QPushButton(_("Remove"))
        self.keep.setToolTip("Ctrl+S")
        self.rename.setToolTip("R")
        self.remove.setToolTip("Del")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.table)
        if not views:
            self.table.hide()
        column.addWidget(self.said)
        row = QHBoxLayout()
        for button in (self.keep, self.rename, self.remove):
            button.setAutoDefault(True)
            row.addWidget(button)
        column.addLayout(row)
        for button in (self.rename, self.remove):
            button.setEnabled(bool(views))
        self.setFocusProxy(self.table if views else self.keep)
        self.table.current_changed.connect(self._tell)
        self.table.chosen.connect(self.chosen)
        self.keep.clicked.connect(self.keep_asked)
        self.rename.clicked.connect(self._rename)
        self.remove.clicked.connect(self._remove)
        Keys(self.table, {"R": self._rename, "Del": self._remove})
        self.table.show_rows(views)
        self._tell(self.table.current())

    def _tell(self, view: CaseView | None) -> None:
        self.said.setText(_view_words(view) if view else _("No views yet. A view keeps what is chosen, the columns and the order."))

    def _rename(self) -> None:
        if (view := self.table.current()) is not None:
            self.rename_asked.emit(view)

    def _remove(self) -> None:
        if (view := self.table.current()) is not None:
            self.remove_asked.emit(view)


def _view_words(view: CaseView) -> str:
    words = filter_words(view.filter) or _("all files")
    order = columns.order_words(view.layout.order)
    return _("{words}. Ordered by: {order}").format(words=words, order=order.lower()) if order else words


class ColumnsPanel(QWidget):
    """The columns: which are shown, in which order, how wide. Each change holds at once."""

    changed = Signal(object)  # a Layout

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self._layout = layout
        self._places = [each.column for each in layout.columns]
        self._places += [code for code in ColumnCode if code not in self._places]
        self.table = TickTable((Column("", columns.title, 0),), _("Columns"), identity=str)
        self.table.horizontalHeader().hide()
        self.table.setFixedHeight(len(self._places) * ROW_HEIGHT + 2)
        self.usual = QPushButton(_("The usual columns"))
        self.usual.setAutoDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.table)
        column.addWidget(hint(_("Space shows or hides. Alt+↑ ↓ moves, Alt+← → makes it narrower or wider.")))
        column.addWidget(self.usual)
        self.setFocusProxy(self.table)
        self.table.show_rows(self._places)
        self.table.show_ticked(each.column for each in layout.columns)
        self.table.ticks_changed.connect(self._on_ticks)
        self.usual.clicked.connect(self._to_usual)
        Keys(self.table, {"Alt+Up": lambda: self._move(-1), "Alt+Down": lambda: self._move(1),
                          "Alt+Left": lambda: self._widen(-1), "Alt+Right": lambda: self._widen(1)})  # fmt: skip

    def _on_ticks(self) -> None:
        if not self.table.ticked:
            # A list without a column shows nothing that could be ticked again.
            self.table.show_ticked((ColumnCode.PSEUDONYM,))
            return
        self._tell()

    def _move(self, by: int) -> None:
        place = self.table.currentIndex().row()
        if 0 <= place + by < len(self._places):
            self._places.insert(place + by, self._places.pop(place))
            self.table.show_rows(self._places)
            self._tell()

    def _widen(self, by: int) -> None:
        code = self.table.current()
        known = {each.column: each.width for each in self._layout.columns}
        if code in known:
            # One that took what was left gets a width of its own.
            width = (known[code] or columns.LEFT_OVER) + by * columns.STEP
            known[code] = max(columns.NARROWEST, min(width, columns.WIDEST))
            self._tell(known)

    def _tell(self, widths: dict[ColumnCode, int] | None = None) -> None:
        known = widths or {each.column: each.width for each in self._layout.columns}
        shown = [code for code in self._places if code in self.table.ticked]
        self._layout = replace(
            self._layout, columns=tuple(Shown(column=code, width=known.get(code, columns.width(code))) for code in shown)
        )
        self.changed.emit(self._layout)

    def _to_usual(self) -> None:
        self._layout = replace(self._layout, columns=columns.USUAL.columns)
        self._places = [each.column for each in columns.USUAL.columns]
        self._places += [code for code in ColumnCode if code not in self._places]
        self.table.show_rows(self._places)
        self.table.show_ticked(each.column for each in columns.USUAL.columns)
