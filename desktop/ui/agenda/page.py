"""The agenda: dates and tasks of a day, a week or a month, and every open file that has none."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.domain.agenda import Dated, Span, moved
from desktop.domain.cases import CaseRow
from desktop.domain.deadlines import Occasion
from desktop.domain.drafts import Draft
from desktop.i18n import _, ngettext
from desktop.operations import agenda
from desktop.storage import cases
from desktop.ui import choices
from desktop.ui.agenda import reading
from desktop.ui.agenda.columns import Columns, of_files
from desktop.ui.agenda.date_line import Asked, DateLine
from desktop.ui.agenda.deeds import Deeds
from desktop.ui.agenda.entries import Entry
from desktop.ui.agenda.new_line import NewLine
from desktop.ui.agenda.printed import PrintedAgenda
from desktop.ui.agenda.reading import ALL, NO_CASE, Agenda, Wanted
from desktop.ui.parts.banded_table import BandedTable
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import Choice, hint
from desktop.ui.parts.fresh import Fresh
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.shortcut import bind
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

IDLE = "idle"
VIEWS = (Span.DAY.value, Span.WEEK.value, Span.MONTH.value, IDLE)


class AgendaPage(QWidget):
    """Everything is done from the list: Space, D, Enter, Ins, the arrows; Ctrl+P prints what is shown."""

    date_chosen = Signal(str, str)  # a case, and the date or task in it
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._day: date | None = None  # None: today, whichever that is
        self._columns = Columns(session)
        self._agenda: Agenda | None = None
        self.tabs = QTabBar()
        self.period = QLabel()
        self.before, self.after, self.now = QPushButton("←"), QPushButton("→"), QPushButton(_("Today (T)"))
        self.kind, self.whose = Choice(_("Kind"), ()), Choice(_("Whose"), ())
        self.table = BandedTable(self._columns.of_dates(), _("Dates and tasks"))
        self.idle = Table(of_files(), _("Nothing scheduled"))
        self.empty = EmptyState("")
        self.line = Line(name=_("Message"))
        self.date_line, self.new = DateLine(session), NewLine(session, self.line)
        self._printed: PrintedAgenda | None = None  # made when she first prints
        self._lists, self._stack = QStackedWidget(), QStackedWidget()
        self._deeds = Deeds(session, self.line, self)
        self._keys = hint("")
        self._build()
        self._connect()
        self._show()

    # --- building

    def _build(self) -> None:
        titles = {Span.DAY: _("Day"), Span.WEEK: _("Week"), Span.MONTH: _("Month"), IDLE: _("Nothing scheduled")}
        for number, view in enumerate(VIEWS):
            self.tabs.addTab(titles[view])
            self.tabs.setTabToolTip(number, _("Alt+{number}").format(number=number + 1))
        self.tabs.setCurrentIndex(VIEWS.index(Span.WEEK))
        self.tabs.setAccessibleName(_("Dates"))
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setDrawBase(False)
        set_role(self.period, "head")
        self.before.setAccessibleName(_("Before"))
        self.after.setAccessibleName(_("After"))
        top = QHBoxLayout()
        top.addWidget(self.tabs)
        top.addStretch(1)
        for choice in (self.kind, self.whose):
            choice.setFixedWidth(190)
            top.addWidget(choice)
        head = QHBoxLayout()
        head.addWidget(self.period, 1)
        for button in (self.before, self.now, self.after):
            head.addWidget(button)
        lists: tuple[QWidget, ...] = (self.table, self.idle, self.empty)
        for each in lists:
            self._lists.addWidget(each)
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(24, 4, 16, 8)
        for part in (top, head):
            column.addLayout(part)
        column.addWidget(self._lists, 1)
        below: tuple[QWidget, ...] = (self.date_line, self.new, self._keys, self.line)
        for each in below:
            column.addWidget(each)
        self._stack.addWidget(place)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(lambda _number: self._on_view())
        self.before.clicked.connect(partial(self._step, -1))
        self.after.clicked.connect(partial(self._step, 1))
        self.now.clicked.connect(self._to_today)
        self.kind.chosen.connect(lambda _code: self._fill())
        self.whose.chosen.connect(lambda _code: self._fill())
        self.table.chosen.connect(self._open)
        self.idle.chosen.connect(lambda row: self.date_chosen.emit(row.id, ""))
        self.date_line.decided.connect(self._on_date)
        self.date_line.left.connect(self.take_focus)
        self.new.made.connect(self._on_new)
        self.new.left.connect(self.take_focus)
        for number, view in enumerate(VIEWS, start=1):
            bind(self, f"Alt+{number}", partial(self.show_view, view), inside=True)
        keys: dict[str, Callable[[], object]] = {
            "Left": partial(self._step, -1), "Right": partial(self._step, 1), "T": self._to_today, "D": self._ask_date,
            "Ins": self._begin_new, "Space": self._finish, "N": partial(self.show_view, IDLE), "F": self.kind.setFocus,
            "Ctrl+P": self._print, "Escape": self.left.emit,
        }  # fmt: skip
        Keys(self, keys)
        Fresh(self, self._session, self._show)
        self._session.revealed_changed.connect(lambda _shown: self.table.viewport().update())

    # --- what is shown

    @property
    def view(self) -> str:
        """Which list is in sight: `day`, `week`, `month` or `idle`."""
        return VIEWS[self.tabs.currentIndex()]

    def show_view(self, view: str) -> None:
        """Bring a list to the front, with the keyboard in it."""
        self._stack.setCurrentIndex(0)
        self.tabs.setCurrentIndex(VIEWS.index(view))
        self.take_focus()

    def show_dated(self, id_: str) -> None:
        """Bring a date or task to the front where it stands in the week of its day; a task without one, in that of today."""
        value = agenda.dated(self._session.vault, id_)
        self._day = value.due
        self.show_view(Span.WEEK)
        self._show()
        ids = [row.id if isinstance(row, Entry) else "" for row in self.table.model_.rows]
        if id_ in ids:
            self.table.select(ids.index(id_))

    def take_focus(self) -> None:
        """Put the cursor into the list."""
        if self._stack.currentIndex() and self._printed is not None:
            self._printed.what.setFocus()
        else:
            shown = self._lists.currentWidget()
            (shown if isinstance(shown, Table) else self.tabs).setFocus()

    def save_draft(self) -> Draft | None:
        """What was typed for a new date and is not kept."""
        fields = self.date_line.unsaved() or self.new.unsaved()
        return Draft(id=self._session.vault.new_id(), page="agenda", fields=fields) if fields else None

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        if "was" in draft.fields:
            self.date_line.put_back(draft.fields)
        else:
            self.new.begin()
            self.new.put_back(dict(draft.fields))

    def _on_view(self) -> None:
        self.date_line.hide()
        self._show()

    def _show(self) -> None:
        self._columns.forget()
        is_idle = self.view == IDLE
        for widget in (self.before, self.after, self.now, self.kind, self.whose):
            widget.setVisible(not is_idle)
        self._keys.setText(_(
            "D gives a date · Enter opens the file"
        ) if is_idle else _("Space done · D another day · Enter opens · Ins new · ← → · F filter · Ctrl+P print"))  # fmt: skip
        if is_idle:
            self._show_idle()
            return
        session = self._session
        seen = self._agenda = reading.read(session, Span(self.view), self._day or session.today)
        self.period.setText(reading.span_words(Span(self.view), seen.first, seen.last))
        every = seen.every
        occasions = [each for each in Occasion if each and any(entry.row.occasion is each for entry in every)]
        kinds = [*reading.kinds_in(every), *occasions]
        self.kind.show_words([(ALL, _("every kind")), *((each, choices.word(each)) for each in kinds)])
        nobody = [(NO_CASE, _("of no file"))] if any(not each.row.case for each in every) else []
        self.whose.show_words([(ALL, _("all files")), *nobody, *reading.cases_in(every).items()])
        self._fill()

    def _fill(self) -> None:
        if self._agenda is None:
            return
        rows = reading.rows(self._agenda, self._wanted, self._session.today)
        self.table.show_rows(rows)
        self._lists.setCurrentWidget(self.table if rows else self.empty)
        if not rows:
            self.empty.say(_("No dates here. Ins sets one, ← and → go on."))

    @property
    def _wanted(self) -> Wanted:
        return Wanted(str(self.kind.code), str(self.whose.code))

    def _show_idle(self) -> None:
        rows = [row for row in cases.idle(self._session.vault, -1) if self._session.shows(row.id)]
        words = ngettext("{count} open file has nothing scheduled", "{count} open files have nothing scheduled", len(rows))
        self.period.setText(words.format(count=len(rows)))
        self.idle.show_rows(rows)
        self._lists.setCurrentWidget(self.idle if rows else self.empty)
        if not rows:
            self.empty.say(_("Every open file has a date."))

    # --- what she does

    def _step(self, by: int) -> None:
        if self.view != IDLE:
            self._day = moved(Span(self.view), self._day or self._session.today, by)
            self._show()

    def _to_today(self) -> None:
        self._day = None
        self._show()

    def _current(self) -> Entry | CaseRow | None:
        value = self._lists.currentWidget()
        row = value.current() if isinstance(value, Table) else None
        return row if isinstance(row, Entry | CaseRow) else None

    def _open(self, row: Any) -> None:
        if isinstance(row, Entry) and row.row.case:
            self.date_chosen.emit(row.row.case, row.id)
        elif isinstance(row, Entry):
            self._ask_date()

    def _finish(self) -> None:
        if isinstance(row := self._current(), Entry):
            self._deeds.finish(row.id, row.row.pseudonym or row.row.title, legal=row.is_legal)

    def _ask_date(self) -> None:
        row = self._current()
        if isinstance(row, Entry):
            self._ask(Asked(row.row.case, row.row.pseudonym, row.id, row.row.title))
        elif row is not None:
            # Most often that is what is to be done; typing puts something else in its place.
            self._ask(Asked(row.id, row.pseudonym, what=_("See how it stands")))

    def _ask(self, asked: Asked) -> None:
        self.new.hide()
        self.date_line.ask(asked)

    def _on_date(self, asked: Asked, what: str, on: date) -> None:
        if self._deeds.set_date(asked, what, on):
            self.take_focus()

    def _begin_new(self) -> None:
        self.date_line.hide()
        row = self._current()
        self.new.begin("" if row is None else row.pseudonym if isinstance(row, CaseRow) else row.row.pseudonym)

    def _on_new(self, made: Dated, pseudonym: str) -> None:
        if self._deeds.add(made, pseudonym):
            self.new.clear()

    def _print(self) -> None:
        if self._agenda is None or self.view == IDLE:
            return
        if self._printed is None:
            self._printed = PrintedAgenda(self._session)
            self._printed.closed.connect(self._back_from_printing)
            self._stack.addWidget(self._printed)
        self._stack.setCurrentWidget(self._printed)
        entries = [row for row in self.table.model_.rows if isinstance(row, Entry)]
        self._printed.open_entries(entries, self.period.text())

    def _back_from_printing(self) -> None:
        self._stack.setCurrentIndex(0)
        self.take_focus()
