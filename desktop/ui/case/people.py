"""People of the case: who is in it, as what, and the card of each."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.cases import Case
from desktop.domain.people import Party, Person, Role
from desktop.i18n import _
from desktop.operations.people import keep_party
from desktop.storage import people, records
from desktop.ui import choices
from desktop.ui.committing import into
from desktop.ui.masking import shown_name, shown_words
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.parts.turning import Turning
from desktop.ui.people.adding import add_known, add_new, ask_to_merge
from desktop.ui.people.card import PersonCard
from desktop.ui.people.ranks import rank_words
from desktop.ui.session import Session

Row = tuple[Party, Person]


class PeopleTab(QWidget):
    """The people. Ins adds one, Enter opens a card, F9 shows the names for a while."""

    case_asked = Signal(str)
    unit_asked = Signal(str)

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._ranks = dict(rank_words())
        self.line = Line(name=_("Message"))
        self.table = Table(
            [
                Column(_("To the case"), lambda row: choices.word(row[0].role), 140),
                Column(_("Relation"), lambda row: row[0].relation, 125),
                Column(_("Rank"), lambda row: self._ranks.get(row[1].rank, ""), 130),
                Column(_("Full name"), lambda row: shown_name(row[1], session.revealed) if row[1].full_name else _("name not known")),
                Column(_("Telephone"), lambda row: shown_words(", ".join(row[1].phones), session.revealed), 100),
            ],
            _("People of the case"),
            identity=lambda row: row[0].id,
        )
        self.card = PersonCard(session, self.line)
        self.form, self.forms = self.card.form, self.card.forms
        self.add = QPushButton(_("New person"))
        self._lay_out()
        self._listen()
        self.show_case()

    def _lay_out(self) -> None:
        set_role(self.add, "primary")
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(EmptyState(_("Nobody yet. Ins adds the man himself first, then who rings for him. A name may stay empty.")))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._list, 1)
        row.addWidget(self.card)
        Turning(self, row)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(hint(_("Ins new · Enter open · F9 names"), wrap=False))
        foot.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 6)
        layout.addLayout(row, 1)
        layout.addLayout(foot)

    def _listen(self) -> None:
        self.add.clicked.connect(self.new_person)
        self.table.chosen.connect(self.open_person)
        self.form.add_asked.connect(self._add)
        self.form.remove_asked.connect(self._remove)
        self.form.same_man.connect(self._on_same_man)
        self.form.closed.connect(self._close)
        self.form.case_asked.connect(self.case_asked)
        self.form.unit_asked.connect(self.unit_asked)
        Keys(self, {"Ins": self.new_person})
        Keys(self.form, {"Escape": self._close})
        self._session.changed.connect(self.show_case)
        self._session.revealed_changed.connect(lambda _shown: self.table.viewport().update())

    # --- showing

    def show_case(self) -> None:
        """Read the people again and show them."""
        rows = people.of_case(self._session.vault, self._case_id)
        order = list(Role)
        self.table.show_rows(sorted(rows, key=lambda row: order.index(row[0].role)))
        self._list.setCurrentIndex(0 if rows else 1)
        if not self.form.party_id:
            return
        mine = next((row for row in rows if row[0].id == self.form.party_id), None)
        if mine:
            self.form.show_person(*mine)
        else:
            self._close()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        (self.table if self.table.model_.rows else self.add).setFocus()

    def open_subject(self, subject: str) -> None:
        """Open the card of this person or party."""
        for number, row in enumerate(self.table.model_.rows):
            if subject in {row[0].id, row[1].id}:
                self.table.select(number)
                self.open_person(row)
                return
        self.take_focus()

    def new_person(self) -> None:
        """Open an empty card; the first one is the man himself."""
        vault = self._session.vault
        case = records.get(vault, Case, self._case_id)
        roles = {party.role for party, _person in self.table.model_.rows}
        role = Role.CLIENT if Role.CLIENT not in roles else Role.RELATIVE if Role.RELATIVE not in roles else Role.COMMANDER
        person = Person(id=vault.new_id())
        self.form.show_new(
            Party(id=vault.new_id(), case=self._case_id, person=person.id, role=role), person, into(_("Add"), case.pseudonym)
        )
        self.card.show_form()

    def open_person(self, row: Row) -> None:
        """Open the card of a person."""
        self.form.show_person(*row)
        self.card.show_form()
        self.form.role.setFocus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept."""
        return self.card.unsaved()

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        if texts.get("forms.person") and not texts.get("party"):
            self.card.put_back(texts)
            return
        if texts.get("party"):
            self.open_subject(texts["party"])
        else:
            self.new_person()
        self.card.put_back(texts)

    def _close(self) -> None:
        self.card.put_away()
        self.take_focus()

    # --- deeds

    def _add(self, person: Person, party: Party) -> None:
        attempt(self.line, lambda: self.open_subject(add_new(self._session, person, party).id))

    def _on_same_man(self, other: Person) -> None:
        """Of a new card nothing is kept but the role: he stands in the vault already. A known one becomes one with him."""
        party, person = self.form.standing
        if party is None or person is None:
            return
        if self.form.is_new:
            self._add_known(other, party)
            return
        ask_to_merge(self._session, self, self.line, other, person)

    def _add_known(self, other: Person, party: Party) -> None:
        made: list[Party] = []
        if attempt(self.line, lambda: made.append(add_known(self._session, other, party))):
            self.form.forget()
            self.open_subject(made[0].id)

    def _remove(self, _person: Person, party: Party | None) -> None:
        if party is None:
            return
        vault = self._session.vault
        gone = replace(party, removed_at=vault.now().isoformat())
        if attempt(self.line, lambda: self._session.change(_("Remove person"), party, gone, partial(keep_party, vault))):
            self._close()
            self.line.say(_("Removed from this case. Ctrl+Z brings him or her back."))
