"""The commanders of a unit: post, rank, name, and their time in office; who commanded on a day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.people import Person
from desktop.domain.units import Office, Unit
from desktop.i18n import _
from desktop.storage import records
from desktop.ui.masking import shown_name
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.fields import TextLine, heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tones import set_role
from desktop.ui.people.ranks import rank_words
from desktop.ui.people.standing import office_words
from desktop.ui.session import Session

SHOWN = 5
LABELS = 150


@dataclass(frozen=True)
class Held:
    """An office in the list: in which place it is kept, and who holds it."""

    id: int
    office: Office
    person: Person | None


class CommandersPanel(QWidget):
    """The list by time, and the days of the one that is chosen. Ins adds somebody, Enter opens his card, Del takes him out."""

    changed = Signal(str, object)  # what was done, and the Unit as it is to be
    new_wanted = Signal()
    person_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._unit: Unit | None = None
        self._ranks = dict(rank_words())
        self.table = Table(
            (
                Column(_("In office"), lambda held: office_words(held.office) or _("days not known"), 165),
                Column(_("Name"), self._name, 100),
                Column(_("Rank, post"), self._rank_and_post),
            ),
            _("Commanders"),
        )
        self.table.horizontalHeader().hide()
        self.table.setProperty("role", "band")
        today = lambda: session.today  # noqa: E731 - the fields ask each time they are read
        self.post = TextLine(_("Post"), hint=_("commander, acting commander"))
        self.since, self.until = DayLine(_("In office from"), today), DayLine(_("In office to"), today)
        self.add, self.remove = QPushButton(_("New commander")), QPushButton(_("Remove"))
        self.day, self.answer = DayLine(_("Who commanded on"), today), QLabel()
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        for button in (self.add, self.remove):
            set_role(button, "link")
        self.answer.setWordWrap(True)
        grid = QGridLayout()
        grid.setVerticalSpacing(3)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Post"), self.post), (_("In office from"), self.since), (_("In office to"), self.until), (_("Who commanded on"), self.day),
            ("", self.answer),
        )  # fmt: skip
        self._of_one: list[QWidget] = [self.post, self.since, self.until]
        for row, (text, field) in enumerate(rows):
            if text:
                words = label(text, field, top=True)
                words.setFixedWidth(LABELS)
                grid.addWidget(words, row, 0)
                if row < 3:
                    self._of_one.append(words)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        for button in (self.add, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._nobody = hint(_("Nobody yet. A letter is to the one in office on its day."))
        for widget in (heading(_("Commanders")), self._nobody, self.table):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addLayout(grid)

    def _listen(self) -> None:
        self.table.current_changed.connect(self._show_one)
        self.table.chosen.connect(lambda held: self.person_asked.emit(held.office.person))
        self.add.clicked.connect(self.new_wanted)
        self.remove.clicked.connect(self._remove)
        self.post.committed.connect(partial(self._keep, "post"))
        self.since.committed.connect(partial(self._keep, "since"))
        self.until.committed.connect(partial(self._keep, "until"))
        self.day.committed.connect(lambda _day: self._answer())
        Keys(self.table, {"Ins": self.new_wanted.emit, "Del": self._remove})
        self._session.revealed_changed.connect(self._on_revealed)

    @property
    def fields(self) -> dict[str, Any]:
        """What can be typed into and is kept, by name."""
        return {"office_post": self.post, "office_since": self.since, "office_until": self.until}

    def show_unit(self, unit: Unit | None) -> None:
        """Show the commanders of a unit, the last one first; None for a unit that is not kept yet."""
        if unit is None or self._unit is None or unit.id != self._unit.id:
            for line in (self.post, self.since.line, self.until.line, self.day.line):
                line.clear()
                line.mark_saved()
        self._unit = unit
        offices = tuple(enumerate(unit.commanders)) if unit else ()
        persons = {person.id: person for person in records.those(self._session.vault, Person, [office.person for _n, office in offices])}
        rows = [Held(number, office, persons.get(office.person)) for number, office in offices]
        rows.sort(key=lambda held: (held.office.since is not None, held.office.since.sort_key if held.office.since else ()), reverse=True)
        self.table.show_rows(rows)
        self.table.setFixedHeight(min(SHOWN, max(1, len(rows))) * ROW_HEIGHT + 2)
        self.table.setVisible(bool(rows))
        self._nobody.setVisible(not rows)
        self._show_one(self.table.current())
        self._answer()

    def choose_last_added(self) -> None:
        """Put the cursor on the one who was added last, and the keyboard where his first day is typed."""
        number = next((row for row, held in enumerate(self.table.model_.rows) if held.id == len(self.table.model_.rows) - 1), None)
        if number is not None:
            self.table.select(number)
            self.since.line.setFocus()

    def _show_one(self, held: Held | None) -> None:
        for widget in (*self._of_one, self.remove):
            widget.setVisible(held is not None)
        if held is not None:
            self.post.show_text(held.office.post)
            self.since.show_day(held.office.since)
            self.until.show_day(held.office.until)

    def _keep(self, field: str, value: object) -> None:
        held, unit = self.table.current(), self._unit
        if held is None or unit is None:
            return
        changes: dict[str, Any] = {field: value}
        self._change(_("Commander"), held.id, lambda: (replace(held.office, **changes),))

    def _remove(self) -> None:
        held = self.table.current()
        if held is not None:
            self._change(_("Remove commander"), held.id, lambda: ())

    def _change(self, title: str, place: int, instead: Callable[[], tuple[Office, ...]]) -> None:
        unit = self._unit
        if unit is not None:
            after = replace(unit, commanders=(*unit.commanders[:place], *instead(), *unit.commanders[place + 1 :]))
            self.changed.emit(title, after)

    def _answer(self) -> None:
        """Who commanded on the day that is typed; today's commander where none is."""
        unit, day = self._unit, self.day.day
        if unit is None or self.day.is_wrong:
            self.answer.setText("")
            return
        asked = (day.earliest or day.latest if day else None) or self._session.today
        office = unit.commander_on(asked)
        held = next((each for each in self.table.model_.rows if office is not None and each.office is office), None)
        if held is None:
            self.answer.setText(_("Nobody known was in office then.") if day else _("Nobody known is in office today."))
        else:
            what = ", ".join(part for part in (self._name(held), self._rank_and_post(held)) if part)
            self.answer.setText(_("Then: {who}").format(who=what) if day else _("Today: {who}").format(who=what))

    def _on_revealed(self, _shown: bool) -> None:
        self.table.viewport().update()
        self._answer()

    def _name(self, held: Held) -> str:
        return shown_name(held.person, self._session.revealed) if held.person and held.person.full_name else _("name not known")

    def _rank_and_post(self, held: Held) -> str:
        post = held.office.post or (held.person.post if held.person else "")
        rank = self._ranks.get(held.person.rank, "") if held.person else ""
        return ", ".join(part for part in (rank, post) if part)
