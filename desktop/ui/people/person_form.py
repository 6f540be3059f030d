"""The card of a person: the name behind F9, what he or she is to the case, and how the name declines."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.likeness import Named, named
from desktop.domain.people import Party, Person, Role, Sex
from desktop.i18n import N_, _, ngettext
from desktop.operations.people import keep_party, keep_person
from desktop.ui import choices
from desktop.ui.committing import note_conflict_checked
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.fields import Choice, TextLine, heading, hint, label
from desktop.ui.parts.line import Line
from desktop.ui.parts.masked_line import MaskedLine
from desktop.ui.parts.tones import set_role
from desktop.ui.people.alike import AlikePanel
from desktop.ui.people.forms_panel import doubtful_parts
from desktop.ui.people.ranks import rank_words
from desktop.ui.people.standing import StandsIn
from desktop.ui.session import Session

LABELS = 150
_PARTS = {"surname": N_("Surname"), "name": N_("First name"), "patronymic": N_("Patronymic")}
_DOUBTS = {
    "surname": N_("Look at the surname in six cases"),
    "name": N_("Look at the first name in six cases"),
    "patronymic": N_("Look at the patronymic in six cases"),
}


class PersonForm(QWidget):
    """One person, in a case or in the address book. A new one is kept by its button; of a known one each field is kept as it is left."""

    add_asked = Signal(object, object)  # a Person and a Party, not kept yet; no Party in the address book
    forms_asked = Signal(object, str)
    remove_asked = Signal(object, object)  # the Person, and the Party
    same_man = Signal(object)  # the Person who this one is
    case_asked = Signal(str)
    unit_asked = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, line: Line, *, labels: int = LABELS) -> None:
        super().__init__()
        self._session, self._line, self._labels = session, line, labels
        self._party: Party | None = None
        self._person: Person | None = None
        self._new = False
        self.title = heading("")
        self.role = Choice(_("What he or she is to the case"), choices.words(Role))
        self.relation = TextLine(_("Relation"), hint=_("mother, wife, friend"))
        self.sex = Choice(_("Man or woman"), (("", _("ask: it decides the grammar")), *choices.words(Sex)))
        self.parts = {name: MaskedLine(_(text)) for name, text in _PARTS.items()}
        self.aliases = MaskedLine(_("Other surnames, aliases"), hint=_("maiden, earlier; commas between"))
        self.rank = Choice(_("Rank"), (("", _("not known")), *rank_words()))
        self.guards = QCheckBox(_("of the guards (гвардии)"))
        self.post = TextLine(_("Post"), hint=_("as in his papers, in the nominative"))
        self.phones = MaskedLine(_("Telephones"), hint=_("several with a comma between"))
        self.address = MaskedLine(_("Address"))
        self.identity = MaskedLine(_("Identity paper"))
        self.born = DayLine(_("Born"), lambda: session.today)
        self.remark = TextLine(_("Remark"), hint=_("Does this need to be written down?"))
        self.doubts = {part: QPushButton(_(text)) for part, text in _DOUBTS.items()}
        self.all_forms = QPushButton(_("Names in six cases …"))
        self.add, self.cancel, self.remove = QPushButton(_("Add")), QPushButton(_("Close")), QPushButton()
        self.alike = AlikePanel(session, _("This is the same man"), _("Conflict checked: none"))
        self.stands = StandsIn(session)
        self._lines: dict[str, TextLine] = {
            **self.parts, "post": self.post, "address": self.address, "identity_paper": self.identity, "remark": self.remark,
        }  # fmt: skip
        self._lay_out()
        self._listen()

    # --- building

    def _lay_out(self) -> None:
        set_role(self.add, "primary")
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        rows: tuple[tuple[str | None, QWidget], ...] = (
            (_("To the case"), self.role), (_("Relation"), self.relation), (_("Man or woman"), self.sex),
            *((_(_PARTS[name]), line) for name, line in self.parts.items()), (_("Other surnames"), self.aliases),
            # Close to the name they are looked for by; whatever comes moves only what stands below.
            (None, self.alike), (None, self.stands),
            (_("Rank"), self.rank), ("", self.guards),
            (_("Post"), self.post), (_("Telephones"), self.phones), (_("Address"), self.address),
            (_("Identity paper"), self.identity), (_("Born"), self.born), (_("Remark"), self.remark),
        )  # fmt: skip
        self._of_case: list[QWidget] = [self.role, self.relation]
        for row, (text, field) in enumerate(rows):
            if text is None:
                grid.addWidget(field, row, 0, 1, 2)
                continue
            if text:
                words = label(text, field, top=True)
                words.setWordWrap(True)
                words.setFixedWidth(self._labels)
                grid.addWidget(words, row, 0)
                if field in self._of_case:
                    self._of_case.append(words)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 4)
        column.setSpacing(4)
        column.addWidget(self.title)
        self._hidden = hint(_("The name is hidden. F9 shows it for twenty seconds."))
        column.addWidget(self._hidden)
        column.addLayout(grid)
        for button in self.doubts.values():
            set_role(button, "link")
            column.addWidget(button)
        set_role(self.all_forms, "link")
        column.addWidget(self.all_forms)
        column.addStretch(1)
        column.addLayout(buttons)

    def _listen(self) -> None:
        for name, line in self._lines.items():
            line.committed.connect(partial(self._keep_person, name))
        self.phones.committed.connect(lambda text: self._keep_person("phones", _several(text)))
        self.aliases.committed.connect(lambda text: self._keep_person("aliases", _several(text)))
        self.born.committed.connect(partial(self._keep_person, "born"))
        self.rank.chosen.connect(partial(self._keep_person, "rank"))
        self.guards.clicked.connect(lambda ticked: self._keep_person("rank_guards", ticked))
        self.sex.chosen.connect(self._keep_sex)
        self.role.chosen.connect(self._on_role)
        self.relation.committed.connect(partial(self._keep_party, "relation"))
        for part, button in self.doubts.items():
            button.clicked.connect(partial(self._ask_forms, part))
        self.all_forms.clicked.connect(partial(self._ask_forms, "surname"))
        self.add.clicked.connect(self._add)
        self.cancel.clicked.connect(self.closed)
        self.remove.clicked.connect(lambda: self.remove_asked.emit(self._person, self._party))
        for line in (*self.parts.values(), self.aliases):
            line.textChanged.connect(self._look_for_alike)
        self.alike.same_man.connect(self.same_man)
        self.alike.none.connect(self._keep_conflict)
        self.alike.case_asked.connect(self.case_asked)
        self.stands.case_asked.connect(self.case_asked)
        self.stands.unit_asked.connect(self.unit_asked)
        self._session.revealed_changed.connect(self._mask)

    def _look_for_alike(self, *_args: object) -> None:
        """Whoever is typed or shown here may stand in another file already."""
        party, person = self.standing
        if person is None:
            self.alike.ask()
            return
        case, role = (party.case, party.role) if party else ("", Role.OTHER)
        typed = named(person)
        if self._new:
            texts = {name: line.text() for name, line in self.parts.items()}
            typed = Named(**texts, old=_several(self.aliases.text()))  # type: ignore[arg-type]
        self.alike.ask(typed, but=person.id, case=case, role=role)

    def _show_where(self) -> None:
        """Where else he or she stands."""
        party = self.standing[0]
        self.stands.show_person(self.person_id, case=party.case if party else "", role=party.role if party else Role.OTHER)

    def _on_role(self, role: object) -> None:
        """As what somebody stands here may not go with as what in another file: that is looked at now."""
        self._keep_party("role", role)
        self._look_for_alike()
        self.alike.look()
        self._show_where()
        count = self.stands.on_the_other_side
        if count:
            text = ngettext(
                "In {count} other file he or she stands on the other side: look below, then note the check on the overview.",
                "In {count} other files he or she stands on the other side: look below, then note the check on the overview.", count,
            ).format(count=count)  # fmt: skip
            self._line.say(text, "warning")

    def _keep_conflict(self) -> None:
        """That she has looked, and when: nothing else is kept."""
        party = self._party
        if party is not None and attempt(self._line, lambda: note_conflict_checked(self._session, party.case)):
            self._line.say(_("Noted: conflict checked, none. Of whom and against whom is kept nowhere."), "good")

    # --- showing

    @property
    def party_id(self) -> str:
        """Whose card is open; empty where none, or a new one."""
        return self._party.id if self._party and not self._new else ""

    @property
    def standing(self) -> tuple[Party | None, Person | None]:
        """Whose card is open, with the role as it is chosen now; None where none is."""
        party = self._party
        if party is not None and self._new:
            party = replace(party, role=Role(self.role.code), relation=self.relation.text().strip())
        return party, self._person

    @property
    def is_new(self) -> bool:
        """Whether a new person is being typed."""
        return self._new

    @property
    def person_id(self) -> str:
        """Who is open; empty where nobody, or a new one."""
        return self._person.id if self._person and not self._new else ""

    def show_new(self, party: Party | None, person: Person, add: str) -> None:
        """Open an empty card, in a case or in the address book; `add` is what its button says."""
        self._empty()
        self._party, self._person, self._new = party, person, True
        self.title.setText(_("New person"))
        self.add.setText(add)
        self.role.show_code(party.role if party else Role.OTHER)
        self.sex.show_code("")
        self._show_state()
        (self.role if party else self.sex).setFocus()

    def show_person(self, party: Party | None, person: Person) -> None:
        """Show a known person."""
        if (self.party_id, self.person_id) != (party.id if party else "", person.id):
            self._empty()
        self._party, self._person, self._new = party, person, False
        self.title.setText(_("Person"))
        self.remove.setText(_("Remove from the case") if party else _("Remove from the address book"))
        self.role.show_code(party.role if party else Role.OTHER)
        self.relation.show_text(party.relation if party else "")
        self.sex.show_code(person.sex)
        for name, line in self._lines.items():
            line.show_text(getattr(person, name))
        self.phones.show_text(", ".join(person.phones))
        self.aliases.show_text(", ".join(person.aliases))
        self.rank.show_code(person.rank)
        self.guards.setChecked(person.rank_guards)
        self.born.show_day(person.born)
        self._show_state()

    def forget(self) -> None:
        """No card is open any more."""
        self._party, self._person, self._new = None, None, False
        self._empty()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept."""
        if self._person is None:
            return {}
        texts = {name: line.text() for name, line in self._all_lines().items() if line.is_touched}
        if not texts:
            return {}
        who = {"party": self.party_id, "person": self.person_id}
        return {**who, "role": str(self.role.code), "sex": str(self.sex.code), "rank": str(self.rank.code), **texts}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        for name, line in self._all_lines().items():
            if name in texts:
                line.put_back(texts[name])
        if self._new:
            self.role.show_code(texts.get("role", ""))
            self.sex.show_code(texts.get("sex", ""))
            self.rank.show_code(texts.get("rank", ""))

    def _all_lines(self) -> dict[str, TextLine]:
        return {**self._lines, "phones": self.phones, "aliases": self.aliases, "relation": self.relation, "born": self.born.line}

    def _empty(self) -> None:
        for line in self._all_lines().values():
            line.clear()
            line.mark_saved()
        self.rank.show_code("")
        self.guards.setChecked(False)

    def _show_state(self) -> None:
        self.alike.none_button.setText(_("Conflict checked: none") if self._party else "")
        for widget in self._of_case:
            widget.setVisible(self._party is not None)
        self.add.setVisible(self._new)
        self.remove.setVisible(not self._new)
        doubtful = doubtful_parts(self._person) if self._person and not self._new else ()
        for part, button in self.doubts.items():
            button.setVisible(part in doubtful)
        self._look_for_alike()
        self._show_where()
        self.all_forms.setVisible(not self._new and not doubtful and bool(self._person and self._person.full_name))
        self._mask()

    def _mask(self, *_args: object) -> None:
        masked = not self._new and not self._session.revealed
        self._hidden.setVisible(masked)
        for line in (*self.parts.values(), self.aliases, self.phones, self.address, self.identity):
            # An empty field hides nothing, and can be filled at once.
            line.show_masked(masked and bool(line.text()))

    # --- deeds

    def _ask_forms(self, part: str, *_args: object) -> None:
        if self._person:
            self.forms_asked.emit(self._person, part)

    def _keep_sex(self, code: str) -> None:
        if code or self._new:
            self._keep_person("sex", Sex(code) if code else Sex.MALE)
        elif self._person:
            self.sex.show_code(self._person.sex)

    def _keep_person(self, field: str, value: object) -> None:
        person = self._person
        if person is None or self._new:
            return
        changes: dict[str, Any] = {field: value}
        if field in self.parts and getattr(person, field) != value:
            # Forms that were confirmed belong to the name as it was.
            changes["forms"] = {part: forms for part, forms in person.forms.items() if part != field}
            changes["fixed"] = tuple(part for part in person.fixed if part != field)
        after = replace(person, **changes)
        if after != person:
            attempt(self._line, lambda: self._session.change(_("Person"), person, after, partial(keep_person, self._session.vault)))

    def _keep_party(self, field: str, value: object) -> None:
        party = self._party
        if party is None or self._new:
            return
        changes: dict[str, Any] = {field: value}
        after = replace(party, **changes)
        attempt(self._line, lambda: self._session.change(_("Person"), party, after, partial(keep_party, self._session.vault)))

    def _add(self) -> None:
        if self._person is None:
            return
        if not self.sex.code:
            self._line.say(_("Man or woman? The grammar of every letter hangs on it."), "error")
            self.sex.setFocus()
            return
        if not self.born.check():
            self.born.line.setFocus()
            return
        texts: dict[str, Any] = {name: line.text().strip() for name, line in self._lines.items()}
        person = replace(
            self._person, **texts, sex=Sex(self.sex.code), rank=str(self.rank.code), rank_guards=self.guards.isChecked(),
            phones=_several(self.phones.text()), aliases=_several(self.aliases.text()), born=self.born.day,
        )  # fmt: skip
        self.add_asked.emit(person, self.standing[0])


def _several(text: str) -> tuple[str, ...]:
    return tuple(each for each in (piece.strip() for piece in text.split(",")) if each)
