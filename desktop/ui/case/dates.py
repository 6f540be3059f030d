"""The next dates of a case and its latest events, with a line to add a date."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.agenda import Dated
from desktop.domain.cases import Case
from desktop.domain.deadlines import Deadline
from desktop.domain.events import Event
from desktop.domain.moments import typed_hour
from desktop.domain.tasks import Task
from desktop.i18n import _, ngettext
from desktop.operations import agenda, term_book
from desktop.ui import choices
from desktop.ui.agenda import kinds
from desktop.ui.agenda.deeds import Deeds
from desktop.ui.agenda.entries import Entry, hour_words, kind_words, of_value
from desktop.ui.agenda.kinds import Sort
from desktop.ui.case.file import CaseFile
from desktop.ui.committing import IntoFile
from desktop.ui.masking import OfCase
from desktop.ui.parts.day_words import date_words, day_words
from desktop.ui.parts.due_line import DueLine
from desktop.ui.parts.fields import Choice, TextLine, heading, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session


def left_words(due: date, today: date) -> str:
    """How far a date is away, in words."""
    days = (due - today).days
    if days < 0:
        return ngettext("{days} day overdue", "{days} days overdue", -days).format(days=-days)
    if days == 0:
        return _("today")
    return ngettext("in {days} day", "in {days} days", days).format(days=days)


class DatesPanel(QWidget):
    """Three next dates and tasks; Enter opens one, Space ticks it off, the line below adds one."""

    date_opened = Signal(object)  # Deadline or Task
    term_wanted = Signal()

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._deeds = Deeds(session, line, self)
        self._file: CaseFile | None = None
        self._shown = OfCase(session, "")
        self.table = Table(
            [
                Column(_("Date"), self._day, 250, tone_of=self._tone),
                Column(_("What"), lambda each: self._shown(each.row.title)),
                Column(_("When"), self._left, 150, tone_of=self._tone),
            ],
            _("Next dates"),
        )
        self.table.horizontalHeader().hide()
        self.table.setProperty("role", "band")
        Keys(self.table, {"Space": self._tick_off})
        self.day = DueLine(_("Date"), lambda: session.today, lambda: term_book.calendar(session.vault))
        self.hour = TextLine(_("Time"), hint=_("14:30"))
        self.hour.setToolTip(_("By his clock; open the date for another one."))
        self.what = TextLine(_("What"), hint=_("what is to be done"))
        self.kind = Choice(_("Kind of date"), kinds.words())
        self.done = QPushButton(_("Done"))
        self.done.setToolTip(_("Space"))
        self.add = IntoFile(session, _("Add date"), role="")
        self.count = QPushButton(_("Count a term …"))
        set_role(self.count, "link")
        self._none = hint(_("No date is set. A file without a date is forgotten first."))
        self._fields: dict[str, TextLine | DueLine] = {"day": self.day, "what": self.what, "hour": self.hour}
        self._lay_out()
        self.done.clicked.connect(self._tick_off)
        self.add.clicked.connect(self._add)
        self.count.clicked.connect(self.term_wanted)
        self.table.chosen.connect(self._open)
        session.revealed_changed.connect(lambda _shown: self.table.viewport().update())
        self.what.returnPressed.connect(self._add)
        self.hour.returnPressed.connect(self._add)
        self.kind.currentIndexChanged.connect(lambda _index: self._fit())
        self._fit()

    def _lay_out(self) -> None:
        self.day.setFixedWidth(232)
        self.hour.setFixedWidth(62)
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
        row, below = QHBoxLayout(), QHBoxLayout()
        for each in (row, below):
            each.setSpacing(6)
            column.addLayout(each)
        for widget in (self.day, self.hour, self.what, self.kind):
            row.addWidget(widget, 1 if widget is self.what else 0, Qt.AlignmentFlag.AlignTop)
        below.addStretch(1)
        for button in (self.done, self.add):
            below.addWidget(button)

    def show_file(self, file: CaseFile) -> None:
        """Show the dates as they stand."""
        self._file, self._shown = file, OfCase(self._session, file.case.id)
        self.add.aim(file.case.id)
        waiting = [of_value(each, file.case.zone) for each in (*file.waiting, *file.undated)]
        self.table.show_rows(waiting)
        self.table.setVisible(bool(waiting))
        self.table.setFixedHeight(max(1, min(3, len(waiting))) * ROW_HEIGHT + 2)
        self._none.setVisible(not file.waiting)
        self.done.setEnabled(bool(waiting))

    def take_focus(self) -> None:
        """Put the keyboard where a date is typed."""
        self.day.line.setFocus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved."""
        typed = {name: field.typed_text for name, field in self._fields.items() if field.typed_text}
        return typed | {"kind": str(self.kind.code)} if typed else {}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        for name, field in self._fields.items():
            field.put_back(texts.get(name, ""))
        self.kind.show_code(texts.get("kind", ""))

    def _fit(self) -> None:
        """A task has no hour."""
        self.hour.setEnabled(self.kind.code != Sort.TASK)

    def _open(self, each: Entry) -> None:
        self.date_opened.emit(agenda.dated(self._session.vault, each.id))

    def _day(self, each: Entry) -> str:
        day = date_words(each.day, self._session.today) if each.day else _("no day")
        return _("{day}, {time}").format(day=day, time=hour_words(each)) if each.time else day

    def _left(self, each: Entry) -> str:
        return left_words(each.day, self._session.today) if each.day else kind_words(each.row)

    def _tone(self, each: Entry) -> str | None:
        days = (each.day - self._session.today).days if each.day else 1
        return "red" if days < 0 else "amber" if days == 0 else None

    def _tick_off(self) -> None:
        each: Entry | None = self.table.current()
        if each is not None and self._file is not None:
            self._deeds.finish(each.id, self._file.case.pseudonym, legal=each.is_legal)

    def _add(self) -> None:
        if self._file is None:
            return
        if not self.day.check():
            self.day.line.setFocus()
            return
        day, hour, is_task = self.day.day, typed_hour(self.hour.text()), self.kind.code == Sort.TASK
        for is_missing, text, field in (
            (day is None and not is_task, _("Say the day first, like 14.5.2026. Only a task can be without one."), self.day.line),
            (not self.what.text().strip(), _("Say in a few words what is to be done."), self.what),
            (hour is None and not is_task, _("That is no hour. Type it like 14:30."), self.hour),
        ):
            if is_missing:
                self._line.say(text, "error")
                field.setFocus()
                return
        if self._deeds.add(self._made(self._file.case, day, "" if is_task else hour or ""), self._file.case.pseudonym):
            for each in self._fields.values():
                each.put_back("")
                (each.line if isinstance(each, DueLine) else each).mark_saved()
            self.take_focus()

    def _made(self, case: Case, day: date | None, hour: str) -> Dated:
        vault, title = self._session.vault, self.what.text().strip()
        if day is None or self.kind.code == Sort.TASK:
            return Task(id=vault.new_id(), case=case.id, title=title, due=day, made_at=vault.now().isoformat())
        kind, occasion = kinds.kind_of(Sort(self.kind.code))
        return Deadline(id=vault.new_id(), case=case.id, due=day, title=title, kind=kind, occasion=occasion, time=hour, zone=case.zone)


class LatestPanel(QWidget):
    """The five latest events; Enter opens one in the timeline."""

    event_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._shown = session, OfCase(session, "")
        self.table = Table(
            [
                Column(_("Date"), lambda event: day_words(event.day, session.today) or _("no date"), 140),
                Column(_("What"), lambda event: self._shown(event_words(event))),
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
        session.revealed_changed.connect(lambda _shown: self.table.viewport().update())

    def show_file(self, file: CaseFile) -> None:
        """Show the events as they stand."""
        self._shown = OfCase(self._session, file.case.id)
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
