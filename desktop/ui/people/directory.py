"""What the address book and the list of units share: a list that typing narrows, with a card beside it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import hint
from desktop.ui.parts.fresh import Fresh
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.parts.turning import Turning
from desktop.ui.session import Session


class Directory(QWidget):
    """Down goes into the list, Escape shows all of it again. It is read again when it comes to the front after a change."""

    table: Table

    def __init__(self, session: Session, known_by: str, add: str) -> None:
        super().__init__()
        self._session = session
        self.words = QLineEdit()
        self.words.setPlaceholderText(known_by)
        self.words.setAccessibleName(_("Narrow the list"))
        self.words.setClearButtonEnabled(True)
        self.line, self.add = Line(name=_("Message")), QPushButton(add)
        self._list, self._empty = QStackedWidget(), EmptyState("")

    def read(self) -> None:
        """Read what is listed again and show it."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the keyboard where the list is narrowed."""
        self.words.setFocus()

    def _lay_out(self, card: QWidget, *tools: QWidget) -> None:
        """The line to narrow by, `tools` and the button above; list and card; the line for messages below."""
        set_role(self.add, "primary")
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.words, 1)
        for widget in (*tools, self.add):
            top.addWidget(widget)
        self._list.addWidget(self.table)
        self._list.addWidget(self._empty)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._list, 1)
        row.addWidget(card)
        Turning(self, row)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(hint(_("Ins new · Enter open · F9 names"), wrap=False))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 6)
        column.addLayout(top)
        column.addLayout(row, 1)
        column.addLayout(foot)
        Keys(self.words, {"Down": self.table.setFocus, "Escape": self._leave_words})
        Fresh(self, self._session, self.read)
        self._session.revealed_changed.connect(lambda _shown: self.table.viewport().update())

    def _show_found(self, found: Sequence[Any], nothing: str) -> None:
        self.table.show_rows(found)
        self._list.setCurrentIndex(0 if found else 1)
        self._empty.say(nothing)

    def _focus_list(self) -> None:
        (self.table if self.table.model_.rows else self.words).setFocus()

    def _leave_words(self) -> None:
        self.words.clear()
        self.read()
        self.table.setFocus()
