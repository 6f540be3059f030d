"""Advice carried to other clients: who is ticked, then the texts are looked at for each in turn. Nothing keeps who they were."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.cases import CaseRow
from desktop.domain.notes import Note
from desktop.i18n import _
from desktop.operations.note_carrying import CARRIED, carry, to_carry
from desktop.storage import cases
from desktop.ui import choices
from desktop.ui.case import note_words
from desktop.ui.committing import into
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import TextLine, heading, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.marked import MarkedEdit
from desktop.ui.parts.rows import Column
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.tick_table import TickTable
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

CHOOSING, WRITING = range(2)


class CarryPage(QWidget):
    """Space ticks a file, Ctrl+Enter goes on to the next; Escape goes back to the note."""

    closed = Signal()

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._note: Note | None = None
        self._texts: Mapping[str, str] = {}
        self._waiting: Mapping[str, str] = {}  # was written before a lock, and is for nobody yet
        self._rows: tuple[CaseRow, ...] = ()
        self._left: list[CaseRow] = []
        self._done = 0
        self.words = TextLine(_("Which file"), hint=_("pseudonym, number or unit"))
        self.table = TickTable(
            (
                Column(_("Pseudonym"), lambda row: row.pseudonym, 200, bold=True),
                Column(_("Number"), lambda row: row.number, 120),
                Column(_("Unit"), lambda row: row.unit, 120),
                Column(_("Stage"), lambda row: choices.word(row.stage)),
            ),
            _("Files"),
        )
        self.edits = {block: MarkedEdit(note_words.block_title(block), lines=2) for block in CARRIED}
        self._headings = {block: heading(note_words.block_title(block)) for block in CARRIED}
        self.whose = heading("")
        self.alike = Line(name=_("Alike"))
        self.line = Line(lines=2, name=_("Message"))
        self.back, self.skip, self.go_on = QPushButton(_("Back to the note")), QPushButton(_("Leave him out")), QPushButton()
        set_role(self.go_on, "primary")
        self._stack = QStackedWidget()
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        choosing = QWidget()
        column = QVBoxLayout(choosing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(_("Into whose files is the advice to go?")))
        column.addWidget(hint(_(
            "Only what was advised goes along, never what was told. Each gets a note of his own, after you have looked at it for him; "
            "nothing keeps that they belong together."
        )))  # fmt: skip
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        parts = [part for block in CARRIED for part in (self._headings[block], self.edits[block])]
        writing = QWidget()
        inside = QVBoxLayout(writing)
        inside.setContentsMargins(0, 0, 0, 0)
        set_role(self.whose, "head")
        inside.addWidget(self.whose)
        inside.addWidget(self.alike)
        inside.addWidget(Scrolled(*parts), 1)
        self._stack.addWidget(choosing)
        self._stack.addWidget(writing)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.skip)
        foot.addWidget(self.go_on)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.line)
        whole.addLayout(foot)

    def _listen(self) -> None:
        self.words.textChanged.connect(lambda _text: self._filter())
        self.table.ticks_changed.connect(self._name_button)
        for edit in self.edits.values():
            edit.textChanged.connect(self._compare)
        self.back.clicked.connect(self.closed)
        self.skip.clicked.connect(self._next)
        self.go_on.clicked.connect(self._go_on)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+Return": self._go_on})
        Keys(self.words, {"Down": self.table.setFocus})

    def open_note(self, note: Note) -> None:
        """Begin with the advice of a note. Raises BadInput where there is none to be carried, or it names somebody."""
        self._texts = to_carry(self._session.vault, note)
        self._note, self._left, self._done = note, [], 0
        self._waiting = {}
        rows = cases.rows(self._session.vault)
        unit = next((row.unit for row in rows if row.id == self._case_id), "")
        # Those of his unit first: a group is nothing that is kept.
        self._rows = tuple(sorted((row for row in rows if row.id != self._case_id), key=lambda row: not unit or row.unit != unit))
        self.line.clear()
        self.words.put_back("")
        self.table.show_ticked(())
        self._filter()
        self._show(CHOOSING)
        self.words.setFocus()

    def unsaved(self) -> dict[str, str]:
        """What was written for the one who is looked at now, by block. For whom stays unsaid: a draft links nobody, either."""
        if self._stack.currentIndex() != WRITING or not self._left:
            return dict(self._waiting)
        texts = {block: self.edits[block].toPlainText() for block in self._texts}
        return texts if self._waiting or texts != self._texts else {}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Begin with what was written for one of them; for whom it is to be is ticked again."""
        self._waiting = dict(texts)
        self._texts = {**self._texts, **texts}
        self.line.say(_("What you had written stands ready: tick again for whom it is."))

    def _filter(self) -> None:
        wanted = self.words.text().casefold().split()
        told = ((row, f"{row.pseudonym} {row.number} {row.unit}".casefold()) for row in self._rows)
        self.table.show_rows([row for row, text in told if all(word in text for word in wanted)][:200])
        self._name_button()

    def _show(self, part: int) -> None:
        self._stack.setCurrentIndex(part)
        self.skip.setVisible(part == WRITING)
        self._name_button()

    def _name_button(self) -> None:
        if self._stack.currentIndex() == CHOOSING:
            self.go_on.setText(_("Look at the first"))
            self.go_on.setEnabled(bool(self.table.ticked))
        elif self._left:
            self.go_on.setText(into(_("Into a note"), self._left[0].pseudonym))
            self.go_on.setEnabled(True)

    def _go_on(self) -> None:
        if self._stack.currentIndex() == CHOOSING:
            ticked = set(self.table.ticked)
            self._left = [row for row in self._rows if row.id in ticked]
            if self._left:
                self._show_next()
            return
        note, row = self._note, self._left[0]
        texts = {block: edit.toPlainText() for block, edit in self.edits.items()}
        if note and attempt(self.line, lambda: carry(self._session.vault, note, row.id, texts, language=note.language)):
            self._done += 1
            self._session.changed.emit()
            self.line.say(_("It stands in a new note of {pseudonym}.").format(pseudonym=row.pseudonym), "good")
            self._next()

    def _next(self) -> None:
        self._left.pop(0)
        if self._left:
            self._show_next()
        else:
            self.closed.emit()

    def _show_next(self) -> None:
        self._show(WRITING)
        self.whose.setText(_("For {pseudonym}").format(pseudonym=self._left[0].pseudonym))
        for block, edit in self.edits.items():
            edit.setPlainText(self._texts.get(block, ""))
            edit.setVisible(block in self._texts)
            self._headings[block].setVisible(block in self._texts)
        self._compare()
        next(edit for block, edit in self.edits.items() if block in self._texts).setFocus()

    def _compare(self) -> None:
        """A word beside it, kept nowhere: two who get one text word for word are told by it."""
        same = [block for block, text in self._texts.items() if self.edits[block].toPlainText().strip() == text]
        self.alike.say(_("The texts are alike: make them personal.") if same else "", "warning" if same else "plain")
