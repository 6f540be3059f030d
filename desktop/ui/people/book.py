"""The address book: everybody there is, each once, with a card that tells in which files."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.people import Party, Person, Role
from desktop.i18n import N_, _, ngettext
from desktop.operations import address_book
from desktop.operations.address_book import Entry
from desktop.operations.people import keep_person, without
from desktop.storage import people, records
from desktop.ui import choices
from desktop.ui.masking import shown_name
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import Choice, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import quiet, set_role
from desktop.ui.people.adding import ask_to_merge
from desktop.ui.people.alike import places_words
from desktop.ui.people.card import PersonCard
from desktop.ui.people.ranks import rank_words
from desktop.ui.session import Session

PAUSE = 120  # milliseconds without a key
_NOBODY = N_("Nobody yet. Ins adds a person, here or in a case: each stands here once.")
_NONE_FOUND = N_("Nobody like this. Names are found as they sound; е stands for ё. Esc shows everybody.")
_VISITOR = N_("While a visitor is beside you, only the people of the open case are shown. F8 ends it.")


class BookTab(QWidget):
    """Typing narrows the list, Enter opens a card, Ins adds somebody, F9 shows the names for a while."""

    case_asked = Signal(str)
    unit_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._is_stale = session, False
        self._ranks = dict(rank_words())
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Name, alias, telephone, post …"))
        self.words.setAccessibleName(_("Narrow the list"))
        self.words.setClearButtonEnabled(True)
        self.role = Choice(_("As what"), (("", _("as anything")), *choices.words(Role)))
        self.line, self.count = Line(name=_("Message")), QLabel()
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
        self.add = QPushButton(_("New person"))
        self._empty = EmptyState(_(_NOBODY))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._lay_out()
        self._listen()
        self.read()

    def _lay_out(self) -> None:
        set_role(self.add, "primary")
        quiet(self.count)
        self.role.setFixedWidth(190)
        top = QHBoxLayout()
        top.setSpacing(14)
        for widget, stretch in ((self.words, 1), (self.role, 0), (self.count, 0), (self.add, 0)):
            top.addWidget(widget, stretch)
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._empty)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._list, 1)
        row.addWidget(self.card)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(hint(_("Ins new · Enter open · F9 names"), wrap=False))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 6)
        column.addLayout(top)
        column.addLayout(row, 1)
        column.addLayout(foot)

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
        Keys(self.words, {"Down": self.table.setFocus, "Escape": self._leave_words})
        self._session.changed.connect(self._on_changed)
        self._session.revealed_changed.connect(lambda _shown: self.table.viewport().update())

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
        """Read the people again and show them."""
        self._pause.stop()
        self._is_stale = False
        vault, visit = self._session.vault, self._session.visit
        if not vault.is_open:
            return
        words = self.words.text().strip()
        role = Role(self.role.code) if self.role.code else None
        found = address_book.entries(vault, words, role=role, case=visit)
        self.table.show_rows(found)
        self._list.setCurrentIndex(0 if found else 1)
        self._empty.say(_(_VISITOR if visit is not None else _NONE_FOUND if words or role else _NOBODY))
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

    def take_focus(self) -> None:
        """Put the keyboard where a name is typed."""
        self.words.setFocus()

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
        return self.form.unsaved()

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        if texts.get("person"):
            self.show_subject(texts["person"])
        else:
            self.new_person()
        self.form.put_back(texts)

    def _show(self, person: Person) -> None:
        self.form.show_person(None, person)
        self.card.show_form()
        self.form.sex.setFocus()

    def _open_first(self) -> None:
        self.read()
        if (entry := self.table.current()) is not None:
            self.open_entry(entry)

    def _leave_words(self) -> None:
        self.words.clear()
        self.read()
        self.table.setFocus()

    def _close(self) -> None:
        self.card.put_away()
        (self.table if self.table.model_.rows else self.words).setFocus()

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
