"""Ways out of an approved document, all equal: print, dictate, show, put off; and a file, after one honest warning."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.devices.printers import PrintResult
from desktop.domain.cases import Case
from desktop.domain.letters import Copy, Mode, Omitted, RegisterEntry, WayOut
from desktop.i18n import _, ngettext
from desktop.operations import basket, letters
from desktop.storage import people, records
from desktop.storage.disk import write_whole
from desktop.ui import choices
from desktop.ui.letters.aloud import Dictation
from desktop.ui.letters.omissions import Omissions
from desktop.ui.letters.shown import FullPage
from desktop.ui.letters.strip import APPROVED, HANDED, Strip
from desktop.ui.masking import PAGE_BAR, Names
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import Choice, heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.tones import set_role
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
        self.omissions = Omissions(session.vault)
        self.printing = PrintPanel(session.jobs, self._pdf)
        self.mode = Choice(_("Form"), choices.words(Mode))
        self.strip = Strip()
        self.title, self.left = QLabel(), hint("")
        self.line = Line(lines=2, name=_("Message"))
        self.print, self.dictate = QPushButton(_("Print …")), QPushButton(_("Dictate …"))
        self.show_page, self.put_off = QPushButton(_("Show for a photograph")), QPushButton(_("Put off printing"))
        self.save_pdf, self.save_docx = QPushButton(_("Save as PDF …")), QPushButton(_("Save as DOCX …"))
        self.by_hand = QPushButton(_("He has copied it by hand"))
        self.revise, self.back = QPushButton(_("Correct: a new version")), QPushButton(_("All documents"))
        self._lay_out()
        self._listen()

    # --- building

    def _lay_out(self) -> None:
        for words in (self.title, self.left):
            words.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        for button in (self.by_hand, self.save_pdf, self.save_docx):
            set_role(button, "link")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.strip)
        column.addWidget(self.title)
        column.addWidget(self.left)
        form = QHBoxLayout()
        form.addWidget(label(_("Form"), self.mode))
        form.addWidget(self.mode, 1)
        column.addLayout(form)
        column.addWidget(heading(_("Each as good as the others")))
        grid = QGridLayout()
        grid.setSpacing(6)
        for number, button in enumerate(self._four):
            button.setMinimumHeight(34)
            grid.addWidget(button, number // 2, number % 2)
        column.addLayout(grid)
        column.addWidget(self.by_hand, 0, Qt.AlignmentFlag.AlignLeft)
        files = QHBoxLayout()
        for button in (self.save_pdf, self.save_docx):
            files.addWidget(button)
        files.addStretch(1)
        column.addLayout(files)
        column.addWidget(self.printing)
        column.addStretch(1)
        before = QSplitter(Qt.Orientation.Horizontal)
        before.setChildrenCollapsible(False)
        before.addWidget(self.omissions)
        before.addWidget(self.pages)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        across.addWidget(before, 1)
        across.addWidget(self._side(inside))

    def _side(self, inside: QWidget) -> QWidget:
        self._area = Scrolled(inside)
        side = QWidget()
        side.setFixedWidth(SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._area, 1)
        column.addWidget(self.line)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.revise)
        column.addLayout(foot)
        return side

    def _listen(self) -> None:
        self.mode.chosen.connect(lambda _mode: self._on_mode())
        self.omissions.changed.connect(self._show_pages)
        self._session.revealed_changed.connect(lambda _now: self._show_pages())
        self.printing.printed.connect(self._on_printed)
        self.print.clicked.connect(self._show_printing)
        self.dictate.clicked.connect(self._dictate)
        self.show_page.clicked.connect(self._show_full)
        self.put_off.clicked.connect(self._put_off)
        self.by_hand.clicked.connect(lambda: self._left_by(WayOut.COPIED_BY_HAND))
        self.save_pdf.clicked.connect(self._ask_to_save_pdf)
        self.save_docx.clicked.connect(self._ask_to_save_docx)
        self.revise.clicked.connect(self._revise)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self._escape, "Ctrl+P": self._on_ctrl_p, "Ctrl+D": self._dictate})

    @property
    def _four(self) -> tuple[QPushButton, ...]:
        return (self.print, self.dictate, self.show_page, self.put_off)

    # --- showing

    def open_entry(self, entry: RegisterEntry) -> None:
        """Open an approved document."""
        self._entry = entry
        allowed = (Mode.CLEAN, Mode.WITH_OMISSIONS) if entry.archive_copy else tuple(Mode)
        self.mode.show_words([(mode, choices.word(mode)) for mode in allowed])
        self.mode.show_code(Mode.CLEAN)
        self.save_docx.setVisible(not entry.archive_copy)
        self.printing.hide()
        self.line.clear()
        self.show_entry()
        self._on_mode()

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
        self.strip.show_step(HANDED if any(copy.way is not WayOut.PUT_OFF for copy in self._entry.copies) else APPROVED)
        told = [self._copy_words(copy) for copy in self._entry.copies]
        if not told:
            told.append(_("Approved {when}. It has not left yet.").format(when=moment_words(self._entry.approved_at, self._session.today)))
        if self._entry.read_out:
            told.append(_("Dictated as far as line {number}: it goes on there.").format(number=self._entry.read_out))
        self.left.setText("\n".join(told))

    def take_focus(self) -> None:
        """Put the cursor on the first way out."""
        self.print.setFocus()

    def _copy_words(self, copy: Copy) -> str:
        way, when = choices.word(copy.way), moment_words(copy.at, self._session.today)
        if copy.mode is not Mode.CLEAN:
            way = _("{way} ({form})").format(way=way, form=choices.word(copy.mode))
        if copy.count > 1:
            way = _("{way} × {count}").format(way=way, count=copy.count)
        return _("{way} {when}").format(way=way, when=when)

    def _on_mode(self) -> None:
        omits = self._mode is Mode.WITH_OMISSIONS
        if omits and self._entry is not None:
            self.omissions.open_entry(self._entry)
        self.omissions.setVisible(omits)
        self._show_pages()

    def _show_pages(self) -> None:
        entry = self._entry
        if entry is None or not self._session.vault.is_open:
            return
        names = None if self._session.revealed else Names([each for _party, each in people.of_case(self._session.vault, entry.case)])
        self.omissions.show_names(names)
        if names is not None:
            # Letter for letter, so that what is left out stays in its place.
            entry = replace(entry, text=names.masked(entry.text, PAGE_BAR))
        ready = self._mode is not Mode.WITH_OMISSIONS or bool(self._omitted)
        for button in (*self._four, self.save_pdf):
            button.setEnabled(ready)
        self.save_docx.setEnabled(ready and self._mode is not Mode.BY_HAND)
        if not ready:
            self.printing.hide()
        attempt(self.line, lambda: self.pages.show_pdf(letters.pdf_of(entry, self._mode, self._omitted)))

    @property
    def _mode(self) -> Mode:
        return Mode(self.mode.code)

    @property
    def _omitted(self) -> tuple[Omitted, ...]:
        return self.omissions.omitted if self._mode is Mode.WITH_OMISSIONS else ()

    def _pdf(self) -> bytes:
        return letters.pdf_of(self._entry, self._mode, self._omitted) if self._entry else b""

    # --- leaving

    def _left_by(self, way: WayOut, count: int = 1) -> None:
        entry = self._entry
        if entry is None:
            return
        note = partial(letters.hand_over, self._session.vault, entry, way, mode=self._mode, count=count, omitted=self._omitted)
        if attempt(self.line, note):
            self.line.say(_("The register has it: {way}.").format(way=choices.word(way)), "good")
            self._session.changed.emit()
            self.show_entry()

    def _show_printing(self) -> None:
        self.printing.show()
        self.printing.print_button.setFocus()
        QTimer.singleShot(0, self.printing, lambda: self._area.ensureWidgetVisible(self.printing))

    def _on_ctrl_p(self) -> None:
        if self.print.isEnabled():
            self.printing.start() if self.printing.isVisible() else self._show_printing()

    def _on_printed(self, result: PrintResult) -> None:
        if result.finished:
            self._left_by(WayOut.PRINTED, self.printing.copies.value())

    def _put_off(self) -> None:
        entry = self._entry
        if entry is None:
            return
        put = partial(basket.put_off, self._session.vault, entry, self._mode, copies=self.printing.copies.value(), omitted=self._omitted)
        if attempt(self.line, put):
            count = len(basket.waiting(self._session.vault))
            words = ngettext(
                "Put off. {count} document waits: Today shows it.", "Put off. {count} documents wait: Today shows them.", count
            )
            self.line.say(words.format(count=count), "good")
            self._session.changed.emit()
            self.show_entry()

    def _dictate(self) -> None:
        entry = self._entry
        if entry is None or not self.dictate.isEnabled():
            return
        whole = self._mode is not Mode.WITH_OMISSIONS
        dictation = Dictation(self.window(), letters.text_of(entry, self._mode, self._omitted), entry.read_out if whole else 0)
        if whole:
            dictation.read_out.connect(self._keep_read_out)
        dictation.all_read.connect(self._on_dictated)
        dictation.open()

    def _keep_read_out(self, lines: int) -> None:
        entry = self._entry
        if entry is not None and attempt(self.line, lambda: letters.keep_read_out(self._session.vault, entry, lines)):
            self.show_entry()

    def _on_dictated(self) -> None:
        if self._entry is not None and self._entry.read_out:
            self._keep_read_out(0)
        self._left_by(WayOut.DICTATED)

    def _show_full(self) -> None:
        page = FullPage(self.window(), self._pdf())
        page.shown_to_him.connect(lambda: self._left_by(WayOut.SHOWN))
        page.open()

    # --- files

    def _ask_to_save_pdf(self) -> None:
        warning = _("A file can be copied without leaving a trace, and on a stick it cannot be erased for certain. Save it all the same?")
        self._ask_to_save(warning, _("Save as PDF …"), "document.pdf", "PDF (*.pdf)", self._pdf)

    def _ask_to_save_docx(self) -> None:
        warning = _(
            "In a word processor every word can be changed, and it may write names and dates of its own into the file. A file can be copied"
            " without leaving a trace, and on a stick it cannot be erased for certain. The register keeps the text as you approved it."
            " Save it all the same?"
        )
        self._ask_to_save(warning, _("Save as DOCX …"), "document.docx", "DOCX (*.docx)", self._docx)

    def _docx(self) -> bytes:
        return letters.docx_of(self._entry, self._mode, self._omitted) if self._entry else b""

    def _ask_to_save(self, warning: str, title: str, name: str, kinds: str, make: Callable[[], bytes]) -> None:
        def choose() -> None:
            self._session.asking.save_file(self, title, name, lambda path: self._save(path, make), kinds=kinds)

        self._session.asking.question(self, warning, _("Save the file"), choose, dangerous=True)

    def _save(self, path: Path, make: Callable[[], bytes]) -> None:
        if attempt(self.line, lambda: write_whole(path, make())):
            self._left_by(WayOut.SAVED)

    # --- going elsewhere

    def _revise(self) -> None:
        if self._entry is not None:
            self.revise_asked.emit(self._entry)

    def _escape(self) -> None:
        if self.printing.isVisible():
            self.printing.hide()
            self.print.setFocus()
        else:
            self.closed.emit()
