"""The fields a document asks for, who stands in it, and what is missing or doubtful in its text."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.documents import fonts
from desktop.documents.compose import Composed
from desktop.documents.templates import Field, Kind, Template
from desktop.domain.days import NoSuchDay, typed
from desktop.i18n import _, language
from desktop.ui.letters.matrix import Matrix
from desktop.ui.letters.missing import Missing
from desktop.ui.parts.day_words import day_typed
from desktop.ui.parts.fields import Choice, heading, hint, label
from desktop.ui.parts.growing import GrowingEdit
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.short_button import ShortButton
from desktop.ui.parts.tones import set_tone
from desktop.ui.session import Session

PAUSE = 40  # milliseconds after a key until the text is made anew, however long the typing goes on
Input = QLineEdit | GrowingEdit | Choice


class Form(QScrollArea):
    """One field below the other; above them what still has to be looked at, and who stands in the document."""

    changed = Signal()  # some value is another one now
    gap_asked = Signal(int, int)  # a gap or doubt, by its place in the text
    doubt_asked = Signal(str, str)  # person and part

    def __init__(self, session: Session, keys: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self._session, self._keys = session, keys
        self._inputs: dict[str, Input] = {}
        self._fields: dict[str, Field] = {}
        self._wrong: dict[str, QWidget] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.changed)
        self.people, self.missing = Matrix(), Missing()
        self.typeface = Choice(_("Typeface"), ((fonts.SERIF, "Liberation Serif"), (fonts.PT_SERIF, "PT Serif")))
        self.typeface.chosen.connect(lambda _code: self.changed.emit())
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Fields of the document"))
        self._marks, self._asked = QVBoxLayout(), QVBoxLayout()
        self._marks.setSpacing(0)
        self._asked.setSpacing(3)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(3)
        column.addLayout(self._marks)
        column.addWidget(self.people)
        column.addWidget(self.missing)
        column.addLayout(self._asked)
        column.addWidget(label(_("Typeface"), self.typeface))
        column.addWidget(self.typeface)
        column.addStretch(1)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        """As little as it can do with: it scrolls, and must not ask for a higher window."""
        return self.minimumSizeHint()

    def show_template(self, template: Template, values: Mapping[str, str], font: str) -> None:
        """Lay out the fields of a template."""
        _empty(self._asked)
        self._inputs, self._fields, self._wrong = {}, {field.key: field for field in template.fields}, {}
        if template.fields:
            self._asked.addWidget(heading(_("Fields")))
        for field in template.fields:
            self._add(field, values.get(field.key, ""))
        self.typeface.show_code(fonts.chosen(font))

    def show_values(self, values: Mapping[str, str], font: str) -> None:
        """Show other values in the fields: what an undo brought back."""
        for key, made in self._inputs.items():
            value, field = values.get(key, ""), self._fields[key]
            if isinstance(made, Choice):
                made.show_code(value or field.default)
            elif _text(made) != value:
                self._write(made, _as_typed(value, self._session) if field.kind is Kind.DAY else value)
        self.typeface.show_code(fonts.chosen(font))
        self._pause.stop()

    def takes(self, key: str, text: str) -> bool:
        """Whether a text can be typed into the field of this name."""
        field = self._fields.get(key)
        return field is not None and field.kind is not Kind.CHOICE and (field.kind is not Kind.DAY or _is_day(text, self._session))

    def put(self, key: str, text: str) -> None:
        """Type a text into the field of this name."""
        self._write(self._inputs[key], text)
        self._pause.stop()
        self.changed.emit()

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
    def chosen_font(self) -> str:
        """The typeface she chose."""
        return str(self.typeface.code)

    def go_to(self, key: str) -> bool:
        """Put the cursor into the field where a gap is filled: one of the document, or of the file; False where there is none."""
        field = self._inputs.get(key) or self.missing.go_to(key)
        if field is None:
            return False
        self.ensureWidgetVisible(field)
        field.setFocus()
        return True

    def show_marks(self, composed: Composed) -> None:
        """List the gaps and the doubtful forms of the text."""
        _empty(self._marks)
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

    def _add(self, field: Field, value: str) -> None:
        column = self._asked
        words = field.labels[language()]
        made = self._input(field, words, value)
        self._inputs[field.key] = made
        # Taking back is the draft's, not each field's: over everything in one order.
        Keys(made, self._keys)
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
            edit.textChanged.connect(self._soon)
            return edit
        line = QLineEdit(_as_typed(value, self._session) if field.kind is Kind.DAY else value)
        line.setAccessibleName(words)
        line.textEdited.connect(self._soon)
        line.textChanged.connect(self._check_days)
        return line

    def _soon(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _write(self, made: Input, text: str) -> None:
        if isinstance(made, GrowingEdit):
            made.setPlainText(text)
            made.mark_saved()
        elif isinstance(made, QLineEdit):
            made.setText(text)

    def _not_days(self) -> set[str]:
        return {key for key in self._wrong if _text(self._inputs[key]) and not _is_day(_text(self._inputs[key]), self._session)}

    def _check_days(self) -> None:
        wrong = self._not_days()
        for key, words in self._wrong.items():
            words.setVisible(key in wrong)


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


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
