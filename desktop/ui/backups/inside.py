"""What lies in a copy: its cases by pseudonym, their notes, documents, events and papers to be read; nothing is restored or written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.documents.names_in_text import Names
from desktop.domain.attachments import Attachment
from desktop.domain.deadlines import Deadline
from desktop.domain.events import Event
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.notes import BLOCKS, Note
from desktop.domain.tasks import Task
from desktop.i18n import _
from desktop.ui import choices
from desktop.ui.case.note_words import block_title
from desktop.ui.parts.day_words import date_words, day_words, moment_words
from desktop.ui.parts.fields import hint
from desktop.ui.parts.rows import Column
from desktop.ui.parts.sizes import size_words
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role

if TYPE_CHECKING:
    from desktop.domain.values import Value
    from desktop.operations.looking import Inside
    from desktop.ui.session import Session

_SHOWN = 80  # letters of the title of a thing


class InsidePanel(QWidget):
    """Three columns: the cases, what is in one, and one thing to be read. It all goes with the page, and at the lock."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._inside: Inside | None = None
        self._names = Names(())
        self._head, self._text = QLabel(), QPlainTextEdit()
        set_role(self._head, "head")
        self._cases = Table(
            [Column(_("Pseudonym"), lambda case: case.pseudonym, 130, bold=True), Column(_("No."), lambda case: case.number)],
            _("Files in this copy"),
        )
        self._things = Table([Column(_("Kind"), _kind, 120), Column(_("What"), self._title)], _("What is in it"))
        self._back = QPushButton(_("Back (Esc)"))
        self._build()

    def show_inside(self, inside: Inside) -> None:
        """Show what was read."""
        self._inside = inside
        made = moment_words(inside.created, self._session.today)
        self._head.setText(_("Copy of {when}: only to be read").format(when=made))
        self._cases.show_rows(inside.cases)
        self._on_case(self._cases.current())

    def forget(self) -> None:
        """Let go of what was read."""
        self._inside = None
        self._cases.show_rows(())
        self._things.show_rows(())
        self._text.clear()

    def take_focus(self) -> None:
        """Put the keyboard on the cases."""
        self._cases.setFocus()

    def _build(self) -> None:
        self._text.setReadOnly(True)
        self._text.setAccessibleName(_("What stands there"))
        self._text.setTabChangesFocus(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse)
        self._cases.setFixedWidth(260)
        self._things.setFixedWidth(390)
        self._cases.current_changed.connect(self._on_case)
        self._things.current_changed.connect(self._on_thing)
        self._cases.chosen.connect(lambda _case: self._things.setFocus())
        self._things.chosen.connect(lambda _thing: self._text.setFocus())
        self._back.clicked.connect(self.left)
        self._session.revealed_changed.connect(self._on_revealed)
        lists = QHBoxLayout()
        lists.setSpacing(12)
        lists.addWidget(self._cases)
        lists.addWidget(self._things)
        lists.addWidget(self._text, 1)
        foot = QHBoxLayout()
        foot.addWidget(hint(_("Names are bars until F9. Nothing of this is written anywhere.")), 1)
        foot.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 12)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addLayout(lists, 1)
        column.addLayout(foot)

    def _on_case(self, case: Value | None) -> None:
        if self._inside is None or case is None:
            self._things.show_rows(())
            return
        self._names = Names(self._inside.people(case.id))
        self._things.show_rows(self._inside.readable(case.id))
        self._on_thing(self._things.current())

    def _on_thing(self, thing: Value | None) -> None:
        self._text.setPlainText(self._shown(_text_of(thing)) if thing is not None else "")

    def _on_revealed(self, _revealed: bool) -> None:
        self._things.viewport().update()
        self._on_thing(self._things.current())

    def _shown(self, text: str) -> str:
        return text if self._session.revealed else self._names.masked(text)

    def _title(self, thing: Value) -> str:
        # Cut below the bars: half a name would be known for none.
        return self._shown(_title_of(thing))[:_SHOWN]


def _kind(thing: Value) -> str:
    if isinstance(thing, Note):
        return _("Note")
    if isinstance(thing, RegisterEntry):
        return _("Document")
    if isinstance(thing, Letter):
        return _("Draft")
    if isinstance(thing, Attachment):
        return _("Paper")
    if isinstance(thing, Task):
        return _("Task")
    return _("Event") if isinstance(thing, Event) else _("Date")


def _title_of(thing: Value) -> str:
    if isinstance(thing, Note):
        return " ".join(thing.text[: 3 * _SHOWN].split())
    if isinstance(thing, RegisterEntry):
        return f"{thing.number} {thing.title}".strip()
    if isinstance(thing, Attachment):
        return thing.name
    if isinstance(thing, Event):
        return thing.title or choices.word(thing.kind)
    return thing.title if isinstance(thing, Letter | Deadline | Task) else ""


def _text_of(thing: Value) -> str:
    if isinstance(thing, Note):
        blocks = [f"{block_title(block)}\n{thing.blocks[block]}" for block in BLOCKS if thing.blocks.get(block)]
        return "\n\n".join((*blocks, *(addendum.text for addendum in thing.addenda)))
    if isinstance(thing, RegisterEntry):
        return thing.text
    if isinstance(thing, Letter):
        return thing.text or "\n".join(f"{name}: {text}" for name, text in thing.fields.items() if text)
    if isinstance(thing, Attachment):
        return _("{name}\n{size}. Restore the copy to open it.").format(name=thing.name, size=size_words(thing.size))
    return _dated(thing)


def _dated(thing: Value) -> str:
    if isinstance(thing, Event):
        return "\n".join(part for part in (_title_of(thing), day_words(thing.day), thing.place, thing.text) if part)
    if isinstance(thing, Deadline | Task):
        return "\n".join((_title_of(thing), *([date_words(thing.due)] if thing.due else [])))
    return ""
