"""The register: every approved document, how it left, its stamp and its answer. It opens on those without a stamp."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.days import Day, NoSuchDay, typed
from desktop.domain.drafts import Draft
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.register import View, doubts, stamp_key, stamps, to_whom, typed_stamp
from desktop.i18n import N_, _
from desktop.operations import register_beside
from desktop.operations.register import asks_for_mark, keep_entry
from desktop.register_words import doubt_words
from desktop.storage import cases, records, register
from desktop.storage.vault import Vault
from desktop.ui.masking import BAR, Masks
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import day_typed
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fresh import Fresh
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.table import Table
from desktop.ui.register import rows as words
from desktop.ui.register.beside import Beside
from desktop.ui.register.cell import StampCell
from desktop.ui.register.entry import EntryForm, Section
from desktop.ui.register.head import Head
from desktop.ui.register.printed import PrintedRegister
from desktop.ui.register.rows import Row
from desktop.ui.session import Session

_NOTHING = N_("No approved documents yet. They appear by themselves.")
_VISITOR = N_("While a visitor is beside you, only the open case is shown. F8 ends it.")
_NONE_SUCH = N_("Nothing here. 5 shows all documents.")
_CELL = "stamp_cell"  # what is typed in the table, among the fields of a draft


class RegisterPage(QWidget):
    """Approved documents. Below: what became of the one under the cursor, beside its pages as they were frozen."""

    report_wanted = Signal()
    case_chosen = Signal(str)
    letter_chosen = Signal(str, str)  # the id of a case, of a letter or an entry

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._in_work = ""  # the entry that was changed last: it stays in sight until she goes elsewhere
        self._everything: list[Row] = []
        self._stamps: dict[tuple[str, str, str], int] = {}
        self._units: dict[str, str] = {}
        self._masks = Masks(session.vault)
        self._head = Head()
        self._table = Table(words.columns(session.today, self._addressee), _("Register"))
        self._cell = StampCell(self._table, words.STAMP_COLUMN)
        self._line = Line(name=_("Message"))
        self._form = EntryForm(session, self._line)
        self._beside = Beside(session, self._line)
        self._printed: PrintedRegister | None = None  # made when she first prints
        self._empty = EmptyState(_(_NOTHING))
        self._stack, self._list = QStackedWidget(), QStackedWidget()
        self._build()
        self._listen()
        self._read()

    # --- building

    def _build(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self._form, 1)
        left.addWidget(self._line)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self._left, 4)
        below.addWidget(self._beside, 3)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 2)
        column.addLayout(below, 3)
        self._list.addWidget(filled)
        self._list.addWidget(self._empty)
        listing = QWidget()
        whole = QVBoxLayout(listing)
        whole.setContentsMargins(16, 0, 16, 8)
        whole.addWidget(self._head)
        whole.addWidget(self._list, 1)
        self._stack.addWidget(listing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _listen(self) -> None:
        self._head.changed.connect(self._on_head)
        self._head.left.connect(self._table.setFocus)
        self._head.print_asked.connect(self._print)
        self._head.report_asked.connect(self.report_wanted)
        self._table.current_changed.connect(self._on_current)
        self._table.chosen.connect(lambda _row: self._read_beside())
        self._table.key_typed.connect(self._on_typed)
        self._table.clicked.connect(lambda index: self._open_cell() if index.column() == words.STAMP_COLUMN else None)
        self._cell.entered.connect(self._on_cell)
        self._form.kept.connect(self._keep)
        self._form.paper_bound.connect(self._bind)
        self._form.look_asked.connect(self._read_beside)
        self._form.section_changed.connect(self._show_paper)
        self._form.inventory_asked.connect(partial(self._begin_beside, register_beside.begin_inventory))
        self._form.sheet_asked.connect(partial(self._begin_beside, register_beside.begin_refusal_sheet))
        self._form.proof.entry_asked.connect(self.open_subject)
        Fresh(self, self._session, self._read)
        self._session.revealed_changed.connect(lambda _now: self._on_revealed())
        views = {str(number): partial(self._head.choose, view) for number, view in enumerate(View, 1)}
        # The key, not the letter: on the Russian layout the letters are others, and the stroke is a full stop.
        Keys(self._table, {
            "S": self._open_cell, "R": partial(self._form.go_to, Section.REFUSAL), "P": partial(self._form.go_to, Section.POST),
            "A": partial(self._form.go_to, Section.ANSWER), "C": partial(self._form.go_to, Section.ORIGINALS),
            "V": partial(self._form.go_to, Section.PROOF), "W": self._form.go_to_withdrawal, "O": self._open_case,
            "Y": self.report_wanted.emit,
            "/": self._head.filter.setFocus, ".": self._head.filter.setFocus, **views,
        })  # fmt: skip
        Keys(self, {"Escape": self._on_escape, "Ctrl+P": self._print})

    # --- showing

    def take_focus(self) -> None:
        """Put the cursor into the table; what has got its stamp goes from the list of those without."""
        if self._in_work and not self._cell.is_open:
            self._in_work = ""
            self._narrow()
        self._table.setFocus()

    def open_subject(self, subject: str) -> None:
        """Put the cursor on an entry, whatever is filtered now."""
        if not self._select(subject):
            self._head.show_all()
            self._select(subject)

    def _read(self) -> None:
        vault = self._session.vault
        self._masks = Masks(vault)
        everything = [entry for entry in register.entries(vault) if self._session.shows(entry.case)]
        corrected = {entry.corrects for entry in everything if entry.corrects}
        known = {row.id: row for row in cases.rows(vault, closed=True)}
        marks = {entry.template: entry for entry in everything}
        asks = {template: asks_for_mark(vault, entry) for template, entry in marks.items()}
        self._everything = [words.row(entry, known.get(entry.case), asks[entry.template], entry.id in corrected) for entry in everything]
        self._units = {id_: row.unit for id_, row in known.items()}
        self._stamps = dict(stamps(everything, self._units))
        self._narrow()

    def _narrow(self) -> None:
        shown = self._head.narrowed(self._everything, self._session.today, keep=self._in_work)
        if self._everything:
            self._empty.say(_(_NONE_SUCH))
        else:
            self._empty.say(_(_NOTHING if self._session.visit is None else _VISITOR))
        self._list.setCurrentIndex(0 if shown else 1)
        self._table.show_rows(shown)
        self._cell.follow()
        if not shown and self._table.hasFocus():
            self._head.filter.setFocus()

    def _on_head(self) -> None:
        self._in_work = ""
        self._narrow()

    def _select(self, subject: str) -> bool:
        for place, row in enumerate(self._table.model_.rows):
            if row.id == subject:
                self._table.select(place)
                return True
        return False

    def _addressee(self, row: Row) -> str:
        # A list is seen by whoever sits beside her: real names stand in it only while she reveals them.
        to = to_whom(row.entry)
        return to if self._session.revealed else self._masks.masked(to, row.entry.case, BAR)

    def _on_revealed(self) -> None:
        self._table.viewport().update()
        self._show_pages()

    def _on_current(self, row: Row | None) -> None:
        entry = row.entry if row else None
        self._form.setEnabled(row is not None)
        self._form.show_entry(entry, *(self._neighbours(entry) if entry else ()))
        self._show_pages()
        self._show_paper()
        if row is not None and self._cell.row_id != row.id:
            self._say_doubts(row)

    def _neighbours(self, entry: RegisterEntry) -> tuple[RegisterEntry | None, RegisterEntry | None]:
        """The entry it corrects, and the one that corrects it."""
        before = next((row.entry for row in self._everything if row.id == entry.corrects), None) if entry.corrects else None
        return before, next((row.entry for row in self._everything if row.entry.corrects == entry.id), None)

    def _show_pages(self) -> None:
        row = self._table.current()
        self._beside.show_entry(row.entry if row else None, self._masks)

    # --- the frozen text, and the scan beside it

    def _read_beside(self) -> None:
        """Give the frozen text the whole page, with the bound paper beside it. Escape goes back."""
        self._table.hide()
        self._left.hide()
        self._show_paper()
        self._beside.setFocus()

    def _show_paper(self) -> None:
        wide = self._table.isHidden()
        self._beside.show_paper(self._form.paper if wide else "", wide=wide)

    def _on_escape(self) -> None:
        if self._table.isHidden():
            self._table.show()
            self._left.show()
            self._show_paper()
            self._table.setFocus()
            return
        if self._head.is_narrowed:
            self._head.clear()
        self.take_focus()

    # --- changes

    def _open_cell(self) -> None:
        row = self._table.current()
        if row is None:
            return
        stamp = row.entry.stamp_number
        if stamp and row.entry.stamp_on:
            stamp = _("{number} of {day}").format(number=stamp, day=day_typed(row.entry.stamp_on))
        self._in_work = row.id
        self._cell.open_at(row.id, stamp)

    def _on_cell(self, subject: str, text: str) -> None:
        known = records.get(self._session.vault, RegisterEntry, subject)
        number, day_text = typed_stamp(text)
        try:
            day: Day | None = typed(day_text, self._session.today) if day_text else None
        except NoSuchDay:
            self._line.say(_("There is no such day: type number and day like 117 of 14.5. Nothing was kept yet."), "error")
            return
        if day is None and number == known.stamp_number:
            day = known.stamp_on
        self._select(subject)
        self._cell.mark_saved()
        if self._keep({"stamp_number": number, "stamp_on": day if number else None}):
            self._cell.shut()
        else:
            self._cell.put_back_at(subject, text)

    def _keep(self, changes: dict[str, Any], subject: str = "") -> bool:
        """Keep what changed of the entry under the cursor, or of another; the rest may have changed meanwhile."""
        row = self._table.current()
        if not subject and row is None:
            return False
        before = records.get(self._session.vault, RegisterEntry, subject or row.id)
        after = replace(before, **changes)
        if after == before:
            return True
        self._in_work = before.id
        keep = partial(keep_entry, self._session.vault)
        kept = attempt(self._line, lambda: self._session.change(_("Register entry"), before, after, keep))
        if kept:
            self._say_kept(before)
        return kept

    def _bind(self, subject: str, name: str, paper: str) -> None:
        self._keep({name: paper}, subject)

    def _say_kept(self, before: RegisterEntry) -> None:
        now = next((row for row in self._everything if row.id == before.id), None)
        if now is None or self._say_doubts(now):
            return
        due = now.entry.answer_due
        if due is not None and due != before.answer_due:
            self._line.say(_("Kept. An answer is due by {day}.").format(day=day_typed(due)), "good")
        else:
            self._line.say(_("Kept."), "good")

    def _say_doubts(self, row: Row) -> bool:
        """Say what is hardly so in an entry; False where nothing is."""
        key = stamp_key(row.entry, self._units)
        taken = key is not None and self._stamps.get(key, 0) > 1
        found = doubts(row.entry, self._session.today, stamp_is_taken=taken)
        if found:
            self._line.say(" ".join(map(doubt_words, found)), "warning")
        elif self._line.property("tone") == "warning":
            self._line.clear()
        return bool(found)

    def _begin_beside(self, begin: Callable[[Vault, RegisterEntry], Letter]) -> None:
        row, begun = self._table.current(), list[Letter]()
        if row is not None and attempt(self._line, lambda: begun.append(begin(self._session.vault, row.entry))):
            self._session.changed.emit()
            self.letter_chosen.emit(row.entry.case, begun[0].register or begun[0].id)

    def _open_case(self) -> None:
        if (row := self._table.current()) is not None:
            self.case_chosen.emit(row.entry.case)

    def _on_typed(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and self._head.filter.text():
            self._head.filter.backspace()
            event.accept()

    # --- on paper

    def _print(self) -> None:
        if self._printed is None:
            self._printed = PrintedRegister(self._session)
            self._printed.closed.connect(self._back_from_printing)
            self._stack.addWidget(self._printed)
        self._printed.open_rows(list(self._table.model_.rows), self._head.words(), self._masks)
        self._stack.setCurrentIndex(1)

    def _back_from_printing(self) -> None:
        self._stack.setCurrentIndex(0)
        self.take_focus()

    # --- drafts

    def save_draft(self) -> Draft | None:
        """What is typed and not kept yet."""
        row, typed_ = self._table.current(), self._form.unsaved()
        subject = row.id if row else ""
        if self._cell.is_open and self._cell.is_touched:
            subject, typed_ = self._cell.row_id, {**(typed_ if subject == self._cell.row_id else {}), _CELL: self._cell.text()}
        if not subject or not typed_:
            return None
        return Draft(id=self._session.vault.new_id(), page="register", subject=subject, fields=typed_)

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        self._head.show_all()
        if not self._select(draft.subject):
            return
        fields = dict(draft.fields)
        in_cell = fields.pop(_CELL, "")
        self._form.put_back(fields)
        if in_cell:
            self._cell.put_back_at(draft.subject, in_cell)
