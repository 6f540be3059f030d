"""The next dates of a case and its latest events, with a line to add a date."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.deadlines import Deadline, DeadlineKind, days_left
from desktop.domain.events import Event
from desktop.i18n import _, ngettext
from desktop.operations import terms
from desktop.operations.deadlines import keep_deadline
from desktop.ui import choices
from desktop.ui.case.file import CaseFile
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import date_words, day_words
from desktop.ui.parts.due_line import DueLine
from desktop.ui.parts.fields import Choice, TextLine, heading, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session


def left_words(deadline: Deadline, file: CaseFile) -> str:
    """How far a date is away, in words."""
    days = days_left(deadline, file.today)
    if days < 0:
        return ngettext("{days} day overdue", "{days} days overdue", -days).format(days=-days)
    if days == 0:
        return _("today")
    return ngettext("in {days} day", "in {days} days", days).format(days=days)


class DatesPanel(QWidget):
    """Three next dates; Enter opens one, Space ticks it off, the line below adds one."""

    date_opened = Signal(object)  # Deadline
    term_wanted = Signal()

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._file: CaseFile | None = None
        self.table = Table(
            [
                Column(_("Date"), self._day, 120, tone_of=self._tone),
                Column(_("What"), lambda deadline: deadline.title),
                Column(_("When"), self._left, 190, tone_of=self._tone),
            ],
            _("Next dates"),
        )
        self.table.horizontalHeader().hide()
        self.table.setProperty("role", "band")
        Keys(self.table, {"Space": self._tick_off})
        self.day = DueLine(_("Date"), lambda: session.today, lambda: terms.calendar(session.vault))
        self.what = TextLine(_("What"), hint=_("what is to be done"))
        self.kind = Choice(_("Kind of date"), choices.words(DeadlineKind))
        self.kind.show_code(DeadlineKind.REMINDER)
        self.done = QPushButton(_("Done"))
        self.done.setToolTip(_("Space"))
        self.add = QPushButton(_("Add date"))
        self.count = QPushButton(_("Count a term …"))
        set_role(self.count, "link")
        self._none = hint(_("No date is set. A file without a date is forgotten first."))
        self._lay_out()
        self.done.clicked.connect(self._tick_off)
        self.add.clicked.connect(self._add)
        self.count.clicked.connect(self.term_wanted)
        self.table.chosen.connect(self.date_opened)
        self.what.returnPressed.connect(self._add)

    def _lay_out(self) -> None:
        self.day.setFixedWidth(232)
        self.kind.setMaximumWidth(130)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(heading(_("Next dates")), 1)
        head.addWidget(self.count)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget in (self.day, self.what, self.kind, self.add, self.done):
            row.addWidget(widget, 1 if widget is self.what else 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)

    def show_file(self, file: CaseFile) -> None:
        """Show the dates as they stand."""
        self._file = file
        waiting = file.waiting
        self.table.show_rows(waiting)
        self.table.setVisible(bool(waiting))
        self.table.setFixedHeight(max(1, min(3, len(waiting))) * ROW_HEIGHT + 2)
        self._none.setVisible(not waiting)
        self.done.setEnabled(bool(waiting))

    def take_focus(self) -> None:
        """Put the keyboard where a date is typed."""
        self.day.line.setFocus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved."""
        return {name: text for name, text in (("day", self.day.typed_text), ("what", self.what.text())) if text}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self.day.put_back(texts.get("day", ""))
        self.what.put_back(texts.get("what", ""))

    def _day(self, deadline: Deadline) -> str:
        day = date_words(deadline.due, self._session.today)
        return _("{day}, {time}").format(day=day, time=deadline.time) if deadline.time else day

    def _left(self, deadline: Deadline) -> str:
        return left_words(deadline, self._file) if self._file else ""

    def _tone(self, deadline: Deadline) -> str | None:
        if self._file is None:
            return None
        days = days_left(deadline, self._file.today)
        return "red" if days < 0 else "amber" if days == 0 else None

    def _tick_off(self) -> None:
        deadline = self.table.current()
        if deadline is None:
            return
        done = replace(deadline, done_at=self._session.vault.now().isoformat())
        keep = partial(keep_deadline, self._session.vault)
        if (
            attempt(self._line, lambda: self._session.change(_("Date done"), deadline, done, keep))
            and self._file
            and not self._file.waiting
        ):
            self._line.say(_("That was the last date: this case has nothing scheduled now."), "warning")

    def _add(self) -> None:
        if self._file is None:
            return
        day = self.day.day
        if not self.day.check():
            self.day.line.setFocus()
            return
        if day is None:
            self._line.say(_("Say the day first, like 14.5.2026."), "error")
            self.day.line.setFocus()
            return
        if not self.what.text().strip():
            self._line.say(_("Say in a few words what is to be done."), "error")
            self.what.setFocus()
            return
        vault = self._session.vault
        new = Deadline(
            id=vault.new_id(),
            case=self._file.case.id,
            due=day,
            title=self.what.text().strip(),
            kind=DeadlineKind(self.kind.code),
            zone=self._file.case.zone,
        )
        gone = replace(new, removed_at=vault.now().isoformat())
        if attempt(self._line, lambda: self._session.change(_("New date"), gone, new, partial(keep_deadline, vault))):
            self.day.clear()
            self.what.clear()
            self.take_focus()


class LatestPanel(QWidget):
    """The five latest events; Enter opens one in the timeline."""

    event_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.table = Table(
            [
                Column(_("Date"), lambda event: day_words(event.day, session.today) or _("no date"), 140),
                Column(_("What"), event_words),
            ],
            _("Latest events"),
        )
        self.table.horizontalHeader().hide()
        self.table.setProperty("role", "band")
        self._none = hint(_("Start with the day he remembers best. No exact date is needed."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(_("Latest events")))
        column.addWidget(self._none)
        column.addWidget(self.table)
        self.table.chosen.connect(lambda event: self.event_chosen.emit(event.id))

    def show_file(self, file: CaseFile) -> None:
        """Show the events as they stand."""
        dated = sorted((event for event in file.events if event.day), key=lambda event: event.day.sort_key if event.day else ())
        latest = tuple(reversed(dated))[:5]
        self.table.show_rows(latest)
        self.table.setVisible(bool(latest))
        self.table.setFixedHeight(max(1, len(latest)) * ROW_HEIGHT + 2)
        self._none.setVisible(not latest)


def event_words(event: Event) -> str:
    """What happened, in one line: the kind, and her own words where there are some."""
    kind = choices.word(event.kind)
    return _("{kind}: {title}").format(kind=kind, title=event.title) if event.title and event.title != kind else kind
