"""Away from the unit: how long, counted up from the hour the lawful absence ended, and how to go back. Never what is left, never where."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import law_words
from desktop.domain.absence import away
from desktop.domain.errors import BadInput
from desktop.domain.events import Event
from desktop.domain.moments import wall_time
from desktop.i18n import _
from desktop.operations import absence
from desktop.ui.case.file import CaseFile
from desktop.ui.case.recording import recorded
from desktop.ui.committing import IntoFile
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.fields import TextLine, heading, hint, label
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

ARRIVAL = "r14"  # the report of arrival
EVERY = 60_000  # milliseconds between two looks at the clock


class AwayPanel(QWidget):
    """One quiet link while he is where he should be; the hours, the risk and the way back while he is not."""

    document_asked = Signal(str)  # a template

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._file: CaseFile | None = None
        self._open: Event | None = None
        self.begin = QPushButton(_("Away from the unit …"))
        self.hours, self.since = QLabel(), hint("")
        self.arrival, self.back = QPushButton(_("How to go back: the report of arrival")), QPushButton(_("He is back"))
        self.day = DayLine(_("Day"), lambda: session.today)
        self.time = TextLine(_("Hour"), hint=_("14:30"))
        self.keep, self.cancel = IntoFile(session, _("Note it")), QPushButton(_("Cancel"))
        self._asked = label("", self.day.line)
        self._away, self._form = QWidget(), QWidget()
        self._lay_out()
        self._listen()
        self._tick = QTimer(self, interval=EVERY)
        self._tick.timeout.connect(self._show_hours)

    def _lay_out(self) -> None:
        set_role(self.begin, "link")
        set_role(self.hours, "sentence")
        self.day.setFixedWidth(150)
        self.time.setFixedWidth(80)
        buttons = QHBoxLayout()
        buttons.addWidget(self.arrival)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        inside = QVBoxLayout(self._away)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(heading(_("Away from the unit, circumstances being clarified")))
        inside.addWidget(self.hours)
        inside.addWidget(self.since)
        inside.addLayout(buttons)
        row = QHBoxLayout(self._form)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._asked, self.day, self.time, self.keep, self.cancel):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        link = QHBoxLayout()
        link.addWidget(self.begin)
        link.addStretch(1)
        column.addLayout(link)
        column.addWidget(self._away)
        column.addWidget(self._form)
        self._form.hide()

    def _listen(self) -> None:
        self.begin.clicked.connect(self._ask)
        self.back.clicked.connect(self._ask)
        self.cancel.clicked.connect(self._form.hide)
        self.keep.clicked.connect(self._keep)
        self.time.returnPressed.connect(self._keep)
        self.arrival.clicked.connect(partial(self.document_asked.emit, ARRIVAL))

    def show_file(self, file: CaseFile) -> None:
        """Show whether he is away, and for how long."""
        before, self._file = self._open, file
        self.keep.aim(file.case.id)
        self._open = absence.open_absence(self._session.vault, file.case.id)
        if before != self._open:
            self._form.hide()
        self.begin.setVisible(self._open is None)
        self._away.setVisible(self._open is not None)
        if self._open is None:
            self._tick.stop()
        else:
            self._tick.start()
        self._show_hours()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept."""
        if self._form.isHidden():
            return {}
        return {name: text for name, text in (("day", self.day.typed_text), ("time", self.time.text())) if text}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        if texts:
            self._ask()
            self.day.put_back(texts.get("day", ""))
            self.time.put_back(texts.get("time", ""))

    def _show_hours(self) -> None:
        if self._open is None or self._file is None or not self._session.vault.is_open:
            return
        lasting = away(self._open, self._session.vault.now(), self._file.case.zone)
        self.hours.setText(_("{away}. {risk}").format(away=law_words.away_words(lasting), risk=law_words.risk_words()) if lasting else "")
        self.since.setText(
            _("Since {moment} by his clock.").format(moment=f"{numbers(lasting.since.date())} {lasting.since:%H:%M}")
            if lasting and not lasting.about
            else ""
        )

    def _ask(self) -> None:
        self._asked.setText(_("Lawful absence ended on") if self._open is None else _("Back on"))
        self.time.setVisible(self._open is None)
        self.day.put_back("")
        self.time.put_back("")
        self._form.show()
        self.day.line.setFocus()

    def _keep(self) -> None:
        file = self._file
        if file is None or not self.day.check():
            self.day.line.setFocus()
            return
        vault, day, time = self._session.vault, self.day.day, self.time.text().strip()

        def note() -> None:
            if day is None:
                raise BadInput("day", "needed")
            if time and wall_time(time) is None:
                raise BadInput("time", "shape")
            if self._open is None:
                absence.went_away(vault, file.case.id, day, time=time)
            else:
                absence.came_back(vault, file.case.id, day)

        title = _("Away from the unit") if self._open is None else _("Back at the unit")
        if attempt(self._line, lambda: recorded(self._session, file.case.id, title, note)):
            self._form.hide()
