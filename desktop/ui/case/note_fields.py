"""Fields that belong to one block of a note: who tells the story, what is to be known of a decision."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.notes import Note
from desktop.i18n import _
from desktop.ui.case import note_words
from desktop.ui.parts.fields import Choice, TextLine, label

Field = Choice | TextLine


class BlockFields(QWidget):
    """Some fields of a note in two columns, by their names in it."""

    changed = Signal()

    def __init__(self, fields: Mapping[str, Field]) -> None:
        super().__init__()
        self.fields = dict(fields)
        self._hints = {name: field.placeholderText() for name, field in fields.items() if isinstance(field, TextLine)}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 2)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        for number, field in enumerate(self.fields.values()):
            grid.addWidget(label(field.accessibleName(), field), number // 2, number % 2 * 2)
            grid.addWidget(field, number // 2, number % 2 * 2 + 1)
            if isinstance(field, Choice):
                field.setMinimumContentsLength(note_words.LONGEST_CHOICE)
                field.chosen.connect(lambda _code: self.changed.emit())
            else:
                field.committed.connect(lambda _text: self.changed.emit())
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    def show_note(self, note: Note) -> None:
        """Show what stands in a note; in a closed one nothing can be changed."""
        for name, field in self.fields.items():
            if isinstance(field, Choice):
                field.show_code(getattr(note, name))
            else:
                field.setText(getattr(note, name))
                field.mark_saved()
                field.setPlaceholderText("" if note.signed_at else self._hints[name])
            field.setEnabled(not note.signed_at)

    def written_into(self, note: Note) -> Note:
        """The note with what stands here."""
        told = {name: str(field.code) if isinstance(field, Choice) else field.text().strip() for name, field in self.fields.items()}
        return replace(note, **told)  # type: ignore[arg-type]

    def mark_saved(self) -> None:
        """What stands here is in the note now."""
        for field in _lines(self.fields.values()):
            field.mark_saved()


def of_the_story() -> BlockFields:
    """Who tells it, and whether he was there."""
    return BlockFields({"told_by": Choice(_("Told by"), note_words.tellers()),
                        "first_hand": Choice(_("At first hand"), note_words.yes_partly_no())})  # fmt: skip


def of_the_decision() -> BlockFields:
    """When he decided, whether otherwise than before or than advised, and where that can be read."""
    return BlockFields({
        "decided_on": TextLine(_("Decided on"), hint="14.5.2026"),
        "decision_changed": Choice(_("Changed his mind"), note_words.yes_no()),
        "decision_reference": TextLine(_("Where it is written"), hint=_("a message, a sheet")),
        "advice_refused": Choice(_("Refused the advice"), note_words.yes_no()),
    })  # fmt: skip


def _lines(fields: Iterable[Field]) -> Iterable[TextLine]:
    return (field for field in fields if isinstance(field, TextLine))
