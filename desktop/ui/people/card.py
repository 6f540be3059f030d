"""The card beside a list of people: the person, or one part of the name in six cases."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.people import Person
from desktop.storage import records
from desktop.ui.parts.line import Line
from desktop.ui.people.forms_panel import FormsPanel
from desktop.ui.people.person_form import PersonForm
from desktop.ui.session import Session

CARD = 460
FORM, FORMS = range(2)
_OF_FORMS = "forms."


class PersonCard(QStackedWidget):
    """Hidden until a person is opened."""

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session = session
        self.form, self.forms = PersonForm(session, line), FormsPanel(session)
        forms = QWidget()
        column = QVBoxLayout(forms)
        column.setContentsMargins(12, 0, 12, 4)
        column.addWidget(self.forms)
        column.addStretch(1)
        for inside in (self.form, forms):
            area = QScrollArea()
            area.setWidget(inside)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.addWidget(area)
        self.setFixedWidth(CARD)
        self.hide()
        self.form.forms_asked.connect(self.show_forms)
        self.forms.confirmed.connect(self.show_form)
        self.forms.closed.connect(self.show_form)

    def show_form(self) -> None:
        """Show the person."""
        self.setCurrentIndex(FORM)
        self.show()

    def show_forms(self, person: Person, part: str) -> None:
        """Show one part of the name in six cases."""
        self.forms.show_part(person, part)
        self.setCurrentIndex(FORMS)
        self.show()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept."""
        forms = self.forms.unsaved() if self.currentIndex() == FORMS and not self.isHidden() else {}
        return self.form.unsaved() | {f"{_OF_FORMS}{name}": text for name, text in forms.items()}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed, once the person is shown."""
        self.form.put_back(texts)
        typed = {name.removeprefix(_OF_FORMS): text for name, text in texts.items() if name.startswith(_OF_FORMS)}
        person = records.find(self._session.vault, Person, typed.get("person", ""))
        if person is not None:
            self.show_forms(person, typed["part"])
            self.forms.put_back(typed)

    def put_away(self) -> None:
        """No card is open any more."""
        self.form.forget()
        self.hide()
