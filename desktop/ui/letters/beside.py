"""The file beside the letter: who stands in it as what, what the file does not know yet, and a person who is new to it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.documents import compose, facts
from desktop.documents.compose import Composed, Found
from desktop.domain.cases import Case
from desktop.domain.letters import Letter
from desktop.domain.people import Party, Person, Role
from desktop.i18n import _
from desktop.operations import filling, letter_people, templates
from desktop.storage import records
from desktop.ui.committing import into
from desktop.ui.letters.form import Form
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.line import Line
from desktop.ui.people.adding import add_known, add_new
from desktop.ui.people.person_form import PersonForm
from desktop.ui.session import Session

LABELS = 104  # pixels: the card has less room here than under People


class Beside(QObject):
    """Changes the file from beside a draft, each time as a step that can be taken back. `save` keeps the draft first."""

    role_chosen = Signal(str, str)  # a role, and who stands in it now
    card_shown = Signal()
    card_left = Signal()

    def __init__(self, session: Session, form: Form, line: Line, save: Callable[[], bool]) -> None:
        super().__init__(form)
        self._session, self._form, self._line, self._save = session, form, line, save
        self._letter: Letter | None = None
        self._roles: tuple[Role, ...] = ()
        self._is_filling = False
        self._shown: tuple[object, ...] = ()
        self.card = PersonForm(session, line, labels=LABELS)
        form.people.add_asked.connect(self.new_person)
        form.missing.filled.connect(self.fill)
        self.card.add_asked.connect(self._add_person)
        self.card.same_man.connect(self._add_same)
        self.card.closed.connect(self.card_left)

    def open_letter(self, letter: Letter) -> None:
        """Open another draft. Raises TemplateBroken."""
        self._roles = compose.roles(templates.of_letter(self._session.vault, letter))
        self._letter, self._shown = None, ()
        self.card.forget()

    def show(self, letter: Letter, composed: Composed) -> None:
        """Show who stands in a draft, and what the file misses for it."""
        self._letter = letter
        vault = self._session.vault
        needed = {role for gap in composed.gaps if (role := facts.ROLES.get(gap.key.partition(".")[0])) is not None}
        shown = (
            letter_people.standing(vault, letter),
            self._roles,
            letter_people.chosen_people(vault, letter),
            needed,
            self._session.revealed,
        )
        # Not at every key she types into the text: the ticks would be laid out anew each time.
        if shown != self._shown:
            self._shown = shown
            self._form.people.show_people(*shown[:4], revealed=self._session.revealed)
        self._form.missing.show_wanted(filling.wanted(vault, letter, composed.gaps))

    def settle(self) -> None:
        """What was typed beside the letter and not left yet counts now."""
        if not self._is_filling:
            self._form.missing.settle()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept."""
        typed = {f"person.{name}": text for name, text in self.card.unsaved().items()}
        return typed | {f"missing.{key}": text for key, text in self._form.missing.unsaved().items()}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self._form.missing.put_back(_behind("missing.", texts))
        if typed := _behind("person.", texts):
            self.new_person()
            self.card.put_back(typed)

    def takes(self, key: str) -> bool:
        """Whether the fact that fills this gap can be typed in words, and is the only one it wants."""
        if self._letter is None:
            return False
        asked = filling.wanted(self._session.vault, self._letter, [Found(label="", key=key, start=0, end=0)])
        return [(each.key, each.ask) for each in asked] == [(key, filling.Ask.LINE)]

    def fill(self, key: str, said: str) -> None:
        """Keep a fact in the file."""
        letter, vault = self._letter, self._session.vault
        if letter is None or self._is_filling:
            return
        self._is_filling = True

        def fill() -> None:
            before, after = filling.filled(vault, letter, key, said)
            self._session.change(_("Missing in the file"), before, after, partial(filling.keep_filled, vault))

        if self._save():
            attempt(self._line, fill)
        self._is_filling = False

    def new_person(self) -> None:
        """Open an empty card; the first role of the document that nobody has is offered."""
        letter, vault = self._letter, self._session.vault
        if letter is None or not self._save():
            return
        filled = letter_people.chosen_people(vault, letter)
        role = next((role for role in self._roles if role not in filled), Role.WITNESS)
        person, case = Person(id=vault.new_id()), records.get(vault, Case, letter.case)
        party = Party(id=vault.new_id(), case=case.id, person=person.id, role=role)
        self.card.show_new(party, person, into(_("Add"), case.pseudonym))
        self.card_shown.emit()

    def _add_person(self, person: Person, party: Party) -> None:
        self._put(partial(add_new, self._session, person, party))

    def _add_same(self, person: Person) -> None:
        """Whoever is being typed stands in the vault already: of the new card only the role is kept."""
        party, _new = self.card.standing
        if party is not None:
            self._put(partial(add_known, self._session, person, party))

    def _put(self, deed: Callable[[], Party]) -> None:
        if self._letter is None or not self._save():
            return
        made: list[Party] = []
        if attempt(self._line, lambda: made.append(deed())):
            self.card.forget()
            if made[0].role in self._roles:
                self.role_chosen.emit(made[0].role, made[0].person)
            self.card_left.emit()
            self._form.people.take_focus()


def _behind(beginning: str, texts: dict[str, str]) -> dict[str, str]:
    return {name.removeprefix(beginning): text for name, text in texts.items() if name.startswith(beginning)}
