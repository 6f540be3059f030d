"""The fields of a sheet: one for each way of answering, alike to whoever asks the questions."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.events import Certainty, Event
from desktop.domain.sheets import Question, Way
from desktop.i18n import _
from desktop.ui import choices
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.fields import Choice, TextLine, Typed
from desktop.ui.parts.growing import GrowingEdit
from desktop.ui.parts.masked_line import MaskedLine
from desktop.ui.parts.tones import set_role

CERTAINTY_WIDTH = 150
YES, NO = "yes", "no"


class Answer(QWidget):
    """The answer to one question. `answered` brings a text, a day or a code, once she has decided."""

    answered = Signal(object)

    def __init__(self, question: Question, name: str, today: Callable[[], date], words: Sequence[tuple[StrEnum | str, str]] = ()) -> None:
        super().__init__()
        self._way = question.way
        self.field: TextLine | GrowingEdit | DayLine | Choice
        if question.way is Way.LONG:
            self.field = long = GrowingEdit(name, lines=2)
            long.left.connect(lambda: self.answered.emit(long.toPlainText().strip()))
        elif question.way is Way.DAY:
            self.field = day = DayLine(name, today)
            day.committed.connect(self.answered)
        elif question.way in {Way.CHOICE, Way.YES_NO}:
            self.field = choice = Choice(name, words or (("", _("not asked yet")), (YES, _("yes")), (NO, _("no"))))
            choice.chosen.connect(self.answered)
        else:
            self.field = line = MaskedLine(name) if question.way is Way.NAME else TextLine(name)
            line.committed.connect(self.answered.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        self.setFocusProxy(self.field)

    @property
    def typed(self) -> dict[str, Typed]:
        """What can be typed into here, by a name."""
        return {} if isinstance(self.field, Choice) else {"": self.field}

    def show_answer(self, answer: Any) -> None:
        """Show what is known, unless something else, unsaved, stands here."""
        if isinstance(self.field, DayLine):
            self.field.show_day(answer)
        elif isinstance(self.field, Choice):
            self.field.show_code(answer)
        else:
            self.field.show_text(answer)

    def show_masked(self, masked: bool) -> None:
        """Hide a name that stands here, or show it."""
        if isinstance(self.field, MaskedLine):
            self.field.show_masked(masked and bool(self.field.text()))


class CertaintyChoice(Choice):
    """How surely a statement is known; nothing chosen is no statement about it."""

    def __init__(self, of: str) -> None:
        words = (("", _("how known")), *choices.words(Certainty))
        super().__init__(_("How surely is known: {what}").format(what=of), words)
        self.setFixedWidth(CERTAINTY_WIDTH)

    @property
    def certainty(self) -> Certainty | None:
        """What is chosen; None where nothing is."""
        return Certainty(self.code) if self.code else None


class EventAnswer(QWidget):
    """One event: on which day, as well as he knows it; in his words; how surely."""

    changed = Signal(object, dict)  # the event or None, and the fields that are other ones now

    def __init__(self, name: str, today: Callable[[], date], event: Event | None) -> None:
        super().__init__()
        self.kept = event
        self.day = DayLine(_("Day: {what}").format(what=name), today)
        self.day.line.setPlaceholderText(_("about 10.4, or empty"))
        self.day.setFixedWidth(CERTAINTY_WIDTH)
        self.text = GrowingEdit(name, lines=1)
        self.certainty = CertaintyChoice(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        for place, field in enumerate((self.day, self.text, self.certainty)):
            grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        self.setFocusProxy(self.text)
        self.show_event(event)
        self.day.committed.connect(lambda day: self._tell(day=day))
        self.text.left.connect(lambda: self._tell(text=self.text.toPlainText().strip()))
        self.certainty.chosen.connect(self._on_certainty)

    def show_event(self, event: Event | None) -> None:
        """Show the event as it is kept now."""
        self.kept = event
        if event is not None:
            self.day.show_day(event.day)
            self.text.show_text(event.text or event.title)
            self.certainty.show_code(event.certainty)

    @property
    def typed(self) -> dict[str, Typed]:
        """What can be typed into here, by a name."""
        id_ = self.kept.id if self.kept else "new"
        return {f"{id_}.day": self.day, f"{id_}.text": self.text}

    def _tell(self, **fields: Any) -> None:
        if self.kept is None and self.certainty.certainty is not None:
            fields["certainty"] = self.certainty.certainty
        self.changed.emit(self.kept, fields)

    def _on_certainty(self, _code: object) -> None:
        # Of an event that is not there yet it counts with its first words.
        if self.kept is not None and self.certainty.certainty is not None:
            self._tell(certainty=self.certainty.certainty)


class EventsAnswer(QWidget):
    """Any number of events of one kind; a new one has its empty row from the beginning where there is none yet."""

    changed = Signal(object, dict)

    def __init__(self, name: str, today: Callable[[], date]) -> None:
        super().__init__()
        self._name, self._today = name, today
        self.rows: list[EventAnswer] = []
        self.more = QPushButton(_("another"))
        self.more.setAccessibleName(_("Another: {what}").format(what=name))
        set_role(self.more, "link")
        self.more.clicked.connect(self._add_empty)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._add(None)

    def show_events(self, events: tuple[Event, ...]) -> None:
        """Show these events; what is being typed into the empty row stays there."""
        known = {event.id: event for event in events}
        for row in list(self.rows):
            if row.kept is not None and row.kept.id not in known:
                self._drop(row)
        shown = {row.kept.id: row for row in self.rows if row.kept is not None}
        for event in events:
            if event.id in shown:
                shown[event.id].show_event(event)
                continue
            # The event of the empty row has just been kept: the row is its row from now on.
            empty = next((row for row in self.rows if row.kept is None and row.text.toPlainText().strip() in {"", event.text}), None)
            (empty or self._add(event)).show_event(event)
        if not self.rows:
            self._add(None)
        self.more.setVisible(all(row.kept is not None for row in self.rows))

    @property
    def typed(self) -> dict[str, Typed]:
        """What can be typed into here, by a name."""
        return {name: field for row in self.rows for name, field in row.typed.items()}

    def _add(self, event: Event | None) -> EventAnswer:
        row = EventAnswer(self._name, self._today, event)
        row.changed.connect(self.changed)
        self.rows.append(row)
        self._column.insertWidget(len(self.rows) - 1, row)
        return row

    def _add_empty(self) -> None:
        self.more.hide()
        row = self._add(None)
        row.show()
        row.day.setFocus()

    def _drop(self, row: EventAnswer) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
