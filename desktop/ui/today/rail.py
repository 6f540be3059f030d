"""The rail of Today: call-backs with the other one's time, the cases with nothing scheduled, and how much waits to be printed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.calls import Call
from desktop.domain.cases import CaseRow
from desktop.domain.progress import Report
from desktop.i18n import _
from desktop.operations import basket, retention
from desktop.storage import calls
from desktop.storage.vault import Vault
from desktop.ui.calls.clock import from_wall_time, his_time
from desktop.ui.jobs import Listener
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.session import Session

WIDTH = 300
_MOST_CALLS, _LEAST_CALLS, _MOST_READ = 8, 3, 50  # in sight, in sight where a call leaves little room, and read


class Rail(QWidget):
    """Two short lists, one below the other."""

    case_chosen = Signal(str)
    call_chosen = Signal(str)
    basket_chosen = Signal()
    calls_chosen = Signal()
    agenda_wanted = Signal()
    idle_wanted = Signal()
    reviews_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._job = session, 0
        self.setFixedWidth(WIDTH)
        self._calls_head, self._idle_head = QLabel(), QLabel()
        for label in (self._calls_head, self._idle_head):
            label.setProperty("role", "band")
        self._calls = _list((Column("", self._when, 104), Column("", _his, 108), Column("", _who)), _("Ring back"))
        self._idle = _list(
            (Column("", lambda row: row.pseudonym, stripe_of=lambda row: row.colour), Column("", lambda row: row.number, 104)),
            _("Nothing scheduled"),
        )
        self._calls.chosen.connect(lambda call: self.call_chosen.emit(call.id))
        self._idle.chosen.connect(lambda row: self.case_chosen.emit(row.id))
        self._basket = QPushButton()
        self._basket.setProperty("role", "link")
        self._basket.clicked.connect(self.basket_chosen)
        self._reviews = QPushButton()
        self._reviews.setProperty("role", "link")
        self._reviews.clicked.connect(self.reviews_wanted)
        every = QPushButton(_("All calls (C)"))
        every.setProperty("role", "link")
        every.clicked.connect(self.calls_chosen)
        agenda, idle = QPushButton(_("Dates, tasks (A)")), QPushButton(_("All (N)"))
        for button, wanted in ((agenda, self.agenda_wanted), (idle, self.idle_wanted)):
            button.setProperty("role", "link")
            button.clicked.connect(wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        idle_head, links = QHBoxLayout(), QHBoxLayout()
        idle_head.addWidget(self._idle_head, 1)
        idle_head.addWidget(idle)
        links.addWidget(every)
        links.addStretch(1)
        links.addWidget(agenda)
        column.addWidget(self._calls_head)
        column.addWidget(self._calls, _MOST_CALLS)
        column.addLayout(links)
        column.addLayout(idle_head)
        column.addWidget(self._idle, 1)
        column.addStretch(0)
        column.addWidget(self._reviews)
        column.addWidget(self._basket)
        self.setFocusProxy(self._idle)

    def show_facts(self, idle: Sequence[CaseRow], idle_count: int) -> None:
        """Show the call-backs that wait, and the first of the cases with nothing scheduled."""
        session = self._session
        everything = session.visit is None
        read = calls.to_ring_back(session.vault, _MOST_READ if everything else calls.ALL)
        waiting = [call for call in read if session.shows(call.case)]
        count = calls.count_to_ring_back(session.vault) if everything else len(waiting)
        self._calls_head.setText(_("Ring back: {count}").format(count=count))
        self._calls.show_rows(waiting)
        least, most = (min(len(waiting), rows) * ROW_HEIGHT + 2 for rows in (_LEAST_CALLS, _MOST_CALLS))
        self._calls.setMinimumHeight(least)
        self._calls.setMaximumHeight(most)
        self._calls.setVisible(bool(waiting))
        self._idle_head.setText(_("Nothing scheduled: {count}").format(count=idle_count))
        self._idle.show_rows(idle)
        put_off = sum(session.shows(line.put_off.case) for line in basket.waiting(session.vault))
        self._basket.setText(_("Print basket (P): {count}").format(count=put_off))
        self._basket.setVisible(put_off > 0)
        self._show_reviews(retention.counted(session.vault) if everything else 0)

    def _show_reviews(self, count: int | None) -> None:
        """One quiet line; where it must be counted first, that is done beside the page."""
        self._reviews.setVisible(bool(count))
        if count:
            self._reviews.setText(_("Closed files to look at (K): {count}").format(count=count))
        elif count is None and not self._session.jobs.is_running(self._job):
            self._job = self._session.jobs.run(self, partial(_count_reviews, self._session.vault), Listener(self._show_reviews))

    def _when(self, call: Call) -> str:
        moment = from_wall_time(call.ring_back, call.zone)
        if moment is None:
            return call.ring_back
        return f"{moment:%H:%M}" if moment.date() == self._session.today else f"{moment:%d.%m %H:%M}"


def _count_reviews(vault: Vault, report: Report) -> int:
    report(0, 1)
    with vault.second() as second:
        return len(retention.due(second))


def _his(call: Call) -> str:
    moment = from_wall_time(call.ring_back, call.zone)
    return his_time(moment, call.zone) if moment else ""


def _who(call: Call) -> str:
    return call.who or call.about or call.number


def _list(columns: tuple[Column, ...], name: str) -> Table:
    table = Table(columns, name)
    table.setProperty("role", "band")
    table.horizontalHeader().hide()
    return table
