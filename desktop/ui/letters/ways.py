"""Ways out of an approved document, all equal: print, dictate, show, put off; and a file, after one honest warning."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.devices.printers import PrintResult
from desktop.domain.cases import Case
from desktop.domain.letters import Mode, RegisterEntry, WayOut
from desktop.i18n import _
from desktop.operations import letters
from desktop.storage import people, records
from desktop.storage.disk import told
from desktop.ui import choices
from desktop.ui.letters.aloud import Dictation
from desktop.ui.letters.shown import FullPage
from desktop.ui.masking import PAGE_BAR, Names
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import heading, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.session import Session

SIDE = 410


class Ways(QWidget):
    """The frozen pages, and beside them how they can leave."""

    revise_asked = Signal(object)  # RegisterEntry
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._entry: RegisterEntry | None = None
        self.pages = PdfView(_("The text as it was approved"))
        self.printing = PrintPanel(session.jobs, self._pdf)
        self.second = QCheckBox(_("His own copy, with the registration block"))
        self.title, self.left = QLabel(), hint("")
        self.line = Line(lines=2, name=_("Message"))
        self.dictate, self.show_page = QPushButton(_("Dictate …")), QPushButton(_("Show for a photograph"))
        self.put_off, self.save_file = QPushButton(_("Put off printing")), QPushButton(_("Save as PDF …"))
        self.by_hand = QPushButton(_("He has copied it by hand"))
        self.revise, self.back = QPushButton(_("Correct: a new version")), QPushButton(_("All documents"))
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self.title.setWordWrap(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.addWidget(self.title)
        column.addWidget(self.left)
        column.addWidget(heading(_("Print")))
        column.addWidget(self.second)
        column.addWidget(self.printing)
        column.addWidget(heading(_("Or, just as good")))
        grid = QGridLayout()
        grid.setSpacing(6)
        for number, button in enumerate((self.dictate, self.put_off, self.show_page, self.by_hand, self.save_file)):
            grid.addWidget(button, number // 2, number % 2)
        column.addLayout(grid)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = QWidget()
        side.setFixedWidth(SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(area, 1)
        column.addWidget(self.line)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.revise)
        column.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        across.addWidget(self.pages, 1)
        across.addWidget(side)

    def _listen(self) -> None:
        self.second.toggled.connect(lambda _on: self._show_pages())
        self._session.revealed_changed.connect(lambda _now: self._show_pages())
        self.printing.printed.connect(self._on_printed)
        self.dictate.clicked.connect(self._dictate)
        self.show_page.clicked.connect(self._show_full)
        self.put_off.clicked.connect(lambda: self._left_by(WayOut.PUT_OFF))
        self.by_hand.clicked.connect(lambda: self._left_by(WayOut.COPIED_BY_HAND))
        self.save_file.clicked.connect(self._ask_to_save)
        self.revise.clicked.connect(self._revise)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+P": self.printing.start, "Ctrl+D": self._dictate})

    def open_entry(self, entry: RegisterEntry) -> None:
        """Open an approved document."""
        self._entry = entry
        self.second.setChecked(False)
        self.second.setVisible(not entry.archive_copy)
        self.show_entry()
        self._show_pages()

    def show_entry(self) -> None:
        """Read the entry again and show how it left."""
        if self._entry is None:
            return
        self._entry = records.find(self._session.vault, RegisterEntry, self._entry.id)
        if self._entry is None:
            return
        case = records.find(self._session.vault, Case, self._entry.case)
        pseudonym = case.pseudonym if case else ""
        words = _("{title}\n№ {number}, version {version} — {pseudonym}")
        self.title.setText(
            words.format(title=self._entry.title, number=self._entry.number, version=self._entry.version, pseudonym=pseudonym)
        )
        ways = [
            _("{way} {when}").format(way=choices.word(copy.way), when=moment_words(copy.at, self._session.today))
            for copy in self._entry.copies
        ]
        self.left.setText("\n".join(ways) if ways else _("Approved {when}. It has not left yet.").format(
            when=moment_words(self._entry.approved_at, self._session.today)))  # fmt: skip

    def take_focus(self) -> None:
        """Put the cursor on the first way out."""
        self.dictate.setFocus()

    def _revise(self) -> None:
        if self._entry is not None:
            self.revise_asked.emit(self._entry)

    def _pdf(self) -> bytes:
        return letters.pdf_of(self._entry, self._mode) if self._entry else b""

    def _show_pages(self) -> None:
        entry = self._entry
        if entry is None:
            return
        if not self._session.revealed:
            names = Names([person for _party, person in people.of_case(self._session.vault, entry.case)])
            entry = replace(entry, text=names.masked(entry.text, PAGE_BAR))
        attempt(self.line, lambda: self.pages.show_pdf(letters.pdf_of(entry, self._mode)))

    @property
    def _mode(self) -> Mode:
        return Mode.WITH_REGISTRATION if self.second.isChecked() and self._entry and not self._entry.archive_copy else Mode.CLEAN

    def _left_by(self, way: WayOut) -> None:
        entry = self._entry
        if entry is not None and attempt(self.line, lambda: letters.hand_over(self._session.vault, entry, way)):
            self.line.say(_("The register has it: {way}.").format(way=choices.word(way)), "good")
            self._session.changed.emit()
            self.show_entry()

    def _on_printed(self, result: PrintResult) -> None:
        if result.finished:
            self._left_by(WayOut.PRINTED)

    def _dictate(self) -> None:
        if self._entry is not None:
            dictation = Dictation(self.window(), self._entry.text)
            dictation.all_read.connect(lambda: self._left_by(WayOut.DICTATED))
            dictation.open()

    def _show_full(self) -> None:
        page = FullPage(self.window(), self._pdf())
        page.shown_to_him.connect(lambda: self._left_by(WayOut.SHOWN))
        page.open()

    def _ask_to_save(self) -> None:
        warning = _("A file can be copied without leaving a trace, and on a stick it cannot be erased for certain. Save it all the same?")
        self._session.asking.question(self, warning, _("Save the file"), self._choose_file, dangerous=True)

    def _choose_file(self) -> None:
        self._session.asking.save_file(self, _("Save as PDF …"), "document.pdf", self._save, kinds="PDF (*.pdf)")

    def _save(self, path: Path) -> None:
        if attempt(self.line, lambda: _write(path, self._pdf())):
            self._left_by(WayOut.SAVED)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, readable by nobody else."""
    with told():
        descriptor, half = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(half).replace(path)
        except BaseException:
            Path(half).unlink(missing_ok=True)
            raise
