"""Service data: unit, post, rank, contract, as his papers give them."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import law_words
from desktop.domain.cases import Case, Contract
from desktop.domain.contracts import nominal_end
from desktop.domain.people import Person, Role
from desktop.domain.units import Unit, is_usual_number
from desktop.i18n import _
from desktop.operations.people import keep_person
from desktop.operations.units import keep_unit, unit_with
from desktop.ui.case.file import CaseFile, change_case
from desktop.ui.parts import zones
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.fields import Choice, TextLine, heading, hint, label
from desktop.ui.parts.fields import put_back as put_back_into
from desktop.ui.parts.fields import unsaved as unsaved_of
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role
from desktop.ui.people.ranks import rank_words
from desktop.ui.session import Session


class ServicePanel(QWidget):
    """Where and how he serves. A unit number of an unusual form is warned of, never refused."""

    unit_asked = Signal(str)

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._file: CaseFile | None = None
        today = lambda: session.today  # noqa: E731 - the fields ask each time they are read
        self.unit = TextLine(_("Unit number"), hint="00000")
        self._unusual = QLabel(_("An unusual unit number. It is taken as you typed it: compare it with his papers."))
        self.unit_page = QPushButton(_("Its commanders and files …"))
        self.rank = Choice(_("Rank"), ())
        self.lines = {name: TextLine(text, hint=example) for name, text, example in _case_lines()}
        self.unit_lines = {name: TextLine(text, hint=example) for name, text, example in _unit_lines()}
        self.contract_number = TextLine(_("Contract no."))
        self.days = {name: DayLine(text, today) for name, text in _case_days()}
        self.contract_days = {name: DayLine(text, today) for name, text in _contract_days()}
        self._end = hint("")
        self.zone = Choice(_("His clock"), zones.words())
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self._unusual.setWordWrap(True)
        self._unusual.setProperty("tone", "warning")
        self._unusual.hide()
        set_role(self.unit_page, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(_("Service")))
        grid = QGridLayout()
        grid.setVerticalSpacing(3)
        rows: list[tuple[str, QWidget]] = [
            (_("Unit number"), self.unit), ("", self._unusual), ("", self.unit_page), (_("Rank"), self.rank),
            *((text, self.lines[name]) for name, text, _hint in _case_lines()), (_("His clock"), self.zone),
            *((text, self.days[name]) for name, text in _case_days()), (_("Contract no."), self.contract_number),
            *((text, self.contract_days[name]) for name, text in _contract_days()), ("", self._end),
            *((text, self.unit_lines[name]) for name, text, _hint in _unit_lines()),
        ]  # fmt: skip
        for row, (text, field) in enumerate(rows):
            words = label(text, field)
            words.setWordWrap(True)
            words.setFixedWidth(140)
            if text:
                grid.addWidget(words, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)

    def _listen(self) -> None:
        self.unit.committed.connect(self._keep_unit)
        self.unit.textEdited.connect(self._warn)
        self.unit_page.clicked.connect(self._ask_for_unit)
        self.rank.chosen.connect(self._keep_rank)
        self.zone.chosen.connect(lambda zone: self._keep("zone", zone))
        self.contract_number.committed.connect(lambda text: self._keep_contract("number", text))
        for name, line in self.lines.items():
            line.committed.connect(partial(self._keep, name))
        for name, day in self.days.items():
            day.committed.connect(partial(self._keep, name))
        for name, day in self.contract_days.items():
            day.committed.connect(partial(self._keep_contract, name))
        for name, line in self.unit_lines.items():
            line.committed.connect(partial(self._keep_unit_line, name))

    def show_file(self, file: CaseFile) -> None:
        """Show the service data as they stand."""
        self._file = file
        case, contract = file.case, file.case.contract or Contract()
        self.unit.show_text(file.unit.number if file.unit else "")
        self._warn(self.unit.text())
        self.unit_page.setVisible(file.unit is not None)
        client = file.person(Role.CLIENT)
        self.rank.setEnabled(client is not None)
        self.rank.setToolTip("" if client else _("Add the man himself under People first."))
        if not self.rank.count():
            self.rank.show_words((("", _("not known")), *rank_words()))
        self.rank.show_code(client.rank if client else "")
        for name, line in self.lines.items():
            line.show_text(getattr(case, name))
        for name, day in self.days.items():
            day.show_day(getattr(case, name))
        self.zone.show_words(zones.words(case.zone))
        self.zone.show_code(case.zone)
        self.contract_number.show_text(contract.number)
        for name, day in self.contract_days.items():
            day.show_day(getattr(contract, name))
        end = nominal_end(case.contract, file.today)
        self._end.setText(law_words.nominal_end_words(end) if end else "")
        self._end.setVisible(end is not None)
        for name, line in self.unit_lines.items():
            line.show_text(getattr(file.unit, name) if file.unit else "")
            line.setEnabled(file.unit is not None)

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved."""
        return unsaved_of(self._fields())

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        put_back_into(self._fields(), texts)

    def _fields(self) -> dict[str, Any]:
        return {"unit": self.unit, "contract": self.contract_number, **self.lines, **self.days, **self.contract_days, **self.unit_lines}

    def _ask_for_unit(self) -> None:
        if self._file and self._file.unit:
            self.unit_asked.emit(self._file.unit.id)

    def _warn(self, text: str) -> None:
        self._unusual.setVisible(bool(text.strip()) and not is_usual_number(text))

    def _keep(self, field: str, value: object) -> None:
        case: Case | None = self._file.case if self._file else None
        if case is None:
            return
        changes: dict[str, Any] = {field: value}
        if not attempt(self._line, lambda: change_case(self._session, _("Service"), case, replace(case, **changes))):
            self._session.changed.emit()

    def _keep_unit(self, number: str) -> None:
        if not number:
            self._keep("unit", "")
        elif self._file:
            vault = self._session.vault
            attempt(self._line, lambda: self._keep("unit", unit_with(vault, number).id))

    def _keep_unit_line(self, field: str, text: str) -> None:
        unit: Unit | None = self._file.unit if self._file else None
        if unit is None:
            return
        after = replace(unit, **{field: text})  # type: ignore[arg-type]
        attempt(self._line, lambda: self._session.change(_("Unit"), unit, after, partial(keep_unit, self._session.vault)))

    def _keep_rank(self, code: str) -> None:
        client: Person | None = self._file.person(Role.CLIENT) if self._file else None
        if client is None:
            return
        after = replace(client, rank=code)
        attempt(self._line, lambda: self._session.change(_("Rank"), client, after, partial(keep_person, self._session.vault)))

    def _keep_contract(self, field: str, value: object) -> None:
        case: Case | None = self._file.case if self._file else None
        if case is None:
            return
        changes: dict[str, Any] = {field: value}
        contract = replace(case.contract or Contract(), **changes)
        self._keep("contract", None if contract == Contract() else contract)


def _case_lines() -> tuple[tuple[str, str, str], ...]:
    return (
        ("post", _("Post"), _("as in his papers, in the nominative")),
        ("subunit", _("Subunit"), ""),
        ("branch", _("Branch"), ""),
    )


def _unit_lines() -> tuple[tuple[str, str, str], ...]:
    return (
        ("garrison", _("Garrison"), ""),
        ("address", _("Address of the unit"), ""),
        ("prosecutor_dative", _("To the prosecutor"), _("whole, in the dative")),
        ("investigator_dative", _("To the investigators"), _("whole, in the dative")),
        ("court_accusative", _("To the court"), _("whole, in the accusative")),
    )


def _case_days() -> tuple[tuple[str, str], ...]:
    return (("service_began", _("Service began")), ("oath_on", _("Oath taken")))


def _contract_days() -> tuple[tuple[str, str], ...]:
    return (("signed_on", _("Contract signed")), ("begins", _("Contract from")), ("ends", _("Nominal end")))
