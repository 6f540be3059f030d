"""The fields a document asks for, one below the other."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.documents.templates import Field, Kind
from desktop.domain.days import NoSuchDay, typed
from desktop.i18n import _, language
from desktop.ui.parts.day_words import day_typed
from desktop.ui.parts.fields import Choice, emptied, heading, hint, label
from desktop.ui.parts.growing import GrowingEdit
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.tones import set_tone
from desktop.ui.session import Session

PAUSE = 40  # milliseconds after a key until `changed` tells of it, however long the typing goes on
Input = QLineEdit | GrowingEdit | Choice


class Fields(QWidget):
    """What is typed is kept as it was typed; a day that does not exist is said at its field. `keys` come before those of each field."""

    changed = Signal()  # some value is another one now

    def __init__(self, session: Session, keys: Mapping[str, Callable[[], object]] | None = None, *, title: str = "") -> None:
        super().__init__()
        self._session, self._keys, self._title = session, keys or {}, title
        self.inputs: dict[str, Input] = {}
        self._fields: dict[str, Field] = {}
        self._wrong: dict[str, QWidget] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.changed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)

    def show_fields(self, fields: Sequence[Field], values: Mapping[str, str]) -> None:
        """Lay out these fields with these values."""
        self._pause.stop()
        emptied(self._column)
        self.inputs, self._fields, self._wrong = {}, {field.key: field for field in fields}, {}
        if fields and self._title:
            self._column.addWidget(heading(self._title))
        for field in fields:
            self._add(field, values.get(field.key, ""))

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show other values in the fields: what an undo brought back."""
        for key, made in self.inputs.items():
            value, field = values.get(key, ""), self._fields[key]
            if isinstance(made, Choice):
                made.show_code(value or field.default)
            elif _text(made) != value:
                _write(made, _as_typed(value, self._session) if field.kind is Kind.DAY else value)
        self._pause.stop()

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields, as it was typed; a day that does not exist leaves a gap in the text."""
        return {key: _text(field) for key, field in self.inputs.items() if _text(field)}

    def takes(self, key: str, text: str) -> bool:
        """Whether a text can be typed into the field of this name."""
        field = self._fields.get(key)
        return field is not None and field.kind is not Kind.CHOICE and (field.kind is not Kind.DAY or _is_day(text, self._session))

    def put(self, key: str, text: str) -> None:
        """Type a text into the field of this name."""
        _write(self.inputs[key], text)
        self._pause.stop()
        self.changed.emit()

    def settle(self) -> None:
        """What was typed a moment ago counts now, not after the pause."""
        if self._pause.isActive():
            self._pause.stop()
            self.changed.emit()

    def _add(self, field: Field, value: str) -> None:
        words = field.labels[language()]
        made = self._input(field, words, value)
        self.inputs[field.key] = made
        Keys(made, self._keys)
        name = label(words + (" *" if field.required else ""), made)
        name.setWordWrap(True)
        self._column.addWidget(name)
        self._column.addWidget(made)
        if field.kind is Kind.DAY:
            wrong = hint(_("There is no such day. Type it like 14.5.2026."))
            set_tone(wrong, "error")
            wrong.hide()
            self._wrong[field.key] = wrong
            self._column.addWidget(wrong)
        if help_ := field.help.get(language(), ""):
            self._column.addWidget(hint(help_))

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

    def _check_days(self) -> None:
        for key, words in self._wrong.items():
            said = _text(self.inputs[key])
            words.setVisible(bool(said) and not _is_day(said, self._session))


def _write(made: Input, text: str) -> None:
    if isinstance(made, GrowingEdit):
        made.setPlainText(text)
        made.mark_saved()
    elif isinstance(made, QLineEdit):
        made.setText(text)


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
