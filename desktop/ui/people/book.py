"""The address book: everybody there is, each once, with a card that tells in which files."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel

from desktop.domain.people import Party, Person, Role
from desktop.i18n import N_, _, ngettext
from desktop.operations import address_book
from desktop.operations.address_book import Entry
from desktop.operations.people import keep_person, without
from desktop.storage import people, records
from desktop.ui import choices
from desktop.ui.masking import shown_name
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import quiet
from desktop.ui.people.adding import ask_to_merge
from desktop.ui.people.alike import places_words
from desktop.ui.people.card import PersonCard
from desktop.ui.people.directory import Directory
from desktop.ui.people.ranks import rank_words
from desktop.ui.session import Session

PAUSE = 120  # milliseconds without a key
_NOBODY = N_("Nobody yet. Ins adds a person, here or in a case: each stands here once.")
_NONE_FOUND = N_("Nobody like this. Names are found as they sound; е stands for ё. Esc shows everybody.")
_VISITOR = N_("While a visitor is beside you, only the people of the open case are shown. F8 ends it.")


class BookTab(Directory):
    """Typing narrows the list, Enter opens a card, Ins adds somebody, F9 shows the names for a while."""

    case_asked = Signal(str)
    unit_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Name, alias, telephone, post …"), _("New person"))
        self._ranks = dict(rank_words())
        self.role = Choice(_("As what"), (("", _("as anything")), *choices.words(Role)))
        self.count = QLabel()
        self.table = Table(
            (
                Column(_("Full name"), self._name, 200),
                Column(_("Rank"), lambda entry: self._ranks.get(entry.person.rank, ""), 120),
                Column(_("Post"), lambda entry: entry.person.post, 150),
                Column(_("Files, and as what"), self._files),
            ),
            _("People"),
        )
        self.card = PersonCard(session, self.line)
        self.form = self.card.form
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        quiet(self.count)
        self.role.setFixedWidth(190)
        self._lay_out(self.card, self.role, self.count)
        self._listen()
        self.read()

    def _listen(self) -> None:
        self._pause.timeout.connect(self.read)
        self.words.textChanged.connect(lambda _text: self._pause.start())
        self.words.returnPressed.connect(self._open_first)
        self.role.chosen.connect(lambda _role: self.read())
        self.add.clicked.connect(self.new_person)
        self.table.chosen.connect(self.open_entry)
        self.form.add_asked.connect(self._add)
        self.form.remove_asked.connect(self._remove)
        self.form.same_man.connect(self._on_same_man)
        self.form.closed.connect(self._close)
        self.form.case_asked.connect(self.case_asked)
        self.form.unit_asked.connect(self.unit_asked)
        Keys(self, {"Ins": self.new_person})
        Keys(self.form, {"Escape": self._close})

    # --- showing

    def read(self) -> None:
        """Read the people again and show them."""
        self._pause.stop()
        vault, visit = self._session.vault, self._session.visit
        if not vault.is_open:
            return
        words = self.words.text().strip()
        role = Role(self.role.code) if self.role.code else None
        found = address_book.entries(vault, words, role=role, case=visit)
        self._show_found(found, _(_VISITOR if visit is not None else _NONE_FOUND if words or role else _NOBODY))
        self._tell_count(len(found))
        if self.form.person_id:
            person = records.find(vault, Person, self.form.person_id)
            if person is None or person.removed_at:
                self._close()
            else:
                self.form.show_person(None, person)

    def _tell_count(self, shown: int) -> None:
        # Beside a visitor nobody learns how many there are.
        there = shown if self._session.visit is not None else people.count(self._session.vault)
        if shown < there:
            self.count.setText(_("{shown} of {count}").format(shown=shown, count=there))
        else:
            self.count.setText(ngettext("{count} person", "{count} people", there).format(count=there))

    def _name(self, entry: Entry) -> str:
        return shown_name(entry.person, self._session.revealed) if entry.person.full_name else _("name not known")

    def _files(self, entry: Entry) -> str:
        return places_words(tuple(place for place in entry.places if self._session.shows(place.case)))

    def show_subject(self, subject: str) -> None:
        """Open the card of this person."""
        person = records.find(self._session.vault, Person, subject)
        if person is None or person.removed_at:
            self.take_focus()
            return
        row = next((number for number, entry in enumerate(self.table.model_.rows) if entry.id == subject), None)
        if row is not None:
            self.table.select(row)
        self._show(person)

    def open_entry(self, entry: Entry) -> None:
        """Open the card of a person."""
        self._show(entry.person)

    def new_person(self) -> None:
        """Open an empty card."""
        self.card.show_form()
        self.form.show_new(None, Person(id=self._session.vault.new_id()), _("Add to the address book"))

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept."""
        return self.card.unsaved()

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        if subject := texts.get("person") or texts.get("forms.person"):
            self.show_subject(subject)
        else:
            self.new_person()
        self.card.put_back(texts)

    def _show(self, person: Person) -> None:
        self.form.show_person(None, person)
        self.card.show_form()
        self.form.sex.setFocus()

    def _open_first(self) -> None:
        self.read()
        if (entry := self.table.current()) is not None:
            self.open_entry(entry)

    def _close(self) -> None:
        self.card.put_away()
        self._focus_list()

    # --- deeds

    def _add(self, person: Person, _party: Party | None) -> None:
        gone = replace(person, removed_at=self._session.vault.now().isoformat())
        if attempt(self.line, lambda: self._session.change(_("New person"), gone, person, partial(keep_person, self._session.vault))):
            self.form.forget()
            self.show_subject(person.id)

    def _remove(self, person: Person, _party: Party | None) -> None:
        vault = self._session.vault

        def remove() -> None:
            self._session.change(_("Remove person"), person, without(vault, person), partial(keep_person, vault))

        if attempt(self.line, remove):
            self.line.say(_("Removed from the address book. Ctrl+Z brings him or her back."), "good")

    def _on_same_man(self, other: Person) -> None:
        person = self.form.standing[1]
        if person is None:
            return
        if self.form.is_new:
            self.form.forget()
            self.show_subject(other.id)
            return
        ask_to_merge(self._session, self, self.line, other, person)
