"""One task of a case: what is to be done, and by when, if there is a day."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.tasks import Task
from desktop.i18n import _
from desktop.operations import term_book
from desktop.operations.tasks import keep_task
from desktop.storage import records
from desktop.ui.committing import IntoFile
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.due_line import DueLine
from desktop.ui.parts.fields import TextLine, heading, hint, label, put_back, unsaved
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.session import Session


class TaskPanel(QWidget):
    """The task that was opened. What is typed here is kept by its button."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._task: Task | None = None
        self.what = TextLine(_("What"))
        self.due = DueLine(_("By when"), lambda: session.today, lambda: term_book.calendar(session.vault))
        self.keep = IntoFile(session, _("Keep"))
        self.remove, self.back = QPushButton(_("Remove")), QPushButton(_("Back"))
        self.line = Line(lines=2, name=_("Message"))
        self._fields: dict[str, TextLine | DueLine] = {"what": self.what, "due": self.due}
        self._lay_out()
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+Return": self._keep})

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 8)
        column.setSpacing(5)
        column.addWidget(heading(_("Task")))
        for words, field, buddy in ((_("What"), self.what, self.what), (_("By when"), self.due, self.due.line)):
            column.addWidget(label(words, buddy))
            column.addWidget(field)
        column.addWidget(hint(_("Without a day it waits in the agenda, and the file counts as having nothing scheduled.")))
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.line)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.remove)
        column.addLayout(foot)
        column.addStretch(1)

    def open_task(self, task: Task) -> None:
        """Open a task; what was typed about another one is gone."""
        self._task = task
        self.keep.aim(task.case)
        self.line.clear()
        self._fill(task)

    def show_again(self) -> None:
        """Show what became of the task that is open; it closes where it is gone."""
        if self._task is None:
            return
        known = records.find(self._session.vault, Task, self._task.id)
        if known is None or known.removed_at or known.done_at:
            self._task = None
            self.closed.emit()
        elif known != self._task:
            self._task = known
            if not unsaved(self._fields):
                self._fill(known)

    def take_focus(self) -> None:
        """Put the cursor where the day is typed."""
        self.due.line.setFocus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and not kept, with the task it belongs to."""
        typed = unsaved(self._fields) if self._task else {}
        return {"task": self._task.id, **typed} if self._task and typed else {}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        put_back(self._fields, texts)

    def _fill(self, task: Task) -> None:
        self.what.put_back(task.title)
        self.what.mark_saved()
        self.due.show_date(task.due)

    def _keep(self) -> None:
        if self._task is None or not self.due.check():
            return
        after = replace(self._task, title=self.what.text().strip(), due=self.due.day)
        if self._change(_("Task"), after):
            self._task = after
            self._fill(after)
            self.line.say(_("Kept."), "good")

    def _remove(self) -> None:
        if self._task is not None and self._change(_("Remove task"), replace(self._task, removed_at=self._session.vault.now().isoformat())):
            self.show_again()

    def _change(self, title: str, after: Task) -> bool:
        before = self._task
        if before is None or after == before:
            return before is not None
        return attempt(self.line, lambda: self._session.change(title, before, after, partial(keep_task, self._session.vault)))
