"""The cases: one table, narrowed by typing, with a preview below."""

from datetime import date
from functools import cache

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.cases import CaseRow
from desktop.i18n import N_, _
from desktop.storage import cases
from desktop.ui import choices
from desktop.ui.cases.preview import Preview
from desktop.ui.parts.day_words import date_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.session import Session

_NOTHING = N_("No files yet. Ctrl+N new file, F2 a call without a file.")
_VISITOR = N_("While a visitor is beside you, only the open case is shown. F8 ends it.")


class CasesPage(QWidget):
    """Every case by number and pseudonym; no name stands here."""

    case_chosen = Signal(str)
    new_wanted = Signal()
    group_wanted = Signal()
    bin_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._is_stale = session, False
        self._rows: list[CaseRow] = []
        self._known: dict[str, str] = {}  # what each row is known by, made when she begins to narrow the list
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(_("Narrow the list: number, pseudonym, unit, stage …"))
        self._filter.setAccessibleName(_("Narrow the list"))
        self._filter.setClearButtonEnabled(True)
        self._urgent, self._idle, self._archive = QCheckBox(_("urgent")), QCheckBox(_("nothing scheduled")), QCheckBox(_("archive"))
        self._table = Table(self._columns(), _("Cases"))
        self._preview = Preview(session)
        self._empty = EmptyState(_(_NOTHING))
        self._stack = QStackedWidget()
        self._build()
        self._filter.textChanged.connect(self._narrow)
        for box in (self._urgent, self._idle):
            box.toggled.connect(self._narrow)
        self._archive.toggled.connect(self._read)
        self._table.chosen.connect(lambda row: self.case_chosen.emit(row.id))
        self._table.current_changed.connect(self._preview.show_row)
        self._table.key_typed.connect(self._on_key)
        self._filter.returnPressed.connect(self._on_filter_enter)
        session.changed.connect(self._on_changed)
        self._read()

    def take_focus(self) -> None:
        """Put the cursor into the table."""
        self._table.setFocus()

    def _columns(self) -> tuple[Column, ...]:
        today = self._session.today
        return (
            Column(_("No."), lambda row: row.number, 104),
            Column(
                _("Pseudonym"),
                lambda row: row.pseudonym,
                150,
                bold=True,
                mark_of=lambda row: "red" if row.urgent else None,
                stripe_of=lambda row: row.colour,
            ),
            Column(_("How he serves"), lambda row: choices.word(row.category), 150),
            Column(_("Unit no."), lambda row: row.unit, 84),
            Column(_("Stage"), lambda row: choices.word(row.stage), 170),
            Column(_("Where"), lambda row: choices.word(row.situation), 150),
            Column(_("Next date"), lambda row: _next_words(row, today), 0),
            Column(_("Days"), lambda row: _days(row, today), 56, right=True, tone_of=lambda row: _tone(row, today)),
        )

    def _build(self) -> None:
        new = QPushButton(_("New case"))
        new.setProperty("role", "primary")
        new.setToolTip("Ctrl+N")
        new.clicked.connect(self.new_wanted)
        several = QPushButton(_("For several …"))
        several.setToolTip(_("One document for several clients, a letter of his own for each (Ctrl+G)"))
        several.clicked.connect(self.group_wanted)
        binned = QPushButton(_("Bin"))
        binned.setToolTip(_("What was removed, until it goes for good (Ctrl+Del)"))
        binned.clicked.connect(self.bin_wanted)
        Keys(self, {"Ctrl+G": self.group_wanted.emit, "Ctrl+Del": self.bin_wanted.emit})
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self._filter, 1)
        for box in (self._urgent, self._idle, self._archive):
            top.addWidget(box)
        top.addWidget(binned)
        top.addWidget(several)
        top.addWidget(new)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._table, 1)
        column.addWidget(self._preview)
        self._stack.addWidget(filled)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 0, 16, 12)
        whole.addLayout(top)
        whole.addWidget(self._stack, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what changed while another page was in front."""
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def _on_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        self._is_stale = False
        rows = cases.rows(self._session.vault, closed=self._archive.isChecked())
        self._rows, self._known = [row for row in rows if self._session.shows(row.id)], {}
        self._empty.say(_(_NOTHING if self._session.visit is None else _VISITOR))
        self._narrow()

    def _narrow(self) -> None:
        words = _folded(self._filter.text()).split()
        if words and not self._known:
            self._known = _known(self._rows)
        shown = [row for row in self._rows if self._passes(row) and all(word in self._known[row.id] for word in words)]
        self._table.show_rows(shown)
        self._stack.setCurrentIndex(0 if self._rows else 1)

    def _passes(self, row: CaseRow) -> bool:
        return not (self._urgent.isChecked() and not row.urgent) and not (self._idle.isChecked() and row.next_day)

    def _on_key(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_Space:
            self._preview.setVisible(not self._preview.isVisible())
        elif event.key() == Qt.Key.Key_Backspace and self._filter.text():
            self._filter.backspace()
        elif event.key() == Qt.Key.Key_Escape and self._filter.text():
            self._filter.clear()
        elif text.isprintable() and text and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self._filter.setText(self._filter.text() + text)
        else:
            return
        event.accept()

    def _on_filter_enter(self) -> None:
        if (row := self._table.current()) is not None:
            self.case_chosen.emit(row.id)


def _known(rows: list[CaseRow]) -> dict[str, str]:
    # Ten thousand rows speak of a few dozen stages: each is translated once.
    word = cache(choices.word)
    return {
        row.id: _folded(
            f"{row.number} {row.pseudonym} {row.unit} {row.next_title} {word(row.category)} {word(row.stage)} {word(row.situation)}"
        )
        for row in rows
    }


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _left(row: CaseRow, today: date) -> int | None:
    return (date.fromisoformat(row.next_day) - today).days if row.next_day else None


def _days(row: CaseRow, today: date) -> str:
    left = _left(row, today)
    return "" if left is None else str(left)


def _tone(row: CaseRow, today: date) -> str | None:
    left = _left(row, today)
    return None if left is None or left > 3 else "red" if left <= 0 else "amber"


def _next_words(row: CaseRow, today: date) -> str:
    if not row.next_day:
        return _("nothing scheduled") if not row.closed else ""
    return _("{day}: {title}").format(day=date_words(date.fromisoformat(row.next_day), today), title=row.next_title)
