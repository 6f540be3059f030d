"""Notes of the case: the list, the note that is open, closing it for good, and its printed sheet."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.devices.printers import PrintResult
from desktop.domain.cases import Case
from desktop.domain.journal import Deed
from desktop.domain.notes import Note
from desktop.i18n import _
from desktop.operations import journal
from desktop.operations.figures import mark_of
from desktop.operations.notes import add_addendum, keep_note, sign_off
from desktop.operations.notes_print import note_pdf
from desktop.storage import records
from desktop.ui.case.move_strip import MoveStrip
from desktop.ui.case.note_editor import NoteEditor
from desktop.ui.committing import IntoFile
from desktop.ui.figures.counted import CountedAs
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.growing import GrowingEdit
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

LIST, EDITOR, SHEET = range(3)


class NotesTab(QWidget):
    """The notes. N begins one, Enter opens one, Escape goes back to the list."""

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self.line = Line(name=_("Message"))
        self.table = Table(
            [
                Column(_("No."), lambda note: str(note.number), 60),
                Column(_("Written"), lambda note: moment_words(note.written_at, session.today), 160),
                Column(_("Begins with"), _first_words),
                Column(_("State"), _state, 170, tone_of=lambda note: "dim" if note.signed_at else None),
            ],
            _("Notes"),
        )
        self.editor = NoteEditor(session)
        self.new, self.remove = QPushButton(_("New note")), QPushButton(_("Remove"))
        self.back = QPushButton(_("All notes"))
        self.sheet_button, self.close_button = QPushButton(_("Print …")), QPushButton(_("Close for good …"))
        self.addendum = GrowingEdit(_("Addendum"), _("What is added, dated today. The note above stays as it was."), lines=2)
        self.add_button = IntoFile(session, _("Add"), case_id, role="")
        self.sheet = PdfView(_("The note as it prints"))
        self.printing = PrintPanel(session.jobs, self._pdf)
        self._lock_words = QLabel()
        self._lock = self._make_lock()
        self._stack = QStackedWidget()
        self.moving = MoveStrip(session, case_id, self.line)
        self._lay_out()
        self._listen()
        self.show_case()

    # --- building

    def _lay_out(self) -> None:
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(EmptyState(_("No notes yet. N begins one. First: is he alone? Free to speak?")))
        self._listing = _page(self._list, _row(self.line, None, self.remove, self.new))
        self._stack.addWidget(self._listing)
        self._added = _row(self.addendum, self.add_button)
        self._desk = _page(self.editor, self._added, self._lock, _row(self.back, None, self.sheet_button, self.close_button))
        self._stack.addWidget(self._desk)
        side = QWidget()
        side.setFixedWidth(330)
        self.sheet_back = QPushButton(_("Back to the note"))
        column = QVBoxLayout(side)
        column.addWidget(self.printing)
        column.addStretch(1)
        column.addWidget(self.sheet_back)
        self._paper = QWidget()
        row = QHBoxLayout(self._paper)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sheet, 1)
        row.addWidget(side)
        self._stack.addWidget(self._paper)
        for button in (self.new, self.close_button):
            set_role(button, "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 6)
        layout.addWidget(self._stack)
        layout.addWidget(self.moving)

    def _make_lock(self) -> QWidget:
        frame = QFrame()
        self.lock_yes, self.lock_no = IntoFile(self._session, _("Close for good"), self._case_id), QPushButton(_("Not yet"))
        self._lock_words.setWordWrap(True)
        self.counted = CountedAs(self._session)
        self.counted.listen_alone(frame)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._lock_words, 1)
        row.addWidget(self.counted)
        row.addWidget(self.lock_no)
        row.addWidget(self.lock_yes)
        frame.hide()
        return frame

    def _listen(self) -> None:
        self.new.clicked.connect(self.new_note)
        self.remove.clicked.connect(self._remove)
        self.table.chosen.connect(self.open_note)
        self.back.clicked.connect(self._close)
        self.sheet_back.clicked.connect(lambda: self._stack.setCurrentIndex(EDITOR))
        self.sheet_button.clicked.connect(self._show_sheet)
        self.close_button.clicked.connect(self._ask_lock)
        self.editor.sign_off_asked.connect(lambda _note: self._ask_lock())
        self.lock_no.clicked.connect(self._lock.hide)
        self.lock_yes.clicked.connect(self._sign_off)
        self.add_button.clicked.connect(self._add)
        self.printing.printed.connect(self._on_printed)
        # The whole page, its buttons too: on an empty one the keyboard is on "New note".
        Keys(self._listing, {"N": self.new_note, "Ins": self.new_note, "Del": self._remove})
        Keys(self._desk, {"Escape": self._close, "Ctrl+P": self._show_sheet})
        Keys(self._paper, {"Escape": self.sheet_back.click})
        Keys(self, {"Ctrl+M": self._ask_to_move})
        self.moving.moved.connect(self._let_go)
        self.moving.closed.connect(self.take_focus)
        self._session.changed.connect(self.show_case)

    def _ask_to_move(self) -> None:
        """The note that is open, else the one under the cursor."""
        if self._stack.currentIndex() == LIST:
            self.moving.ask(self.table.current())
        elif self.editor.save():
            self.moving.ask(self.editor.note)

    def _let_go(self) -> None:
        self.editor.forget()
        self._stack.setCurrentIndex(LIST)
        self.show_case()
        self.take_focus()

    # --- showing

    def show_case(self) -> None:
        """Read the notes again and show them."""
        notes = sorted(records.of_case(self._session.vault, Note, self._case_id), key=lambda note: note.written_at, reverse=True)
        self.table.show_rows(notes)
        self._list.setCurrentIndex(0 if notes else 1)
        self.remove.setEnabled(bool(notes))
        open_now = self.editor.note
        if open_now and self._stack.currentIndex() != LIST and open_now.id not in {note.id for note in notes}:
            # It was taken back by an undo while it stood here.
            self._stack.setCurrentIndex(LIST)

    def take_focus(self) -> None:
        """Put the keyboard where it is needed: into the open note, or the list."""
        if self._stack.currentIndex() == LIST:
            (self.table if self.table.model_.rows else self.new).setFocus()
        else:
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
        note = records.get(self._session.vault, Note, note.id)
        others = [other for other in self.table.model_.rows if other.written_at < note.written_at]
        self.editor.show_note(note, max(others, key=lambda other: other.written_at, default=None))
        self._show_state(note)
        self._stack.setCurrentIndex(EDITOR)
        self.editor.take_focus()

    def unsaved(self) -> dict[str, str]:
        """What could not be saved; all else is in the note itself, and which note is open."""
        fields = self.editor.unsaved() if self._stack.currentIndex() != LIST else {}
        if self.addendum.toPlainText().strip() and self.editor.note:
            fields |= {"note": self.editor.note.id, "addendum": self.addendum.toPlainText()}
        return fields

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self.open_subject(texts.get("note", ""))
        self.editor.put_back(texts)
        self.addendum.put_back(texts.get("addendum", ""))

    def _show_state(self, note: Note) -> None:
        self._lock.hide()
        self.close_button.setVisible(not note.signed_at)
        self._added.setVisible(bool(note.signed_at))

    def _close(self) -> None:
        if self.editor.save():
            self._stack.setCurrentIndex(LIST)
            self.show_case()
            self.take_focus()

    # --- deeds

    def _remove(self) -> None:
        note = self.table.current()
        if note is None:
            return
        gone = replace(note, removed_at=self._session.vault.now().isoformat())
        keep = partial(keep_note, self._session.vault)
        if attempt(self.line, lambda: self._session.change(_("Remove note"), note, gone, keep)):
            self.line.say(_("Removed. Ctrl+Z brings it back."))

    def _ask_lock(self) -> None:
        note = self.editor.note
        if note is None or note.signed_at or not self.editor.save():
            return
        self._lock_words.setText(_("This locks the text, the times and what was explained, for good. Later there are only dated addenda."))
        self.counted.show_kept(mark_of(self._session.vault, note).counted_as)
        self._lock.show()
        self.lock_yes.setFocus()

    def _sign_off(self) -> None:
        note = self.editor.note
        if note is not None and attempt(self.editor.line, lambda: sign_off(self._session.vault, note)):
            self.counted.keep_for(note, self.editor.line)
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

    def _pdf(self) -> bytes:
        note = self.editor.note
        return note_pdf(self._session.vault, note) if note else b""

    def _on_printed(self, result: PrintResult) -> None:
        note = self.editor.note
        if note is not None and result.finished:
            attempt(self.editor.line, partial(journal.note, self._session.vault, Deed.PRINTED, case=note.case, subject=note.id))

    def _show_sheet(self) -> None:
        if self.editor.save() and attempt(self.editor.line, lambda: self.sheet.show_pdf(self._pdf())):
            self._stack.setCurrentIndex(SHEET)
            self.sheet.setFocus()


def _first_words(note: Note) -> str:
    return " ".join(note.text.split())[:160]


def _state(note: Note) -> str:
    return _("closed for good") if note.signed_at else _("open")


def _page(*parts: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    for number, part in enumerate(parts):
        column.addWidget(part, 0 if number else 1)
    return page


def _row(*parts: QWidget | None) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for number, part in enumerate(parts):
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part, 0 if number or isinstance(part, QPushButton) else 1, Qt.AlignmentFlag.AlignVCenter)
    return row
