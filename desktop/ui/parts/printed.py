"""A list as it will come out on paper, and beside it the printer and a file: what every printed list has in common."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.devices.printers import PrintResult
from desktop.domain.journal import Deed
from desktop.i18n import _
from desktop.operations import journal
from desktop.storage.disk import write_whole
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice, heading
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


class Printed(QWidget):
    """The sheets, and what is done with them. `make_pdf` is asked anew each time; `choices` stand above the printer."""

    closed = Signal()

    def __init__(self, session: Session, title: str, back: str, make_pdf: Callable[[], bytes], *choices: QWidget) -> None:
        super().__init__()
        self._session, self._make_pdf, self._choices = session, make_pdf, choices
        self.pages = PdfView(title)
        self.printing = PrintPanel(session.jobs, make_pdf)
        self.save, self.back = QPushButton(_("Save as PDF …")), QPushButton(back)
        self.line = Line(lines=2, name=_("Message"))
        self._lay_out(title)
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
        for widget in (heading(title), *self._choices):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.printing)
        column.addWidget(self.save)
        column.addStretch(1)
        column.addWidget(self.line)
        column.addWidget(self.back)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 0, 16, 8)
        across.setSpacing(14)
        across.addWidget(self.pages, 1)
        across.addWidget(side)

    def show_sheets(self) -> None:
        """Draw the sheets anew."""
        attempt(self.line, lambda: self.pages.show_pdf(self._make_pdf()))

    def _on_printed(self, result: PrintResult) -> None:
        if result.finished:
            journal.note(self._session.vault, Deed.PRINTED)

    def _ask_to_save(self) -> None:
        warning = _("A file can be copied without leaving a trace, and on a stick it cannot be erased for certain. Save it all the same?")
        self._session.asking.question(self, warning, _("Save the file"), self._choose_file, dangerous=True)

    def _choose_file(self) -> None:
        self._session.asking.save_file(self, _("Save as PDF …"), "list.pdf", self._save, kinds="PDF (*.pdf)")

    def _save(self, path: Path) -> None:
        if attempt(self.line, lambda: write_whole(path, self._make_pdf())):
            journal.note(self._session.vault, Deed.SAVED)
            self.line.say(_("Saved. Whoever has the file can read it."), "warning")
