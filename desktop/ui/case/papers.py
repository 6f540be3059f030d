"""Papers of the case: taken in, sealed, described, and looked at inside."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment
from desktop.domain.errors import CaseFileError
from desktop.i18n import _, ngettext
from desktop.operations import scans
from desktop.operations.attachments import keep_paper
from desktop.operations.register import bound_to
from desktop.operations.working_copies import can_be_copied
from desktop.storage import records
from desktop.storage.marks import Marker
from desktop.ui import choices
from desktop.ui.case.move_strip import MoveStrip
from desktop.ui.case.paper_editor import PaperEditor
from desktop.ui.case.paper_form import PaperForm
from desktop.ui.case.paper_taking import Taking, files_in
from desktop.ui.case.paper_view import PaperView
from desktop.ui.case.paper_way import PaperWay
from desktop.ui.case.scan_strip import SURE, ScanStrip
from desktop.ui.committing import IntoFile
from desktop.ui.masking import OfCase
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import day_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import put_back as put_back_into
from desktop.ui.parts.fields import unsaved as unsaved_of
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.sizes import size_words
from desktop.ui.parts.tick_table import TickTable
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.words import explain


class PapersTab(QWidget):
    """The papers. Ins, dragging or Ctrl+V takes one in, the cursor shows it, Delete puts it into the recycle bin."""

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._shown: Attachment | None = None
        self._masked = OfCase(session, case_id)
        self.setAcceptDrops(True)
        self.table = TickTable(
            [
                Column(_("Paper"), lambda paper: self._masked(_title(paper))),
                Column(_("Kind"), lambda paper: _("working copy") if paper.is_copy else choices.word(paper.kind), 120),
                Column(_("Day"), lambda paper: day_words(paper.day), 110),
                Column(_("Size"), lambda paper: size_words(paper.size), 80, right=True),
            ],
            _("Papers"),
        )
        self.line = Line(name=_("Message"), lines=2)
        self.form, self.way = PaperForm(session, case_id), PaperWay(session, self._keep)
        self.view = PaperView(session)
        self.taking = Taking(session, case_id, self.line)
        self.scans = ScanStrip(session, case_id, self.line)
        self.editor = PaperEditor(session, case_id)
        self.add, self.remove = IntoFile(session, _("Take a paper in …"), case_id), QPushButton(_("Remove"))
        self.copy = QPushButton(_("Working copy …"))
        self.copy.setToolTip(_("Ctrl+E: of the ticked papers, or of this one"))
        self.scan, self.erase = QPushButton(_("Scan folder …")), QPushButton(_("Erase the originals …"))
        self.moving = MoveStrip(session, case_id, self.line)
        self._lay_out()
        self._listen()
        self.show_case()

    # --- building

    def _lay_out(self) -> None:
        for button in (self.scan, self.erase):
            set_role(button, "link")
        self.erase.hide()
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(
            EmptyState(_("No papers yet. Drag files in, paste them with Ctrl+V, or press Ins. Each is sealed in the vault as it came."))
        )
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.scans)
        column.addWidget(self._list, 1)
        column.addWidget(self.form)
        column.addWidget(self.way)
        self.way.hide()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.view)
        split.setSizes([640, 520])
        foot = QHBoxLayout()
        for widget in (self.line, self.taking, self.erase, self.scan, self.remove, self.copy, self.add):
            foot.addWidget(widget, 1 if widget is self.line else 0)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split, 1)
        column.addWidget(self.moving)
        column.addLayout(foot)
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(self.editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 6)
        layout.addWidget(self._pages)

    def _listen(self) -> None:
        self.add.clicked.connect(self.choose)
        self.remove.clicked.connect(self._remove)
        self.copy.clicked.connect(self.begin_copy)
        self.editor.closed.connect(self._end_copy)
        self.editor.made.connect(self._on_copies)
        self.scan.clicked.connect(self._ask_for_folder)
        self.erase.clicked.connect(self._ask_to_erase)
        self.scans.folder_asked.connect(self._ask_for_folder)
        self.scans.files_asked.connect(partial(self.taking.files, empty=True))
        self.taking.taken.connect(self._on_taken)
        self.taking.ended.connect(self._on_ended)
        self.table.current_changed.connect(self._show_paper)
        self.table.chosen.connect(lambda _paper: self.view.take_focus())
        self.form.kept.connect(self._keep)
        self.form.way_asked.connect(partial(self._show_way, True))
        self.way.closed.connect(partial(self._show_way, False))
        Keys(self, {"Ins": self.choose, "Ctrl+M": lambda: self.moving.ask(self.table.current()), "Ctrl+V": self.paste,
                    "Ctrl+E": self.begin_copy})  # fmt: skip
        self.moving.moved.connect(self.take_focus)
        self.moving.closed.connect(self.take_focus)
        Keys(self.table, {"Del": self._remove, "T": self.view.turn})
        Keys(self.view, {"T": self.view.turn})
        self._session.changed.connect(self.show_case)
        self._session.revealed_changed.connect(lambda _shown: self.table.viewport().update())

    # --- showing

    def show_case(self) -> None:
        """Read the papers again and show them."""
        self._masked = OfCase(self._session, self._case_id)
        papers = records.of_case(self._session.vault, Attachment, self._case_id)
        self.table.show_rows(list(reversed(papers)))
        self._list.setCurrentIndex(0 if papers else 1)
        self.view.setVisible(bool(papers))
        self._show_paper(self.table.current())

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        if self._pages.currentWidget() is self.editor:
            self.editor.take_focus()
        else:
            (self.table if self.table.model_.rows else self.add).setFocus()

    def open_subject(self, subject: str) -> None:
        """Show the paper with this id."""
        for number, paper in enumerate(self.table.model_.rows):
            if paper.id == subject:
                self.table.select(number)
        self.take_focus()

    def show_found(self, marker: Marker) -> None:
        """Show the words of the paper in sight instead of its pages where something was found in them: pages cannot be marked."""
        if self._shown and marker.spans(self._shown.text):
            self.view.show_words(True)

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved, with the paper it belongs to."""
        texts = {**unsaved_of(self._fields()), **self.editor.unsaved()}
        return {"paper": self._shown.id, **texts} if texts and self._shown else {}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self.open_subject(texts.get("paper", ""))
        self._show_way(any(name in texts for name in self.way.fields))
        put_back_into(self._fields(), texts)
        if "copy" in texts and self.editor.begin_again(texts["copy"], texts.get("copy.name", "")):
            self._pages.setCurrentWidget(self.editor)

    def _fields(self) -> dict[str, Any]:
        return {**self.form.fields, **self.way.fields}

    def _show_paper(self, paper: Attachment | None) -> None:
        before, self._shown = self._shown, paper
        self.remove.setEnabled(paper is not None)
        self.copy.setEnabled(paper is not None)
        self.form.show_paper(paper)
        self.way.show_paper(paper)
        if (before and before.id) != (paper and paper.id):
            self._show_way(False)
            self.view.show_paper(paper)

    def _show_way(self, shown: bool) -> None:
        self.way.setVisible(shown and self._shown is not None)
        self.form.setVisible(not shown and self._shown is not None)
        if shown:
            self.way.take_focus()

    # --- taking in

    def choose(self) -> None:
        """Let her choose a file to take in."""
        self._session.asking.open_file(self, _("Take a paper in"), lambda path: self.take_in([path]))

    def take_in(self, paths: list[Path]) -> None:
        """Seal files into the vault, one after the other."""
        self.taking.files(paths)

    def paste(self) -> None:
        """Take in what was copied elsewhere: files, or a picture."""
        data = QGuiApplication.clipboard().mimeData()
        if not self.taking.pasted(data):
            self.line.say(_("Neither a file nor a picture was copied: copy one, then press Ctrl+V."))

    def _on_taken(self, paper: Attachment) -> None:
        self.open_subject(paper.id)
        self.scans.show_folder()

    def _on_ended(self, count: int) -> None:
        if self.taking.outside and count == 1:
            said = _("Sealed: {name}. The file it came from still lies where it was.").format(name=self._shown.name if self._shown else "")
        elif self.taking.outside:
            said = ngettext("Sealed: {count} file. It still lies where it was, too.",
                            "Sealed: {count} files. They still lie where they were, too.", count).format(count=count)  # fmt: skip
        else:
            said = ngettext("Sealed: {count} file.", "Sealed: {count} files.", count).format(count=count)
        if self.taking.refused:
            said = _("{first} {second}").format(first=said, second=self.taking.refused) if count else self.taking.refused
        self.line.say(said, "warning" if self.taking.refused else "good")
        self.erase.setVisible(bool(self.taking.outside))
        self.scans.show_folder()

    def _ask_for_folder(self) -> None:
        self._session.asking.folder(self, _("Folder that scans arrive in"), self.scans.ask)

    def _ask_to_erase(self) -> None:
        outside = [path for path in self.taking.outside if path.exists()]
        if not outside:
            self._forget_outside()
            return
        count = len(outside)
        text = ngettext("{count} file is sealed and still lies outside. Erase it there? {sure}",
                        "{count} files are sealed and still lie outside. Erase them there? {sure}", count)  # fmt: skip
        text = text.format(count=count, sure=_(SURE[scans.sureness(outside[-1])]))
        self._session.asking.question(self, text, _("Erase"), partial(self._erase, outside), dangerous=True)

    def _erase(self, paths: list[Path]) -> None:
        try:
            for path in paths:
                scans.erase(path)
                self.taking.outside.remove(path)
        except CaseFileError as error:
            self.line.say(explain(error), "error")
            return
        self._forget_outside()
        self.line.say(_("Erased outside. The papers are in the vault."), "good")

    def _forget_outside(self) -> None:
        self.taking.outside.clear()
        self.erase.hide()

    # --- working copies

    def begin_copy(self) -> None:
        """Make a working copy of the ticked papers, in the order they came in, or else of the one under the cursor."""
        ticked = set(self.table.ticked)
        chosen = [paper for paper in reversed(self.table.model_.rows) if paper.id in ticked] or ([self._shown] if self._shown else [])
        usable = [paper for paper in chosen if can_be_copied(paper)]
        if not usable:
            self.line.say(_("There are no pages in it to make a working copy of: a PDF or a picture is needed."))
            return
        self.view.show_paper(None)
        self._pages.setCurrentWidget(self.editor)
        self.editor.begin(usable)

    def _end_copy(self) -> None:
        self.editor.forget()
        self._pages.setCurrentIndex(0)
        self.view.show_paper(self._shown)
        self.take_focus()

    def _on_copies(self, copies: tuple[Attachment, ...]) -> None:
        self.table.show_ticked(())
        self.open_subject(copies[0].id)
        self._pages.setCurrentIndex(0)
        self.take_focus()
        told = ngettext("{count} working copy is kept, nothing in it but pages. Ctrl+Z takes it back.",
                        "{count} working copies are kept, nothing in them but pages. Ctrl+Z takes them back.", len(copies))  # fmt: skip
        self.line.say(told.format(count=len(copies)), "good")

    # --- deeds

    def _keep(self, field: str, value: object) -> bool:
        paper = self._shown
        if paper is None:
            return False
        changes: dict[str, Any] = {field: value}
        after = replace(paper, **changes)
        keep = partial(keep_paper, self._session.vault)
        return after == paper or attempt(self.line, lambda: self._session.change(_("Paper"), paper, after, keep))

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
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        # Copied, never moved: what lies on a stick is not ours to take away unasked.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take_in(files_in(event.mimeData()))


def _title(paper: Attachment) -> str:
    return _("↳ {name}").format(name=paper.name) if paper.is_copy else paper.name
