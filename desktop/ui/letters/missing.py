"""What the file itself does not know: filled in beside the letter, and kept in the file for every other document."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.documents import facts
from desktop.domain.cases import Category
from desktop.domain.people import Role
from desktop.i18n import N_, _
from desktop.operations.filling import Ask, Wanted
from desktop.ui import choices
from desktop.ui.parts.fields import Choice, TextLine, heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.people.ranks import rank_words

_WORDS = {
    "unit.number": N_("Unit number"),
    "unit.prosecutor": N_("Prosecutor, in full, in the dative"),
    "unit.investigators": N_("Investigators, in full, in the dative"),
    "unit.court": N_("Court, in full, in the accusative"),
    "case.category": N_("How he serves"),
    "lawyer.name": N_("Your surname, name, patronymic"),
    "lawyer.address": N_("Your address"),
}
_PARTS = {
    "surname": N_("Surname"), "given": N_("First name"), "patronymic": N_("Patronymic"), "rank": N_("Rank"), "post": N_("Post"),
    "born": N_("Born"), "paper": N_("Identity paper"), "address": N_("Address"),
}  # fmt: skip


class Missing(QWidget):
    """A field for each fact. What is typed is kept as the field is left, or with Enter, which asks for the next gap."""

    filled = Signal(str, str)  # a key of `operations.filling`, and what was typed
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Wanted, ...] = ()
        self.fields: dict[str, TextLine | Choice] = {}
        self._inside: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_wanted(self, wanted: Sequence[Wanted]) -> None:
        """Ask for these facts. A field that stands here already stays as it is, with what is being typed."""
        if tuple(wanted) == self._shown:
            return
        typed, at = self.unsaved(), next((key for key, field in self.fields.items() if field.hasFocus()), "")
        self._shown, self.fields = tuple(wanted), {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(heading(_("Missing in the file")))
        for each in wanted:
            words = _words(each.key)
            field = self._field(each, words)
            self.fields[each.key] = field
            name = label(words, field)
            name.setWordWrap(True)
            column.addWidget(name)
            column.addWidget(field)
        column.addWidget(hint(_("Kept in the file, for every document.")))
        if self._inside is not None:
            self._column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = inside
        self._column.addWidget(inside)
        self.setVisible(bool(wanted))
        self.put_back(typed)
        if at in self.fields:
            self.fields[at].setFocus()

    def settle(self) -> None:
        """What was typed and not left yet counts now."""
        for key, text in self.unsaved().items():
            self._on_committed(key, text)

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept."""
        return {key: field.text().strip() for key, field in self.fields.items() if isinstance(field, TextLine) and field.is_touched}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        for key, text in texts.items():
            if isinstance(field := self.fields.get(key), TextLine):
                field.put_back(text)

    def go_to(self, key: str) -> QWidget | None:
        """The field for a gap: that of its own fact, or the first of the same person; None where there is none."""
        whose = key.partition(".")[0]
        return self.fields.get(key) or next((field for known, field in self.fields.items() if known.partition(".")[0] == whose), None)

    def _field(self, wanted: Wanted, words: str) -> TextLine | Choice:
        if wanted.ask in {Ask.RANK, Ask.CATEGORY}:
            offered = rank_words() if wanted.ask is Ask.RANK else [pair for pair in choices.words(Category) if pair[0] != Category.UNKNOWN]
            choice = Choice(words, (("", _("not known")), *offered))
            choice.chosen.connect(lambda code: self.filled.emit(wanted.key, str(code)) if code else None)
            return choice
        line = TextLine(words, hint=_("14.5.2026") if wanted.ask is Ask.DAY else "")
        line.committed.connect(partial(self._on_committed, wanted.key))
        Keys(line, {"Return": partial(self._on_enter, wanted.key)})
        return line

    def _on_committed(self, key: str, text: str) -> None:
        field = self.fields.get(key)
        if text and isinstance(field, TextLine):
            self.filled.emit(key, text)

    def _on_enter(self, key: str) -> None:
        field = self.fields.get(key)
        if isinstance(field, TextLine) and field.is_touched and field.text().strip():
            self.filled.emit(key, field.text().strip())
        self.next_asked.emit()


def _words(key: str) -> str:
    if key in _WORDS:
        return _(_WORDS[key])
    whose, _dot, part = key.partition(".")
    role = facts.ROLES.get(whose, Role.OTHER)
    return _("{role}: {what}").format(role=choices.word(role), what=_(_PARTS[part]))
