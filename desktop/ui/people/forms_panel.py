"""The six forms of a part of a name: shown where the program is not sure, confirmed once and for ever."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.documents.facts import confirmed
from desktop.documents.russian import CASES, Name, decline
from desktop.documents.russian.phrases import decline_post
from desktop.domain.people import Person
from desktop.i18n import N_, _
from desktop.operations.people import confirm_forms, keep_person, set_fixed
from desktop.storage import records
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import TextLine, heading, hint, label, put_back, unsaved
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

PARTS = ("surname", "name", "patronymic", "post")
_CASES = {
    "nominative": N_("who?"),
    "genitive": N_("of whom? (genitive)"),
    "dative": N_("to whom? (dative)"),
    "accusative": N_("whom? (accusative)"),
    "instrumental": N_("by whom? (instrumental)"),
    "prepositional": N_("about whom? (prepositional)"),
}
_TITLES = {
    "surname": N_("Surname in six cases"),
    "name": N_("First name in six cases"),
    "patronymic": N_("Patronymic in six cases"),
    "post": N_("Post in six cases"),
}


def forms_of(person: Person, part: str, post: str = "") -> Mapping[str, str]:
    """The six forms the program would use now: those she confirmed, else its own."""
    if part == "post":
        text = post or person.post
        known = person.forms.get("post", {})
        own = known if known.get("nominative") in {None, "", text} else {}
        return {case: own.get(case) or decline_post(text, case).text for case in CASES}
    declined = decline(_name(person), person.sex, confirmed=confirmed(person), fixed=person.fixed)
    return {case: declined.form(part, case) for case in CASES}


def doubtful_parts(person: Person) -> tuple[str, ...]:
    """The parts of the name that nobody has confirmed and no firm rule made."""
    if not person.full_name:
        return ()
    return decline(_name(person), person.sex, confirmed=confirmed(person), fixed=person.fixed).doubtful


def _name(person: Person) -> Name:
    return Name(surname=person.surname, name=person.name, patronymic=person.patronymic or None)


class FormsPanel(QWidget):
    """Six fields, each to be changed, and two answers: they are right, or it does not decline by his papers."""

    confirmed = Signal()
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._person, self._part = "", "surname"
        self._title = heading("")
        self.lines = {case: TextLine(_(_CASES[case])) for case in CASES}
        # How the name stands in his papers is changed in his card, not here.
        self.lines["nominative"].setReadOnly(True)
        self.right, self.fixed = QPushButton(_("These are right")), QPushButton(_("Does not decline by his papers"))
        self.close_button = QPushButton(_("Not now"))
        set_role(self.right, "primary")
        self.line = Line(name=_("Message"))
        grid = QGridLayout()
        grid.setVerticalSpacing(3)
        for row, (case, field) in enumerate(self.lines.items()):
            grid.addWidget(label(_(_CASES[case]), field), row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        buttons.addWidget(self.right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(hint(_("Look once: the answer is kept with the person for every later letter.")))
        column.addLayout(grid)
        column.addWidget(self.fixed)
        column.addLayout(buttons)
        column.addWidget(self.line)
        self.right.clicked.connect(self._confirm)
        self.fixed.clicked.connect(self._fix)
        self.close_button.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+Return": self._confirm})

    def show_part(self, person: Person, part: str, post: str = "") -> None:
        """Show the forms of one part of one person."""
        self._person, self._part = person.id, part
        self._title.setText(_(_TITLES[part]))
        self.fixed.setVisible(part != "post")
        for case, text in forms_of(person, part, post).items():
            self.lines[case].put_back(text)
            self.lines[case].mark_saved()
        self.lines["genitive"].setFocus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not confirmed, and for which part of whose name."""
        typed = unsaved(self.lines)
        return {"person": self._person, "part": self._part, **typed} if typed else {}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Put back what was being typed, once the part is shown."""
        put_back(self.lines, texts)

    def _confirm(self) -> None:
        forms = {case: " ".join(line.text().split()) for case, line in self.lines.items()}
        if not all(forms.values()):
            self.line.say(_("One form is empty: type it, or copy the name as it stands."), "error")
            return
        self._keep(_("Forms of a name"), lambda: confirm_forms(self._session.vault, self._person, self._part, forms))

    def _fix(self) -> None:
        self._keep(_("Name does not decline"), lambda: set_fixed(self._session.vault, self._person, self._part))

    def _keep(self, title: str, deed: Callable[[], object]) -> None:
        vault = self._session.vault
        before = records.get(vault, Person, self._person)
        if attempt(self.line, deed):
            # Kept already; this lets it be undone, and tells the pages.
            self._session.change(title, before, records.get(vault, Person, self._person), partial(keep_person, vault))
            self.confirmed.emit()
