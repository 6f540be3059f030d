"""A bundle: approved documents and papers of the case, ticked and put in order, made into one PDF, then printed or saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.devices.printers import PrintResult
from desktop.documents import pages
from desktop.domain.attachments import Attachment
from desktop.domain.letters import RegisterEntry, WayOut
from desktop.domain.progress import Report
from desktop.i18n import _, ngettext
from desktop.operations import bundles, letters
from desktop.storage import records, register
from desktop.storage.disk import write_whole
from desktop.storage.vault import Vault
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import TextLine, heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.long_work import LongWork
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

SIDE, TALL, LOW = 410, 260, 96


@dataclass(frozen=True)
class Made:
    """A bundle that was made: its bytes, and what is in it."""

    pdf: bytes
    chosen: tuple[RegisterEntry | Attachment, ...]


class Bundle(QWidget):
    """Space ticks, Alt+Up and Alt+Down move; what is made is changed no more, only made anew."""

    closed = Signal()

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._made: Made | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(_("What belongs into the bundle"))
        self.up, self.down = QPushButton(_("Up")), QPushButton(_("Down"))
        self.cover = TextLine(_("Words on the cover"), hint=_("empty: no cover"))
        self.separators = QCheckBox(_("A sheet before each, with its number and title"))
        self.separators.setChecked(True)
        self.make = QPushButton(_("Make the bundle"))
        self.printing = PrintPanel(session.jobs, self._pdf)
        self.save, self.back = QPushButton(_("Save as PDF …")), QPushButton(_("All documents"))
        self.line = Line(lines=2, name=_("Message"))
        self.making = LongWork(session.jobs, self.line, _("Making the bundle"))
        self.pages, self.words = PdfView(_("The bundle as it will print")), EmptyState("")
        self._lay_out()
        self._listen()

    # --- building

    def _lay_out(self) -> None:
        set_role(self.save, "link")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(_("Bundle")))
        column.addWidget(
            hint(_("Documents as they were frozen; papers as pictures of their pages. Space ticks, Alt+Up and Alt+Down move."))
        )
        column.addWidget(self.list)
        order = QHBoxLayout()
        order.addWidget(self.up)
        order.addWidget(self.down)
        order.addStretch(1)
        column.addLayout(order)
        cover = QHBoxLayout()
        cover.addWidget(label(_("Cover"), self.cover))
        cover.addWidget(self.cover, 1)
        column.addLayout(cover)
        column.addWidget(self.separators)
        begin = QHBoxLayout()
        begin.addWidget(self.save)
        begin.addWidget(self.making, 1)
        begin.addStretch(1)
        begin.addWidget(self.make)
        column.addLayout(begin)
        column.addWidget(self.printing)
        column.addStretch(1)
        side = QWidget()
        side.setFixedWidth(SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Scrolled(inside), 1)
        column.addWidget(self.line)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._sight = QStackedWidget()
        self._sight.addWidget(self.words)
        self._sight.addWidget(self.pages)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        across.addWidget(self._sight, 1)
        across.addWidget(side)

    def _listen(self) -> None:
        self.list.itemChanged.connect(lambda _item: self._forget())
        self.cover.textChanged.connect(lambda _text: self._forget())
        self.separators.toggled.connect(lambda _on: self._forget())
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.make.clicked.connect(self._make)
        self.making.busy_changed.connect(self.make.setHidden)
        self.printing.printed.connect(self._on_printed)
        self.save.clicked.connect(self._ask_to_save)
        self.back.clicked.connect(self.closed)
        self._session.revealed_changed.connect(lambda _now: self._show_made())
        Keys(self.list, {"Alt+Up": lambda: self._move(-1), "Alt+Down": lambda: self._move(1)})
        Keys(self, {"Escape": self.closed.emit, "Ctrl+P": self.printing.start})

    def unsaved(self) -> dict[str, str]:
        """The words on the cover: nothing of a bundle is kept."""
        return {"cover": self.cover.text()} if self.cover.text() else {}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back the words on the cover."""
        self.cover.put_back(texts.get("cover", ""))

    # --- choosing

    def begin(self) -> None:
        """Offer what the case has now, nothing ticked: documents in the order they were approved, then papers."""
        vault = self._session.vault
        documents = [entry for entry in reversed(register.entries(vault, self._case_id)) if not entry.withdrawn_on]
        papers = [paper for paper in records.of_case(vault, Attachment, self._case_id) if bundles.can_be_bundled(paper)]
        self.list.clear()
        offered: list[RegisterEntry | Attachment] = [*documents, *papers]
        for each in offered:
            words = each.name if isinstance(each, Attachment) else _("{title} — № {number}").format(title=each.title, number=each.number)
            item = QListWidgetItem(words, self.list)
            item.setData(Qt.ItemDataRole.UserRole, each)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        self.line.clear()
        self._forget()

    def take_focus(self) -> None:
        """Put the cursor into the list."""
        self.list.setFocus()

    @property
    def chosen(self) -> tuple[RegisterEntry | Attachment, ...]:
        """What is ticked, in its order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked)

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + step, item)
            self.list.setCurrentRow(row + step)
            self._forget()

    # --- making

    def _make(self) -> None:
        chosen = self.chosen
        work = partial(_made, self._session.vault, chosen, self.cover.text(), self.separators.isChecked())
        self.making.run(work, self._on_made, begun=_("Making the bundle …"), stopped=_("Stopped. No bundle was made."))

    def _on_made(self, made: Made) -> None:
        if made.chosen != self.chosen:
            self.line.say(_("The choice was changed meanwhile: make the bundle once more."), "warning")
            return
        self._made = made
        count = pages.count(made.pdf)
        words = ngettext("The bundle is ready: {count} page.", "The bundle is ready: {count} pages.", count)
        self.line.say(words.format(count=count), "good")
        self._show_made()
        self.printing.print_button.setFocus()

    def _forget(self) -> None:
        self._made = None
        self._show_made()

    def _show_made(self) -> None:
        """Show the pages while names are revealed: there is no page of a bundle without them."""
        made = self._made
        self.printing.setVisible(made is not None)
        self.save.setVisible(made is not None)
        self.list.setFixedHeight(TALL if made is None else LOW)
        set_role(self.make, "primary" if made is None else "")
        self.make.setEnabled(bool(self.chosen))
        self.pages.clear()
        if made is None:
            self.words.say(
                _("Tick what belongs into the bundle, put it in order, and make it: contents, page numbers and bookmarks come along.")
            )
        elif self._session.revealed and attempt(self.line, lambda: self.pages.show_pdf(made.pdf)):
            self._sight.setCurrentWidget(self.pages)
            return
        else:
            self.words.say(_("The bundle is ready. F9 shows its pages, with all the names in them."))
        self._sight.setCurrentWidget(self.words)

    # --- leaving

    def _pdf(self) -> bytes:
        return self._made.pdf if self._made else b""

    def _on_printed(self, result: PrintResult) -> None:
        if result.finished:
            self._left_by(WayOut.PRINTED, self.printing.copies.value())

    def _left_by(self, way: WayOut, count: int = 1) -> None:
        entries = [each for each in self._made.chosen if isinstance(each, RegisterEntry)] if self._made else []
        note = partial(letters.hand_all_over, self._session.vault, entries, way, count=count)
        if entries and attempt(self.line, note):
            self.line.say(_("The register has it for each document."), "good")
            self._session.changed.emit()

    def _ask_to_save(self) -> None:
        warning = _("A file can be copied without leaving a trace, and on a stick it cannot be erased for certain. Save it all the same?")
        self._session.asking.question(self, warning, _("Save the file"), self._choose_file, dangerous=True)

    def _choose_file(self) -> None:
        self._session.asking.save_file(self, _("Save as PDF …"), "document.pdf", self._save, kinds="PDF (*.pdf)")

    def _save(self, path: Path) -> None:
        if attempt(self.line, lambda: write_whole(path, self._pdf())):
            self.line.say(_("The file is saved."), "good")
            self._left_by(WayOut.SAVED)


def _made(vault: Vault, chosen: Sequence[RegisterEntry | Attachment], cover: str, separators: bool, report: Report) -> Made:
    return Made(bundles.make_bundle(vault, chosen, cover=cover, separators=separators, report=report), tuple(chosen))
