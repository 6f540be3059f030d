"""The basket: what was put off, printed in its order with one button, or taken to a stick that holds nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.basket import MOST_COPIES
from desktop.domain.letters import WayOut
from desktop.domain.progress import Report
from desktop.i18n import N_, _, ngettext
from desktop.operations import basket
from desktop.operations.basket import Waiting
from desktop.ui import choices
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import heading, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.long_work import LongWork
from desktop.ui.parts.print_panel import PrintPanel, Sheaf
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.session import Session

SIDE = 320
_NOTHING = N_("Nothing is put off. “Put off printing” beside an approved document brings it here.")
_VISITOR = N_("While a visitor is beside you, only the open case is shown. F8 ends it.")


class BasketPage(QWidget):
    """Enter opens a document, + and - change its copies, Delete takes it out."""

    document_chosen = Signal(str, str)  # the case, and the register entry
    note_chosen = Signal(str, str)  # the case, and the note
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        today = session.today
        self.table = Table(
            [
                Column(_("Case"), lambda row: row.pseudonym, 110, bold=True),
                Column(_("Document"), _title),
                Column(_("Form"), _form, 250),
                Column(_("Copies"), lambda row: str(row.put_off.copies), 118, right=True),
                Column(_("Put off"), lambda row: moment_words(row.put_off.put_off_at, today), 130),
            ],
            _("What was put off"),
        )
        self.count = QLabel()
        self.count.setProperty("role", "sentence")
        self.printing = PrintPanel(session.jobs, sheaves=self._sheaves, words=_("Print all in order"))
        self.stick = QPushButton(_("Onto a stick …"))
        self.open, self.remove = QPushButton(_("Open")), QPushButton(_("Take out"))
        self.line = Line(lines=3, name=_("Message"))
        self.writing = LongWork(session.jobs, self.line, _("Writing onto the stick"))
        self._empty = EmptyState(_(_NOTHING))
        self._lay_out()
        self._listen()
        self._show()

    def _lay_out(self) -> None:
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._empty)
        left = QVBoxLayout()
        left.addWidget(self.count)
        left.addWidget(self._list, 1)
        foot = QHBoxLayout()
        foot.addWidget(hint(_("Enter open · + and - copies · Del take out"), wrap=False))
        foot.addStretch(1)
        foot.addWidget(self.remove)
        foot.addWidget(self.open)
        left.addLayout(foot)
        self._side = QWidget()
        self._side.setFixedWidth(SIDE)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(heading(_("Print")))
        side.addWidget(self.printing)
        side.addWidget(heading(_("For a copy shop")))
        side.addWidget(hint(_("Only these pages, as 01.pdf, 02.pdf …, in an empty folder of a stick; each copy is a file of its own.")))
        row = QHBoxLayout()
        row.addWidget(self.writing, 1)
        row.addStretch(1)
        row.addWidget(self.stick)
        side.addLayout(row)
        side.addWidget(self.line)
        side.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 0, 16, 12)
        across.setSpacing(20)
        across.addLayout(left, 1)
        across.addWidget(self._side)

    def _listen(self) -> None:
        self.table.chosen.connect(self._open)
        self.table.key_typed.connect(self._on_key)
        self.open.clicked.connect(lambda: self._open(self.table.current()))
        self.remove.clicked.connect(self._remove)
        self.stick.clicked.connect(self._ask_for_stick)
        self.writing.busy_changed.connect(self.stick.setHidden)
        self._session.changed.connect(self._show)
        Keys(self.table, {"Del": self._remove})
        Keys(self, {"Escape": self.left.emit, "Ctrl+P": self.printing.start})

    def take_focus(self) -> None:
        """Put the cursor on the first document."""
        (self.table if self.table.model_.rows else self).setFocus()

    def _show(self) -> None:
        rows = self._waiting()
        self.count.setText(_("Put off: {count}").format(count=len(rows)))
        self.table.show_rows(rows)
        self._empty.say(_(_NOTHING if self._session.visit is None else _VISITOR))
        self._list.setCurrentIndex(0 if rows else 1)
        for widget in (self.open, self.remove):
            widget.setEnabled(bool(rows))
        self._side.setVisible(bool(rows) or bool(self.printing.line.text() or self.line.text()))
        self.stick.setEnabled(any(row.entry is not None for row in rows))

    def _waiting(self) -> list[Waiting]:
        return [row for row in basket.waiting(self._session.vault) if self._session.shows(row.put_off.case)]

    # --- a line

    def _open(self, row: Waiting | None) -> None:
        if row is not None and row.entry is not None:
            self.document_chosen.emit(row.put_off.case, row.entry.id)
        elif row is not None:
            self.note_chosen.emit(row.put_off.case, row.notes[0].id)

    def _on_key(self, event: QKeyEvent) -> None:
        step = {"+": 1, "=": 1, "-": -1}.get(event.text(), 0)
        row = self.table.current()
        if step and row is not None:
            event.accept()
            copies = max(1, min(MOST_COPIES, row.put_off.copies + step))
            self._change(_("Copies"), row, copies=copies)

    def _remove(self) -> None:
        row = self.table.current()
        if row is not None and self._change(_("Take out"), row, removed_at=self._session.vault.now().isoformat()):
            self.line.say(_("Taken out: it will not be printed. Ctrl+Z brings it back."))

    def _change(self, title: str, row: Waiting, **fields: object) -> bool:
        after = replace(row.put_off, **fields)  # type: ignore[arg-type]
        keep = partial(basket.keep, self._session.vault)
        return attempt(self.line, lambda: self._session.change(title, row.put_off, after, keep))

    # --- all of them

    def _sheaves(self) -> Sequence[Sheaf]:
        return [Sheaf(self._pages(row), row.put_off.copies, partial(self._came_out, row, WayOut.PRINTED)) for row in self._waiting()]

    def _pages(self, row: Waiting) -> Callable[[], bytes]:
        return partial(basket.pages_of, row) if row.entry is not None else partial(basket.note_pages, self._session.vault, row)

    def _came_out(self, row: Waiting, way: WayOut) -> None:
        basket.came_out(self._session.vault, row, way)
        self._session.changed.emit()

    def _ask_for_stick(self) -> None:
        warning = _(
            "A stick can be lost, a copy shop's computer may keep what it prints, and what was on a stick cannot be erased for certain."
            " Write these pages onto it all the same?"
        )
        self._session.asking.question(self, warning, _("Choose the folder"), self._choose_folder, dangerous=True)

    def _choose_folder(self) -> None:
        self._session.asking.folder(self, _("An empty folder on a stick"), self._begin_writing)

    def _begin_writing(self, folder: Path) -> None:
        # Notes are for her own file: they are printed here, and carried nowhere.
        rows = [row for row in self._waiting() if row.entry is not None]
        self.writing.run(
            partial(_write, rows, folder), lambda _nothing: self._on_written(rows),
            begun=_("Writing onto the stick …"), stopped=_("Stopped. Nothing of it stays on the stick."),
        )  # fmt: skip

    def _on_written(self, rows: Sequence[Waiting]) -> None:
        if not all(attempt(self.line, partial(self._came_out, row, WayOut.ON_STICK)) for row in rows):
            return
        count = sum(row.put_off.copies for row in rows)
        words = ngettext(
            "{count} file is on the stick and was read back. Take the stick out by way of the file manager.",
            "{count} files are on the stick and were read back. Take the stick out by way of the file manager.",
            count,
        )
        self.line.say(words.format(count=count), "good")


def _title(row: Waiting) -> str:
    if row.entry is not None:
        return row.entry.title
    return _("Notes: {numbers}").format(numbers=", ".join(str(note.number) for note in row.notes))


def _form(row: Waiting) -> str:
    return choices.word(row.put_off.mode) if row.entry is not None else _("for your file")


def _write(rows: Sequence[Waiting], folder: Path, report: Report) -> None:
    basket.put_on_stick(rows, folder, report)
