"""Note templates: put into the note that is open, kept from it, taken away; the shipped ones below hers."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

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
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session


class NoteTemplatesPage(QWidget):
    """Enter puts the template into the note, Del takes one of hers away, Escape goes back to the note."""

    chosen = Signal(object)  # the texts by block
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._note: Note | None = None
        self.table = Table(
            (
                Column(_("Template"), lambda each: each.title, 260, bold=True),
                Column(_("Whose"), _whose, 210, tone_of=lambda each: "accent" if each.entry else "dim"),
                Column(_("Blocks"), _blocks),
            ),
            _("Note templates"),
        )
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        for part, least in ((self.table, 120), (self.text, 60)):
            # What is longer scrolls inside; it must not make the window higher than a small screen.
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            part.setMinimumHeight(least)
        self.text.setAccessibleName(_("What the template puts in"))
        self.line = Line(lines=2, name=_("Message"))
        self.title = TextLine(_("Title of the template"), hint=_("title; an old one is changed by it"))
        self.keep, self.remove = QPushButton(_("Keep this note as a template")), QPushButton(_("Take my template away"))
        self.back, self.take = QPushButton(_("Back to the note")), QPushButton(_("Put into the note"))
        set_role(self.take, "primary")
        keeping, foot = QHBoxLayout(), QHBoxLayout()
        keeping.addWidget(self.title, 1)
        keeping.addWidget(self.keep)
        foot.addWidget(self.back)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(_("Note templates")))
        column.addWidget(self.table, 3)
        column.addWidget(self.text, 2)
        column.addWidget(hint(_("A template goes below what is written. What you keep is offered in every file: it may name nobody.")))
        column.addLayout(keeping)
        column.addWidget(self.line)
        column.addLayout(foot)
        self.table.chosen.connect(self._take)
        self.table.current_changed.connect(self._on_current)
        self.take.clicked.connect(lambda: self._take(self.table.current()))
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit})
        Keys(self.title, {"Return": self._keep})
        Keys(self.table, {"Del": self._remove})

    def open_note(self, note: Note) -> None:
        """Show the templates for this note."""
        self._note = note
        self.line.clear()
        self._show()
        self.take.setEnabled(not note.signed_at)

    def unsaved(self) -> dict[str, str]:
        """The title that is being typed."""
        each = self.table.current()
        usual = each.title if each is not None and each.entry else ""
        return {"template-title": self.title.text()} if self.title.text() not in {"", usual} else {}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Put back the title that was being typed."""
        self.title.put_back(texts.get("template-title", ""))

    def _show(self) -> None:
        self.table.show_rows(offered(self._session.vault, language()))

    def _on_current(self, each: Offered | None) -> None:
        self.remove.setEnabled(each is not None and bool(each.entry))
        self.title.put_back(each.title if each is not None and each.entry else "")
        blocks = each.blocks if each is not None else {}
        self.text.setPlainText("\n\n".join(f"{note_words.block_title(block)}\n{blocks[block]}" for block in BLOCKS if block in blocks))

    def _take(self, each: Offered | None) -> None:
        if each is not None and self.take.isEnabled():
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

        if attempt(self.line, keep):
            self._show()
            self.line.say(_("Kept as a template. Ctrl+Z takes it back."), "good")

    def _remove(self) -> None:
        vault, each = self._session.vault, self.table.current()
        if each is None or not each.entry:
            return
        known = records.get(vault, NoteTemplate, each.entry)
        gone = replace(known, removed_at=vault.now().isoformat())
        if attempt(self.line, lambda: self._session.change(_("Note template"), known, gone, partial(keep_template, vault))):
            self._show()
            self.line.say(_("Taken away. Ctrl+Z brings it back."))


def _whose(each: Offered) -> str:
    if not each.entry:
        return _("came with the program")
    return _("yours, above the shipped one") if each.over else _("yours")


def _blocks(each: Offered) -> str:
    return ", ".join(note_words.block_title(block) for block in BLOCKS if block in each.blocks)
