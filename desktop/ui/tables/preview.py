"""Every row as it will be, what is to be looked at first; each can be left out, or be somebody who is known already."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.likeness import named
from desktop.domain.people import Person, Role
from desktop.domain.planned import WRONG, Decision, Deed, Likes, PlannedRow, usual
from desktop.domain.tables import PLAIN, Field, Matching, Table
from desktop.i18n import _, ngettext
from desktop.operations.importing import matching
from desktop.ui import choices
from desktop.ui.masking import BAR, shown_name
from desktop.ui.parts.day_words import day_words
from desktop.ui.parts.fields import Choice, TextLine, heading, hint, label, paragraph
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.table import Table as RowTable
from desktop.ui.parts.tones import set_tone
from desktop.ui.people.alike import AlikePanel
from desktop.ui.session import Session
from desktop.ui.tables import words

SIDE = 340
MAN, WOMAN = "man", "woman"


class PreviewPane(QWidget):
    """The rows, the current one in full beside them, and how many there are of what."""

    changed = Signal()
    sex_chosen = Signal(bool)  # whether those of whom nothing tells are women
    case_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._table, self._how = Table(), Matching()
        self.rows: tuple[PlannedRow, ...] = ()
        self.likes: Mapping[int, Likes] = {}
        self.decisions: dict[int, Decision] = {}
        self._usual: dict[int, Decision] = {}
        self.coming: list[PlannedRow] = []  # the rows that are not left out
        self.said = hint("")
        self.tag = TextLine(_("Tag for all of them"))
        self.sex = Choice(_("Where nothing tells"), ((MAN, _("a man")), (WOMAN, _("a woman"))))
        self.list = RowTable(
            (
                Column(_("No."), lambda row: str(row.number), 52, right=True, mark_of=self._mark, tone_of=self._tone),
                Column(_("Full name"), self._name, 170, tone_of=self._tone),
                Column(_("Birth"), self._born, 100, tone_of=self._tone),
                Column(_("Unit no."), lambda row: row.unit, 70, tone_of=self._tone),
                Column(_("How he serves"), lambda row: choices.word(row.case.category) if row.case else "", 110, tone_of=self._tone),
                Column(_("Stage"), lambda row: choices.word(row.case.stage) if row.case else "", 110, tone_of=self._tone),
                Column(_("To be looked at"), self._doubts, tone_of=self._tone),
            ),
            _("Rows as they will be"),
            identity=lambda row: row.number,
        )
        self.title, self.doubts, self.cells = heading(""), paragraph(""), paragraph("")
        self.alike = AlikePanel(session, _("This is the same man"))
        self.as_row, self.new = QPushButton(), QPushButton(_("Somebody else: a new man"))
        self.leave = QPushButton()
        set_tone(self.doubts, "warning")
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self._sex_label = label("", self.sex)
        self.sex.setMinimumWidth(110)
        top = QHBoxLayout()
        top.addWidget(label(_("Tag for all of them"), self.tag))
        top.addWidget(self.tag, 1)
        top.addSpacing(16)
        top.addWidget(self._sex_label)
        top.addWidget(self.sex)
        top.addStretch(1)
        self.side = Scrolled(self.title, self.doubts, self.leave, self.alike, self.as_row, self.new, self.cells)
        self.side.setFixedWidth(SIDE)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.list, 1)
        middle.addWidget(self.side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.said)
        whole.addLayout(top)
        whole.addLayout(middle, 1)

    def _listen(self) -> None:
        self.list.current_changed.connect(self._show_row)
        self.list.chosen.connect(lambda _row: self.leave.setFocus())
        self.leave.clicked.connect(self._toggle)
        self.new.clicked.connect(lambda: self._decide(Decision()))
        self.as_row.clicked.connect(self._as_row)
        self.alike.same_man.connect(self._same)
        self.alike.case_asked.connect(self.case_asked)
        self.sex.chosen.connect(lambda code: self.sex_chosen.emit(code == WOMAN))
        self._session.revealed_changed.connect(lambda _shown: self._redraw())
        Keys(self.list, {"Space": self._toggle, "F4": self._next_doubt})

    def take_focus(self) -> None:
        """Put the cursor into the rows."""
        self.list.setFocus()

    def show_rows(self, table: Table, how: Matching, rows: Sequence[PlannedRow], likes: Mapping[int, Likes]) -> None:
        """Show these rows; what she decided for rows that are still there holds."""
        self._table, self._how, self.rows, self.likes = table, how, tuple(rows), likes
        # Worked out once: a key is pressed among ten thousand of them.
        self._usual = {row.number: usual(row) for row in rows}
        self.decisions = {number: decision for number, decision in self.decisions.items() if number in self._usual}
        self.sex.show_code(WOMAN if how.woman else MAN)
        self.list.show_rows(sorted(rows, key=lambda row: (self._gravity(row), row.number)))
        if rows:
            self.list.select(0)
        self._show_row(self.list.current())
        self._say()

    def forget(self) -> None:
        """Forget the rows and what she decided."""
        self.decisions = {}
        self.show_rows(Table(), Matching(), (), {})

    def decision(self, row: PlannedRow) -> Decision:
        """What becomes of a row now."""
        return self.decisions.get(row.number) or self._usual[row.number]

    def _earlier(self, likes: Likes | None) -> int:
        """The latest earlier row that may be the same man and comes in; 0 where there is none."""
        rows = likes.rows if likes else ()
        return next((row for row in rows if (self.decisions.get(row) or self._usual[row]).deed is not Deed.LEFT_OUT), 0)

    # --- what is shown

    def _gravity(self, row: PlannedRow) -> int:
        """What is graver stands first: wrong cells, the same man perhaps, doubts; then what is fine, then what is left out."""
        if self.decision(row).deed is Deed.LEFT_OUT:
            return 4
        if any(remark.trouble in WRONG for remark in row.remarks):
            return 0
        return 1 if row.number in self.likes else 2 if row.remarks else 3

    def _mark(self, row: PlannedRow) -> str | None:
        gravity = self._gravity(row)
        is_open = row.number in self.likes and row.number not in self.decisions
        return "red" if gravity == 0 else "amber" if gravity == 2 or (gravity == 1 and is_open) else None

    def _tone(self, row: PlannedRow) -> str | None:
        return "dim" if self.decision(row).deed is Deed.LEFT_OUT else None

    def _name(self, row: PlannedRow) -> str:
        return shown_name(row.person, self._session.revealed) if row.person and row.person.full_name else ""

    def _born(self, row: PlannedRow) -> str:
        if row.person is None or row.person.born is None:
            return ""
        return day_words(row.person.born) if self._session.revealed else BAR * 4

    def _doubts(self, row: PlannedRow) -> str:
        decision = self.decision(row)
        said = words.row_words(row, self.likes.get(row.number), decision, revealed=self._session.revealed)
        return _("left out; {what}").format(what=said) if decision.deed is Deed.LEFT_OUT and said else said or words.deed_words(decision)

    def _show_row(self, row: PlannedRow | None) -> None:
        for widget in (self.title, self.doubts, self.leave, self.cells):
            widget.setVisible(row is not None)
        likes = self.likes.get(row.number) if row else None
        decision = self.decision(row) if row else Decision()
        earlier = self._earlier(likes)
        self.as_row.setVisible(bool(earlier) and decision.deed is not Deed.AS_ROW)
        self.new.setVisible(decision.deed in {Deed.SAME, Deed.AS_ROW})
        if row is None:
            self.alike.ask()
            return
        self.title.setText(_("Row {number}").format(number=row.number))
        remarks = [words.remark_words(remark, revealed=self._session.revealed) for remark in row.remarks]
        self.doubts.setText("\n".join(filter(None, [words.deed_words(decision), words.likes_words(likes) if likes else "", *remarks])))
        self.doubts.setVisible(bool(self.doubts.text()))
        self.leave.setText(_("Take it in (Space)") if decision.deed is Deed.LEFT_OUT else _("Leave it out (Space)"))
        self.leave.setEnabled(not row.is_empty)
        if earlier:
            self.as_row.setText(_("The same man as in row {row}").format(row=earlier))
        if row.person is not None and likes and likes.people:
            self.alike.ask(named(row.person), role=Role.CLIENT)
        else:
            self.alike.ask()
        self.cells.setText("\n".join(self._cell(number, text) for number, text in enumerate(row.cells) if text))

    def _cell(self, number: int, text: str) -> str:
        column = self._how.columns[number]
        name = matching.heading_of(self._table, self._how.heading, number) or _("column {number}").format(number=number + 1)
        shown = text if self._session.revealed or column.becomes in PLAIN else BAR * 6
        if column.becomes is Field.LEFT_OUT:
            return _("{heading} (left out): {cell}").format(heading=name, cell=shown)
        return _("{heading}: {cell}").format(heading=name, cell=shown)

    def _redraw(self) -> None:
        self.list.viewport().update()
        self._show_row(self.list.current())

    def _say(self) -> None:
        """How many rows there are of what."""
        coming = self.coming = [row for row in self.rows if self.decision(row).deed is not Deed.LEFT_OUT]
        like = sum(row.number in self.likes and row.number not in self.decisions for row in coming)
        wrong = sum(any(remark.trouble in WRONG for remark in row.remarks) for row in coming)
        out = len(self.rows) - len(coming)
        said = [ngettext("{count} row comes in.", "{count} rows come in.", len(coming)).format(count=len(coming))]
        if wrong:
            text = ngettext("{count} has cells that are kept as they are written.",
                            "{count} have cells that are kept as they are written.", wrong)  # fmt: skip
            said.append(text.format(count=wrong))
        if like:
            text = ngettext("{count} may be known already: without a word of yours it is a new man.",
                            "{count} may be known already: without a word of yours each is a new man.", like)  # fmt: skip
            said.append(text.format(count=like))
        if out:
            said.append(ngettext("{count} is left out.", "{count} are left out.", out).format(count=out))
        left = [matching.heading_of(self._table, self._how.heading, number) or str(number + 1)
                for number, column in enumerate(self._how.columns) if column.becomes is Field.LEFT_OUT]  # fmt: skip
        if left:
            said.append(_("Columns left out: {columns}.").format(columns=", ".join(" ".join(name.split()) for name in left)))
        said.append(_("F4 goes to the next one to be looked at, F9 shows names."))
        self.said.setText(" ".join(said))
        unsaid = sum(not row.sex_known for row in coming)
        self._sex_label.setText(ngettext("Nothing tells of {count}:", "Nothing tells of {count}:", unsaid).format(count=unsaid))
        self._sex_label.setVisible(bool(unsaid))
        self.sex.setVisible(bool(unsaid))
        self.changed.emit()

    # --- what she says

    def _decide(self, decision: Decision) -> None:
        row: PlannedRow | None = self.list.current()
        if row is None or row.is_empty:
            return
        self.decisions[row.number] = decision
        self._redraw()
        self._say()

    def _toggle(self) -> None:
        row: PlannedRow | None = self.list.current()
        if row is not None:
            self._decide(Decision(deed=Deed.NEW if self.decision(row).deed is Deed.LEFT_OUT else Deed.LEFT_OUT))

    def _same(self, person: Person) -> None:
        self._decide(Decision(deed=Deed.SAME, person=person.id))

    def _as_row(self) -> None:
        row: PlannedRow | None = self.list.current()
        if row is not None and (earlier := self._earlier(self.likes.get(row.number))):
            self._decide(Decision(deed=Deed.AS_ROW, row=earlier))

    def _next_doubt(self) -> None:
        rows, here = self.list.model_.rows, self.list.currentIndex().row()
        order = [*range(here + 1, len(rows)), *range(here + 1)]
        found = next((place for place in order if self._mark(rows[place])), None)
        if found is not None:
            self.list.select(found)
