"""A paper bound to an entry of the register: the scan of the stamped copy, or the answer that came."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QProgressBar, QPushButton, QWidget

from desktop.domain.attachments import Attachment, PaperKind
from desktop.domain.errors import CaseFileError
from desktop.domain.letters import RegisterEntry
from desktop.i18n import _
from desktop.operations.attachments import keep_paper
from desktop.storage import records
from desktop.ui.case.paper_taking import attach_apart
from desktop.ui.jobs import Listener
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice
from desktop.ui.parts.line import Line
from desktop.ui.register.rows import paper_words
from desktop.ui.session import Session
from desktop.words import explain


class Binding(QWidget):
    """One of the case's papers, or a file that is taken in here and now."""

    chosen = Signal(str, str)  # the id of the entry, the id of the paper, empty to let it go
    look_asked = Signal()

    def __init__(self, session: Session, name: str, nothing: str, kind: PaperKind, line: Line) -> None:
        super().__init__()
        self._session, self._nothing, self._line, self._entry, self._job = session, nothing, line, "", 0
        self._case, self._kind = "", kind
        self.choice = Choice(name, ())
        self.add, self.look = QPushButton(_("Take a file in …")), QPushButton(_("Side by side"))
        self.look.setToolTip(_("Enter"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Sealing"))
        self.bar.setTextVisible(False)
        self.bar.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for column, widget in enumerate((self.choice, self.add, self.look)):
            grid.addWidget(widget, 0, column)
        grid.addWidget(self.bar, 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        self.setFocusProxy(self.choice)
        self.choice.chosen.connect(lambda code: self.chosen.emit(self._entry, str(code)))
        self.add.clicked.connect(self._ask)
        self.look.clicked.connect(self.look_asked)

    def show_paper(self, entry: RegisterEntry | None, paper: str) -> None:
        """Offer the papers of the case, the bound one chosen."""
        if entry is None:
            self._entry = self._case = ""
            return
        self._entry, self._case = entry.id, entry.case
        papers = records.of_case(self._session.vault, Attachment, entry.case)
        offered = [("", self._nothing), *((each.id, paper_words(each)) for each in reversed(papers))]
        if paper and paper not in {each.id for each in papers}:
            # It lies in the recycle bin, or is of another vault: the entry still says that there is one.
            offered.append((paper, _("a paper that was removed")))
        self.choice.show_words(offered)
        self.choice.show_code(paper)
        self.look.setEnabled(bool(paper))

    def _ask(self) -> None:
        self._session.asking.open_file(self, _("Take a paper in"), partial(self._take_in, self._entry, self._case))

    def _take_in(self, entry: str, case: str, path: Path) -> None:
        if not entry:
            return
        self.bar.show()
        self._line.say(_("Sealing {name} …").format(name=path.name))
        listener = Listener(done=partial(self._on_done, entry), failed=self._on_failed, progress=self._on_progress, stopped=self.bar.hide)
        self._job = self._session.jobs.run(self, partial(attach_apart, self._session.vault, case, path), listener)

    def _on_done(self, entry: str, paper: Attachment) -> None:
        self.bar.hide()
        self._session.texts.look()
        if attempt(self._line, lambda: keep_paper(self._session.vault, replace(paper, kind=self._kind))):
            self.chosen.emit(entry, paper.id)

    def _on_failed(self, error: CaseFileError) -> None:
        self.bar.hide()
        self._line.say(explain(error), "error")

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
