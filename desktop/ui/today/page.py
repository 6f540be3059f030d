"""Today: what is urgent, due, coming, and to be rung back."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.deadlines import Deadline, DeadlineKind
from desktop.i18n import _
from desktop.operations.deadlines import keep_deadline
from desktop.storage import records
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import date_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.session import Session
from desktop.ui.status import date_in_full
from desktop.ui.today import day
from desktop.ui.today.date_line import DateLine
from desktop.ui.today.day import Band, Item
from desktop.ui.today.rail import Rail


class TodayPage(QWidget):
    """The day in three bands, and a rail with call-backs and the cases without a date."""

    case_chosen = Signal(str)
    call_chosen = Signal(str)
    basket_chosen = Signal()
    calls_chosen = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._is_stale = session, False
        self._date = QLabel()
        self._date.setProperty("role", "big")
        self._table = DayTable(_columns(), _("What the day asks"))
        self._empty = EmptyState("")
        self._stack = QStackedWidget()
        self._rail = Rail(session)
        self._line = Line(name=_("Message"))
        self._date_line = DateLine(session)
        self._build()
        self._table.chosen.connect(lambda item: self.case_chosen.emit(item.case))
        self._table.key_typed.connect(self._on_key)
        self._rail.case_chosen.connect(self.case_chosen)
        self._rail.call_chosen.connect(self.call_chosen)
        self._rail.basket_chosen.connect(self.basket_chosen)
        self._rail.calls_chosen.connect(self.calls_chosen)
        self._date_line.decided.connect(self._on_date)
        self._date_line.left.connect(self.take_focus)
        Keys(self, {"P": self.basket_chosen.emit, "C": self.calls_chosen.emit})
        session.changed.connect(self._on_changed)
        self._show()

    def take_focus(self) -> None:
        """Put the cursor where the day begins."""
        (self._table if self._table.model_.rows else self._rail).setFocus()

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

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed while another page was in front."""
        super().showEvent(event)
        if self._is_stale:
            self._show()

    def _on_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        self._is_stale = False
        seen = day.read(self._session.vault, self._session.visit)
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
            deed = self._rail.show_idle
        elif isinstance(item, Item) and event.key() == Qt.Key.Key_Space:
            deed = partial(self._done, item)
        elif isinstance(item, Item) and event.key() in {Qt.Key.Key_D, 0x0412}:
            deed = partial(self._date_line.ask, item)
        if deed is not None and not event.modifiers():
            event.accept()
            deed()

    def _done(self, item: Item) -> None:
        if not item.deadline:
            self._line.say(_("This stays until the case says it can wait: open it with Enter."))
        elif item.is_legal:
            text = _("Is this term kept? {pseudonym}: {what}").format(pseudonym=item.pseudonym, what=item.what)
            self._session.asking.question(self, text, _("It is kept"), partial(self._mark_done, item), dangerous=True)
        else:
            self._mark_done(item)

    def _mark_done(self, item: Item) -> None:
        vault = self._session.vault
        done = partial(self._change, _("Done"), item, lambda before: replace(before, done_at=vault.now().isoformat()))
        if not attempt(self._line, done):
            return
        if any(not each.done_at for each in records.of_case(vault, Deadline, item.case)):
            self._line.say(_("Done: {what}. Ctrl+Z takes it back.").format(what=item.what), "good")
        else:
            self._line.say(_("Done. {pseudonym} has nothing scheduled now: D sets a date.").format(pseudonym=item.pseudonym), "warning")

    def _on_date(self, item: Item, what: str, on: Any) -> None:
        vault = self._session.vault
        if item.deadline:
            keep: Callable[[], object] = partial(
                self._change, _("Date moved"), item, lambda before: replace(before, due=on, title=what or before.title)
            )
        else:
            new = Deadline(id=vault.new_id(), case=item.case, due=on, title=what, kind=DeadlineKind.REMINDER)
            keep = partial(self._add, new)
        if attempt(self._line, keep):
            self._line.say(_("{pseudonym}: {day}").format(pseudonym=item.pseudonym, day=date_words(on, self._session.today)), "good")
            self.take_focus()

    def _change(self, title: str, item: Item, change: Callable[[Deadline], Deadline]) -> None:
        before = records.get(self._session.vault, Deadline, item.deadline)
        self._session.change(title, before, change(before), partial(keep_deadline, self._session.vault))

    def _add(self, new: Deadline) -> None:
        gone = replace(new, removed_at=self._session.vault.now().isoformat())
        self._session.change(_("Date added"), gone, new, partial(keep_deadline, self._session.vault))


class DayTable(Table):
    """The day as one table: headings stand between the rows, and the cursor passes over them."""

    def __init__(self, columns: tuple[Column, ...], name: str) -> None:
        super().__init__(columns, name)
        self.setProperty("role", "band")
        self.horizontalHeader().hide()
        self.setIconSize(QSize(10, 10))

    def show_rows(self, rows: Any) -> None:
        """Show these rows; headings run over the whole width."""
        self.clearSpans()
        super().show_rows(rows)
        bands = [number for number, row in enumerate(rows) if isinstance(row, Band)]
        for number in bands:
            self.setSpan(number, 0, 1, len(self.model_.columns))
            self.setRowHeight(number, 36)
        if isinstance(self.current(), Band):
            self.select(self.currentIndex().row() + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows step over headings."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            if isinstance(self.current(), Item) or event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                super().keyPressEvent(event)
            return
        row, rows = self.currentIndex().row() + step, self.model_.rows
        while 0 <= row < len(rows) and isinstance(rows[row], Band):
            row += step
        if 0 <= row < len(rows):
            self.select(row)


def _columns() -> tuple[Column, ...]:
    return (
        Column("", _first, 190, mark_of=lambda row: row.tone if isinstance(row, Item) else None, tone_of=_band_tone, bold=True),
        Column("", lambda row: row.what if isinstance(row, Item) else "", 0),
        Column("", lambda row: row.when if isinstance(row, Item) else "", 215, tone_of=_when_tone),
    )


def _first(row: Band | Item) -> str:
    return row.title if isinstance(row, Band) else row.pseudonym


def _band_tone(row: Band | Item) -> str | None:
    return ("red" if row.alarm else "dim") if isinstance(row, Band) else None


def _when_tone(row: Band | Item) -> str | None:
    return row.tone if isinstance(row, Item) and row.tone in {"red", "amber"} else None
