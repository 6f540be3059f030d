"""What became of one document: how it was handed in, its stamp, a refusal to accept it, the answer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.letters import Answer, Channel, RegisterEntry
from desktop.i18n import _
from desktop.ui import choices
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.fields import Choice, TextLine, label, put_back, unsaved


class EntryForm(QWidget):
    """Fields that are kept one by one, as each is left."""

    FIELDS = ("handed_in", "handed_to", "handed_on", "stamp_number", "stamp_on", "refused_on", "refused_note", "answer", "answer_on",
              "answer_due")  # fmt: skip
    kept = Signal(object)  # the changed RegisterEntry

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._entry: RegisterEntry | None = None
        self._stamp, self._stamp_on = TextLine(_("Stamp no."), hint=_("as on the stamp: 1234")), DayLine(_("Stamped on"), today)
        self._handed = Choice(_("How it was handed in"), choices.words(Channel))
        self._to, self._handed_on = TextLine(_("To whom"), hint=_("post of who took it")), DayLine(_("Handed in on"), today)
        self._refused_on = DayLine(_("Not accepted on"), today)
        self._refused = TextLine(_("How it was refused"), hint=_("post, hour, who saw; no names"))
        self._answer, self._answer_on = Choice(_("Answer"), choices.words(Answer)), DayLine(_("Answered on"), today)
        self._due = DayLine(_("Answer by"), today)
        self._lines: dict[str, TextLine] = {"stamp_number": self._stamp, "handed_to": self._to, "refused_note": self._refused}
        self._days: dict[str, DayLine] = {
            "stamp_on": self._stamp_on, "handed_on": self._handed_on, "refused_on": self._refused_on, "answer_on": self._answer_on,
            "answer_due": self._due,
        }  # fmt: skip
        self._choices: dict[str, Choice] = {"handed_in": self._handed, "answer": self._answer}
        self._lay_out()
        self._listen()

    def show_entry(self, entry: RegisterEntry | None) -> None:
        """Show what is known of a document; None empties the form."""
        if entry is None or self._entry is None or entry.id != self._entry.id:
            for line in (*self._lines.values(), *(day.line for day in self._days.values())):
                line.put_back("")
                line.mark_saved()
        self._entry = entry
        if entry is None:
            return
        for name, line in self._lines.items():
            line.show_text(getattr(entry, name))
        for name, day in self._days.items():
            day.show_day(getattr(entry, name))
        for name, choice in self._choices.items():
            choice.show_code(getattr(entry, name))

    def unsaved(self) -> dict[str, str]:
        """What is typed and not kept, by the name of the field."""
        return unsaved({**self._lines, **self._days})

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Put back what was being typed."""
        put_back({**self._lines, **self._days}, texts)

    def go_to_stamp(self) -> None:
        """Put the cursor where the stamp's number is typed."""
        self._stamp.setFocus()

    def go_to_refusal(self) -> None:
        """Put the cursor where it is noted that the document was not accepted."""
        self._refused_on.setFocus()

    def go_to_answer(self) -> None:
        """Put the cursor where the answer is noted."""
        self._answer.setFocus()

    def _lay_out(self) -> None:
        rows: tuple[tuple[str, QWidget, str, QWidget], ...] = (
            (_("Stamp no."), self._stamp, _("Day"), self._stamp_on),
            (_("Handed in"), self._handed, _("Day"), self._handed_on),
            (_("To whom"), self._to, _("Answer by"), self._due),
            (_("Not accepted"), self._refused, _("Day"), self._refused_on),
            (_("Answer"), self._answer, _("Day"), self._answer_on),
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setVerticalSpacing(6)
        for row, (first, field, second, day) in enumerate(rows):
            grid.addWidget(label(first, field), row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(label(second, day), row, 2)
            grid.addWidget(day, row, 3)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)

    def _listen(self) -> None:
        for name, line in self._lines.items():
            line.committed.connect(lambda text, name=name: self._change(name, text))
        for name, day in self._days.items():
            day.committed.connect(lambda value, name=name: self._change(name, value))
        for name, choice in self._choices.items():
            choice.chosen.connect(lambda code, name=name: self._change(name, code))

    def _change(self, name: str, value: object) -> None:
        if self._entry is not None:
            self._entry = replace(self._entry, **{name: value})  # type: ignore[arg-type]
            self.kept.emit(self._entry)
