"""The units: one list, and the card of one beside it."""

from dataclasses import replace
from functools import cached_property, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.cases import Case
from desktop.domain.people import Party, Person
from desktop.domain.units import Office, Unit
from desktop.domain.values import Value
from desktop.i18n import N_, _
from desktop.operations.address_book import UnitEntry, unit_entries
from desktop.operations.keeping import keep_all
from desktop.storage import records
from desktop.ui.masking import shown_name
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.people.card import CARD, PersonCard
from desktop.ui.people.ranks import rank_words
from desktop.ui.people.unit_card import UnitCard
from desktop.ui.session import Session

UNIT = 0  # the first card on the right
_NONE = N_("No unit yet. Ins adds one, or type its number in a case.")
_NONE_FOUND = N_("No unit like this. Esc shows all.")


class UnitsTab(QWidget):
    """Typing narrows the list, Enter opens a card, Ins adds a unit."""

    case_asked = Signal(str)
    person_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._is_stale = session, False
        self._ranks = dict(rank_words())
        self._entries: tuple[UnitEntry, ...] = ()
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Number, garrison, court …"))
        self.words.setAccessibleName(_("Narrow the list"))
        self.words.setClearButtonEnabled(True)
        self.line = Line(name=_("Message"))
        self.table = Table(
            (
                Column(_("Unit no."), lambda entry: entry.unit.number, 110, bold=True),
                Column(_("Garrison"), lambda entry: entry.unit.garrison, 200),
                Column(_("Commands today"), self._commander, 0),
                Column(_("Files"), lambda entry: str(entry.cases) if session.visit is None else "", 60, right=True),
            ),
            _("Units"),
        )
        self.card = UnitCard(session, self.line)
        self.add = QPushButton(_("New unit"))
        self._empty = EmptyState(_(_NONE))
        self._lay_out()
        self._listen()
        self.read()

    def _lay_out(self) -> None:
        set_role(self.add, "primary")
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.words, 1)
        top.addWidget(self.add)
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._empty)
        area = QScrollArea()
        area.setWidget(self.card)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right = QStackedWidget()
        self._right.addWidget(area)
        self._right.setFixedWidth(CARD)
        self._right.hide()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._list, 1)
        row.addWidget(self._right)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(hint(_("Ins new · Enter open · F9 names"), wrap=False))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 6)
        column.addLayout(top)
        column.addLayout(row, 1)
        column.addLayout(foot)

    def _listen(self) -> None:
        self.words.textChanged.connect(lambda _text: self._narrow())
        self.words.returnPressed.connect(self._open_first)
        self.table.chosen.connect(lambda entry: self._show(entry.unit))
        self.add.clicked.connect(self.new_unit)
        self.card.closed.connect(self._close)
        self.card.case_asked.connect(self.case_asked)
        self.card.commanders.new_wanted.connect(self._new_commander)
        self.card.commanders.person_asked.connect(self.person_asked)
        Keys(self, {"Ins": self.new_unit})
        Keys(self.card, {"Escape": self._close})
        Keys(self.words, {"Down": self.table.setFocus, "Escape": self._leave_words})
        self._session.changed.connect(self._on_changed)
        self._session.revealed_changed.connect(lambda _shown: self.table.viewport().update())

    @cached_property
    def person(self) -> PersonCard:
        """The card of a new commander, made when the first one is added."""
        card = PersonCard(self._session, self.line)
        card.form.add_asked.connect(self._add_commander)
        card.form.same_man.connect(self._add_commander)
        card.form.closed.connect(self._back_to_unit)
        Keys(card.form, {"Escape": self._back_to_unit})
        self._right.addWidget(card)
        return card

    # --- showing

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what changed while another page was in front."""
        super().showEvent(event)
        if self._is_stale:
            self.read()

    def _on_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Read the units again and show them."""
        self._is_stale = False
        vault, visit = self._session.vault, self._session.visit
        if not vault.is_open:
            return
        self._entries = unit_entries(vault)
        if visit is not None:
            case = records.find(vault, Case, visit)
            self._entries = tuple(entry for entry in self._entries if case is not None and entry.id == case.unit)
        self._narrow()
        if self.card.unit_id:
            unit = records.find(vault, Unit, self.card.unit_id)
            if unit is None or unit.removed_at:
                self._close()
            else:
                self.card.show_unit(unit)

    def _narrow(self) -> None:
        words = self.words.text().casefold().split()
        found = [entry for entry in self._entries if all(word in _known(entry.unit) for word in words)]
        self.table.show_rows(found)
        self._list.setCurrentIndex(0 if found else 1)
        self._empty.say(_(_NONE_FOUND if words else _NONE))

    def _commander(self, entry: UnitEntry) -> str:
        if entry.commander is None:
            return _("not known")
        rank = self._ranks.get(entry.commander.rank, "")
        return " ".join(part for part in (rank, shown_name(entry.commander, self._session.revealed)) if part)

    def take_focus(self) -> None:
        """Put the keyboard where a number is typed."""
        self.words.setFocus()

    def show_subject(self, subject: str) -> None:
        """Open the card of this unit."""
        row = next((number for number, entry in enumerate(self.table.model_.rows) if entry.id == subject), None)
        unit = records.find(self._session.vault, Unit, subject)
        if row is not None:
            self.table.select(row)
        if unit is not None and not unit.removed_at:
            self._show(unit)
        else:
            self.take_focus()

    def new_unit(self) -> None:
        """Open an empty card."""
        self._right.setCurrentIndex(UNIT)
        self._right.show()
        self.card.show_new()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept."""
        typed = self.person.form.unsaved() if "person" in self.__dict__ else {}
        person = {f"person.{name}": text for name, text in typed.items()}
        return {"unit": self.card.unit_id, **person, **self.card.unsaved()} if person else self.card.unsaved()

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        if texts.get("unit"):
            self.show_subject(texts["unit"])
        elif "unit" in texts:
            self.new_unit()
        self.card.put_back(texts)
        typed = {name.partition(".")[2]: text for name, text in texts.items() if name.startswith("person.")}
        if typed:
            self._new_commander()
            self.person.form.put_back(typed)

    def _show(self, unit: Unit) -> None:
        self.card.show_unit(unit)
        self._right.setCurrentIndex(UNIT)
        self._right.show()
        self.card.lines["number"].setFocus()

    def _open_first(self) -> None:
        if (entry := self.table.current()) is not None:
            self._show(entry.unit)

    def _leave_words(self) -> None:
        self.words.clear()
        self.table.setFocus()

    def _close(self) -> None:
        self.card.forget()
        if "person" in self.__dict__:
            self.person.form.forget()
        self._right.hide()
        (self.table if self.table.model_.rows else self.words).setFocus()

    # --- deeds

    def _new_commander(self) -> None:
        if self.card.unit_id:
            self._right.setCurrentWidget(self.person)
            self.person.show_form()
            self.person.form.show_new(None, Person(id=self._session.vault.new_id()), _("Add as commander"))

    def _back_to_unit(self) -> None:
        self.person.put_away()
        self._right.setCurrentIndex(UNIT)
        self.card.commanders.add.setFocus()

    def _add_commander(self, person: Person, _party: Party | None = None) -> None:
        """Into office: somebody new, or somebody who stands in the vault already."""
        unit, vault = self.card.unit, self._session.vault
        if unit is None:
            return
        known = records.find(vault, Person, person.id)
        after = replace(unit, commanders=(*unit.commanders, Office(person=person.id, post=person.post)))
        before: list[Value] = [unit] if known else [unit, replace(person, removed_at=vault.now().isoformat())]
        values: list[Value] = [after] if known else [after, person]
        if attempt(self.line, lambda: self._session.change(_("New commander"), before, values, partial(keep_all, vault))):
            self._back_to_unit()
            self.card.commanders.choose_last_added()


def _known(unit: Unit) -> str:
    parts = (unit.number, unit.branch, unit.garrison, unit.address, unit.superior, unit.court_accusative, unit.remark)
    return " ".join(parts).casefold()
