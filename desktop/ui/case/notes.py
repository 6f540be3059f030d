"""Notes of the case: the list, the note that is open, and what is done with it: closing, printing, versions, carrying, handing out."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.cases import Case
from desktop.domain.errors import NoteIsClosed
from desktop.domain.letters import Letter
from desktop.domain.note_templates import begun_with
from desktop.domain.notes import Note
from desktop.i18n import _
from desktop.operations.handouts import begin_leaflet, begin_receipt
from desktop.operations.notes import add_addendum, keep_note, sign_off
from desktop.storage import records
from desktop.ui.case.move_strip import MoveStrip
from desktop.ui.case.note_carry import CarryPage
from desktop.ui.case.note_editor import NoteEditor
from desktop.ui.case.note_list import NoteList
from desktop.ui.case.note_lock import LockStrip
from desktop.ui.case.note_sheet import NoteSheet
from desktop.ui.case.note_step import StepStrip
from desktop.ui.case.note_templates import NoteTemplatesPage
from desktop.ui.case.note_versions import VersionsPage
from desktop.ui.committing import IntoFile
from desktop.ui.history import concerns
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.laid import across, below
from desktop.ui.parts.marked import MarkedEdit
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.words import explain

_CARRIED = "carried-"
P = TypeVar("P", NoteSheet, VersionsPage, NoteTemplatesPage, CarryPage)


class NotesTab(QWidget):
    """The notes. N begins one, Enter opens one, Escape goes back to the list."""

    letter_asked = Signal(str)  # a draft that was begun from a note
    check_asked = Signal()

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self.list = NoteList(session)
        self.line, self.table = self.list.line, self.list.table
        self.editor = NoteEditor(session)
        self.back, self.more = QPushButton(_("All notes")), QPushButton(_("More"))
        self.sheet_button, self.close_button = QPushButton(_("Print …")), QPushButton(_("Close for good …"))
        self.addendum = MarkedEdit(_("Addendum"), _("What is added, dated today. The note above stays as it was."), lines=2)
        self.add_button = IntoFile(session, _("Add"), case_id, role="")
        self.lock = LockStrip(session, case_id)
        self._stack = QStackedWidget()
        self.moving = MoveStrip(session, case_id, self.line)
        self.steps = StepStrip(session, case_id, self.editor.line)
        self._lay_out()
        self._listen()
        self.show_case()

    # --- building

    def _lay_out(self) -> None:
        self._stack.addWidget(self.list)
        self._added = across(self.addendum, self.add_button)
        self._foot = across(self.back, self.more, None, self.sheet_button, self.close_button)
        self._desk = below(self.editor, self._added, self.lock, self.steps, self._foot)
        self._stack.addWidget(self._desk)
        set_role(self.close_button, "primary")
        self._fill_menu()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 6)
        layout.addWidget(self._stack)
        layout.addWidget(self.moving)

    # Each of these is made when it is first asked for: the tab opens sooner.

    @cached_property
    def sheet(self) -> NoteSheet:
        """Notes on paper."""
        return self._put(NoteSheet(self._session))

    @cached_property
    def versions(self) -> VersionsPage:
        """What the note was before."""
        page = self._put(VersionsPage(self._session))
        page.changed.connect(self._read_again)
        return page

    @cached_property
    def templates(self) -> NoteTemplatesPage:
        """What a note may begin with."""
        page = self._put(NoteTemplatesPage(self._session))
        page.chosen.connect(self._put_template)
        return page

    @cached_property
    def carrying(self) -> CarryPage:
        """The advice for others."""
        return self._put(CarryPage(self._session, self._case_id))

    def _put(self, page: P) -> P:
        self._stack.addWidget(page)
        page.closed.connect(self._back_to_note)
        return page

    @property
    def is_listing(self) -> bool:
        """Whether the list is in sight."""
        return self._stack.currentWidget() is self.list

    def _fill_menu(self) -> None:
        self.more.setAccessibleName(_("More that can be done with the note"))
        menu = QMenu(self.more)
        for words, keys, deed in self._deeds:
            action = menu.addAction(f"{words}\t{keys}" if keys else words)
            action.triggered.connect(lambda _on=False, deed=deed: deed())
        self.more.setMenu(menu)

    @property
    def _deeds(self) -> tuple[tuple[str, str, Callable[[], object]], ...]:
        return (
            (_("The line becomes a date or a task …"), "Ctrl+T", self.editor.ask_for_step),
            (_("Templates …"), "Ctrl+Shift+T", self._ask_for_template),
            (_("Versions …"), "Ctrl+H", self._show_versions),
            (_("Carry the advice to others …"), "", self._show_carrying),
            (_("Leaflet for the client …"), "", self._begin_leaflet),
            (_("Receipt for originals given back …"), "", self._begin_receipt),
            (_("Into another file …"), "Ctrl+M", self._ask_to_move),
            (_("Check a sheet …"), "", self.check_asked.emit),
        )

    def _listen(self) -> None:
        self.list.new_asked.connect(self.new_note)
        self.list.check_asked.connect(self.check_asked)
        self.table.chosen.connect(self.open_note)
        self.back.clicked.connect(self._close)
        self.sheet_button.clicked.connect(self._show_sheet)
        self.close_button.clicked.connect(self._ask_lock)
        self.editor.sign_off_asked.connect(lambda _note: self._ask_lock())
        self.editor.step_asked.connect(self._ask_for_step)
        self.steps.made.connect(self.editor.write_behind_step)
        self.lock.agreed.connect(self._sign_off)
        self.lock.closed.connect(self.close_button.show)
        self.add_button.clicked.connect(self._add)
        Keys(self._desk, {"Escape": self._close, "Ctrl+P": self._show_sheet, "Ctrl+H": self._show_versions,
                          "Ctrl+Shift+T": self._ask_for_template})  # fmt: skip
        Keys(self, {"Ctrl+M": self._ask_to_move})
        self.moving.moved.connect(self._let_go)
        for part in (self.moving, self.lock, self.steps):
            part.closed.connect(self.take_focus)
        self._session.changed.connect(self.show_case)

    def _ask_to_move(self) -> None:
        """The note that is open, else the one under the cursor."""
        note = self.table.current() if self.is_listing else self.editor.note
        if note is not None and note.signed_at:
            (self.line if self.is_listing else self.editor.line).say(explain(NoteIsClosed()), "warning")
        elif self.is_listing or self.editor.save():
            self.moving.ask(note)

    def _let_go(self) -> None:
        self.editor.forget()
        self._stack.setCurrentWidget(self.list)
        self.show_case()
        self.take_focus()

    # --- showing

    def show_case(self) -> None:
        """Read the notes again and show them."""
        notes = records.of_case(self._session.vault, Note, self._case_id)
        self.list.show_notes(notes)
        open_now = self.editor.note
        if open_now and not self.is_listing and open_now.id not in {note.id for note in notes}:
            # It was taken back by an undo while it stood here.
            self._stack.setCurrentWidget(self.list)

    def take_focus(self) -> None:
        """Put the keyboard where it is needed: into the open note, or the list."""
        if self.is_listing:
            self.list.take_focus()
        elif self._stack.currentWidget() is self._desk:
            self.editor.take_focus()

    def open_subject(self, subject: str) -> None:
        """Open the note with this id."""
        note = records.find(self._session.vault, Note, subject)
        if note and not note.removed_at:
            self.open_note(note)

    def new_note(self) -> None:
        """Begin a note: it is in the vault from its first letter on."""
        vault = self._session.vault
        case = records.get(vault, Case, self._case_id)
        now = vault.now()
        numbers = [note.number for note in records.of_case(vault, Note, self._case_id)]
        note = Note(
            id=vault.new_id(), case=self._case_id, written_at=now.isoformat(), number=max(numbers, default=0) + 1,
            began=f"{now.astimezone():%H:%M}", zone=case.zone, language=case.languages[0] if case.languages else "ru",
        )  # fmt: skip
        gone = replace(note, removed_at=now.isoformat())
        if attempt(self.line, lambda: self._session.change(_("New note"), gone, note, partial(keep_note, vault))):
            self.open_note(note)

    def open_note(self, note: Note) -> None:
        """Open a note in the editor; the one that stands there is saved first."""
        if not self.editor.save():
            return
        self._show_note(note.id)
        self._stack.setCurrentWidget(self._desk)
        self.editor.take_focus()

    def _show_note(self, note_id: str) -> None:
        note = records.get(self._session.vault, Note, note_id)
        others = [other for other in self.table.model_.rows if other.written_at < note.written_at]
        self.editor.show_note(note, max(others, key=lambda other: other.written_at, default=None))
        for part in (self.lock, self.steps):
            part.hide()
        self.close_button.setVisible(not note.signed_at)
        self._added.setVisible(bool(note.signed_at))

    def _read_again(self) -> None:
        """Another text stands in the note now."""
        if self.editor.note:
            self._show_note(self.editor.note.id)

    def unsaved(self) -> dict[str, str]:
        """What could not be saved; all else is in the note itself, and which note is open."""
        fields = self.editor.unsaved() if not self.is_listing else {}
        note = self.editor.note
        if note is None or self.is_listing:
            return fields
        typed = self.steps.unsaved()
        if self.addendum.toPlainText().strip():
            typed["addendum"] = self.addendum.toPlainText()
        if "carrying" in self.__dict__ and self._stack.currentWidget() is self.carrying:
            typed |= {f"{_CARRIED}{block}": text for block, text in self.carrying.unsaved().items()}
        if "templates" in self.__dict__ and self._stack.currentWidget() is self.templates:
            typed |= self.templates.unsaved()
        return fields | ({"note": note.id, **typed} if typed else {})

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self.open_subject(texts.get("note", ""))
        self.editor.put_back(texts)
        self.addendum.put_back(texts.get("addendum", ""))
        if "step" in texts:
            self.steps.put_back(texts.get("note", ""), texts)
        if carried := {name.removeprefix(_CARRIED): text for name, text in texts.items() if name.startswith(_CARRIED)}:
            self._show_carrying()
            self.carrying.put_back(carried)
        if "template-title" in texts:
            self._ask_for_template()
            self.templates.put_back(texts)

    def _close(self) -> None:
        if self.editor.save():
            self._stack.setCurrentWidget(self.list)
            self.show_case()
            self.take_focus()

    def _back_to_note(self) -> None:
        self._stack.setCurrentWidget(self._desk)
        self.editor.take_focus()

    # --- deeds

    def _ask_lock(self) -> None:
        note = self.editor.note
        if note is None or note.signed_at or not self.editor.save():
            return
        self.close_button.hide()
        self.lock.ask(note)

    def _sign_off(self) -> None:
        note = self.editor.note
        if note is not None and attempt(self.editor.line, lambda: sign_off(self._session.vault, note)):
            # No step back leads into a closed note: those before it can be taken back again.
            self._session.history.drop(partial(concerns, id_=note.id))
            self.lock.counted.keep_for(note, self.editor.line)
            self._reopen(note)
            self.editor.line.say(_("Closed for good. Whatever comes later is added below, with its date."), "good")

    def _add(self) -> None:
        note, text = self.editor.note, self.addendum.toPlainText().strip()
        if note is None or not text:
            self.addendum.setFocus()
            return
        if attempt(self.editor.line, lambda: add_addendum(self._session.vault, note, text)):
            self.addendum.clear()
            self.addendum.mark_saved()
            self._reopen(note)

    def _reopen(self, note: Note) -> None:
        # A closed note cannot be opened again by an undo: it did not go through the history.
        self.editor.show_note(records.get(self._session.vault, Note, note.id), None)
        self._session.changed.emit()
        self.open_note(note)

    def _ask_for_step(self, text: str) -> None:
        if self.editor.note and self.editor.save():
            self.steps.ask(self.editor.note.id, text)

    def _ask_for_template(self) -> None:
        if self.editor.note and self.editor.save():
            self._stack.setCurrentWidget(self.templates)
            self.templates.open_note(self.editor.note)
            self.templates.table.setFocus()

    def _put_template(self, blocks: dict[str, str]) -> None:
        note = self.editor.note
        if note is not None and attempt(self.editor.line, lambda: keep_note(self._session.vault, begun_with(note, blocks))):
            self._show_note(note.id)
            self._back_to_note()

    def _show_sheet(self) -> None:
        note = self.editor.note
        if note and self.editor.save():
            self.show_case()
            self._stack.setCurrentWidget(self.sheet)
            self.sheet.open_notes(self.table.model_.rows, note)

    def _show_versions(self) -> None:
        note = self.editor.note
        if note and self.editor.save() and attempt(self.editor.line, lambda: self.versions.open_note(note)):
            self._stack.setCurrentWidget(self.versions)
            self.versions.table.setFocus()

    def _show_carrying(self) -> None:
        note = self.editor.note
        if self._session.visit is not None:
            self.editor.line.say(_("Not while a visitor is beside you: F8 first."), "warning")
        elif note and self.editor.save() and attempt(self.editor.line, lambda: self.carrying.open_note(note)):
            self._stack.setCurrentWidget(self.carrying)
            self.carrying.words.setFocus()

    def _begin_leaflet(self) -> None:
        note = self.editor.note
        if note and self.editor.save():
            self._begin(lambda: begin_leaflet(self._session.vault, note))

    def _begin_receipt(self) -> None:
        self._begin(lambda: begin_receipt(self._session.vault, self._case_id))

    def _begin(self, begin: Callable[[], Letter]) -> None:
        begun: list[Letter] = []
        if attempt(self.editor.line, lambda: begun.append(begin())):
            self._session.changed.emit()
            self.letter_asked.emit(begun[0].id)
