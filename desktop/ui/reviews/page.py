"""Closed files whose time has come: each is looked at, kept for longer, or destroyed. Nothing goes by itself."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import closing_words
from desktop.domain.cases import Case
from desktop.domain.counting import add_months
from desktop.domain.retention import Review
from desktop.i18n import _
from desktop.operations import retention
from desktop.storage import records
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import date_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import hint
from desktop.ui.parts.fresh import Fresh
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.session import Session

_YEAR = 12  # months


@dataclass(frozen=True)
class Row:
    """A review and whose it is."""

    review: Review
    pseudonym: str
    number: str
    closed: date

    @property
    def id(self) -> str:
        """Which one it is."""
        return f"{self.review.case}/{self.review.kept}"


class ReviewsPage(QWidget):
    """Enter opens the closed file where it can be kept or destroyed; Y lets it wait another year."""

    case_chosen = Signal(str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        today = session.today
        head = QLabel(_("Closed files to look at"))
        head.setProperty("role", "sentence")
        self.table = Table(
            (
                Column(_("Case"), lambda row: row.pseudonym, 170, bold=True),
                Column(_("Number"), lambda row: row.number, 120),
                Column(_("What"), lambda row: closing_words.kept_words(row.review.kept), 0),
                Column(_("Closed on"), lambda row: date_words(row.closed, today), 150),
                Column(_("To look at since"), lambda row: date_words(row.review.on, today), 170),
            ),
            _("Closed files to look at"),
        )
        self.open, self.later = QPushButton(_("Open (Enter)")), QPushButton(_("Keep for another year (Y)"))
        self.line = Line(name=_("Message"))
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(EmptyState(_("No closed file is to be looked at. Settings → Bin and terms sets when.")))
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(self.later)
        foot.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 16, 12)
        column.addWidget(head)
        column.addWidget(hint(_("The terms are yours, set in Settings → Bin and terms; they are no rule of law. Nothing goes by itself.")))
        column.addWidget(self._list, 1)
        column.addLayout(foot)
        self.table.chosen.connect(self._open)
        self.open.clicked.connect(lambda: self._open(self.table.current()))
        self.later.clicked.connect(self._later)
        Keys(self, {"Y": self._later, "Escape": self.left.emit})
        Fresh(self, session, self._show)
        self._show()

    def take_focus(self) -> None:
        """Put the cursor on the first line."""
        (self.table if self.table.model_.rows else self).setFocus()

    def _show(self) -> None:
        vault = self._session.vault
        reviews = [each for each in retention.due(vault) if self._session.shows(each.case)]
        cases = {case.id: case for case in records.those(vault, Case, {each.case for each in reviews})}
        rows = [Row(each, case.pseudonym, case.number, retention.closed_on(case)) for each in reviews if (case := cases.get(each.case))]
        self.table.show_rows(rows)
        self._list.setCurrentIndex(0 if rows else 1)
        for button in (self.open, self.later):
            button.setEnabled(bool(rows))

    def _open(self, row: Row | None) -> None:
        if row is not None:
            self.case_chosen.emit(row.review.case)

    def _later(self) -> None:
        row: Row | None = self.table.current()
        if row is None:
            return
        vault = self._session.vault
        own = retention.of_case(vault, row.review.case)
        day = add_months(self._session.today, _YEAR)
        after = retention.postponed(own, row.review.kept, day)
        keep = partial(retention.keep_retention, vault)
        if attempt(self.line, lambda: self._session.change(_("Keep for another year"), own, after, keep)):
            words = _("{pseudonym}: to be looked at again on {day}. Ctrl+Z takes it back.")
            self.line.say(words.format(pseudonym=row.pseudonym, day=date_words(day, self._session.today)), "good")
            self.take_focus()
