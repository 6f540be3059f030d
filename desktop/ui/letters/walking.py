"""From gap to doubt to gap: where the cursor goes, and the six forms of what stands there."""

from PySide6.QtCore import QObject, Signal

from desktop.documents.compose import Composed
from desktop.documents.gate import Finding
from desktop.domain.cases import Case
from desktop.domain.letters import Letter
from desktop.domain.people import Person
from desktop.i18n import _
from desktop.operations import letter_people
from desktop.storage import records
from desktop.ui.letters import marks
from desktop.ui.letters.editor import LetterEdit
from desktop.ui.letters.form import Form
from desktop.ui.parts.line import Line
from desktop.ui.people.forms_panel import FormsPanel
from desktop.ui.session import Session

_OF_FORMS = "forms."


class Walk(QObject):
    """Goes through the marks of a draft, as a spell-check does."""

    fields_wanted = Signal()  # what is mended is mended among the fields
    forms_shown = Signal()
    person_asked = Signal(str)

    def __init__(self, session: Session, text: LetterEdit, form: Form, line: Line) -> None:
        super().__init__(text)
        self._session, self._text, self._form, self._line = session, text, form, line
        self._letter: Letter | None = None
        self._composed: Composed | None = None
        self._next = 0
        self.forms = FormsPanel(session)
        form.gap_asked.connect(self.go_to)
        form.doubt_asked.connect(self.show_forms)
        form.missing.next_asked.connect(self.next_mark)

    def show(self, letter: Letter, composed: Composed) -> None:
        """Take over the draft as it stands now."""
        if self._letter is None or self._letter.id != letter.id:
            self._next = 0
        self._letter, self._composed = letter, composed

    def next_mark(self) -> None:
        """Go to the next gap or doubtful form: in the text while she writes there, else in its field."""
        in_text = self._text.hasFocus()
        place = marks.next_place(self._composed, self._text.place if in_text else self._next) if self._composed else None
        if self._composed is None or place is None:
            self._text.setFocus()
            return
        start, self._next = place
        if in_text and marks.doubt_at(self._composed, start) is None:
            self._text.select_gap(start, self._next)
        else:
            self.go_to(start, self._next)

    def go_to(self, start: int, end: int) -> None:
        """Show what stands at this place of the text, where it is mended: six forms, a field, or the text itself."""
        if self._composed is None:
            return
        doubt = marks.doubt_at(self._composed, start)
        if doubt is not None:
            self._text.select(start, end)
            self.show_forms(doubt.person, doubt.part)
            return
        key = marks.key_at(self._composed, start)
        self.fields_wanted.emit()
        if not (key and self._form.go_to(key)):
            self._text.select(start, end)

    def mend(self, finding: Finding) -> None:
        """Go to what the check found."""
        self.fields_wanted.emit()
        doubt = marks.doubt_of(self._composed, finding.where) if finding.code == "doubtful" and self._composed else None
        if doubt is not None:
            self.show_forms(doubt.person, doubt.part)
        elif finding.start >= 0:
            self.go_to(finding.start, finding.end)
        else:
            self._find_sign(finding.where)

    def show_word(self) -> None:
        """Show the six forms of the name or post under the cursor."""
        letter, vault = self._letter, self._session.vault
        if letter is None:
            return
        case = records.get(vault, Case, letter.case)
        people = records.those(vault, Person, list(letter_people.chosen_people(vault, letter).values()))
        found = marks.owner_of(self._text.word, people, case.client, case.post)
        if found:
            self.show_forms(*found)
        else:
            self._line.say(_("This word belongs to no name and no post in this document."))

    def show_forms(self, person_id: str, part: str) -> None:
        """Show the six forms of a part of a name or of a post."""
        person = records.find(self._session.vault, Person, person_id)
        case = records.find(self._session.vault, Case, self._letter.case) if self._letter else None
        if person is None or case is None:
            self.person_asked.emit(person_id)
            return
        post = case.post if part == "post" and person.id == case.client else ""
        self.forms_shown.emit()
        self.forms.show_part(person, part, post)

    def unsaved(self) -> dict[str, str]:
        """Which forms were typed and are not confirmed."""
        return {f"{_OF_FORMS}{name}": text for name, text in self.forms.unsaved().items()}

    def put_back(self, texts: dict[str, str]) -> None:
        """Show the forms that were being typed."""
        if person := texts.get(f"{_OF_FORMS}person"):
            self.show_forms(person, texts[f"{_OF_FORMS}part"])
            self.forms.put_back({name.removeprefix(_OF_FORMS): text for name, text in texts.items() if name.startswith(_OF_FORMS)})

    def _find_sign(self, name: str) -> None:
        sign = chr(int(name[2:].split(maxsplit=1)[0], 16)) if name.startswith("U+") else ""
        place = self._text.toPlainText().find(sign) if sign else -1
        if place >= 0:
            self._text.select(place, place + 1)
