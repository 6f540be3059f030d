"""The fields a document asks for, who stands in it, and what is missing or doubtful in its text."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.documents.compose import Composed
from desktop.documents.templates import Field, Kind, Template
from desktop.domain.days import NoSuchDay, typed
from desktop.domain.people import Person, Role
from desktop.i18n import _, language
from desktop.ui import choices
from desktop.ui.parts.day_words import day_typed
from desktop.ui.parts.fields import Choice, heading, hint, label
from desktop.ui.parts.growing import GrowingEdit
from desktop.ui.parts.short_button import ShortButton
from desktop.ui.parts.tones import set_tone
from desktop.ui.session import Session

PAUSE = 40  # milliseconds without a key before the text is made anew: the page is to follow within a tenth of a second
Input = QLineEdit | GrowingEdit | Choice


class Form(QScrollArea):
    """One field below the other; above them what still has to be looked at."""

    changed = Signal()  # some value is another one now
    gap_asked = Signal(int, int)  # a gap or doubt, by its place in the text
    doubt_asked = Signal(str, str)  # person and part

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._inputs: dict[str, Input] = {}
        self._people: dict[str, Choice] = {}
        self._wrong: dict[str, QWidget] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.changed)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Fields of the document"))
        self._marks = QVBoxLayout()
        self._marks.setSpacing(0)

    def show_template(self, template: Template, values: Mapping[str, str], people: Mapping[Role, Sequence[Person]],
                      chosen: Mapping[str, str], name_of: Mapping[str, str]) -> None:  # fmt: skip
        """Lay out the fields of a template, and the people who may stand in it where there is a choice."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(3)
        self._marks = QVBoxLayout()
        self._marks.setSpacing(0)
        column.addLayout(self._marks)
        self._inputs, self._people, self._wrong = {}, {}, {}
        for role, candidates in people.items():
            if len(candidates) > 1:
                picker = Choice(choices.word(role), [(person.id, name_of[person.id]) for person in candidates])
                picker.show_code(chosen.get(role, candidates[0].id))
                picker.chosen.connect(lambda _code: self.changed.emit())
                self._people[role] = picker
                column.addWidget(label(choices.word(role), picker))
                column.addWidget(picker)
        for field in template.fields:
            self._add(column, field, values.get(field.key, ""))
        column.addStretch(1)
        self.setWidget(inside)

    def settle(self) -> None:
        """What was typed a moment ago counts now, not after the pause."""
        if self._pause.isActive():
            self._pause.stop()
            self.changed.emit()

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields, as it was typed; a day that does not exist leaves a gap in the text."""
        return {key: _text(field) for key, field in self._inputs.items() if _text(field)}

    @property
    def chosen_people(self) -> dict[str, str]:
        """Who was chosen, by role."""
        return {role: str(picker.code) for role, picker in self._people.items()}

    def go_to(self, key: str) -> bool:
        """Put the cursor into a field; False where there is none of that name."""
        field = self._inputs.get(key)
        if field is None:
            return False
        self.ensureWidgetVisible(field)
        field.setFocus()
        return True

    def show_marks(self, composed: Composed) -> None:
        """List the gaps and the doubtful forms of the text."""
        while (item := self._marks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        doubts = [doubt for doubt in composed.doubtful if doubt.form in composed.text]
        if composed.gaps or doubts:
            self._marks.addWidget(heading(_("Missing and doubtful (F4)")))
        for gap in composed.gaps:
            self._mark(_("missing: {what}").format(what=gap.label), lambda gap=gap: self.gap_asked.emit(gap.start, gap.end))
        for person, part in dict.fromkeys((doubt.person, doubt.part) for doubt in doubts):
            form = next(doubt.form for doubt in doubts if (doubt.person, doubt.part) == (person, part))
            words = form if self._session.revealed else _("a form of a name")
            self._mark(_("doubtful: {what}").format(what=words), lambda p=person, q=part: self.doubt_asked.emit(p, q))

    def _mark(self, text: str, deed: object) -> None:
        button = ShortButton(text)
        button.setToolTip(text)
        # A long name of a gap must not make the fields wider than their column.
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(deed)
        self._marks.addWidget(button)

    def _add(self, column: QVBoxLayout, field: Field, value: str) -> None:
        words = field.labels[language()]
        made = self._input(field, words, value)
        self._inputs[field.key] = made
        name = label(words + (" *" if field.required else ""), made)
        name.setWordWrap(True)
        column.addWidget(name)
        column.addWidget(made)
        if field.kind is Kind.DAY:
            wrong = hint(_("There is no such day. Type it like 14.5.2026."))
            set_tone(wrong, "error")
            wrong.hide()
            self._wrong[field.key] = wrong
            column.addWidget(wrong)
        if help_ := field.help.get(language(), ""):
            column.addWidget(hint(help_))

    def _input(self, field: Field, words: str, value: str) -> Input:
        if field.kind is Kind.CHOICE:
            choice = Choice(words, [(option.code, option.labels[language()]) for option in field.options])
            choice.show_code(value or field.default)
            choice.chosen.connect(lambda _code: self.changed.emit())
            return choice
        if field.kind is Kind.LONG:
            edit = GrowingEdit(words, lines=2, most_lines=10)
            edit.show_text(value)
            edit.textChanged.connect(self._pause.start)
            return edit
        line = QLineEdit(_as_typed(value, self._session) if field.kind is Kind.DAY else value)
        line.setAccessibleName(words)
        line.textEdited.connect(self._pause.start)
        line.textChanged.connect(self._check_days)
        return line

    def _not_days(self) -> set[str]:
        return {key for key in self._wrong if _text(self._inputs[key]) and not _is_day(_text(self._inputs[key]), self._session)}

    def _check_days(self) -> None:
        wrong = self._not_days()
        for key, words in self._wrong.items():
            words.setVisible(key in wrong)


def _text(field: Input) -> str:
    if isinstance(field, Choice):
        return str(field.code)
    return field.toPlainText().strip() if isinstance(field, GrowingEdit) else field.text().strip()


def _as_typed(value: str, session: Session) -> str:
    """A day as she would type it, however it was kept."""
    try:
        return day_typed(typed(value, session.today)) if value else ""
    except NoSuchDay:
        return value


def _is_day(text: str, session: Session) -> bool:
    try:
        typed(text, session.today)
    except NoSuchDay:
        return False
    return True
