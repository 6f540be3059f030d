"""The journal as a chapter of the settings: what left the program in the last thirty days, and one key that empties it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain import journal as values
from desktop.domain.cases import Case
from desktop.i18n import _
from desktop.leaving_words import deed_word
from desktop.operations import journal
from desktop.storage import records
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

_WHEN, _WHAT = 190, 260


class JournalPane(QWidget):
    """Shows the lines, the latest first. Delete empties the journal at once."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        head = QLabel(_("Journal"))
        set_role(head, "head")
        columns = (
            Column(_("When"), lambda each: moment_words(each.at, session.today), width=_WHEN),
            Column(_("What"), lambda each: deed_word(each.deed), width=_WHAT),
            Column(_("Case"), self._case),
        )
        self._table = Table(columns, _("Journal"), identity=lambda each: each)
        self._empty = QPushButton(_("Empty the journal (Del)"))
        self._line = Line(name=_("Message"))
        self._empty.clicked.connect(self._on_empty)
        Keys(self, {"Del": self._on_empty})
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 12)
        column.addWidget(head)
        column.addWidget(hint(_("What left the program in the last 30 days. Nothing is written down about what was opened or read.")))
        column.addWidget(hint(_("It holds no names, goes with its case, and is in no backup: whoever has only a copy does not have it.")))
        column.addWidget(self._table, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._line, 1)
        foot.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)
        session.changed.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        lines = [line for line in journal.lines(self._session.vault) if not line.case or self._session.shows(line.case)]
        self._table.show_rows(lines)
        self._empty.setEnabled(bool(lines))

    def _case(self, each: values.Line) -> str:
        """The pseudonym is looked up when it is shown: the journal itself knows the id alone."""
        case = records.find(self._session.vault, Case, each.case) if each.case else None
        return f"{case.pseudonym} · {case.number}" if case else ""

    def _on_empty(self) -> None:
        if attempt(self._line, lambda: journal.empty(self._session.vault)):
            self._show()
            self._line.say(_("The journal is empty."), "good")
