"""Notes on paper: the one that is open, or several of the case, as they print, and beside them the printer."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.devices.printers import PrintResult
from desktop.domain.journal import Deed
from desktop.domain.notes import Note
from desktop.i18n import _
from desktop.operations import journal
from desktop.operations.basket import put_off_notes
from desktop.operations.notes_print import set_pdf
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import heading, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT
from desktop.ui.parts.tick_table import TickTable
from desktop.ui.session import Session

_SIDE, _LINES = 330, 5


class NoteSheet(QWidget):
    """Ticked notes print as one document. Ctrl+P prints, Escape goes back."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.sheet = PdfView(_("The note as it prints"))
        self.table = TickTable(
            (Column(_("No."), lambda note: str(note.number), 64), Column(_("Written"), self._written)), _("Notes to print")
        )
        self.table.setFixedHeight(_LINES * ROW_HEIGHT)
        self.printing = PrintPanel(session.jobs, self.pdf)
        self.line = Line(lines=2, name=_("Message"))
        self.put_off, self.back = QPushButton(_("Put off printing")), QPushButton(_("Back to the note"))
        side = QWidget()
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(_("Notes to print")))
        column.addWidget(self.table)
        column.addWidget(hint(_("For your file only: it carries a fingerprint. What he takes with him is the leaflet.")))
        column.addWidget(self.printing)
        column.addWidget(self.put_off)
        column.addStretch(1)
        column.addWidget(self.line)
        column.addWidget(self.back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sheet, 1)
        row.addWidget(side)
        self.table.ticks_changed.connect(self._show)
        self.printing.printed.connect(self._on_printed)
        self.put_off.clicked.connect(self._put_off)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+P": self.printing.start})

    def open_notes(self, notes: Sequence[Note], ticked: Note) -> None:
        """Offer these notes, one of them ticked."""
        self.table.show_rows(sorted(notes, key=lambda note: note.written_at))
        self.table.show_ticked((ticked.id,))
        self.sheet.setFocus()

    def pdf(self) -> bytes:
        """The ticked notes as they print. Raises BadInput, FontMissing, PageFailed."""
        return set_pdf(self._session.vault, self._chosen())

    def _chosen(self) -> list[Note]:
        ticked = set(self.table.ticked)
        return [note for note in self.table.model_.rows if note.id in ticked]

    def _put_off(self) -> None:
        if attempt(self.line, lambda: put_off_notes(self._session.vault, self._chosen(), copies=self.printing.copies.value())):
            self._session.changed.emit()
            self.line.say(_("Put off: it waits in the print basket on Today."), "good")

    def _written(self, note: Note) -> str:
        when = moment_words(note.written_at, self._session.today)
        return _("{when}, closed").format(when=when) if note.signed_at else when

    def _show(self) -> None:
        attempt(self.line, lambda: self.sheet.show_pdf(self.pdf()))

    def _on_printed(self, result: PrintResult) -> None:
        if result.finished:
            for note in self._chosen():
                attempt(self.line, partial(journal.note, self._session.vault, Deed.PRINTED, case=note.case, subject=note.id))
