"""Note templates: put into the note that is open, kept from it, taken away; the shipped ones below hers."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.note_templates import NoteTemplate
from desktop.domain.notes import BLOCKS, Note
from desktop.i18n import _, language
from desktop.operations.note_templates import Offered, keep_template, offered, template_of
from desktop.storage import records
from desktop.ui.case import note_words
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import TextLine, heading, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

SHOWN = 5


class TemplateStrip(QWidget):
    """Hidden until it is asked for. Enter puts the template into the note, Del takes one of hers away, Escape closes."""

    chosen = Signal(object)  # the texts by block
    closed = Signal()

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._note: Note | None = None
        self.table = Table(
            (
                Column(_("Template"), lambda each: each.title, 260, bold=True),
                Column(_("Whose"), _whose, 210, tone_of=lambda each: "accent" if each.entry else "dim"),
                Column(_("Blocks"), _blocks),
            ),
            _("Note templates"),
        )
        self.table.horizontalHeader().hide()
        self.table.setFixedHeight(SHOWN * ROW_HEIGHT + 2)
        self.title = TextLine(_("Title of the template"), hint=_("title; an old one is changed by it"))
        self.keep, self.remove = QPushButton(_("Keep this note as a template")), QPushButton(_("Take mine away"))
        self.back, self.take = QPushButton(_("Close")), QPushButton(_("Put into the note"))
        set_role(self.take, "primary")
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(self.keep)
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(_("Note templates")))
        column.addWidget(self.table)
        column.addLayout(row)
        column.addWidget(hint(_("A template goes below what is written. What you keep is offered in every file: it may name nobody.")))
        self.table.chosen.connect(self._take)
        self.table.current_changed.connect(self._on_current)
        self.take.clicked.connect(lambda: self._take(self.table.current()))
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)
        self.back.clicked.connect(self._leave)
        Keys(self, {"Escape": self._leave})
        Keys(self.title, {"Return": self._keep})
        Keys(self.table, {"Del": self._remove})
        self.hide()

    def ask(self, note: Note) -> None:
        """Show the templates for this note."""
        self._note = note
        self._show()
        self.take.setEnabled(not note.signed_at)
        self.show()
        self.table.setFocus()

    def _show(self) -> None:
        self.table.show_rows(offered(self._session.vault, language()))

    def _on_current(self, each: Offered | None) -> None:
        self.remove.setEnabled(each is not None and bool(each.entry))
        self.title.put_back(each.title if each is not None and each.entry else "")

    def _take(self, each: Offered | None) -> None:
        if each is not None and self.take.isEnabled():
            self.hide()
            self.chosen.emit(dict(each.blocks))

    def _keep(self) -> None:
        vault, note = self._session.vault, self._note
        if note is None:
            return

        def keep() -> None:
            new = template_of(vault, note, self.title.text(), language())
            known = records.find(vault, NoteTemplate, new.id)
            before = known or replace(new, removed_at=vault.now().isoformat())
            self._session.change(_("Note template"), before, new, partial(keep_template, vault))

        if attempt(self._line, keep):
            self._show()
            self._line.say(_("Kept as a template. Ctrl+Z takes it back."), "good")

    def _remove(self) -> None:
        vault, each = self._session.vault, self.table.current()
        if each is None or not each.entry:
            return
        known = records.get(vault, NoteTemplate, each.entry)
        gone = replace(known, removed_at=vault.now().isoformat())
        if attempt(self._line, lambda: self._session.change(_("Note template"), known, gone, partial(keep_template, vault))):
            self._show()
            self._line.say(_("Taken away. Ctrl+Z brings it back."))

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()


def _whose(each: Offered) -> str:
    if not each.entry:
        return _("came with the program")
    return _("yours, above the shipped one") if each.over else _("yours")


def _blocks(each: Offered) -> str:
    return ", ".join(note_words.block_title(block) for block in BLOCKS if block in each.blocks)
