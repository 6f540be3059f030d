"""The card of a unit: number, address, prosecutor, investigators, court, commanders, and its files."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.units import Unit, is_usual_number
from desktop.i18n import _, ngettext
from desktop.operations.units import keep_unit
from desktop.storage import cases
from desktop.ui import choices
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import TextLine, heading, hint, label, put_back, unsaved
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.people.commanders import LABELS, CommandersPanel
from desktop.ui.session import Session

SHOWN = 8


class UnitCard(QWidget):
    """One unit, shared between its files: each field is kept as it is left. A new one is kept with its number."""

    closed = Signal()
    case_asked = Signal(str)

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self.unit: Unit | None = None
        self._new = False
        self.title, self._unusual = (
            heading(""),
            QLabel(_("An unusual unit number. It is taken as you typed it: compare it with his papers.")),
        )
        self.lines = {name: TextLine(text, hint=example) for name, text, example in _lines()}
        self.commanders = CommandersPanel(session)
        self.files_head, self.later = heading(_("Files of this unit")), hint("")
        self.files = Table(
            (
                Column(_("Pseudonym"), lambda row: row.pseudonym, 130, bold=True, stripe_of=lambda row: row.colour),
                Column(_("How he serves"), lambda row: choices.word(row.category), 130),
                Column(_("Stage"), lambda row: choices.word(row.stage)),
            ),
            _("Files of this unit"),
        )
        self.files.horizontalHeader().hide()
        self.files.setProperty("role", "band")
        self.add, self.remove, self.close_button = QPushButton(_("Add the unit")), QPushButton(_("Remove")), QPushButton(_("Close"))
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        set_role(self.add, "primary")
        self._unusual.setWordWrap(True)
        set_tone(self._unusual, "warning")
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        place = 0
        for name, text, _example in _lines():
            words = label(text, self.lines[name], top=True)
            words.setWordWrap(True)
            words.setFixedWidth(LABELS)
            grid.addWidget(words, place, 0)
            grid.addWidget(self.lines[name], place, 1)
            place += 1
            if name == "number":
                grid.addWidget(self._unusual, place, 1)
                place += 1
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 4)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addLayout(grid)
        for widget in (self.commanders, self.files_head, self.files, self.later):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(buttons)

    def _listen(self) -> None:
        for name, line in self.lines.items():
            line.committed.connect(partial(self._keep, name))
        self.lines["number"].textChanged.connect(self._warn)
        self.lines["number"].returnPressed.connect(self._add)
        self.commanders.changed.connect(self._change)
        self.files.chosen.connect(lambda row: self.case_asked.emit(row.id))
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.closed)

    @property
    def unit_id(self) -> str:
        """Which unit is open; empty where none is, or a new one."""
        return self.unit.id if self.unit and not self._new else ""

    def show_new(self) -> None:
        """Open an empty card."""
        self._empty()
        self.unit, self._new = Unit(id=self._session.vault.new_id(), number=""), True
        self._show_state()
        self.lines["number"].setFocus()

    def show_unit(self, unit: Unit) -> None:
        """Show a unit as it stands."""
        if self.unit_id != unit.id:
            self._empty()
        self.unit, self._new = unit, False
        for name, line in self.lines.items():
            line.show_text(getattr(unit, name))
        self._show_state()

    def forget(self) -> None:
        """No card is open any more."""
        self.unit, self._new = None, False
        self._empty()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept, and of which unit."""
        if self.unit is None:
            return {}
        texts = unsaved({**self.lines, **self.commanders.fields})
        return {"unit": self.unit_id, **texts} if texts else {}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        put_back({**self.lines, **self.commanders.fields}, texts)

    def _empty(self) -> None:
        for line in self.lines.values():
            line.clear()
            line.mark_saved()
        self.commanders.show_unit(None)

    def _show_state(self) -> None:
        self.title.setText(_("New unit") if self._new or self.unit is None else _("Unit {number}").format(number=self.unit.number))
        self.add.setVisible(self._new)
        self.remove.setVisible(not self._new)
        known = self.unit if not self._new else None
        for name, line in self.lines.items():
            line.setEnabled(name == "number" or known is not None)
        self.commanders.setVisible(known is not None)
        self.commanders.show_unit(known)
        rows = cases.of_unit(self._session.vault, known.id) if known else []
        shown = [row for row in rows if self._session.shows(row.id)]
        later = len(rows) - len(shown)
        self.files.show_rows(shown)
        self.files.setFixedHeight(min(SHOWN, max(1, len(shown))) * ROW_HEIGHT + 2)
        self.files.setVisible(bool(shown))
        self.files_head.setVisible(bool(rows))
        self.later.setText(ngettext("{count} match – later", "{count} matches – later", later).format(count=later))
        self.later.setVisible(later > 0)
        self._warn(self.lines["number"].text())

    def _warn(self, text: str) -> None:
        self._unusual.setVisible(bool(text.strip()) and not is_usual_number(text))

    # --- deeds

    def _keep(self, field: str, text: str) -> None:
        if self.unit is None or self._new:
            return
        changes: dict[str, Any] = {field: text}
        self._change(_("Unit"), replace(self.unit, **changes))

    def _change(self, title: str, after: Unit) -> None:
        before = self.unit
        if before is not None and after != before:
            attempt(self._line, lambda: self._session.change(title, before, after, partial(keep_unit, self._session.vault)))

    def _add(self) -> None:
        if self.unit is None or not self._new:
            return
        made = replace(self.unit, number=" ".join(self.lines["number"].text().split()))
        gone = replace(made, removed_at=self._session.vault.now().isoformat())
        if attempt(self._line, lambda: self._session.change(_("New unit"), gone, made, partial(keep_unit, self._session.vault))):
            self.lines["number"].mark_saved()
            self.show_unit(made)
            self.lines["garrison"].setFocus()

    def _remove(self) -> None:
        unit = self.unit
        if unit is None:
            return
        gone = replace(unit, removed_at=self._session.vault.now().isoformat())
        if attempt(self._line, lambda: self._session.change(_("Remove unit"), unit, gone, partial(keep_unit, self._session.vault))):
            self._line.say(_("The unit is removed. Ctrl+Z brings it back."), "good")


def _lines() -> tuple[tuple[str, str, str], ...]:
    return (
        ("number", _("Unit number"), "00000"),
        ("branch", _("Branch"), ""),
        ("garrison", _("Garrison"), ""),
        ("address", _("Address of the unit"), _("postal address")),
        ("superior", _("Superior unit"), _("number, or as his papers call it")),
        ("prosecutor_dative", _("To the prosecutor"), _("whole, in the dative")),
        ("investigator_dative", _("To the investigators"), _("whole, in the dative")),
        ("court_accusative", _("To the court"), _("whole, in the accusative")),
        ("remark", _("Remark"), _("Does this need to be written down?")),
    )
