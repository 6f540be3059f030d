"""Timeline: what happened, in order, with days as well as they are known; the lanes beside it, and a tray for what has no day."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment
from desktop.domain.days import Day
from desktop.domain.events import Certainty, Event, EventKind, Order
from desktop.domain.timeline import Gap
from desktop.i18n import _
from desktop.operations import terms
from desktop.operations.events import keep_event, keep_told, order_of
from desktop.operations.timeline import entry_of, happenings
from desktop.storage import records
from desktop.ui import choices
from desktop.ui.case.dates import event_words
from desktop.ui.case.event_form import EventForm
from desktop.ui.case.move_strip import MoveStrip
from desktop.ui.case.new_term import NewTerm
from desktop.ui.case.timeline_lanes import Lanes
from desktop.ui.case.timeline_print import PrintedTimeline
from desktop.ui.case.timeline_tray import Tray
from desktop.ui.case.timeline_words import gap_sentence, gap_words, span_words
from desktop.ui.masking import BAR, Masks
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

FORM_WIDTH = 430
_KNOWN = tuple(Certainty)


class TimelineTab(QWidget):
    """The list with its lanes and, beside it, the form of the event that is open. Ins adds, Enter opens, Delete removes."""

    paper_asked = Signal(str)  # a paper that proves something
    entry_asked = Signal(str)  # a register entry that tells of something

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._masks = Masks(session.vault)
        self.table = Lanes(
            [
                Column(_("Day"), span_words, 196),
                Column(_("What happened"), self._brief, 190, tone_of=_certainty_tone),
                Column(_("Doc"), _proof_words, 44, mark_of=lambda event: "green" if event.proof else None),
            ],
            _("Events"), whole_words=self._whole_words, place_words=self._place_words, gap_words=gap_words,
        )  # fmt: skip
        self._lists = QWidget()
        self._stack = QStackedWidget()
        self.form = EventForm(session, case_id)
        self.new_term = NewTerm(session, case_id)
        self._forms, self._side = QStackedWidget(), QScrollArea()
        self.line = Line(name=_("Message"))
        self.tray = Tray(session, self.table, self.line, self._words)
        self.add, self.sheets = QPushButton(_("New event")), QPushButton(_("Print …"))
        self.moving = MoveStrip(session, case_id, self.line)
        self.printed = PrintedTimeline(session, case_id)
        self._whole, self._desk = QStackedWidget(), QWidget()
        self._lay_out()
        self._listen()
        self.show_case()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.table, 1)
        column.addWidget(self.tray)
        self._stack.addWidget(self._lists)
        self._stack.addWidget(EmptyState(_("Start with the day he remembers best. No exact date is needed.")))
        self._forms.addWidget(self.form)
        self._forms.addWidget(self.new_term)
        self._side.setWidget(self._forms)
        self._side.setWidgetResizable(True)
        self._side.setFrameShape(QFrame.Shape.NoFrame)
        self._side.setFixedWidth(FORM_WIDTH)
        self._side.hide()
        set_role(self.add, "primary")
        self.add.setToolTip(_("Ins"))
        self.sheets.setToolTip(_("Ctrl+P"))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._stack, 1)
        row.addWidget(self._side)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(hint(_("? how it is known · P proof · G next gap · + − Z zoom"), wrap=False))
        foot.addWidget(self.sheets)
        foot.addWidget(self.add)
        inside = QVBoxLayout(self._desk)
        inside.setContentsMargins(16, 8, 16, 6)
        inside.addLayout(row, 1)
        inside.addWidget(self.moving)
        inside.addLayout(foot)
        self._whole.addWidget(self._desk)
        self._whole.addWidget(self.printed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._whole)

    def _listen(self) -> None:
        self.add.clicked.connect(self.new_event)
        self.sheets.clicked.connect(self.show_sheets)
        for chosen in (self.table.chosen, self.tray.chosen):
            chosen.connect(self.open_event)
        self.table.gap_chosen.connect(self._fill_gap)
        self.table.dropped.connect(self.tray.place)
        self.tray.removed.connect(self._remove)
        Keys(self._desk, {"Ins": self.new_event, "Ctrl+P": self.show_sheets, "Ctrl+M": self._ask_to_move})
        zoom = {key: partial(self.table.zoom, by) for keys, by in ((("+", "Shift++", "="), 1), (("-",), -1)) for key in keys}
        Keys(
            self.table,
            {
                **zoom, "Z": self.table.fit, "G": self._next_gap, "P": self._prove, "?": self._know, "Shift+?": self._know,
                "Del": lambda: self._remove(self.table.current()),
            },
        )  # fmt: skip
        self.moving.moved.connect(self._close)
        self.moving.closed.connect(self.take_focus)
        self.form.keep_asked.connect(self._keep)
        self.form.remove_asked.connect(self._remove)
        self.form.closed.connect(self._close)
        self.form.term_asked.connect(self._ask_for_term)
        self.new_term.closed.connect(self._close)
        self.printed.closed.connect(self._leave_sheets)
        self._session.changed.connect(self.show_case)
        self._session.revealed_changed.connect(self._on_revealed)

    # --- what is shown

    def show_case(self) -> None:
        """Read the events again and show them."""
        self._masks = Masks(self._session.vault)
        events = happenings(self._session.vault, self._case_id)
        self.table.show_events([event for event in events if event.day])
        self.tray.show_events([event for event in events if not event.day])
        self._stack.setCurrentIndex(0 if events else 1)

    def _on_revealed(self) -> None:
        for table in (self.table, self.tray.table):
            table.viewport().update()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        if self._whole.currentWidget() is self.printed:
            self.printed.take_focus()
        elif self.table.model_.rows:
            self.table.setFocus()
        else:
            (self.tray.table if self.tray.table.model_.rows else self.add).setFocus()

    def open_subject(self, subject: str) -> None:
        """Open the event with this id, or the one that this order is."""
        order = records.find(self._session.vault, Order, subject)
        subject = order.event if order and order.event else subject
        for table in (self.table, self.tray.table):
            for number, event in enumerate(table.model_.rows):
                if event.id == subject:
                    table.select(number)
                    self.open_event(event)

    def _words(self, event: Event) -> str:
        return self._masked(event_words(event))

    def _brief(self, event: Event) -> str:
        """Her own words, where there are some: the lane tells of which kind it is."""
        return self._masked(event.title) or self._words(event)

    def _whole_words(self, event: Event) -> str:
        told = (f"{span_words(event)}: {event_words(event)}", event.place, event.actor, choices.word(event.certainty), event.source)
        return self._masked(" · ".join(part for part in told if part))

    def _place_words(self, event: Event) -> str:
        return self._masked(event.place or choices.word(event.kind))

    def _masked(self, text: str) -> str:
        return text if self._session.revealed else self._masks.masked(text, self._case_id, BAR)

    # --- the form

    def new_event(self) -> None:
        """Open an empty form; what is typed in it now is kept first where it can be."""
        self._open(Event(id=self._session.vault.new_id(), case=self._case_id), new=True)

    def open_event(self, event: Event) -> None:
        """Open an event in the form; what the register tells is opened there."""
        if entry := entry_of(event):
            self.entry_asked.emit(entry)
        elif not (self.form.event_id == event.id and self._side.isVisible()):
            self._open(event, new=False)

    def _open(self, event: Event, *, new: bool) -> None:
        if not self._settle(event.id):
            return
        self.form.offer(records.of_case(self._session.vault, Attachment, self._case_id))
        vault = self._session.vault
        starts = not new and bool(terms.offers(vault, event))
        self.form.show_event(event, new=new, starts=starts, order=None if new else order_of(vault, event))
        self._show_form(self.form)
        self.form.day.line.setFocus()

    def _settle(self, for_event: str) -> bool:
        """Keep what is typed about another event; False where it cannot be kept."""
        if self.form.is_touched and self.form.event_id != for_event:
            self.form.keep.click()
        return not (self.form.is_touched and self.form.event_id != for_event)

    def _show_form(self, form: QWidget) -> None:
        self._forms.setCurrentWidget(form)
        self._side.show()

    def _ask_for_term(self, event: Event) -> None:
        """What was typed about the event is kept first: the term begins with it."""
        if not self._settle(""):
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
        self.form.offer(records.of_case(self._session.vault, Attachment, self._case_id))
        order = order_of(self._session.vault, event) if event else None
        self.form.show_event(event or Event(id=self._session.vault.new_id(), case=self._case_id), new=event is None, order=order)
        self.form.put_back(texts)
        self._show_form(self.form)

    def _close(self) -> None:
        self.form.forget()
        self._side.hide()
        self.take_focus()

    # --- what she does

    def _keep(self, after: Event, order: Order | None) -> None:
        vault = self._session.vault
        now = vault.now().isoformat()
        known, known_order = records.find(vault, Event, after.id), order_of(vault, after)
        before = (known or replace(after, removed_at=now), known_order or (replace(order, removed_at=now) if order else None))
        title = _("Event") if known else _("New event")
        if attempt(self.line, lambda: self._session.change(title, before, (after, order), partial(keep_told, vault))):
            self._close()

    def _change(self, title: str, before: Event, after: Event) -> bool:
        keep = partial(keep_event, self._session.vault)
        return attempt(self.line, lambda: self._session.change(title, before, after, keep))

    def _remove(self, event: Event | None) -> None:
        if event is None or self._is_registers(event):
            return
        vault = self._session.vault
        before = (event, order_of(vault, event))
        now = vault.now().isoformat()
        gone = (replace(event, removed_at=now), replace(before[1], removed_at=now) if before[1] else None)
        if attempt(self.line, lambda: self._session.change(_("Remove event"), before, gone, partial(keep_told, vault))):
            self._close()
            self.line.say(_("Removed. Ctrl+Z brings it back."))

    def _ask_to_move(self) -> None:
        event = self._current()
        if event is not None and not self._is_registers(event):
            self.moving.ask(event)

    def _know(self) -> None:
        """How it is known: the next way, round and round."""
        event = self.table.current()
        if event is None or self._is_registers(event):
            return
        after = replace(event, certainty=_KNOWN[(_KNOWN.index(event.certainty) + 1) % len(_KNOWN)])
        if self._change(_("How it is known"), event, after):
            self.line.say(_("{what}: {how}.").format(what=self._words(event), how=choices.word(after.certainty)))

    def _prove(self) -> None:
        """Look at the paper that proves it, or say which one does."""
        event = self.table.current()
        if event is None:
            return
        if event.proof:
            self.paper_asked.emit(event.proof)
        elif not self._is_registers(event):
            self.open_event(event)
            self.form.proof.setFocus()

    def _is_registers(self, event: Event) -> bool:
        if entry_of(event):
            self.line.say(_("The register tells this: Enter opens the document there."))
        return bool(entry_of(event))

    def _current(self) -> Event | None:
        found: Event | None = (self.tray.table if self.tray.table.hasFocus() else self.table).current()
        return found

    # --- gaps

    def _next_gap(self) -> None:
        gap = self.table.next_gap()
        self.line.say(gap_sentence(gap) if gap else _("Where he was is told without a gap."))

    def _fill_gap(self, gap: Gap) -> None:
        self.line.say(gap_sentence(gap))
        filling = Event(id=self._session.vault.new_id(), case=self._case_id, kind=EventKind.TRAVEL, day=Day.of(gap.first),
                        until=Day.of(gap.last))  # fmt: skip
        self._open(filling, new=True)
        self.form.kind.setFocus()

    # --- on paper

    def show_sheets(self) -> None:
        """The timeline as it prints."""
        self.printed.open_events(happenings(self._session.vault, self._case_id), self._masks)
        self._whole.setCurrentWidget(self.printed)
        self.printed.take_focus()

    def _leave_sheets(self) -> None:
        self._whole.setCurrentWidget(self._desk)
        self.take_focus()


def _proof_words(event: Event) -> str:
    return "?" if event.certainty is Certainty.HEARSAY else ""


def _certainty_tone(event: Event) -> str | None:
    return "amber" if event.certainty is Certainty.HEARSAY else None
