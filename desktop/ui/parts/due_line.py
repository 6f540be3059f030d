"""A date to come, typed as people type it, with what a calendar says of it: the weekday, and a question where it is a day off."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop import law_words
from desktop.domain.days import NoSuchDay
from desktop.domain.typed_dates import QUICK, CalendarTooShort, TypedDate, Unit, after, typed_date
from desktop.domain.working_days import Calendar, DayOffChoice, settled
from desktop.i18n import _, ngettext
from desktop.ui.parts.day_words import date_words, numbers, weekday_words
from desktop.ui.parts.fields import TextLine, emptied, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.short_button import ShortButton
from desktop.ui.parts.tones import set_tone


class DueLine(QWidget):
    """One date. Below it stands what it was understood as; where it is a day off, which day it shall be is asked, never decided."""

    decided = Signal()  # a choice of the menu or of the question was taken

    def __init__(self, name: str, today: Callable[[], date], calendar: Callable[[], Calendar]) -> None:
        super().__init__()
        self._today, self._calendar = today, calendar
        self.line = TextLine(name, hint=_("12.5, +10 wd, in 2 weeks"))
        self.menu = QToolButton()
        self.menu.setText("▾")
        self.menu.setAccessibleName(_("Quick dates"))
        self.menu.setToolTip(_("Quick dates (Alt+Down)"))
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu.setMenu(self._quick())
        self.said = hint("")
        self.asked = QWidget()
        self._question = QLabel()
        self._choices = QVBoxLayout()
        self._lay_out()
        self.line.textChanged.connect(lambda _text: self._tell(typing=True))
        self.line.editingFinished.connect(self._tell)
        Keys(self.line, {"Alt+Down": self.menu.showMenu})

    def _lay_out(self) -> None:
        self._question.setWordWrap(True)
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._choices.setSpacing(0)
        asked = QVBoxLayout(self.asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(0)
        asked.addWidget(self._question)
        asked.addLayout(self._choices)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.line, 1)
        row.addWidget(self.menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(self.asked)
        self.said.hide()
        self.asked.hide()
        # No focus proxy: with two stops inside, Tab would come back to the first for ever.

    @property
    def day(self) -> date | None:
        """What stands in the field; None where it is empty or no date."""
        read = self._read()
        return read.day if read else None

    @property
    def is_wrong(self) -> bool:
        """Whether something stands in the field that is no date."""
        return bool(self.line.text().strip()) and self._read() is None

    @property
    def is_touched(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.line.is_touched

    @property
    def typed_text(self) -> str:
        """What stands here."""
        return self.line.text()

    def put_back(self, text: str) -> None:
        """Put back what was being typed."""
        self.line.put_back(text)

    def show_date(self, day: date | None) -> None:
        """Show a saved date."""
        self.line.put_back(numbers(day))
        self.line.mark_saved()

    def clear(self) -> None:
        """Empty it."""
        self.show_date(None)

    def check(self) -> bool:
        """Say below what is wrong; True where nothing is."""
        self._tell()
        return not self.is_wrong

    def _read(self) -> TypedDate | None:
        try:
            return typed_date(self.line.text(), self._today(), self._calendar()) if self.line.text().strip() else None
        except (NoSuchDay, CalendarTooShort):
            return None

    def _tell(self, *, typing: bool = False) -> None:
        """What it was understood as, at once: «+10 рд» is a day with a name before she goes on. What is wrong waits until she has typed."""
        emptied(self._choices)
        self.asked.hide()
        if typing and self.is_wrong:
            self.said.hide()
            return
        try:
            read = typed_date(self.line.text(), self._today(), self._calendar()) if self.line.text().strip() else None
        except CalendarTooShort as error:
            self._say(law_words.year_words(error.year, None), "error")
            return
        except NoSuchDay:
            self._say(_("There is no such date. Type it like 14.5.2026, +10 wd or in 2 weeks."), "error")
            return
        self._say(_("{weekday}, {day}").format(weekday=weekday_words(read.day), day=date_words(read.day)) if read else "", "")
        self.said.setVisible(read is not None)
        if read is not None and read.question is not None:
            self._question.setText(law_words.question_words(read.question))
            for choice in DayOffChoice:
                if words := law_words.choice_words(read.question, choice):
                    button = ShortButton(words)
                    button.clicked.connect(partial(self._take, settled(read.question, choice), choice))
                    self._choices.addWidget(button)
            self.asked.show()

    def _say(self, text: str, tone: str) -> None:
        self.said.setText(text)
        set_tone(self.said, tone)
        self.said.show()

    def _take(self, day: date, choice: DayOffChoice, _checked: bool = False) -> None:
        self.line.put_back(numbers(day))
        if choice is DayOffChoice.KEEP:
            self.asked.hide()
        self.line.setFocus()
        self.decided.emit()

    def _quick(self) -> QMenu:
        # The child of the button: a window of its own among the children of what has a focus proxy tears the chain of Tab.
        menu = QMenu(self.menu)
        for number, unit in QUICK:
            action = QAction(_quick_words(number, unit), menu)
            action.triggered.connect(partial(self.take_quick, number, unit))
            menu.addAction(action)
        return menu

    def take_quick(self, number: int, unit: Unit, _checked: bool = False) -> None:
        """Put the date so far from today into the field."""
        self.line.put_back(numbers(after(number, unit, self._today(), self._calendar())))
        self.line.setFocus()
        self.decided.emit()


_UNITS: dict[Unit, Callable[[int], str]] = {
    Unit.DAY: lambda number: ngettext("in {count} day", "in {count} days", number),
    Unit.WORKING_DAY: lambda number: ngettext("in {count} working day", "in {count} working days", number),
    Unit.WEEK: lambda number: ngettext("in {count} week", "in {count} weeks", number),
    Unit.MONTH: lambda number: ngettext("in {count} month", "in {count} months", number),
    Unit.YEAR: lambda number: ngettext("in {count} year", "in {count} years", number),
}


def _quick_words(number: int, unit: Unit) -> str:
    return _UNITS[unit](number).format(count=number)


def short_words(number: int, unit: Unit) -> str:
    """The name of a button for a quick date: `+2 wk`."""
    short = {Unit.DAY: _("+{count} d"), Unit.WORKING_DAY: _("+{count} wd"), Unit.WEEK: _("+{count} wk"),
             Unit.MONTH: _("+{count} mo"), Unit.YEAR: _("+{count} yr")}  # fmt: skip
    return short[unit].format(count=number)
