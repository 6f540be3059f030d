"""Into another file: which one is chosen on a strip below the list, by pseudonym, and one undo brings it back."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.cases import CaseRow
from desktop.i18n import _
from desktop.operations.keeping import keep_all
from desktop.operations.moving import Movable, changes_of_moving
from desktop.ui.committing import into
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.case_picker import CasePicker
from desktop.ui.parts.fields import heading
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session


class MoveStrip(QWidget):
    """Hidden until something is to be moved. The button carries the pseudonym of the file it goes to."""

    moved = Signal()
    closed = Signal()

    def __init__(self, session: Session, case_id: str, line: Line) -> None:
        super().__init__()
        self._session, self._case_id, self._line = session, case_id, line
        self._value: Movable | None = None
        self.picker = CasePicker(session)
        self.words, self.table = self.picker.words, self.picker.table
        self.move_, self.back = QPushButton(), QPushButton(_("Leave it here"))
        set_role(self.move_, "primary")
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.move_)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(_("Into another file")))
        column.addWidget(self.picker)
        column.addLayout(row)
        self.picker.current_changed.connect(self._name_button)
        self.picker.chosen.connect(lambda _row: self._move())
        self.move_.clicked.connect(self._move)
        self.back.clicked.connect(self._leave)
        Keys(self, {"Escape": self._leave})
        self.hide()

    def ask(self, value: Movable | None) -> None:
        """Ask where this goes. Beside a visitor no other file is named, so nothing is asked."""
        if value is None:
            return
        if self._session.visit is not None:
            self._line.say(_("Not while a visitor is beside you: F8 first."), "warning")
            return
        self._value = value
        self.show()
        self.picker.begin(but=self._case_id)

    def _name_button(self, row: CaseRow | None) -> None:
        self.move_.setEnabled(row is not None)
        self.move_.setText(into(_("Move"), row.pseudonym) if row else _("Move"))

    def _move(self) -> None:
        row, value, vault = self.picker.current(), self._value, self._session.vault
        if row is None or value is None:
            return

        def move() -> None:
            before, after = changes_of_moving(vault, value, row.id)
            self._session.change(_("Moved to another file"), before, after, partial(keep_all, vault))

        if attempt(self._line, move):
            self.hide()
            self.moved.emit()
            self._line.say(_("Moved to {pseudonym}. Ctrl+Z brings it back.").format(pseudonym=row.pseudonym), "good")

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()
