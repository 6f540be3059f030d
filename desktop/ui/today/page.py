"""Today: what is urgent, due, coming, and to be rung back."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.drafts import Draft
from desktop.i18n import _
from desktop.ui.agenda.date_line import Asked, DateLine
from desktop.ui.agenda.deeds import Deeds
from desktop.ui.cases.titles import LateTitles
from desktop.ui.parts.banded_table import Band, BandedTable
from desktop.ui.parts.day_words import date_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fresh import Fresh
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.session import Session
from desktop.ui.status import date_in_full
from desktop.ui.today import day
from desktop.ui.today.day import Item
from desktop.ui.today.rail import Rail


class TodayPage(QWidget):
    """The day in three bands, and a rail with call-backs and the cases without a date."""

    case_chosen = Signal(str)
    call_chosen = Signal(str)
    basket_chosen = Signal()
    calls_chosen = Signal()
    agenda_wanted = Signal()
    idle_wanted = Signal()
    reviews_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._date = QLabel()
        self._date.setProperty("role", "big")
        self._titles = LateTitles(session, self)
        self._table = BandedTable(_columns(self._titles), _("What the day asks"))
        self._empty = EmptyState("")
        self._stack = QStackedWidget()
        self._rail = Rail(session)
        self._line = Line(name=_("Message"))
        self._date_line = DateLine(session)
        self._deeds = Deeds(session, self._line, self)
        self._titles.made.connect(self._table.viewport().update)
        session.revealed_changed.connect(lambda _shown: self._table.viewport().update())
        self._build()
        self._table.chosen.connect(lambda item: self.case_chosen.emit(item.case))
        self._table.key_typed.connect(self._on_key)
        self._rail.case_chosen.connect(self.case_chosen)
        self._rail.call_chosen.connect(self.call_chosen)
        self._rail.basket_chosen.connect(self.basket_chosen)
        self._rail.calls_chosen.connect(self.calls_chosen)
        self._rail.agenda_wanted.connect(self.agenda_wanted)
        self._rail.idle_wanted.connect(self.idle_wanted)
        self._rail.reviews_wanted.connect(self.reviews_wanted)
        self._date_line.decided.connect(self._on_date)
        self._date_line.left.connect(self.take_focus)
        Keys(self, {"P": self.basket_chosen.emit, "C": self.calls_chosen.emit, "A": self.agenda_wanted.emit, "K": self.reviews_wanted.emit})
        Fresh(self, session, self._show)
        self._show()

    def take_focus(self) -> None:
        """Put the cursor where the day begins."""
        (self._table if self._table.model_.rows else self._rail).setFocus()

    def save_draft(self) -> Draft | None:
        """What was typed for a date and is not set."""
        fields = self._date_line.unsaved()
        return Draft(id=self._session.vault.new_id(), page="today", fields=fields) if fields else None

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        self._date_line.put_back(draft.fields)

    def _build(self) -> None:
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        left = QVBoxLayout()
        left.addWidget(self._date)
        left.addWidget(self._stack, 1)
        left.addWidget(self._date_line)
        left.addWidget(self._line)
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 4, 16, 8)
        across.setSpacing(20)
        across.addLayout(left, 1)
        across.addWidget(self._rail)

    def _show(self) -> None:
        seen = day.read(self._session.vault, self._session.visit)
        self._titles.forget()
        self._date.setText(date_in_full(self._session.today))
        self._table.show_rows(seen.rows)
        self._rail.show_facts(seen.idle, seen.idle_count)
        self._stack.setCurrentIndex(0 if seen.rows else 1)
        if not seen.rows:
            self._empty.say(self._nothing(seen))

    def _nothing(self, seen: day.Today) -> str:
        if self._session.visit is not None:
            return _("While a visitor is beside you, only the open case is shown. F8 ends it.")
        if seen.next_day is None:
            return _("Nothing due. Files without a date: {count}.").format(count=seen.idle_count)
        words = _("Nothing due. Next date: {day}. Files without a date: {count}.")
        return words.format(day=date_words(seen.next_day, self._session.today), count=seen.idle_count)

    def _on_key(self, event: QKeyEvent) -> None:
        item = self._table.current()
        deed: Callable[[], object] | None = None
        # D and N are the same keys as В and Т on the other layout.
        if event.key() in {Qt.Key.Key_N, 0x0422}:
            deed = self.idle_wanted.emit
        elif isinstance(item, Item) and event.key() == Qt.Key.Key_Space:
            deed = partial(self._done, item)
        elif isinstance(item, Item) and event.key() in {Qt.Key.Key_D, 0x0412}:
            deed = partial(self._date_line.ask, Asked(item.case, item.pseudonym, item.deadline, item.what if item.deadline else ""))
        if deed is not None and not event.modifiers():
            event.accept()
            deed()

    def _done(self, item: Item) -> None:
        if item.deadline:
            self._deeds.finish(item.deadline, item.pseudonym, legal=item.is_legal)
        else:
            self._line.say(_("This stays until the case says it can wait: open it with Enter."))

    def _on_date(self, asked: Asked, what: str, on: date) -> None:
        if self._deeds.set_date(asked, what, on):
            self.take_focus()


def _columns(titles: LateTitles) -> tuple[Column, ...]:
    return (
        Column(
            "",
            _first,
            190,
            mark_of=lambda row: row.tone if isinstance(row, Item) else None,
            tone_of=_band_tone,
            bold=True,
            stripe_of=lambda row: row.colour if isinstance(row, Item) else None,
        ),
        # What a date is called is hers, and may name somebody; what the program says of a case names nobody.
        Column("", lambda row: "" if isinstance(row, Band) else titles.of(row.case, row.what) if row.deadline else row.what, 0),
        Column("", lambda row: row.when if isinstance(row, Item) else "", 260, tone_of=_when_tone),
    )


def _first(row: Band | Item) -> str:
    return row.title if isinstance(row, Band) else row.pseudonym


def _band_tone(row: Band | Item) -> str | None:
    return ("red" if row.alarm else "dim") if isinstance(row, Band) else None


def _when_tone(row: Band | Item) -> str | None:
    return row.tone if isinstance(row, Item) and row.tone in {"red", "amber"} else None
