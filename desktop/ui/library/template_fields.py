"""The fields a template asks for: a list of them, and the one under the cursor as a form."""

import re
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.documents.template_file import KEY, MOST_FIELDS, MOST_OPTIONS, MOST_SAID, MOST_TITLE, RESERVED
from desktop.documents.templates import Field, Kind, Option
from desktop.i18n import N_, _, language
from desktop.ui.library.template_head import LANGUAGES, PAUSE, plain
from desktop.ui.parts.fields import Choice, TextLine, label
from desktop.ui.parts.growing import GrowingEdit
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.ticks import Tick

LEAST_LIST, MOST_LIST = 90, 170
_KINDS: Mapping[Kind, str] = {
    Kind.TEXT: N_("one line"), Kind.LONG: N_("several lines"), Kind.DAY: N_("a day"), Kind.NUMBER: N_("a number"),
    Kind.CHOICE: N_("a choice"),
}  # fmt: skip
_LATIN = dict(zip("абвгдеёзийклмнопрстуфхцыэ", "abvgdeeziyklmnoprstufhcye", strict=True)) | {
    "ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"
}  # fmt: skip


class FieldsForm(QWidget):
    """Ins adds a field, Del takes one out, Alt+Up and Alt+Down move it. `changed` brings the fields before and after."""

    changed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._fields: tuple[Field, ...] = ()
        self._at = -1  # the field whose form is shown
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._on_pause)
        self.table = Table(
            (
                Column(_("Field"), lambda row: row[1].labels.get(language()) or row[1].labels.get("ru") or row[1].key, 0, bold=True),
                Column(_("Kind"), lambda row: _(_KINDS[row[1].kind]), 118),
            ),
            _("Fields of the template"),
            identity=lambda row: row[0],
        )
        self.add, self.drop = QPushButton(_("Add a field")), QPushButton(_("Remove"))
        self.up, self.down = QPushButton("↑"), QPushButton("↓")
        for button, name, key in ((self.up, _("Move up"), "Alt+↑"), (self.down, _("Move down"), "Alt+↓")):
            button.setAccessibleName(name)
            button.setToolTip(key)
        self.add.setToolTip("Ins")
        self.drop.setToolTip("Del")
        self._build_form()
        self._lay_out()
        self._listen()

    def _build_form(self) -> None:
        self.key = TextLine(_("Name in the text, in Latin letters"))
        self.key.setMaxLength(40)
        self.labels = {code: TextLine(_("What it asks for, {language}").format(language=_(name))) for code, name in LANGUAGES}
        self.helps = {code: GrowingEdit(_("Help, {language}").format(language=_(name)), lines=1, most_lines=5) for code, name in LANGUAGES}
        self.kind = Choice(_("What is put in"), [(kind, _(_KINDS[kind])) for kind in Kind])
        self.required = Tick(_("Must be filled in: a gap stands in the text until it is"))
        self.default = TextLine(_("If nothing is put in"))
        self.options = GrowingEdit(_("Choices, a line each: word = Russian | English"), "yes = да | yes", lines=3, most_lines=10)
        for line in (*self.labels.values(), self.default):
            line.setMaxLength(MOST_TITLE)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self.add, self.drop):
            buttons.addWidget(button)
        for button in (self.up, self.down):
            button.setFixedWidth(44)
            buttons.addWidget(button)
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 4, 10, 6)
        column.setSpacing(3)
        shown: tuple[tuple[str, QWidget], ...] = (
            *((line.accessibleName(), line) for line in self.labels.values()),
            (self.kind.accessibleName(), self.kind),
            ("", self.required),
            (self.options.accessibleName(), self.options),
            (self.key.accessibleName(), self.key),
            *((edit.accessibleName(), edit) for edit in self.helps.values()),
            (self.default.accessibleName(), self.default),
        )
        self._options_label = label("")
        for words, field in shown:
            name = label(words, field)
            name.setWordWrap(True)
            if field is self.options:
                self._options_label = name
            if words:
                column.addWidget(name)
            column.addWidget(field)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self._form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 0)
        whole.setSpacing(4)
        self.table.setMinimumHeight(LEAST_LIST)
        self.table.setMaximumHeight(MOST_LIST)
        whole.addWidget(self.table)
        whole.addLayout(buttons)
        whole.addWidget(area, 1)

    def _listen(self) -> None:
        self.table.current_changed.connect(self._on_current)
        self.table.chosen.connect(lambda _row: self.labels["ru"].setFocus())
        self.add.clicked.connect(self.add_field)
        self.drop.clicked.connect(self.drop_field)
        self.up.clicked.connect(lambda: self.move_field(-1))
        self.down.clicked.connect(lambda: self.move_field(1))
        for line in (self.key, *self.labels.values(), self.default):
            line.textEdited.connect(self._pause.start)
        for edit in (self.options, *self.helps.values()):
            edit.textChanged.connect(self._pause.start)
        self.required.toggled.connect(self._pause.start)
        self.kind.chosen.connect(self._on_kind)
        Keys(self.table, {"Ins": self.add_field, "Del": self.drop_field, "Alt+Up": lambda: self.move_field(-1),
                          "Alt+Down": lambda: self.move_field(1)})  # fmt: skip

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields as they stand here."""
        return self._fields

    def show_fields(self, fields: tuple[Field, ...]) -> None:
        """Show these fields; the cursor stays where it was."""
        self._pause.stop()
        self._fields, self._at = fields, -1
        self.table.show_rows(list(enumerate(fields)))
        self._show_field(self.table.current())

    def settle(self) -> None:
        """Let what was typed a moment ago count."""
        if not self._pause.isActive() or not 0 <= self._at < len(self._fields):
            return
        self._pause.stop()
        told = self._told(self._fields[self._at])
        if told != self._fields[self._at]:
            self._change((*self._fields[: self._at], told, *self._fields[self._at + 1 :]))

    def add_field(self) -> None:
        """Add a field behind the others, with the cursor in its name."""
        self.settle()
        if len(self._fields) >= MOST_FIELDS:
            return
        taken = {each.key for each in self._fields}
        key = next(name for number in range(1, MOST_FIELDS + 2) if (name := f"field{number}") not in taken)
        self._change((*self._fields, Field(key=key, labels={"ru": ""})))
        self.table.select(len(self._fields) - 1)
        self.labels["ru"].setFocus()

    def drop_field(self) -> None:
        """Take the field under the cursor out."""
        row = self.table.current()
        if row is not None:
            self._change((*self._fields[: row[0]], *self._fields[row[0] + 1 :]))
            self.table.setFocus()

    def move_field(self, by: int) -> None:
        """Move the field under the cursor up or down."""
        self.settle()
        row = self.table.current()
        if row is None or not 0 <= row[0] + by < len(self._fields):
            return
        moved = list(self._fields)
        moved.insert(row[0] + by, moved.pop(row[0]))
        self._change(tuple(moved))
        self.table.select(row[0] + by)

    def _change(self, after: tuple[Field, ...]) -> None:
        before, self._fields = self._fields, after
        self._pause.stop()
        self.table.show_rows(list(enumerate(after)))
        self._pause.stop()
        self.changed.emit(before, after)

    def _on_pause(self) -> None:
        self._pause.start()
        self.settle()

    def _on_kind(self, kind: Kind) -> None:
        self._show_options(kind)
        self._on_pause()

    def _show_options(self, kind: Kind) -> None:
        self.options.setVisible(kind is Kind.CHOICE)
        self._options_label.setVisible(kind is Kind.CHOICE)

    def _on_current(self, row: tuple[int, Field] | None) -> None:
        if row is not None and row[0] != self._at:
            self.settle()
        self._show_field(row)

    def _show_field(self, row: tuple[int, Field] | None) -> None:
        stays = row is not None and row[0] == self._at
        self._at = row[0] if row else -1
        self._form.setEnabled(row is not None)
        for button in (self.drop, self.up, self.down):
            button.setEnabled(row is not None)
        field = row[1] if row else Field(key="", labels={})
        if stays and self._told(field) == field:
            return
        for code, line in self.labels.items():
            line.mark_saved()
            line.show_text(field.labels.get(code, ""))
        for line, text in ((self.key, field.key), (self.default, field.default)):
            line.mark_saved()
            line.show_text(text)
        for code, edit in self.helps.items():
            edit.mark_saved()
            edit.show_text(field.help.get(code, ""))
        self.options.mark_saved()
        self.options.show_text("\n".join(_option_line(option) for option in field.options))
        self.required.show_ticked(field.required)
        self.kind.show_code(field.kind)
        self._show_options(field.kind)
        self._pause.stop()

    def _told(self, field: Field) -> Field:
        """The field as it stands in the form; a name made by the program follows what the field asks for."""
        labels = {code: plain(line.text()) for code, line in self.labels.items() if code == "ru" or line.text().strip()}
        key = self.key.text().strip()
        if key == field.key and re.fullmatch(r"field\d+", key) and labels.get("ru"):
            key = self._free(_latin(labels["ru"])) or key
        elif not KEY.fullmatch(key) or key in RESERVED or (key != field.key and key in {each.key for each in self._fields}):
            key = field.key
        kind = Kind(str(self.kind.code))
        options = tuple(_options(self.options.toPlainText())) if kind is Kind.CHOICE else ()
        default = self.default.text().strip()
        return replace(
            field, key=key, labels=labels, kind=kind, required=self.required.is_ticked, options=options,
            help={code: text[:MOST_SAID] for code, edit in self.helps.items() if (text := edit.toPlainText().strip())},
            default=default if kind is not Kind.CHOICE or default in {option.code for option in options} else "",
        )  # fmt: skip

    def _free(self, key: str) -> str:
        taken = {each.key for each in self._fields} | RESERVED
        return key if KEY.fullmatch(key) and key not in taken else ""


def _options(text: str) -> list[Option]:
    """The choices in the lines of a text: `word = Russian | English`; a line without a word of its own makes one of its Russian."""
    found: dict[str, Option] = {}
    for line in map(plain, text.splitlines()[:MOST_OPTIONS]):
        code, equals, words = (part.strip() for part in line.partition("="))
        russian, _bar, english = (part.strip() for part in (words if equals else line).partition("|"))
        code = code if equals and re.fullmatch(r"[A-Za-z0-9_-]{1,40}", code) else _latin(russian)
        if code and code not in found:
            labels = {"ru": russian[:MOST_TITLE]} | ({"en": english[:MOST_TITLE]} if english else {})
            found[code] = Option(code=code, labels=labels)
    return list(found.values())


def _option_line(option: Option) -> str:
    english = option.labels.get("en", "")
    return f"{option.code} = {option.labels.get('ru', '')}" + (f" | {english}" if english else "")


def _latin(text: str) -> str:
    """A word in Latin letters that a template can have as a name: «номер приказа» gives `nomer_prikaza`."""
    letters = "".join(_LATIN.get(letter, letter) for letter in text.lower())
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_0123456789")[:30].rstrip("_")
