"""Printing from the page: choose a printer and copies, print, and be told what lies in the queue."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QPushButton, QSpinBox, QVBoxLayout, QWidget

from desktop.devices import printers, whereabouts
from desktop.devices.disks import Disks
from desktop.devices.printers import PrintResult, Sides
from desktop.devices.spooler import Way
from desktop.documents import pages
from desktop.domain.basket import MOST_COPIES
from desktop.domain.errors import CaseFileError, PrintFailed
from desktop.domain.progress import Report
from desktop.i18n import _, ngettext
from desktop.ui.jobs import Jobs, Listener
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice, hint, label
from desktop.ui.parts.line import Line, Tone
from desktop.ui.parts.tones import set_role
from desktop.words import explain

LINES = 2


@dataclass(frozen=True)
class Sheaf:
    """One of several documents that are printed one after the other: its pages, how often, and what is done once it came out."""

    make_pdf: Callable[[], bytes]
    copies: int
    came_out: Callable[[], object]


class PrintPanel(QWidget):
    """Prints what `make_pdf` gives, or, one after the other, all that `sheaves` gives. Nothing of it goes through a file of ours.

    Of several, each is noted as it comes out. Where one does not, the rest is not begun.
    """

    printed = Signal(object)  # a PrintResult

    def __init__(
        self, jobs: Jobs, make_pdf: Callable[[], bytes] = bytes, *, sheaves: Callable[[], Sequence[Sheaf]] | None = None, words: str = ""
    ) -> None:
        super().__init__()
        self._jobs, self._make_pdf, self._sheaves = jobs, make_pdf, sheaves
        self._job = 0
        self._left: list[Sheaf] = []
        self._kept = False
        self._ways: dict[str, Way] = {}
        self.printer = Choice(_("Printer"), ())
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setAccessibleName(_("Copies"))
        self.sides = Choice(_("Sides"), ((Sides.ONE, _("on one side")), (Sides.TWO, _("on both sides"))))
        self.before = Line(name=_("Before you print"))
        self.before.hide()
        self.line = Line(lines=LINES, name=_("What became of the printing"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(_("Printing"))
        self.bar.hide()
        self.print_button, self.stop = QPushButton(words or _("Print")), QPushButton(_("Stop"))
        set_role(self.print_button, "primary")
        self.stop.hide()
        self._lay_out()
        self.printer.currentIndexChanged.connect(self._warn)
        self.print_button.clicked.connect(self.start)
        self.stop.clicked.connect(lambda: self._jobs.cancel(self._job))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        fields: tuple[tuple[str, QWidget], ...] = ((_("Printer"), self.printer), (_("Copies"), self.copies), (_("Sides"), self.sides))
        for row, (text, field) in enumerate(fields):
            if field is self.copies and self._sheaves is not None:
                continue  # each says for itself how often
            grid.addWidget(label(text, field), row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(hint(_("The page goes from memory to the printer. Its title in the queue is “Document”.")))
        column.addLayout(grid)
        column.addWidget(self.before)
        column.addWidget(self.bar)
        column.addWidget(self.line)
        column.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_for_printers()

    def look_for_printers(self) -> None:
        """Show the printers this computer has now."""
        try:
            found = printers.printers()
        except CaseFileError as error:
            self.line.say(explain(error), "error")
            found = ()
        self._ways = {each.name: each.way for each in found}
        self.printer.show_words([(each.name, each.name) for each in found])
        self._warn()
        self.print_button.setEnabled(bool(found) and not self._is_busy)
        if not found:
            self.line.say(_("No printer is set up on this computer. Dictate the text, show it, or put it off."), "warning")
        elif not self._is_busy and not self.line.text():
            self.line.clear()

    def _warn(self, *_index: object) -> None:
        """Say before the printing what will be left of it, and where."""
        text = warning(self._ways.get(str(self.printer.code)))
        self.before.say(text, "warning" if text else "plain")
        self.before.setVisible(bool(text))

    @property
    def _is_busy(self) -> bool:
        return self._jobs.is_running(self._job)

    def start(self) -> None:
        """Print now, beside the page."""
        if self._is_busy or not self.printer.count():
            return
        self._left = list(self._sheaves()) if self._sheaves else [Sheaf(self._make_pdf, self.copies.value(), lambda: None)]
        self._kept = False
        self._next()

    def _next(self) -> None:
        if not self._left:
            return
        sheaf, sides = self._left[0], Sides(self.sides.code)
        try:
            work = partial(_print, sheaf.make_pdf(), str(self.printer.code), sheaf.copies, sides, self._sheaves is not None)
        except CaseFileError as error:
            self._on_failed(error)
            return
        self._show_busy(True)
        self.line.say(_("Printing …"))
        self._job = self._jobs.run(self, work, Listener(done=self._on_done, failed=self._on_failed, stopped=self._on_stopped))

    def _show_busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.print_button.setEnabled(not busy)

    def _on_done(self, result: PrintResult) -> None:
        self._show_busy(False)
        self._kept |= result.kept
        sheaf = self._left.pop(0)
        if not attempt(self.line, sheaf.came_out):
            self._left.clear()
            return
        self.printed.emit(result)
        if self._left:
            self._next()
        else:
            self.line.say(*outcome(replace(result, kept=self._kept)))

    def _on_failed(self, error: CaseFileError) -> None:
        self._show_busy(False)
        self.line.say(self._with_rest(explain(error)), "error")

    def _on_stopped(self) -> None:
        self._show_busy(False)
        self.line.say(self._with_rest(_("Stopped. The document was taken out of the queue.")))

    def _with_rest(self, text: str) -> str:
        """The sentence, and how many of several are still to be printed."""
        count, self._left = len(self._left), []
        if self._sheaves is None or not count:
            return text
        rest = ngettext("{count} document is still to be printed.", "{count} documents are still to be printed.", count)
        return _("{first} {second}").format(first=text, second=rest.format(count=count))


def warning(way: Way | None) -> str:
    """What she must know before she prints on a printer that is reached this way; empty where nothing will be left of it."""
    said = []
    if way is Way.NETWORK:
        said.append(_("This printer is reached over a network: the document leaves this computer in the clear."))
    if way is Way.FILE:
        said.append(_("This printer writes a file: the document will lie on the disk in the clear."))
    if way is not None and printers.spool_keeps_files() is not False and printers.may_empty_queue() is not True:
        said.append(_("The print service may keep the document for a day, and Portfel may not be able to take it out again."))
    elif way is not None and whereabouts.is_encrypted(Disks(), Path("/var/spool/cups")) is not True:
        said.append(_("On its way the document is written to a disk that may be in the clear; deleted traces may stay there."))
    return " ".join(said)


def outcome(result: PrintResult) -> tuple[str, Tone]:
    """What became of a job, in a sentence, and its tone."""
    if not result.finished:
        return (
            _("The printer has not answered yet: the document waits in its queue. Look at the printer, or switch it on."),
            "warning",
        )
    if result.kept:
        return (
            _("Printed. The queue of this computer may keep the document for a day: Settings → This computer says how to mend that."),
            "warning",
        )
    return _("Printed, and nothing of it is left in the queue. Take the sheets from the printer now."), "good"


def _print(pdf: bytes, printer: str, copies: int, sides: Sides, one_of_several: bool, report: Report) -> PrintResult:
    if sides is Sides.TWO and copies > 1:
        pdf = pages.evened(pdf)
    result = printers.print_pdf(pdf, printer, copies=copies, sides=sides, report=report)
    if one_of_several and not result.finished:
        # Nothing may come out later, behind the back of a list that says it did not.
        raise PrintFailed(printer, "silent", kept=not printers.withdraw(result.job))
    return result
