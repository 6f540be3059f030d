"""The recovery sheet: made, printed or written down, and typed back to prove that it can be read."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import i18n
from desktop.devices import printers
from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.i18n import _
from desktop.operations import recovery
from desktop.storage.recovery_words import Language
from desktop.storage.vault import Vault
from desktop.ui.jobs import Listener
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import hint
from desktop.ui.parts.line import Line
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.ui.unlock.words_field import WordsField
from desktop.words import explain

_PER_COLUMN = 6


def _make(vault: Vault, language: Language, _report: Report) -> tuple[tuple[str, ...], bytes]:
    with vault.second() as second:
        return recovery.make_recovery_sheet(second, language)


def has_printer() -> bool:
    """Whether there is a printer to print a sheet on; where not, it is copied by hand."""
    try:
        return bool(printers.printers())
    except CaseFileError:
        return False


class RecoveryPanel(QWidget):
    """Makes the sheet, shows the words, and asks for them back. It holds no word longer than it is shown."""

    checked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pdf = b""
        self._line = Line(name=_("Message"), lines=2)
        self._stack = QStackedWidget()
        self._make_button, self._by_hand = QPushButton(_("Make the sheet")), QPushButton(_("Next: check it"))
        self._typed = WordsField()
        self._counted = hint("")
        self._words = QGridLayout()
        self._printing = PrintPanel(session.jobs, lambda: self._pdf)
        for page in (self._offer(), self._sheet(), self._check()):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._line)

    def take_focus(self) -> None:
        """Put the keyboard where the next step is."""
        self._make_button.setFocus()

    def _offer(self) -> QWidget:
        set_role(self._make_button, "primary")
        self._make_button.setAutoDefault(True)
        self._make_button.clicked.connect(self._make)
        page, column = _page()
        column.addWidget(hint(_("24 words open the vault when the passphrase is forgotten. Without them nobody can help, not even we.")))
        column.addWidget(hint(_("A sheet made before stops working as soon as a new one is made.")))
        column.addWidget(self._make_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _sheet(self) -> QWidget:
        page, column = _page()
        column.addWidget(hint(_("Whoever has this paper opens everything. Keep it away from the laptop and away from the stick.")))
        column.addLayout(self._words)
        column.addWidget(self._printing)
        save = QPushButton(_("Save as PDF …"))
        set_role(self._by_hand, "primary")
        save.clicked.connect(self._save)
        self._by_hand.clicked.connect(self._begin_check)
        row = QHBoxLayout()
        row.addWidget(hint(_("No printer: write the words down by hand.")), 1)
        for button in (save, self._by_hand):
            button.setAutoDefault(True)
            row.addWidget(button)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def _check(self) -> QWidget:
        page, column = _page()
        column.addWidget(hint(_("Type the 24 words from the paper. Four letters of each are enough, capitals do not matter.")))
        self._typed.textChanged.connect(self._count)
        self._typed.submitted.connect(self._compare)
        column.addWidget(self._typed)
        column.addWidget(self._counted)
        check, back = QPushButton(_("Check")), QPushButton(_("Show the words again"))
        set_role(check, "primary")
        check.clicked.connect(self._compare)
        back.clicked.connect(partial(self._stack.setCurrentIndex, 1))
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (back, check):
            button.setAutoDefault(True)
            row.addWidget(button)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def _make(self) -> None:
        self._make_button.setEnabled(False)
        self._line.say(_("Making the sheet …"))
        # Here, not in the job: in Python 3.11 two threads that import at once can wait for each other for ever.
        from desktop.documents import sheet as _sheet  # noqa: F401

        work = partial(_make, self._session.vault, "ru" if i18n.language() == "ru" else "en")
        listener = Listener(self._on_made, failed=self._on_failed, stopped=partial(self._make_button.setEnabled, True))
        self._session.jobs.run(self, work, listener)

    def _on_failed(self, error: CaseFileError) -> None:
        self._make_button.setEnabled(True)
        self._line.say(explain(error), "error")

    def _on_made(self, made: tuple[tuple[str, ...], bytes]) -> None:
        words, self._pdf = made
        for number, word in enumerate(words):
            label = QLabel(f"{number + 1}. {word}")
            set_role(label, "sentence")
            self._words.addWidget(label, number % _PER_COLUMN, number // _PER_COLUMN)
        self._line.clear()
        self._printing.setVisible(has_printer())
        self._stack.setCurrentIndex(1)
        # The button that was pressed is gone: without this, Enter would press the next one in sight, which is "Later".
        self._by_hand.setFocus()
        self._session.changed.emit()

    def _save(self) -> None:
        text = _("A file can be copied without leaving a trace, and on a stick it cannot be erased for certain. Save it all the same?")
        self._session.asking.question(self, text, _("Save the file"), self._choose_file, dangerous=True)

    def _choose_file(self) -> None:
        self._session.asking.save_file(self, _("Save the sheet"), "sheet.pdf", self._write, kinds="PDF (*.pdf)")

    def _write(self, path: Path) -> None:
        from desktop.storage.disk import told

        def deed() -> None:
            with told():
                path.write_bytes(self._pdf)

        if attempt(self._line, deed):
            self._line.say(_("Saved. Print it, then remove the file."), "warning")

    def _begin_check(self) -> None:
        self._line.clear()
        self._stack.setCurrentIndex(2)
        self._typed.setFocus()

    def _count(self) -> None:
        self._counted.setText(_("{count} of 24 words").format(count=self._typed.count))

    def _compare(self) -> None:
        right: list[bool] = []
        if not attempt(self._line, lambda: right.append(recovery.check_words(self._session.vault, self._typed.toPlainText()))):
            return
        if not right[0]:
            self._line.say(_("These words do not open this vault: compare them with the paper, word by word."), "error")
            return
        self._typed.clear()
        self._session.changed.emit()
        self._line.say(_("The sheet is right. Put it away, not beside the laptop."), "good")
        self.checked.emit()


class RecoveryPage(QWidget):
    """The recovery sheet as a page of the desk."""

    finished = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        head = QLabel(_("Recovery sheet"))
        set_role(head, "head")
        self._panel = RecoveryPanel(session)
        self._panel.setMaximumWidth(760)
        self._panel.checked.connect(self.finished)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 8)
        column.addWidget(head)
        column.addWidget(self._panel, 1)

    def take_focus(self) -> None:
        """Put the keyboard where the next step is."""
        self._panel.take_focus()


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    return page, column
