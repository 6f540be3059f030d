"""Sheets before they are printed: the pages as they will come out, and beside them the choices, the printer and the file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.devices.printers import PrintResult
from desktop.domain.journal import Deed
from desktop.i18n import _
from desktop.operations import journal
from desktop.storage.disk import write_whole
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice, heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.session import Session

_SIDE = 400
PSEUDONYMS, NAMES = "pseudonyms", "names"


def whose_choice() -> Choice:
    """Whether names stand on the sheets."""
    return Choice(_("Who stands in it"), ((PSEUDONYMS, _("pseudonyms, no names")), (NAMES, _("names"))))


class SheetsView(QWidget):
    """Shows what `make_pdf` gives, prints it, saves it. What was printed or saved goes into the journal, with `case` and no name."""

    closed = Signal()

    def __init__(
        self, session: Session, title: str, back: str, make_pdf: Callable[[], bytes], *,
        choices: Sequence[tuple[str, Choice]] = (), about: str = "", case: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self._session, self._make_pdf, self._case = session, make_pdf, case
        self._choices = tuple(choices)
        self.pages = PdfView(title)
        self.about = hint(about)
        self.printing = PrintPanel(session.jobs, make_pdf)
        self.save, self.back = QPushButton(_("Save as PDF …")), QPushButton(back)
        self.line = Line(lines=2, name=_("Message"))
        self._lay_out(title)
        for _words, choice in self._choices:
            choice.chosen.connect(lambda _code: self.show_sheets())
        self.printing.printed.connect(self._on_printed)
        self.save.clicked.connect(self._ask_to_save)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+P": self.printing.start})

    def _lay_out(self, title: str) -> None:
        side = QWidget()
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(title))
        for words, choice in self._choices:
            column.addWidget(label(words, choice))
            column.addWidget(choice)
        column.addWidget(self.about)
        column.addSpacing(8)
        column.addWidget(self.printing)
        column.addWidget(self.save)
        column.addStretch(1)
        column.addWidget(self.line)
        column.addWidget(self.back)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        across.addWidget(self.pages, 1)
        across.addWidget(side)

    def show_sheets(self) -> bool:
        """Draw the pages; False where they cannot be, which the line says."""
        self.line.clear()
        return attempt(self.line, lambda: self.pages.show_pdf(self._make_pdf()))

    def take_focus(self) -> None:
        """Put the keyboard on the first choice, else on the printer."""
        (self._choices[0][1] if self._choices else self.printing.print_button).setFocus()

    def _on_printed(self, result: PrintResult) -> None:
        if result.finished:
            journal.note(self._session.vault, Deed.PRINTED, case=self._case)

    def _ask_to_save(self) -> None:
        warning = _("A file can be copied without leaving a trace, and on a stick it cannot be erased for certain. Save it all the same?")
        self._session.asking.question(self, warning, _("Save the file"), self._choose_file, dangerous=True)

    def _choose_file(self) -> None:
        self._session.asking.save_file(self, _("Save as PDF …"), "list.pdf", self._save, kinds="PDF (*.pdf)")

    def _save(self, path: Path) -> None:
        if attempt(self.line, lambda: write_whole(path, self._make_pdf())):
            journal.note(self._session.vault, Deed.SAVED, case=self._case)
            self.line.say(_("Saved. Whoever has the file can read it."), "warning")
