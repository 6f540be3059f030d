"""What stands behind a figure: which records it counts, each with its pseudonym, and as what a talk is counted."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.domain.calls import Call
from desktop.domain.cases import CaseRow
from desktop.domain.figures import Counted, Group, Line
from desktop.domain.notes import Note
from desktop.domain.publication import Row
from desktop.i18n import _
from desktop.operations import figures
from desktop.storage import cases, records
from desktop.ui.figures import words
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import date_words
from desktop.ui.parts.fields import heading, hint
from desktop.ui.parts.line import Line as Said
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.session import Session

WIDTH = 330


class BehindPanel(QWidget):
    """Says what the chosen line counts, and lists it. Enter opens a record; a digit counts a note or a call as something else."""

    opened = Signal(object)  # a Counted

    def __init__(self, session: Session, line: Said) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._known: dict[str, CaseRow] = {}
        self._is_talk = False
        self.setFixedWidth(WIDTH)
        self.what = hint("")
        self.count = QLabel()
        self.count.setProperty("role", "band")
        self.table = Table(
            (
                Column(_("Day"), lambda each: date_words(each.day, session.today), 100),
                Column(_("Case"), self._whose, 110, bold=True),
                Column(_("What"), words.record),
            ),
            _("Records behind the number"),
            identity=lambda each: (each.id, each.day) if isinstance(each, Counted) else each,
        )
        self.keys = hint("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(_("What it counts")))
        column.addWidget(self.what)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        column.addWidget(self.keys)
        self.table.chosen.connect(self.opened)
        self.table.key_typed.connect(self._on_key)

    def show_row(self, row: Row | None, lines: dict[str, Line]) -> None:
        """Show what stands behind a line; behind the sum of a group stand all of it."""
        if row is None:
            self.table.show_rows(())
            return
        behind = [each for line in lines.values() if line.group is row.group and row.code in {"", line.code} for each in line.records]
        behind.sort(key=lambda each: (each.day, each.id))
        if not self._known:
            self._known = {each.id: each for each in cases.rows(self._session.vault, closed=True)}
        self.what.setText(words.counts(row))
        self.count.setText(words.behind(len(behind)))
        self.table.show_rows(behind)
        self._is_talk = row.group is Group.CONSULTATIONS or row.code == "calls"
        told = [text for _code, text in words.categories(figures.slots(self._session.vault))[1:]]
        self.keys.setText(_("Counted as: {keys}").format(keys=" · ".join(told)) if self._is_talk else _("Enter opens the record."))

    def forget(self) -> None:
        """Pseudonyms may have changed: read them anew next time."""
        self._known = {}

    def _whose(self, each: Counted) -> str:
        row = self._known.get(each.case)
        return row.pseudonym if row else ""

    def _on_key(self, event: QKeyEvent) -> None:
        each = self.table.current()
        if not (self._is_talk and each is not None and event.text().isdecimal() and event.text().isascii()) or event.modifiers():
            return
        code = words.code_of_key(int(event.text()), figures.slots(self._session.vault))
        if code is None:
            self._line.say(_("This key has no category. “My categories” names one."), "warning")
        else:
            event.accept()
            count_as(self._session, self._line, each.kind, each.id, code)


def count_as(session: Session, line: Said, kind: str, id_: str, code: str) -> None:
    """Count a note or a call as something else; one step back takes it back."""
    vault = session.vault

    def deed() -> None:
        known = records.get(vault, Call, id_) if kind == "call" else figures.mark_of(vault, records.get(vault, Note, id_))
        if known.counted_as != code:
            session.change(_("Counted as"), known, replace(known, counted_as=code), partial(figures.keep_mark, vault))

    attempt(line, deed)
