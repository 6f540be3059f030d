"""Timeline: what happened, in order, with days as well as they are known; undated events at the end."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.events import Certainty, Event
from desktop.i18n import _
from desktop.operations import terms
from desktop.operations.events import keep_event
from desktop.storage import records
from desktop.ui import choices
from desktop.ui.case.dates import event_words
from desktop.ui.case.event_form import EventForm
from desktop.ui.case.move_strip import MoveStrip
from desktop.ui.case.new_term import NewTerm
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import day_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

FORM_WIDTH = 430


def in_order(events: list[Event]) -> list[Event]:
    """Events by the first day they can mean; undated ones at the end, in the order she gave them."""
    dated = sorted((event for event in events if event.day), key=lambda event: (event.day.sort_key, event.time) if event.day else ())
    return [*dated, *sorted((event for event in events if not event.day), key=lambda event: event.order)]


class TimelineTab(QWidget):
    """A list of events and, beside it, the form of the one that is open. Ins adds, Enter opens, Delete removes."""

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self.table = Table(
            [
                Column(_("Day"), _span_words, 250, tone_of=lambda event: None if event.day else "dim"),
                Column(_("What happened"), event_words),
                Column(_("How it is known"), lambda event: choices.word(event.certainty), 140, tone_of=_certainty_tone),
                Column(_("From whom"), lambda event: event.source, 140, tone_of=lambda _event: "dim"),
            ],
            _("Events"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(_("Start with the day he remembers best. No exact date is needed.")))
        self.form = EventForm(session)
        self.new_term = NewTerm(session, case_id)
        self._forms = QStackedWidget()
        self._forms.addWidget(self.form)
        self._forms.addWidget(self.new_term)
        self._side = QScrollArea()
        self._side.setWidget(self._forms)
        self._side.setWidgetResizable(True)
        self._side.setFrameShape(QFrame.Shape.NoFrame)
        self._side.setFixedWidth(FORM_WIDTH)
        self._side.hide()
        self.line = Line(name=_("Message"))
        self.add = QPushButton(_("New event"))
        self.moving = MoveStrip(session, case_id, self.line)
        self._lay_out()
        self._listen()
        self.show_case()

    def _lay_out(self) -> None:
        set_role(self.add, "primary")
        self.add.setToolTip(_("Ins"))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._stack, 1)
        row.addWidget(self._side)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(hint(_("Ins new · Enter open · Del remove · Ctrl+M other file"), wrap=False))
        foot.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 6)
        column.addLayout(row, 1)
        column.addWidget(self.moving)
        column.addLayout(foot)

    def _listen(self) -> None:
        self.add.clicked.connect(self.new_event)
        self.table.chosen.connect(self.open_event)
        Keys(self, {"Ins": self.new_event, "Ctrl+M": lambda: self.moving.ask(self.table.current())})
        self.moving.moved.connect(self._close)
        self.moving.closed.connect(self.take_focus)
        Keys(self.table, {"Del": self._remove_current})
        self.form.keep_asked.connect(self._keep)
        self.form.remove_asked.connect(self._remove)
        self.form.closed.connect(self._close)
        self.form.term_asked.connect(self._ask_for_term)
        self.new_term.closed.connect(self._close)
        self._session.changed.connect(self.show_case)

    def show_case(self) -> None:
        """Read the events again and show them."""
        events = in_order(records.of_case(self._session.vault, Event, self._case_id))
        self.table.show_rows(events)
        self._stack.setCurrentIndex(0 if events else 1)

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        (self.table if self.table.model_.rows else self.add).setFocus()

    def open_subject(self, subject: str) -> None:
        """Open the event with this id."""
        for number, event in enumerate(self.table.model_.rows):
            if event.id == subject:
                self.table.select(number)
                self.open_event(event)

    def new_event(self) -> None:
        """Open an empty form; what is typed in it now is kept first where it can be."""
        if self.form.is_touched:
            self.form.keep.click()
            if self.form.is_touched:
                return
        self.form.show_event(Event(id=self._session.vault.new_id(), case=self._case_id), new=True)
        self._show_form(self.form)
        self.form.day.line.setFocus()

    def open_event(self, event: Event) -> None:
        """Open an event in the form."""
        if self.form.is_touched and self.form.event_id != event.id:
            self.form.keep.click()
            if self.form.is_touched:
                return
        self.form.show_event(event, new=False, starts=bool(terms.offers(self._session.vault, event)))
        self._show_form(self.form)
        self.form.day.line.setFocus()

    def _show_form(self, form: QWidget) -> None:
        self._forms.setCurrentWidget(form)
        self._side.show()

    def _ask_for_term(self, event: Event) -> None:
        """What was typed about the event is kept first: the term begins with it."""
        if self.form.is_touched:
            self.form.keep.click()
            if self.form.is_touched:
                return
        known = records.get(self._session.vault, Event, event.id)
        if self.new_term.open_for_event(known):
            self._show_form(self.new_term)
            self.new_term.take_focus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept."""
        return self.form.unsaved()

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        event = records.find(self._session.vault, Event, texts.get("event", ""))
        self.form.show_event(event or Event(id=self._session.vault.new_id(), case=self._case_id), new=event is None)
        self.form.put_back(texts)
        self._show_form(self.form)

    def _keep(self, after: Event) -> None:
        vault = self._session.vault
        known = records.find(vault, Event, after.id)
        before = known or replace(after, removed_at=vault.now().isoformat())
        title = _("Event") if known else _("New event")
        if attempt(self.line, lambda: self._session.change(title, before, after, partial(keep_event, vault))):
            self._close()

    def _remove(self, event: Event | None) -> None:
        if event is None:
            return
        vault = self._session.vault
        gone = replace(event, removed_at=vault.now().isoformat())
        if attempt(self.line, lambda: self._session.change(_("Remove event"), event, gone, partial(keep_event, vault))):
            self._close()
            self.line.say(_("Removed. Ctrl+Z brings it back."))

    def _close(self) -> None:
        self.form.forget()
        self._side.hide()
        self.take_focus()

    def _remove_current(self) -> None:
        self._remove(self.table.current())


def _span_words(event: Event) -> str:
    words = day_words(event.day) or _("no date")
    if event.until:
        words = _("{first} to {last}").format(first=words, last=day_words(event.until))
    return _("{day}, {time}").format(day=words, time=event.time) if event.time else words


def _certainty_tone(event: Event) -> str | None:
    return "amber" if event.certainty is Certainty.HEARSAY else None
