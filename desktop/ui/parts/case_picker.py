"""Choosing a file by its pseudonym, number or unit."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.cases import CaseRow
from desktop.i18n import _
from desktop.storage import cases
from desktop.ui import choices
from desktop.ui.parts.fields import TextLine
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.session import Session

SHOWN, MOST = 5, 200


class CasePicker(QWidget):
    """A line, and below it the open files that have every word typed there. Enter chooses."""

    chosen = Signal(object)  # a CaseRow
    current_changed = Signal(object)  # a CaseRow, or None

    def __init__(self, session: Session, *, shown: int = SHOWN) -> None:
        super().__init__()
        self._session = session
        self._cases: tuple[CaseRow, ...] = ()
        self.words = TextLine(_("Which file"), hint=_("pseudonym, number or unit"))
        self.table = Table(
            (
                Column(_("Pseudonym"), lambda row: row.pseudonym, 160, bold=True, stripe_of=lambda row: row.colour),
                Column(_("Number"), lambda row: row.number, 120),
                Column(_("Unit"), lambda row: row.unit, 120),
                Column(_("Stage"), lambda row: choices.word(row.stage)),
            ),
            _("Files"),
        )
        self.table.horizontalHeader().hide()
        self.table.setFixedHeight(shown * ROW_HEIGHT + 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(self.table)
        self.setFocusProxy(self.words)
        self.words.textChanged.connect(lambda _text: self._filter())
        self.table.current_changed.connect(self.current_changed)
        self.table.chosen.connect(self.chosen)
        Keys(self.words, {"Down": self.table.setFocus, "Return": self._choose})

    def begin(self, but: str = "") -> None:
        """Offer the open files, all but one."""
        self._cases = tuple(row for row in cases.rows(self._session.vault) if row.id != but)
        self.words.put_back("")
        self._filter()
        self.words.setFocus()

    def current(self) -> CaseRow | None:
        """The file under the cursor."""
        row: CaseRow | None = self.table.current()
        return row

    def _filter(self) -> None:
        wanted = self.words.text().casefold().split()
        told = ((row, f"{row.pseudonym} {row.number} {row.unit}".casefold()) for row in self._cases)
        self.table.show_rows([row for row, text in told if all(word in text for word in wanted)][:MOST])
        self.current_changed.emit(self.current())

    def _choose(self) -> None:
        if (row := self.current()) is not None:
            self.chosen.emit(row)
