"""Which column becomes what: proposed, changed by the keyboard; and what the words of a column mean as codes."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.tables import CODED, DATES, PLAIN, Century, Column, DateOrder, Field, Matching, Table, Target
from desktop.i18n import _, ngettext
from desktop.operations.importing import cells, matching
from desktop.operations.importing.lexicon import folded
from desktop.table_words import oddities
from desktop.ui.masking import BAR
from desktop.ui.parts.fields import Choice, emptied, heading, hint, label
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.tones import quiet
from desktop.ui.session import Session
from desktop.ui.tables import words

SAMPLES, LONGEST = 3, 34  # cells of a column that are shown, and letters of each
WIDE, NARROW = 300, 150
_HEADING_ROWS = 15


class ColumnsPane(QWidget):
    """The columns of a table, one below the other."""

    reading_asked = Signal(dict)  # the file is to be read otherwise: encoding, separator, sheet
    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.table, self.how = Table(), Matching()
        self.target = Choice(_("What each row becomes"), [(code, _(text)) for code, text in words.TARGETS.items()])
        self.sheet = Choice(_("Sheet"), ())
        self.encoding = Choice(_("Encoding"), words.encoding_words())
        self.separator = Choice(_("Between cells"), words.separator_words())
        self.heading = Choice(_("Headings"), ())
        self.odd = hint("")
        self._pairs = {choice: _paired(choice, WIDE if choice is self.target else NARROW) for choice in self._choices()}
        self._grid, self._codes = QGridLayout(), QGridLayout()
        self.fields: list[Choice] = []
        self._orders: list[Choice] = []
        self._samples: list[QLabel] = []
        self.code_choices: dict[tuple[int, str], Choice] = {}
        self.codes_title = heading(_("What the words in these columns mean"))
        self._lay_out()
        self._listen()

    def _choices(self) -> tuple[Choice, ...]:
        return self.target, self.sheet, self.encoding, self.separator, self.heading

    def _lay_out(self) -> None:
        top = QWidget()
        row = Flow(top, spacing=8)
        for pair in self._pairs.values():
            row.addWidget(pair)
        columns, codes = QWidget(), QWidget()
        columns.setLayout(self._grid)
        codes.setLayout(self._codes)
        for grid in (self._grid, self._codes):
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(4)
        for column, stretch in enumerate((3, 5, 3, 3)):
            self._grid.setColumnStretch(column, stretch)
        for column, stretch in enumerate((6, 3, 5)):
            self._codes.setColumnStretch(column, stretch)
        self._scroll = Scrolled(columns, self.codes_title, codes, spacing=8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(top)
        whole.addWidget(self.odd)
        whole.addWidget(self._scroll, 1)

    def _listen(self) -> None:
        self.target.chosen.connect(self._on_target)
        self.heading.chosen.connect(self._on_heading)
        self.sheet.chosen.connect(lambda code: self.reading_asked.emit({"sheet": int(code)}))
        self.encoding.chosen.connect(lambda _code: self.reading_asked.emit(self._as_text()))
        self.separator.chosen.connect(lambda _code: self.reading_asked.emit(self._as_text()))
        self._session.revealed_changed.connect(lambda _shown: self._show_samples())

    def _as_text(self) -> dict[str, str]:
        return {"encoding": str(self.encoding.code), "separator": str(self.separator.code)}

    def take_focus(self) -> None:
        """Put the cursor on the first column that may be wrong, else on the first."""
        unsure = (choice for choice, column in zip(self.fields, self.how.columns, strict=True) if column.becomes is Field.NOTE)
        next(unsure, self.fields[0] if self.fields else self.target).setFocus()

    def show_table(self, table: Table, target: Target) -> None:
        """Show another table, or the same read otherwise; what is proposed for it comes of the vault."""
        self.table = table
        self.how = matching.proposed(self._session.vault, table, target)
        is_text = not table.sheets
        self.sheet.show_words([(str(number), name or str(number + 1)) for number, name in enumerate(table.sheets)])
        self.sheet.show_code(str(table.sheet))
        self.encoding.show_code(table.encoding)
        self.separator.show_code(table.separator)
        self.target.show_code(target)
        for choice, shown in ((self.sheet, len(table.sheets) > 1), (self.encoding, is_text), (self.separator, is_text)):
            choice.setVisible(shown)
            self._pairs[choice].setVisible(shown)
        last = min(_HEADING_ROWS, len(table.rows))
        rows = [(str(place), _("in row {number}").format(number=table.numbers[place])) for place in range(last)]
        self.heading.show_words([*rows, ("-1", _("there are none"))])
        self._build()

    def _build(self) -> None:
        """The columns anew: with the table or the row of the headings."""
        self.heading.show_code(str(self.how.heading))
        rows = len(self.table.rows) - self.how.heading - 1
        said = [ngettext("{count} row.", "{count} rows.", rows).format(count=rows), *oddities(self.table)]
        said.append(_("F9 shows the cells."))
        self.odd.setText(" ".join(said))
        emptied(self._grid)
        self.fields, self._orders, self._samples = [], [], []
        titles = (_("Column"), _("Its cells"), _("Becomes"), _("Dates are read as"))
        for place, text in enumerate(titles):
            self._grid.addWidget(quiet(label(text)), 0, place)
        offered = words.field_words(self.how.target)
        for number, _column in enumerate(self.how.columns):
            name = matching.heading_of(self.table, self.how.heading, number) or _("column {number}").format(number=number + 1)
            self._add_column(number, " ".join(name.split()), offered)
        self._show()

    def _add_column(self, number: int, name: str, offered: list[tuple[Field, str]]) -> None:
        choice = Choice(_("{heading} becomes").format(heading=name), offered)
        order = Choice(_("{heading}: dates").format(heading=name), ())
        title, samples = label(name[: LONGEST * 2], choice), QLabel()
        samples.setTextFormat(Qt.TextFormat.PlainText)
        for words_ in (title, samples):
            words_.setWordWrap(True)
        quiet(samples)
        for place, widget in enumerate((title, samples, choice, order)):
            self._grid.addWidget(widget, number + 1, place)
        choice.chosen.connect(partial(self._on_field, number))
        order.chosen.connect(partial(self._on_order, number))
        self.fields.append(choice)
        self._orders.append(order)
        self._samples.append(samples)

    def _show(self) -> None:
        """What each column becomes now."""
        for number, column in enumerate(self.how.columns):
            self.fields[number].show_code(column.becomes)
            is_date = column.becomes in DATES
            if is_date:
                texts = matching.cells_of(self.table, self.how.heading, number)
                self._orders[number].show_words(words.order_words(short_years=cells.has_short_years(texts)))
                self._orders[number].show_code(f"{column.order}:{column.century}")
            self._orders[number].setVisible(is_date)
        self._show_samples()
        self._show_codes()
        self.changed.emit()

    def _show_samples(self) -> None:
        for number, column in enumerate(self.how.columns):
            texts = [text for text in matching.cells_of(self.table, self.how.heading, number) if text]
            samples = [_cut(text) for text in dict.fromkeys(texts)][:SAMPLES]
            if not (self._session.revealed or column.becomes in PLAIN):
                samples = [BAR * 6 for _sample in samples]
            self._samples[number].setText(words.sample_words(samples) or _("nothing"))

    def _show_codes(self) -> None:
        emptied(self._codes)
        self.code_choices = {}
        for number, column in enumerate(self.how.columns):
            if column.becomes in CODED:
                for text, count in matching.words_of(self.table, self.how, number):
                    self._add_code(number, column, text, count)
        self.codes_title.setVisible(bool(self.code_choices))

    def _add_code(self, number: int, column: Column, text: str, count: int) -> None:
        field, row = words.field_word(column.becomes), len(self.code_choices)
        said = _("{field}: “{word}”").format(field=field, word=_cut(text))
        choice = Choice(said, words.code_words(column.becomes))
        choice.show_code(matching.code_of(column, text))
        choice.chosen.connect(partial(self._on_code, number, text))
        title = label(said, choice)
        title.setWordWrap(True)
        self._codes.addWidget(title, row, 0)
        self._codes.addWidget(choice, row, 1)
        self._codes.addWidget(quiet(label(ngettext("in {count} row", "in {count} rows", count).format(count=count))), row, 2)
        self.code_choices[number, text] = choice

    # --- what she says

    def _on_target(self, target: Target) -> None:
        self.how = matching.proposed(self._session.vault, self.table, Target(target), self.how.heading)
        self._build()

    def _on_heading(self, place: str) -> None:
        self.how = matching.proposed(self._session.vault, self.table, self.how.target, int(place))
        self._build()

    def _on_field(self, number: int, field: Field) -> None:
        self.how = matching.changed(self.table, self.how, number, Field(field))
        self._show()

    def _on_order(self, number: int, code: str) -> None:
        order, _colon, century = code.partition(":")
        self._replace(number, replace(self.how.columns[number], order=DateOrder(order), century=Century(century)))

    def _on_code(self, number: int, text: str, code: str) -> None:
        column = self.how.columns[number]
        self._replace(number, replace(column, codes={**column.codes, folded(text): code}))

    def _replace(self, number: int, column: Column) -> None:
        columns = tuple(column if place == number else each for place, each in enumerate(self.how.columns))
        self.how = replace(self.how, columns=columns)


def _paired(choice: Choice, wide: int) -> QWidget:
    """A choice with its label before it, which stay together where the row goes on in the next line."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    choice.setFixedWidth(wide)
    row.addWidget(label(choice.accessibleName(), choice))
    row.addWidget(choice)
    return pair


def _cut(text: str) -> str:
    words_ = " ".join(text.split())
    return words_ if len(words_) <= LONGEST else words_[: LONGEST - 1] + "…"
