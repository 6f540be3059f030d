"""Days off, year by year: those of the code, those that were moved, and those she sets herself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop import law_words
from desktop.domain.drafts import Draft
from desktop.domain.working_days import Calendar, DayKind, OwnDay
from desktop.i18n import _
from desktop.operations import term_book, term_rules
from desktop.storage import records
from desktop.storage.vault import Vault
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import numbers, weekday_words
from desktop.ui.parts.fields import Choice, TextLine, hint, label, put_back
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session

_BEFORE, _AFTER = 4, 2  # years around this one
OFF, WORKED = "off", "worked"


@dataclass(frozen=True)
class Row:
    """A day that is not what its weekday says."""

    day: date
    kind: DayKind
    own: OwnDay | None

    @property
    def id(self) -> date:
        """Which day it is."""
        return self.day


@dataclass(frozen=True)
class Set:
    """A change that undo can take back: what she says of a day, or nothing."""

    day: date
    own: OwnDay | None


class DaysOffPage(QWidget):
    """The special days of one year. Whatever is changed here, open terms are counted anew."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        this = session.today.year
        self.year = Choice(_("Year"), [(str(year), str(year)) for year in range(this - _BEFORE, this + _AFTER + 1)])
        self.year.show_code(str(this))
        self.known = hint("")
        self.table = Table(
            (
                Column(_("Day"), lambda row: numbers(row.day), 130, bold=True),
                Column(_("Weekday"), lambda row: weekday_words(row.day), 150),
                Column(_("What it is"), lambda row: law_words.day_kind_words(row.kind), 300),
                Column(_("Whose"), lambda row: _("yours") if row.own else _("came with the program"), 190, tone_of=_tone),
                Column(_("Remark"), lambda row: row.own.remark if row.own else "", 0),
            ),
            _("Days off"),
        )
        self.day = DayLine(_("Day"), lambda: session.today, exact=True)
        self.works = Choice(_("What it is"), ((OFF, _("a day off")), (WORKED, _("a working day"))))
        self.remark = TextLine(_("Remark"), hint=_("a holiday of the region, a day that was moved"))
        self.add, self.drop = QPushButton(_("Set the day")), QPushButton(_("Take mine away"))
        self.line = Line(name=_("Message"))
        self._lay_out()
        self.year.chosen.connect(lambda _code: self._show())
        self.table.current_changed.connect(lambda row: self.drop.setEnabled(row is not None and row.own is not None))
        self.add.clicked.connect(self._add)
        self.remark.returnPressed.connect(self._add)
        self.drop.clicked.connect(self._drop)
        Keys(self.table, {"Del": self._drop})
        session.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        self.year.setFixedWidth(100)
        self.day.setFixedWidth(120)
        self.works.setFixedWidth(150)
        set_role(self.add, "primary")
        top = QHBoxLayout()
        top.addWidget(label(_("Year"), self.year))
        top.addWidget(self.year)
        top.addWidget(self.known, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for widget in (self.day, self.works, self.remark, self.add, self.drop):
            foot.addWidget(widget, 1 if widget is self.remark else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 12)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        column.addWidget(self.line)

    def take_focus(self) -> None:
        """Put the cursor into the list."""
        self.table.setFocus()

    def save_draft(self) -> Draft | None:
        """What is typed of a day and not kept."""
        fields = {name: field.typed_text for name, field in (("day", self.day), ("remark", self.remark)) if field.typed_text}
        return Draft(id=self._session.vault.new_id(), page="library", fields=fields) if fields else None

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        put_back({"day": self.day, "remark": self.remark}, draft.fields)

    def _show(self) -> None:
        vault, year = self._session.vault, int(str(self.year.code))
        calendar = term_book.calendar(vault)
        own = {each.day: each for each in records.every(vault, OwnDay)}
        self.table.show_rows([replace(row, own=own.get(row.day)) for row in _special(calendar, year)])
        self.drop.setEnabled(self._own() is not None)
        words = law_words.year_words(year, calendar.mark(year))
        known = calendar.years.get(year)
        source = known.source if known else ""
        self.known.setText(words or _("Of this year the holidays and what was moved are known: {source}.").format(source=source))
        set_tone(self.known, "warning" if words else "")

    def _own(self) -> OwnDay | None:
        row = self.table.current()
        return row.own if row else None

    def _add(self) -> None:
        day = self.day.day
        if not self.day.check() or day is None or day.earliest is None:
            if not self.day.is_wrong:
                self.line.say(_("Which day? Type it like 14.5.2026."), "error")
            return
        vault, date_ = self._session.vault, day.earliest
        before = next((each for each in records.every(vault, OwnDay) if each.day == date_), None)
        after = OwnDay(id="", day=date_, works=self.works.code == WORKED, remark=self.remark.text().strip())
        if attempt(self.line, lambda: self._session.change(_("Day off"), Set(date_, before), Set(date_, after), partial(_keep, vault))):
            for field in (self.day.line, self.remark):
                field.put_back("")
                field.mark_saved()
            self.year.show_code(str(date_.year))
            self._show()
            self.line.say(_("Kept. Open terms were counted anew."), "good")

    def _drop(self) -> None:
        own = self._own()
        if own is not None:
            before = Set(own.day, own)
            attempt(self.line, lambda: self._session.change(_("Day off"), before, Set(own.day, None), partial(_keep, self._session.vault)))


def _keep(vault: Vault, what: Set) -> None:
    if what.own is None:
        term_rules.drop_day(vault, what.day)
    else:
        term_rules.keep_day(vault, what.day, works=what.own.works, remark=what.own.remark)


def _special(calendar: Calendar, year: int) -> Iterator[Row]:
    """The days of a year that are not what their weekday says, and those she set."""
    known = calendar.years.get(year)
    days = {day for day in calendar.own if day.year == year}
    if known is not None:
        days |= known.holidays | known.moved_off | known.moved_in
    for day in sorted(days):
        yield Row(day, calendar.kind(day), None)


def _tone(row: Row) -> str | None:
    return None if row.own else "dim"
