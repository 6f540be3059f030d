"""The panel of placeholders: everything a template can ask for, in words; Enter or a click puts it into the text."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.documents import placeholders
from desktop.documents.placeholders import CURSOR, Group, Placeholder
from desktop.documents.templates import Field
from desktop.i18n import _, language
from desktop.ui.parts.fields import TextLine, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table


@dataclass(frozen=True)
class Heading:
    """The heading of a group."""

    title: str


class PlaceholderPanel(QWidget):
    """Words to find at the top, the groups below; Escape goes back to the text."""

    chosen = Signal(str)  # the text to put in
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: tuple[Field, ...] = ()
        self.words = TextLine(_("Find a placeholder"), hint=_("words or part of one: dative, court, подпись"))
        self.table = Table(
            (Column(_("Placeholder"), _name, 0, tone_of=_tone), Column(_("In the text"), _text, 176, tone_of=lambda _row: "dim")),
            _("Placeholders"),
            identity=lambda row: row,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        column.addWidget(hint(_("Enter or a click puts it into the text. Whatever is empty leaves no trace there, or a gap.")))
        self.words.textChanged.connect(lambda _text: self._show())
        self.table.chosen.connect(self._choose)
        self.table.clicked.connect(self._on_clicked)
        Keys(self.words, {"Down": self.table.setFocus, "Return": self._choose_first})
        Keys(self, {"Escape": self.left.emit})
        self._show()

    def show_fields(self, fields: tuple[Field, ...]) -> None:
        """Offer the fields of the template, too."""
        if fields != self._fields:
            self._fields = fields
            self._show()
            self.table.select(1)
            self.table.scrollToTop()

    def take_focus(self) -> None:
        """Put the cursor where words to find are typed."""
        self.words.setFocus()
        self.words.selectAll()

    def _groups(self) -> Iterator[Group]:
        own = placeholders.of_fields(self._fields)
        if own:
            yield Group(titles={"ru": _("Fields of this template"), "en": _("Fields of this template")}, items=own)
        yield from placeholders.groups()

    def _show(self) -> None:
        wanted = self.words.text().lower().replace("ё", "е").split()
        rows: list[Heading | Placeholder] = []
        for group in self._groups():
            found = [item for item in group.items if _holds(group, item, wanted)]
            if found:
                rows += [Heading(group.titles[language()]), *found]
        self.table.show_rows(rows)
        if len(rows) > 1 and isinstance(self.table.current(), Heading):
            self.table.select(1)

    def _choose(self, row: object) -> None:
        if isinstance(row, Placeholder):
            self.chosen.emit(row.text)

    def _choose_first(self) -> None:
        self._choose(self.table.current())

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(self.table.model_.value(index))


def _holds(group: Group, item: Placeholder, wanted: list[str]) -> bool:
    """Whether all the words stand in its name, in either language, or in its text."""
    told = " ".join((*group.titles.values(), *item.names.values(), item.text)).lower().replace("ё", "е")
    return all(word in told for word in wanted)


def _name(row: Heading | Placeholder) -> str:
    return row.title if isinstance(row, Heading) else f"   {row.names[language()]}"


def _text(row: Heading | Placeholder) -> str:
    return "" if isinstance(row, Heading) else " ".join(row.text.replace(CURSOR, "…").split())


def _tone(row: Heading | Placeholder) -> str | None:
    return "accent" if isinstance(row, Heading) else None
