"""The units: one list, and the card of one beside it."""

from dataclasses import replace
from functools import cached_property, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget

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
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.people.card import CARD, PersonCard
from desktop.ui.people.directory import Directory
from desktop.ui.people.ranks import rank_words
from desktop.ui.people.unit_card import UnitCard
from desktop.ui.session import Session

UNIT = 0  # the first card on the right
_NONE = N_("No unit yet. Ins adds one, or type its number in a case.")
_NONE_FOUND = N_("No unit like this. Esc shows all.")


class UnitsTab(Directory):
    """Typing narrows the list, Enter opens a card, Ins adds a unit."""

    case_asked = Signal(str)
    person_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Number, garrison, court …"), _("New unit"))
        self._ranks = dict(rank_words())
        self._entries: tuple[UnitEntry, ...] = ()
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
        self._right = QStackedWidget()
        self._fill_right()
        self._lay_out(self._right)
        self._listen()
        self.read()

    def _fill_right(self) -> None:
        area = QScrollArea()
        area.setWidget(self.card)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right.addWidget(area)
        self._right.setFixedWidth(CARD)
        self._right.hide()

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

    def read(self) -> None:
        """Read the units again and show them."""
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
        self._show_found(found, _(_NONE_FOUND if words else _NONE))

    def _commander(self, entry: UnitEntry) -> str:
        if entry.commander is None:
            return _("not known")
        rank = self._ranks.get(entry.commander.rank, "")
        return " ".join(part for part in (rank, shown_name(entry.commander, self._session.revealed)) if part)

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

    def _close(self) -> None:
        self.card.forget()
        if "person" in self.__dict__:
            self.person.form.forget()
        self._right.hide()
        self._focus_list()

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
