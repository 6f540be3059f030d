"""The editor of a consultation note: one scroll of blocks, saved while she types, closed for good once."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import fingerprints, markup
from desktop.domain.notes import BLOCKS, Addendum, Note, Seal
from desktop.i18n import _
from desktop.operations.notes import keep_note
from desktop.ui.case import note_fields, note_words
from desktop.ui.case.note_head import NoteHead
from desktop.ui.case.note_norms import NormsField
from desktop.ui.case.note_side import NoteSide
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import TextLine, Typed, heading, put_back, unsaved
from desktop.ui.parts.growing import UNSAVED_MS
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.marked import MarkedEdit
from desktop.ui.parts.marks import FindableLabel
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.short_button import ShortButton
from desktop.ui.session import Session

OUTLINE, SIDE, MEASURE = 200, 262, 700
FILLED, EMPTY = "●", "○"
_HIGH = {"facts": 5, "papers_seen": 1, "open_questions": 1, "law": 1}  # lines of an empty block; others have two


class NoteEditor(QWidget):
    """One note. What is typed is in the vault within two seconds, in the note itself, until it is closed for good."""

    sign_off_asked = Signal(object)
    step_asked = Signal(str)  # a line that becomes a date or a task
    saved = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._note: Note | None = None
        self.line = Line(name=_("Message"))
        self.head = NoteHead(session)
        self.blocks = {
            block: MarkedEdit(note_words.block_title(block), note_words.block_question(block), lines=_HIGH.get(block, 2))
            for block in BLOCKS
        }
        self.norms = NormsField(session)
        self.fields = {"facts": note_fields.of_the_story(), "decision": note_fields.of_the_decision()}
        self.retold = QCheckBox(_("He retold it in his own words"))
        self.side = NoteSide(session)
        self._signed = FindableLabel()
        self._outline = {block: ShortButton("") for block in BLOCKS}
        self._scroll = QScrollArea()
        self._pause = QTimer(self, singleShot=True, interval=UNSAVED_MS)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        left = Scrolled(*self._outline.values(), spacing=0)
        left.setFixedWidth(OUTLINE)
        left.setAccessibleName(_("Blocks of the note"))
        sheet = self._sheet()
        self._scroll.setWidget(sheet)
        # A window too narrow for it scrolls as a whole: fields must not be cut at their right.
        self._scroll.setMinimumWidth(min(MEASURE, sheet.minimumSizeHint().width()) + 12)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName(_("Note"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setFixedWidth(SIDE)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(left)
        row.addWidget(self._scroll, 1)
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row, 1)
        column.addWidget(self.line)

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        sheet.setMaximumWidth(MEASURE)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(3)
        column.addWidget(self.head)
        for block, edit in self.blocks.items():
            column.addWidget(heading(note_words.block_title(block)))
            if block in self.fields:
                column.addWidget(self.fields[block])
            if block == "law":
                column.addWidget(self.norms)
            column.addWidget(edit)
            if block == "understanding":
                column.addWidget(self.retold)
        column.addSpacing(6)
        column.addWidget(self._signed)
        column.addStretch(1)
        return sheet

    def _listen(self) -> None:
        for block, edit in self.blocks.items():
            edit.paused.connect(self.save)
            edit.textChanged.connect(partial(self._dot, block))
            self._outline[block].clicked.connect(partial(self.go_to, block))
        for changed in (self.head.changed, self.side.changed, self.norms.changed, *(each.changed for each in self.fields.values())):
            changed.connect(self.save)
        for line in self.findChildren(TextLine):
            line.textEdited.connect(self._on_line)
        self._pause.timeout.connect(self.save)
        self.norms.closed.connect(partial(self.go_to, "law"))
        self.retold.toggled.connect(self.save)
        # The scroll area knows what to do with arrows, too: it is asked after us.
        Keys(self._scroll, {"Ctrl+Down": partial(self._step, 1), "Ctrl+Up": partial(self._step, -1)})
        Keys(self, {"F5": self.head.stamp_time, "Ctrl+Return": lambda: self.sign_off_asked.emit(self.note),
                    "Ctrl+T": self.ask_for_step})  # fmt: skip

    def _on_line(self, _text: str) -> None:
        """A line of the head says itself when it is left; until then no more may be lost than of a block."""
        if not self._pause.isActive():
            self._pause.start()

    @property
    def note(self) -> Note | None:
        """The note as it stands on the page."""
        if self._note is None or self._note.signed_at:
            return self._note
        note = self.norms.written_into(self.head.written_into(self._note))
        for fields in self.fields.values():
            note = fields.written_into(note)
        return replace(
            note,
            blocks={block: edit.toPlainText() for block, edit in self.blocks.items() if edit.toPlainText().strip()},
            explained=self.side.explained,
            retold=self.retold.isChecked(),
        )

    def show_note(self, note: Note, before: Note | None) -> None:
        """Open a note; `before` is the one of the talk before, to be read beside it."""
        self._note = None  # nothing is saved while the fields are filled
        closed = bool(note.signed_at)
        for block, edit in self.blocks.items():
            edit.setPlainText(note.blocks.get(block, ""))
            edit.mark_saved()
            edit.setReadOnly(closed)
            edit.setPlaceholderText("" if closed else note_words.block_question(block))
        self.retold.setChecked(note.retold)
        self.retold.setEnabled(not closed)
        self.head.show_note(note)
        self.norms.show_note(note)
        for fields in self.fields.values():
            fields.show_note(note)
        self.side.show_note(note, before)
        self._signed.setText("\n\n".join([*([_sealed(note.seal)] if note.seal else []), *map(_added, note.addenda)]))
        self._note = note
        for block in BLOCKS:
            self._dot(block)

    def forget(self) -> None:
        """Let go of the note: it stands in another file now."""
        self._note = None

    def take_focus(self) -> None:
        """Put the keyboard into the story."""
        self.blocks["facts"].setFocus()

    def save(self, *_args: object) -> bool:
        """Save the note as it stands; False where it could not be saved, which the line then says."""
        note = self.note
        # A pause may end after the vault was closed: what was typed went into it with the lock.
        if note is None or self._note is None or note.signed_at or note == self._note or not self._session.vault.is_open:
            return True
        if not attempt(self.line, lambda: keep_note(self._session.vault, note)):
            return False
        self._note = note
        for edit in self.blocks.values():
            edit.mark_saved()
        for fields in self.fields.values():
            fields.mark_saved()
        self.head.mark_saved()
        self.saved.emit()
        return True

    def unsaved(self) -> dict[str, str]:
        """What could not be saved, by block, and by name what stands in lines."""
        if self.save() or self.note is None:
            return {}
        return {"note": self.note.id, **unsaved(self._typed)}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed into the note that is open."""
        if self.note is not None and not self.note.signed_at:
            put_back(self._typed, texts)

    @property
    def _typed(self) -> dict[str, Typed]:
        """All into which she types, by name."""
        lines = {**self.head.lines, "began": self.head.began, "ended": self.head.ended}
        for fields in self.fields.values():
            lines |= {name: field for name, field in fields.fields.items() if isinstance(field, TextLine)}
        return {**self.blocks, **lines}

    def ask_for_step(self) -> None:
        """Have the line under the cursor made into a date or a task: that of the next steps, where the cursor is in no block."""
        edit = self._edit_in_use or self.blocks["next_steps"]
        if self.note is not None and not self.note.signed_at:
            self._stepped = edit
            self.step_asked.emit(edit.line)

    def write_behind_step(self, text: str) -> None:
        """Say behind that line what became of it."""
        self._stepped.add_to_line(text)
        self._stepped.setFocus()
        self.save()

    def go_to(self, block: str, *_args: object) -> None:
        """Put the keyboard into a block."""
        self._scroll.ensureWidgetVisible(self.blocks[block], 0, 60)
        self.blocks[block].setFocus()

    @property
    def _edit_in_use(self) -> MarkedEdit | None:
        return next((edit for edit in self.blocks.values() if edit.hasFocus()), None)

    def _dot(self, block: str) -> None:
        filled = bool(self.blocks[block].toPlainText().strip())
        title = note_words.block_title(block)
        state = _("{block}: written") if filled else _("{block}: empty")
        self._outline[block].say(f"{FILLED if filled else EMPTY}  {title}", state.format(block=title))

    def _step(self, by: int) -> None:
        order = list(BLOCKS)
        now = next((number for number, block in enumerate(order) if self.blocks[block].hasFocus()), -1 if by > 0 else len(order))
        self.go_to(order[max(0, min(len(order) - 1, now + by))])


def _sealed(seal: Seal) -> str:
    return _("Fingerprint: {letters}").format(letters=fingerprints.fingerprint(seal.digest))


def _added(addendum: Addendum) -> str:
    said = _("Added {when}: {text}").format(when=moment_words(addendum.at), text=markup.plain(addendum.text))
    return f"{said}\n{_sealed(addendum.seal)}" if addendum.seal else said
