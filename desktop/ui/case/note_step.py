"""A line of a note becomes a task, or a date of the case: asked on a strip below, and one undo takes it back."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.domain import markup
from desktop.domain.agenda import Dated
from desktop.domain.deadlines import Deadline, DeadlineKind
from desktop.domain.tasks import Task
from desktop.domain.typed_dates import date_in
from desktop.i18n import _
from desktop.operations import term_book
from desktop.operations.agenda import keep_dated
from desktop.ui import choices
from desktop.ui.committing import IntoFile
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.due_line import DueLine
from desktop.ui.parts.fields import Choice, TextLine
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.session import Session

TASK = "task"


class StepStrip(QWidget):
    """Hidden until a line is to become something. Enter makes it, Escape leaves it; the button says in whose file."""

    made = Signal(str)  # what is to stand behind the line
    closed = Signal()

    def __init__(self, session: Session, case_id: str, line: Line) -> None:
        super().__init__()
        self._session, self._case_id, self._line = session, case_id, line
        self._note = ""
        kinds = tuple((kind, choices.word(kind)) for kind in (DeadlineKind.REMINDER, DeadlineKind.APPOINTMENT))
        self.kind = Choice(_("What it becomes"), ((TASK, _("task")), *kinds))
        self.what = TextLine(_("What"), hint=_("what is to be done"))
        self.day = DueLine(_("Date"), lambda: session.today, lambda: term_book.calendar(session.vault))
        self.day.setFixedWidth(232)
        self.make, self.back = IntoFile(session, _("Make it"), case_id), QPushButton(_("Leave it a line"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        for widget in (self.kind, self.what, self.day, self.back, self.make):
            row.addWidget(widget, 1 if widget is self.what else 0)
        self.make.clicked.connect(self._make)
        self.back.clicked.connect(self._leave)
        Keys(self, {"Escape": self._leave})
        for field in (self.what, self.day.line):
            Keys(field, {"Return": self._make})
        self.hide()

    def ask(self, note: str, text: str) -> None:
        """Ask what a line of a note becomes: a day that is named in it stands there already."""
        plain = markup.plain(text).strip()
        self._note = note
        self.what.put_back(plain)
        self.day.show_date(date_in(plain, self._session.today, term_book.calendar(self._session.vault)))
        self.show()
        (self.day.line if plain else self.what).setFocus()

    def unsaved(self) -> dict[str, str]:
        """What stands here and is made into nothing yet."""
        return {"step": self.what.text(), "step_day": self.day.typed_text} if not self.isHidden() else {}

    def put_back(self, note: str, texts: Mapping[str, str]) -> None:
        """Ask again as it stood."""
        self.ask(note, texts["step"])
        self.day.put_back(texts.get("step_day", ""))

    def _make(self) -> None:
        vault, day = self._session.vault, self.day.day
        if not self.day.check() or (day is None and self.kind.code != TASK):
            self._line.say(_("Say the day first, like 14.5.2026."), "error")
            self.day.line.setFocus()
            return
        if not self.what.text().strip():
            self._line.say(_("Say in a few words what is to be done."), "error")
            self.what.setFocus()
            return
        new = self._new()
        gone = replace(new, removed_at=vault.now().isoformat())
        if attempt(self._line, lambda: self._session.change(_("From a note"), gone, new, partial(keep_dated, vault))):
            self.hide()
            self._line.say(_("Made. Ctrl+Z takes it back."), "good")
            self.made.emit(f" (→ {numbers(day) if day else _('task')})")

    def _new(self) -> Dated:
        vault, day = self._session.vault, self.day.day
        if self.kind.code == TASK or day is None:
            return Task(id=vault.new_id(), title=self.what.text().strip(), case=self._case_id, due=day, note=self._note,
                        made_at=vault.now().isoformat())  # fmt: skip
        return Deadline(id=vault.new_id(), case=self._case_id, due=day, title=self.what.text().strip(), kind=DeadlineKind(self.kind.code))

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()
