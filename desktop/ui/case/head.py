"""The head of a case: what stays in sight whatever tab is open, and whose file this is."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.agenda import Dated, in_order
from desktop.domain.cases import Case
from desktop.domain.deadlines import Deadline
from desktop.domain.tasks import Task
from desktop.domain.units import Unit
from desktop.i18n import _
from desktop.storage import records
from desktop.ui import choices
from desktop.ui.agenda.entries import hour_words, of_value
from desktop.ui.calls.clock import by_hour
from desktop.ui.parts import tones, zones
from desktop.ui.parts.day_words import date_words
from desktop.ui.session import Session

HEIGHT = 64


class CaseHead(QWidget):
    """Pseudonym, number, category and unit, stage, next term, his time. No real name."""

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._case: Case | None = None
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(_("Head of the case"))
        self._pseudonym, self._number, self._service, self._standing, self._next, self._clock, self._urgent = (
            QLabel() for _each in range(7)
        )
        self._pseudonym.setObjectName("pseudonym")
        for label, name in (
            (self._pseudonym, _("Pseudonym")), (self._number, _("Case number")), (self._service, _("Category and unit")),
            (self._standing, _("Stage")), (self._next, _("Next date")), (self._clock, _("His time")),
            (self._urgent, _("Cannot wait beyond")),
        ):  # fmt: skip
            label.setAccessibleName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        # Only the clock is told by this timer; it wakes once in half a minute.
        self._tick = QTimer(self, interval=30_000)
        self._tick.timeout.connect(self._show_clock)
        self._tick.start()
        session.changed.connect(self.show_case)
        self.show_case()

    def _lay_out(self) -> None:
        left, middle, right = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column, labels in ((middle, (self._service, self._standing)), (right, (self._next, self._clock))):
            column.setSpacing(2)
            column.addStretch(1)
            for label in labels:
                column.addWidget(label)
            column.addStretch(1)
        left.setSpacing(0)
        left.addStretch(1)
        left.addWidget(self._pseudonym)
        left.addWidget(self._urgent)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 16, 0)
        row.setSpacing(24)
        row.addLayout(left)
        row.addWidget(self._number)
        row.addLayout(middle, 1)
        row.addLayout(right)

    @property
    def colour(self) -> int:
        """The number of the stripe of this file."""
        return self._case.colour if self._case else 0

    def show_case(self) -> None:
        """Read the case again and show it."""
        vault = self._session.vault
        case = records.get(vault, Case, self._case_id)
        self._case = case
        today = vault.today()
        self._pseudonym.setText(case.pseudonym)
        self._number.setText(_("№ {number}").format(number=case.number))
        tones.quiet(self._number)
        unit = records.find(vault, Unit, case.unit) if case.unit else None
        self._service.setText(
            _("{category} · unit {unit}").format(category=choices.word(case.category), unit=unit.number)
            if unit
            else choices.word(case.category)
        )
        self._standing.setText(_("{stage} · {situation}").format(stage=choices.word(case.stage), situation=choices.word(case.situation)))
        tasks = [task for task in records.of_case(vault, Task, case.id) if task.due]
        # The dot and the hour of Today, and no word of why.
        self._urgent.setVisible(case.is_urgent)
        self._urgent.setText(_("● {when}").format(when=by_hour(case.urgent_by, case.zone, vault.now())).strip())
        tones.set_tone(self._urgent, "error")
        self._show_next(in_order([*records.of_case(vault, Deadline, case.id), *tasks]), case.zone, today)
        self._show_clock()

    def _show_next(self, waiting: Sequence[Dated], zone: str, today: date) -> None:
        seen = of_value(waiting[0], zone) if waiting else None
        if seen is None or seen.day is None:
            self._next.setText(_("No next date"))
            tones.set_tone(self._next, "warning")
            return
        day = date_words(seen.day, today)
        when = _("{day}, {time}").format(day=day, time=hour_words(seen)) if seen.time else day
        self._next.setText(_("{day}: {what}").format(day=when, what=seen.row.title or _("reminder")))
        tones.set_tone(self._next, "error" if seen.day < today else "")

    def _show_clock(self) -> None:
        if self._case is None:
            return
        try:
            there = self._session.vault.now().astimezone(ZoneInfo(self._case.zone))
        except (ZoneInfoNotFoundError, ValueError):
            self._clock.setText("")
            return
        self._clock.setText(_("{time} where he is").format(time=f"{there:%H:%M}"))
        self._clock.setToolTip(zones.name(self._case.zone))
        tones.quiet(self._clock)
