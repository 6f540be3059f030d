"""People of the case: who is in it, as what; names only while they are revealed, or while their card is open."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.people import Party, Person, Role
from desktop.i18n import _
from desktop.operations.people import add_person, keep_party, keep_person
from desktop.storage import people, records
from desktop.ui import choices
from desktop.ui.case.person_form import PersonForm
from desktop.ui.masking import shown_name, shown_words
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

FORM_WIDTH = 480
Pair = tuple[Party, Person]


class PeopleTab(QWidget):
    """A list of people and, beside it, the card of the one that is open. Ins adds, Enter opens, Delete takes out of the case."""

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self.table = Table(
            [
                Column(_("As what"), lambda pair: choices.word(pair[0].role), 170, bold=True),
                Column(_("Who to him"), lambda pair: pair[0].relation, 130),
                Column(_("Name"), lambda pair: shown_name(pair[1], session.revealed)),
                Column(_("Telephone"), lambda pair: shown_words(", ".join(pair[1].phones), session.revealed), 150),
            ],
            _("People"),
            identity=lambda pair: pair[0].id,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(_("Nobody is noted yet. Ins adds the man himself, then who rings, then the commander.")))
        self.form = PersonForm(session)
        self._side = QScrollArea()
        self._side.setWidget(self.form)
        self._side.setWidgetResizable(True)
        self._side.setFrameShape(QFrame.Shape.NoFrame)
        self._side.setFixedWidth(FORM_WIDTH)
        self._side.hide()
        self.line = Line(name=_("Message"))
        self.add = QPushButton(_("Add a person"))
        self._lay_out()
        self._listen()
        self.show_case()

    def _lay_out(self) -> None:
        set_role(self.add, "primary")
        self.add.setToolTip(_("Ins"))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._stack, 1)
        row.addWidget(self._side)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(hint(_("Ins new · Enter open · Del take out · F9 names"), wrap=False))
        foot.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 6)
        column.addLayout(row, 1)
        column.addLayout(foot)

    def _listen(self) -> None:
        self.add.clicked.connect(self.new_person)
        self.table.chosen.connect(self.open_person)
        Keys(self, {"Ins": self.new_person})
        Keys(self.table, {"Del": self._remove_current})
        self.form.keep_asked.connect(self._keep)
        self.form.closed.connect(self._close)
        self._session.changed.connect(self.show_case)
        self._session.revealed_changed.connect(lambda _now: self.show_case())

    def show_case(self) -> None:
        """Read the people again and show them."""
        found = people.of_case(self._session.vault, self._case_id)
        self.table.show_rows(found)
        self._stack.setCurrentIndex(0 if found else 1)

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        (self.table if self.table.model_.rows else self.add).setFocus()

    def open_subject(self, subject: str) -> None:
        """Open the card of a person, or of a party, by its id."""
        for place, pair in enumerate(self.table.model_.rows):
            if subject in {pair[0].id, pair[1].id}:
                self.table.select(place)
                self.open_person(pair)

    def new_person(self) -> None:
        """Begin a new card. The first person of a case is the one it is about."""
        vault = self._session.vault
        role = Role.RELATIVE if self.table.model_.rows else Role.CLIENT
        party = Party(id=vault.new_id(), case=self._case_id, person=vault.new_id(), role=role)
        self._open((party, Person(id=party.person)), new=True)

    def open_person(self, pair: Pair) -> None:
        """Open the card of somebody who is in the case."""
        self._open(pair, new=False)

    def unsaved(self) -> dict[str, str]:
        """What was typed into the card and is not kept."""
        return self.form.unsaved()

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self.open_subject(texts.get("party", ""))
        if self.form.party_id != texts.get("party"):
            self.new_person()
        self.form.put_back(texts)

    def _open(self, pair: Pair, *, new: bool) -> None:
        self.form.show_pair(*pair, new=new)
        self._side.show()
        self.form.take_focus()

    def _keep(self, party: Party, person: Person) -> None:
        vault = self._session.vault
        before = records.find(vault, Party, party.id)
        if before is None:
            kept = attempt(self.line, lambda: add_person(vault, person, self._case_id, party.role, relation=party.relation))
            if kept:
                self._session.changed.emit()
        else:
            was = records.get(vault, Person, person.id)
            # The forms she confirmed meanwhile are the vault's, not the card's.
            person = replace(person, forms=was.forms, fixed=was.fixed)
            kept = attempt(self.line, lambda: self._change((before, was), (party, person)))
        if kept:
            self.form.mark_kept()
            self._close()

    def _change(self, before: Pair, after: Pair) -> None:
        if after != before:
            self._session.change(_("Person"), before, after, self._keep_both)

    def _keep_both(self, pair: Pair) -> None:
        with self._session.vault.transaction():
            keep_person(self._session.vault, pair[1])
            keep_party(self._session.vault, pair[0])

    def _remove_current(self) -> None:
        pair = self.table.current()
        if pair is None:
            return
        party: Party = pair[0]
        gone = replace(party, removed_at=self._session.vault.now().isoformat())
        keep = partial(keep_party, self._session.vault)
        if attempt(self.line, lambda: self._session.change(_("Take a person out"), party, gone, keep)):
            self.line.say(_("Taken out of this case. Ctrl+Z brings the person back."))

    def _close(self) -> None:
        self._side.hide()
        self.form.forget()
        self.take_focus()
