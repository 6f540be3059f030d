"""The register on paper: the lines that are shown now, with pseudonyms unless she wants names."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.devices.printers import PrintResult
from desktop.documents.list_sheet import Column, Listed, render
from desktop.domain.journal import Deed
from desktop.domain.people import Role
from desktop.i18n import _
from desktop.operations import journal
from desktop.storage import people
from desktop.storage.disk import write_whole
from desktop.ui.masking import PAGE_BAR, Masks
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import day_typed, numbers
from desktop.ui.parts.fields import Choice, heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.register import rows as words
from desktop.ui.register.rows import Row
from desktop.ui.session import Session

_SIDE = 400
PSEUDONYMS, NAMES = "pseudonyms", "names"


class PrintedRegister(QWidget):
    """The sheets as they will come out, and beside them the printer."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: tuple[Row, ...] = ()
        self._about, self._masks = "", Masks(session.vault)
        self.pages = PdfView(_("The register on paper"))
        self.whose = Choice(_("Who stands in it"), ((PSEUDONYMS, _("pseudonyms, no names")), (NAMES, _("names"))))
        self.printing = PrintPanel(session.jobs, self._pdf)
        self.save, self.back = QPushButton(_("Save as PDF …")), QPushButton(_("Back to the register"))
        self.line = Line(lines=2, name=_("Message"))
        self._lay_out()
        self.whose.chosen.connect(lambda _code: self._show())
        self.printing.printed.connect(self._on_printed)
        self.save.clicked.connect(self._ask_to_save)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+P": self.printing.start})

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(_("The register on paper")))
        column.addWidget(label(_("Who stands in it"), self.whose))
        column.addWidget(self.whose)
        column.addWidget(hint(_("With pseudonyms the sheets tell least to whoever finds them; names are for a court or the chamber.")))
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

    def open_rows(self, rows: Sequence[Row], about: str, masks: Masks) -> None:
        """Show these lines as sheets; `about` says which they are."""
        self._rows, self._about, self._masks = tuple(rows), about, masks
        self.line.clear()
        self.whose.show_code(PSEUDONYMS)
        self._show()
        self.whose.setFocus()

    def _show(self) -> None:
        attempt(self.line, lambda: self.pages.show_pdf(self._pdf()))

    def _pdf(self) -> bytes:
        return render(listed(self._session, self._rows, self._about, self._masks, with_names=self.whose.code == NAMES))

    def _on_printed(self, result: PrintResult) -> None:
        if result.finished:
            journal.note(self._session.vault, Deed.PRINTED)

    def _ask_to_save(self) -> None:
        warning = _("A file can be copied without leaving a trace, and on a stick it cannot be erased for certain. Save it all the same?")
        self._session.asking.question(self, warning, _("Save the file"), self._choose_file, dangerous=True)

    def _choose_file(self) -> None:
        self._session.asking.save_file(self, _("Save as PDF …"), "list.pdf", self._save, kinds="PDF (*.pdf)")

    def _save(self, path: Path) -> None:
        if attempt(self.line, lambda: write_whole(path, self._pdf())):
            journal.note(self._session.vault, Deed.SAVED)
            self.line.say(_("Saved. Whoever has the file can read it."), "warning")


def listed(session: Session, rows: Sequence[Row], about: str, masks: Masks, *, with_names: bool) -> Listed:
    """The lines as they stand on paper, in the language of the window."""
    printed = _("{about}. As of {day}.").format(about=about, day=numbers(session.today))
    columns = (
        Column(_("Date"), 17), Column(_("Number"), 22), Column(_("Case"), 21), Column(_("Document, to whom"), 47),
        Column(_("How it left, handed in"), 25), Column(_("Stamp no."), 22), Column(_("Answer"), 23),
    )  # fmt: skip
    return Listed(_("Register of documents"), printed, columns, tuple(_texts(session, row, masks, with_names) for row in rows))


def _texts(session: Session, row: Row, masks: Masks, with_names: bool) -> tuple[str, ...]:
    entry, today = row.entry, session.today
    client = people.by_role(session.vault, entry.case).get(Role.CLIENT) if with_names else None
    whose = client.full_name if client and client.full_name else row.pseudonym
    to = words.to_whom(entry)
    to = to if with_names else masks.masked(to, entry.case, PAGE_BAR)
    title = _("{title} (version {version})").format(title=entry.title, version=entry.version) if entry.version > 1 else entry.title
    handed = " ".join(part for part in (words.channel(entry), day_typed(entry.handed_on), entry.post_receipt) if part)
    originals = _("originals: {where}").format(where=words.originals_words(row)) if entry.originals else ""
    stamp = words.stamp_words(row, today) if entry.stamp_number or entry.refused_on or entry.withdrawn_on else ""
    return (
        numbers(words.approved_on(entry)),
        entry.number,
        f"{whose}\n{row.case_number}",
        "\n".join(part for part in (title, to) if part),
        "\n".join(part for part in (words.ways(row), handed, originals) if part),
        stamp,
        words.due_words(row, today),
    )
