"""The notes of a case in a list, the latest above; a note that is open can be removed, one that was closed for good cannot."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain import markup, seals
from desktop.domain.notes import Note
from desktop.domain.seals import Verdict
from desktop.i18n import _
from desktop.operations.notes import keep_note
from desktop.ui.masking import OfCase
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

_FIRST = 160  # letters of a note


class NoteList(QWidget):
    """N begins one, Enter opens one, Del removes one."""

    new_asked = Signal()
    check_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._shown = session, OfCase(session, "")
        self._wrong: frozenset[str] = frozenset()
        self.line = Line(name=_("Message"))
        self.table = Table(
            [
                Column(_("No."), lambda note: str(note.number), 60),
                Column(_("Written"), lambda note: moment_words(note.written_at, session.today), 160),
                Column(_("Begins with"), lambda note: self._shown(_first_words(note))[:_FIRST]),
                Column(_("State"), self._state, 230, tone_of=self._tone),
            ],
            _("Notes"),
        )
        self.new, self.remove, self.check = QPushButton(_("New note")), QPushButton(_("Remove")), QPushButton(_("Check a sheet …"))
        set_role(self.new, "primary")
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(EmptyState(_("No notes yet. N begins one. First: is he alone? Free to speak?")))
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        for button in (self.check, self.remove, self.new):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list, 1)
        column.addLayout(foot)
        self.new.clicked.connect(self.new_asked)
        self.check.clicked.connect(self.check_asked)
        self.remove.clicked.connect(self.remove_note)
        session.revealed_changed.connect(lambda _shown: self.table.viewport().update())
        self.table.current_changed.connect(lambda note: self.remove.setEnabled(note is not None and not note.signed_at))
        # The whole page, its buttons too: on an empty one the keyboard is on "New note".
        Keys(self, {"N": self.new_asked.emit, "Ins": self.new_asked.emit, "Del": self.remove_note})

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show these notes; one that is not what was signed is said to be so."""
        self._shown = OfCase(self._session, notes[0].case if notes else "")
        signed = seals.chain(notes)
        self._wrong = frozenset(each.note.id for each in signed if each.verdict in {Verdict.ALTERED, Verdict.BROKEN})
        self.table.show_rows(sorted(notes, key=lambda note: note.written_at, reverse=True))
        self._list.setCurrentIndex(0 if notes else 1)

    def _state(self, note: Note) -> str:
        if note.id in self._wrong:
            return _("not what was signed")
        return _("closed for good") if note.signed_at else _("open")

    def _tone(self, note: Note) -> str | None:
        return "red" if note.id in self._wrong else "dim" if note.signed_at else None

    def take_focus(self) -> None:
        """Put the keyboard into the list, or on the button that begins the first note."""
        (self.table if self.table.model_.rows else self.new).setFocus()

    def remove_note(self) -> None:
        """Put the note under the cursor into the bin, where it is still open."""
        note = self.table.current()
        if note is None:
            return
        gone = replace(note, removed_at=self._session.vault.now().isoformat())
        keep = partial(keep_note, self._session.vault)
        if attempt(self.line, lambda: self._session.change(_("Remove note"), note, gone, keep)):
            self.line.say(_("Removed. Ctrl+Z brings it back."))


def _first_words(note: Note) -> str:
    return " ".join(markup.plain(note.text[: 3 * _FIRST]).split())
