"""The journal of orders: every counterfoil by its number, and the numbers that nobody entered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.domain.cases import Case
from desktop.domain.powers import Counterfoil, PowerState, state
from desktop.i18n import _
from desktop.operations.powers import order_journal
from desktop.storage import records
from desktop.ui import choices
from desktop.ui.parts.day_words import day_words
from desktop.ui.parts.fields import hint
from desktop.ui.parts.fresh import Fresh
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.session import Session


class OrdersPage(QWidget):
    """One line for each order; a gap is a line of its own. Enter opens the file."""

    order_chosen = Signal(str, str)  # a case, and the order in it
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pseudonyms: dict[str, str] = {}
        self.table = Table(
            (
                Column(_("Number"), _number, 160, bold=True, tone_of=lambda line: None if line.order else "amber"),
                Column(_("Day"), lambda line: day_words(line.order.made_on) if line.order else "", 140),
                Column(_("File"), lambda line: self._pseudonyms.get(line.order.case, "") if line.order else "", 160),
                Column(_("Before whom"), lambda line: line.order.body if line.order else _("not entered"), 0),
                Column(_("State"), self._state, 150),
                Column(_("The original"), lambda line: choices.word(line.order.original) if line.order else "", 160),
            ),
            _("Journal of orders"),
            identity=lambda line: line.order.id if line.order else str(line.first),
        )
        head = QLabel(_("Journal of orders"))
        head.setProperty("role", "head")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 16, 8)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        column.addWidget(hint(_("An order is entered in its file, under Powers; a spoilt form too, so that its number is no gap.")))
        self.table.chosen.connect(self._open)
        Keys(self, {"Escape": self.left.emit})
        Fresh(self, session, self._read)
        self._read()

    def take_focus(self) -> None:
        """Put the cursor into the list."""
        self.table.setFocus()

    def _read(self) -> None:
        session = self._session
        # Beside a visitor the numbers of other files are no gap, and not his business.
        lines = order_journal(session.vault) if session.visit is None else ()
        ids = {line.order.case for line in lines if line.order}
        self._pseudonyms = {case.id: case.pseudonym for case in records.those(session.vault, Case, ids)}
        self.table.show_rows(lines)

    def _state(self, line: Counterfoil) -> str:
        if line.order is None:
            return ""
        if line.order.spoilt:
            return _("spoilt")
        return _("over") if state(line.order, self._session.today) is PowerState.OVER else _("valid")

    def _open(self, line: Counterfoil) -> None:
        if line.order is not None:
            self.order_chosen.emit(line.order.case, line.order.id)


def _number(line: Counterfoil) -> str:
    if line.order is not None:
        return line.order.number or _("without a number")
    return str(line.first) if line.first == line.last else _("{first} to {last}").format(first=line.first, last=line.last)
