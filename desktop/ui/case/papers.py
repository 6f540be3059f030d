"""Papers of the case: taken in, sealed, and looked at inside."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment, PaperKind
from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.i18n import _, ngettext
from desktop.operations.attachments import attach, keep_paper
from desktop.operations.register import bound_to
from desktop.storage import records
from desktop.storage.vault import Vault
from desktop.ui import choices
from desktop.ui.case.move_strip import MoveStrip
from desktop.ui.case.paper_view import PaperView
from desktop.ui.committing import IntoFile
from desktop.ui.jobs import Listener
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import day_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import Choice, TextLine, label
from desktop.ui.parts.fields import put_back as put_back_into
from desktop.ui.parts.fields import unsaved as unsaved_of
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.session import Session
from desktop.words import explain


class PapersTab(QWidget):
    """The papers. Ins or dragging takes one in, the cursor shows it, Delete puts it into the recycle bin."""

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._waiting: list[Path] = []
        self._job = 0
        self._shown: Attachment | None = None
        self.setAcceptDrops(True)
        self.table = Table(
            [
                Column(_("Paper"), lambda paper: paper.name),
                Column(_("Kind"), lambda paper: choices.word(paper.kind), 120),
                Column(_("Day"), lambda paper: day_words(paper.day), 110),
                Column(_("Size"), lambda paper: size_words(paper.size), 80, right=True),
            ],
            _("Papers"),
        )
        self.name, self.origin, self.remark = TextLine(_("Name")), TextLine(_("From whom it came")), TextLine(_("Remark"))
        self.kind = Choice(_("Kind"), choices.words(PaperKind))
        self.day = DayLine(_("Day of the paper"), lambda: session.today)
        self.view = PaperView(session)
        self.line = Line(name=_("Message"), lines=2)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Sealing"))
        self.bar.setTextVisible(False)
        self.stop = QPushButton(_("Stop"))
        self.add, self.remove = IntoFile(session, _("Take a paper in …"), case_id), QPushButton(_("Remove"))
        self.moving = MoveStrip(session, case_id, self.line)
        self._lay_out()
        self._listen()
        self._show_busy(False)
        self.show_case()

    # --- building

    def _lay_out(self) -> None:
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(EmptyState(_("No papers yet. Drag files in, or press Ins. Each is sealed in the vault as it came.")))
        self._form = QWidget()
        grid = QGridLayout(self._form)
        grid.setContentsMargins(0, 4, 0, 0)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Name"), self.name), (_("Kind"), self.kind), (_("Day of the paper"), self.day),
            (_("From whom it came"), self.origin), (_("Remark"), self.remark),
        )  # fmt: skip
        for row, (text, field) in enumerate(rows):
            grid.addWidget(label(text, field, top=True), row, 0)
            grid.addWidget(field, row, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self._list, 1)
        column.addWidget(self._form)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.view)
        split.setSizes([600, 560])
        foot = QHBoxLayout()
        for widget in (self.line, self.bar, self.stop, self.remove, self.add):
            foot.addWidget(widget, 1 if widget is self.line else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 6)
        layout.addWidget(split, 1)
        layout.addWidget(self.moving)
        layout.addLayout(foot)

    def _listen(self) -> None:
        self.add.clicked.connect(self.choose)
        self.remove.clicked.connect(self._remove)
        self.stop.clicked.connect(self._stop)
        self.table.current_changed.connect(self._show_paper)
        self.table.chosen.connect(lambda _paper: self.view.take_focus())
        self.kind.chosen.connect(partial(self._keep, "kind"))
        self.day.committed.connect(partial(self._keep, "day"))
        for field, line in (("name", self.name), ("origin", self.origin), ("remark", self.remark)):
            line.committed.connect(partial(self._keep, field))
        Keys(self, {"Ins": self.choose, "Ctrl+M": lambda: self.moving.ask(self.table.current())})
        self.moving.moved.connect(self.take_focus)
        self.moving.closed.connect(self.take_focus)
        Keys(self.table, {"Del": self._remove})
        self._session.changed.connect(self.show_case)

    # --- showing

    def show_case(self) -> None:
        """Read the papers again and show them."""
        papers = records.of_case(self._session.vault, Attachment, self._case_id)
        self.table.show_rows(list(reversed(papers)))
        self._list.setCurrentIndex(0 if papers else 1)
        self.view.setVisible(bool(papers))
        self._show_paper(self.table.current())

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        (self.table if self.table.model_.rows else self.add).setFocus()

    def open_subject(self, subject: str) -> None:
        """Show the paper with this id."""
        for number, paper in enumerate(self.table.model_.rows):
            if paper.id == subject:
                self.table.select(number)
        self.take_focus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved, with the paper it belongs to."""
        texts = unsaved_of(self._fields())
        return {"paper": self._shown.id, **texts} if texts and self._shown else {}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self.open_subject(texts.get("paper", ""))
        put_back_into(self._fields(), texts)

    def _fields(self) -> dict[str, Any]:
        return {"name": self.name, "day": self.day, "origin": self.origin, "remark": self.remark}

    def _show_paper(self, paper: Attachment | None) -> None:
        before, self._shown = self._shown, paper
        self._form.setVisible(paper is not None)
        self.remove.setEnabled(paper is not None)
        if paper is not None:
            if before is None or before.id != paper.id:
                for field in (self.name, self.day.line, self.origin, self.remark):
                    field.clear()
                    field.mark_saved()
            self.name.show_text(paper.name)
            self.origin.show_text(paper.origin)
            self.remark.show_text(paper.remark)
            self.kind.show_code(paper.kind)
            self.day.show_day(paper.day)
        if (before and before.id) != (paper and paper.id):
            self.view.show_paper(paper)

    # --- deeds

    def choose(self) -> None:
        """Let her choose a file to take in."""
        self._session.asking.open_file(self, _("Take a paper in"), lambda path: self.take_in([path]))

    def take_in(self, paths: list[Path]) -> None:
        """Seal files into the vault, one after the other."""
        self._waiting += paths
        if not self._session.jobs.is_running(self._job):
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._show_busy(False)
            return
        path = self._waiting.pop(0)
        self._show_busy(True)
        self.line.say(_("Sealing {name} …").format(name=path.name))
        work = partial(attach_apart, self._session.vault, self._case_id, path)
        listener = Listener(done=self._on_done, failed=self._on_failed, progress=self._on_progress, stopped=self._on_stopped)
        self._job = self._session.jobs.run(self, work, listener)

    def _on_done(self, paper: Attachment) -> None:
        self._session.changed.emit()
        self.open_subject(paper.id)
        self.line.say(_("Sealed: {name}. The file it came from still lies where it was.").format(name=paper.name), "good")
        self._next()

    def _on_failed(self, error: CaseFileError) -> None:
        left = len(self._waiting)
        self._waiting.clear()
        self._show_busy(False)
        text = explain(error)
        if left:
            rest = ngettext("{count} more file was not taken in.", "{count} more files were not taken in.", left).format(count=left)
            text = _("{first} {second}").format(first=text, second=rest)
        self.line.say(text, "error")

    def _on_stopped(self) -> None:
        self._waiting.clear()
        self._show_busy(False)
        self.line.say(_("Stopped. Nothing of that file was kept."))

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _stop(self) -> None:
        self._session.jobs.cancel(self._job)

    def _show_busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)

    def _keep(self, field: str, value: object) -> None:
        paper = self._shown
        if paper is None:
            return
        changes: dict[str, Any] = {field: value}
        after = replace(paper, **changes)
        keep = partial(keep_paper, self._session.vault)
        if after != paper:
            attempt(self.line, lambda: self._session.change(_("Paper"), paper, after, keep))

    def _remove(self) -> None:
        paper = self.table.current()
        if paper is None:
            return
        bound = bound_to(self._session.vault, paper.id, self._case_id)
        if not bound:
            self._take_away(paper)
            return
        numbers = ", ".join(entry.number for entry in bound)
        text = _("This paper proves something in the register: it is bound to {numbers}. Remove it all the same?").format(numbers=numbers)
        self._session.asking.question(self, text, _("Remove"), partial(self._take_away, paper), dangerous=True)

    def _take_away(self, paper: Attachment) -> None:
        gone = replace(paper, removed_at=self._session.vault.now().isoformat())
        keep = partial(keep_paper, self._session.vault)
        if attempt(self.line, lambda: self._session.change(_("Remove paper"), paper, gone, keep)):
            self.line.say(_("Removed. Ctrl+Z brings it back."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        # Copied, never moved: what lies on a stick is not ours to take away unasked.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take_in(paths)


def size_words(size: int) -> str:
    """A size as people say it."""
    if size < 1024 * 1024:
        return _("{size} KB").format(size=max(1, round(size / 1024)))
    return _("{size} MB").format(size=f"{size / 1024 / 1024:.1f}")


def attach_apart(vault: Vault, case_id: str, path: Path, report: Report) -> Attachment:
    """Seal a file as a paper of the case, beside the page. Raises what `attach` raises."""
    # A connection of its own: SQLite refuses one that was made on another thread.
    with vault.second() as own:
        return attach(own, case_id, path, report)
