"""The six forms of a doubtful part of a name: shown, corrected, and confirmed once and for ever."""

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.documents.russian import CASES, Declined, Name, decline
from desktop.domain.people import Person
from desktop.i18n import N_, _
from desktop.operations.people import confirm_forms, set_fixed
from desktop.storage import records
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import TextLine, hint, label
from desktop.ui.parts.line import Line
from desktop.ui.session import Session

_CASES = {
    "nominative": N_("who? (nominative)"),
    "genitive": N_("of whom? (genitive)"),
    "dative": N_("to whom? (dative)"),
    "accusative": N_("whom? (accusative)"),
    "instrumental": N_("by whom? (instrumental)"),
    "prepositional": N_("about whom? (prepositional)"),
}
_PARTS = {"surname": N_("Surname"), "name": N_("First name"), "patronymic": N_("Patronymic")}


def declined(person: Person) -> Declined:
    """The six cases of a person's name, as far as she has confirmed them."""
    name = Name(surname=person.surname, name=person.name, patronymic=person.patronymic or None)
    confirmed: Mapping[str, Mapping[str, str]] = {part: forms for part, forms in person.forms.items() if part in _PARTS}
    return decline(name, person.sex, confirmed=confirmed, fixed=person.fixed)


class NameForms(QWidget):
    """One part after the other, until none is doubtful. Without a doubt it takes no room."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._person: Person | None = None
        self._part = ""
        self._title = QLabel()
        self._title.setWordWrap(True)
        self.lines = {case: TextLine(_(words)) for case, words in _CASES.items()}
        self.confirm, self.fixed = QPushButton(_("These forms are right")), QPushButton(_("Does not decline by the papers"))
        self.line = Line(name=_("Message"))
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        for row, (case, words) in enumerate(_CASES.items()):
            grid.addWidget(label(_(words), self.lines[case]), row, 0)
            grid.addWidget(self.lines[case], row, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.fixed)
        buttons.addStretch(1)
        buttons.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(hint(_("Confirmed once, they stand in every letter from then on.")))
        column.addLayout(grid)
        column.addLayout(buttons)
        column.addWidget(self.line)
        self.confirm.clicked.connect(self._confirm)
        self.fixed.clicked.connect(self._fix)
        self.hide()

    def show_person(self, person: Person | None) -> None:
        """Show the first doubtful part of this person's name; nothing where there is none."""
        self._person = person
        forms = declined(person) if person and person.full_name else None
        doubtful = forms.doubtful if forms else ()
        self.setVisible(bool(doubtful))
        if forms is None or not doubtful:
            return
        self._part = doubtful[0]
        self._title.setText(_("{part}: look at the six forms").format(part=_(_PARTS[self._part])))
        for case in CASES:
            self.lines[case].put_back(forms.form(self._part, case))

    def _confirm(self) -> None:
        forms = {case: " ".join(line.text().split()) for case, line in self.lines.items()}
        empty = next((case for case, form in forms.items() if not form), None)
        if empty:
            self.line.say(_("A form is empty: type it."), "error")
            self.lines[empty].setFocus()
            return
        if self._person and attempt(self.line, lambda: confirm_forms(self._session.vault, self._id, self._part, forms)):
            self._go_on()

    def _fix(self) -> None:
        if self._person and attempt(self.line, lambda: set_fixed(self._session.vault, self._id, self._part)):
            self._go_on()

    @property
    def _id(self) -> str:
        return self._person.id if self._person else ""

    def _go_on(self) -> None:
        self._session.changed.emit()
        self.show_person(records.find(self._session.vault, Person, self._id))
