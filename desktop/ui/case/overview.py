"""Overview: how the case stands, what comes next, how to speak, and what is missing."""

from functools import cached_property, partial
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.agenda import Dated
from desktop.domain.deadlines import Deadline
from desktop.domain.lacks import Lack
from desktop.domain.powers import Power, PowerKind
from desktop.domain.sheets import Form, Sheet
from desktop.domain.tasks import Task
from desktop.i18n import _
from desktop.storage import records
from desktop.ui.case import file as files
from desktop.ui.case.agreement import AgreementPanel
from desktop.ui.case.away import AwayPanel
from desktop.ui.case.dates import DatesPanel, LatestPanel
from desktop.ui.case.new_term import NewTerm
from desktop.ui.case.peers import PeersPanel
from desktop.ui.case.power_form import PowerForm
from desktop.ui.case.powers import PowersPanel
from desktop.ui.case.printed_sheet import PrintedSheet
from desktop.ui.case.service import ServicePanel
from desktop.ui.case.sheet import SheetPage
from desktop.ui.case.speaking import SpeakingPanel
from desktop.ui.case.standing import StandingPanel
from desktop.ui.case.task_panel import TaskPanel
from desktop.ui.case.term_panel import TermPanel
from desktop.ui.case.wanting import WantingPanel
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.session import Session

RIGHT = 400
P = TypeVar("P", TermPanel, NewTerm, TaskPanel, PowerForm)


class OverviewTab(QWidget):
    """Left how it stands and what comes next, right how to speak and the service data."""

    tab_asked = Signal(str, str)  # a tab, and what to open in it
    document_asked = Signal(str)  # a template to begin
    orders_asked = Signal()
    case_asked = Signal(str)
    unit_asked = Signal(str)

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self.line = Line(name=_("Message"))
        self.standing = StandingPanel(session, self.line)
        self.away = AwayPanel(session, self.line)
        self.dates, self.latest = DatesPanel(session, self.line), LatestPanel(session)
        self.speaking, self.wanting = SpeakingPanel(session, self.line), WantingPanel()
        self.agreement, self.service = AgreementPanel(session, self.line), ServicePanel(session, self.line)
        self.powers = PowersPanel(session)
        self._panels = {
            "standing": self.standing,
            "away": self.away,
            "dates": self.dates,
            "speaking": self.speaking,
            "powers": self.powers,
            "agreement": self.agreement,
            "service": self.service,
        }
        self._about = _scrolled(
            _column(self.speaking, self.powers, self.wanting, self.agreement, self.service), _("How to speak, service data")
        )
        self._right, self._areas = QStackedWidget(), dict[QWidget, QScrollArea]()
        self._right.addWidget(self._about)
        self._right.setFixedWidth(RIGHT)
        self.peers = PeersPanel(session, case_id, self.line)
        ask = QPushButton(_("Sheet: the questions for how he serves (I)"))
        ask.setProperty("role", "link")
        ask.clicked.connect(self.show_sheet)
        left = _column(self.standing, ask, self.away, self.dates, self.latest, self.peers)
        self._left = _scrolled(left, _("How it stands, dates, events"))
        # It scrolls up and down alone: on a small screen the page goes on to the right, and no field is cut.
        self._left.setMinimumWidth(left.minimumSizeHint().width() + self._left.verticalScrollBar().sizeHint().width())
        self._lay_out()
        Keys(
            self,
            {
                "N": partial(self.tab_asked.emit, "notes", ""),
                "L": partial(self.tab_asked.emit, "letters", ""),
                "E": partial(self.tab_asked.emit, "timeline", ""),
                "D": self.dates.take_focus,
                "I": self.show_sheet,
                "W": self.peers.turn,
            },
        )
        self.latest.event_chosen.connect(lambda event: self.tab_asked.emit("timeline", event))
        self.wanting.tab_asked.connect(lambda tab: self.tab_asked.emit(tab, ""))
        self.wanting.asked.connect(self._mend)
        self.away.document_asked.connect(self.document_asked)
        self.dates.date_opened.connect(self._open_date)
        self.dates.term_wanted.connect(self._open_new_term)
        self.powers.power_opened.connect(self._open_power)
        self.powers.journal_asked.connect(self.orders_asked)
        self.peers.case_asked.connect(self.case_asked)
        self.service.unit_asked.connect(self.unit_asked)
        self.peers.unfolded.connect(self._show_peers)
        session.changed.connect(self.show_case)
        self.show_case()

    def _lay_out(self) -> None:
        # From the outside in: what is full already takes long to be put into something else.
        self._pages, main = QStackedWidget(self), QWidget()
        self._pages.addWidget(main)
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 0, 0)
        row.setSpacing(20)
        row.addWidget(self._left, 1)
        row.addWidget(self._right)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addLayout(row, 1)
        self.line.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self.line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    # What opens on the right is made when it is first opened: all at once take a third of the time a case needs to open.

    @cached_property
    def term(self) -> TermPanel:
        """A date, opened."""
        return self._beside(TermPanel(self._session), _("The date"))

    @cached_property
    def new_term(self) -> NewTerm:
        """A term that is to be counted."""
        return self._beside(NewTerm(self._session, self._case_id), _("New term"))

    @cached_property
    def task(self) -> TaskPanel:
        """A task, opened."""
        return self._beside(TaskPanel(self._session), _("Task"))

    @cached_property
    def power(self) -> PowerForm:
        """A power, opened."""
        return self._beside(PowerForm(self._session, self._case_id), _("Power"))

    def _beside(self, panel: P, name: str) -> P:
        self._areas[panel] = _scrolled(panel, name)
        self._right.addWidget(self._areas[panel])
        panel.closed.connect(self._close_right)
        return panel

    def _show_beside(self, panel: P) -> None:
        self._right.setCurrentWidget(self._areas[panel])
        panel.take_focus()

    @cached_property
    def sheet(self) -> SheetPage:
        """The questions; made when they are first asked."""
        page = SheetPage(self._session, self._case_id)
        page.closed.connect(self._close_sheet)
        page.print_asked.connect(self._print_sheet)
        self._pages.addWidget(page)
        return page

    @cached_property
    def printed(self) -> PrintedSheet:
        """The empty sheet as pages."""
        page = PrintedSheet(self._session)
        page.closed.connect(self._close_printed)
        self._pages.addWidget(page)
        return page

    def _close_printed(self) -> None:
        # It wants more height than any other part, and so would the window with a call above, as long as it is there.
        self._pages.removeWidget(self.printed)
        self.printed.deleteLater()
        del self.printed
        self.show_sheet()

    def show_sheet(self) -> None:
        """Ask the questions of the sheet."""
        self._pages.setCurrentWidget(self.sheet)
        self.sheet.take_focus()

    def _close_sheet(self) -> None:
        self._pages.setCurrentIndex(0)
        self.take_focus()

    def _print_sheet(self, form: Form) -> None:
        self._pages.setCurrentWidget(self.printed)
        self.printed.open_form(form)

    def show_case(self) -> None:
        """Read the case again and show it."""
        file = files.read(self._session.vault, self._case_id)
        for panel in (*self._panels.values(), self.latest, self.wanting):
            panel.show_file(file)  # type: ignore[attr-defined]
        for name in ("term", "task"):
            if name in self.__dict__:
                getattr(self, name).show_again()

    def _show_peers(self) -> None:
        # Its list has no place yet.
        QTimer.singleShot(0, self, lambda: self._left.ensureWidgetVisible(self.peers.said))

    def _open_date(self, value: Dated) -> None:
        if isinstance(value, Task):
            self.task.open_task(value)
            self._show_beside(self.task)
            return
        self.term.open_date(value)
        self._show_beside(self.term)

    def _open_new_term(self) -> None:
        self.new_term.open_for_case()
        self._show_beside(self.new_term)

    def _open_power(self, power: Power | PowerKind) -> None:
        self.power.open_power(power)
        self._show_beside(self.power)

    def _close_right(self) -> None:
        self._right.setCurrentIndex(0)
        self.dates.table.setFocus()

    def take_focus(self) -> None:
        """Put the keyboard where the tab is read first, without opening a field for typing; where the sheet is in front, into it."""
        if "sheet" in self.__dict__ and self._pages.currentWidget() is self.sheet:
            self.sheet.take_focus()
        else:
            self._left.setFocus()

    def open_subject(self, subject: str) -> None:
        """Open a date, a task, a power or the sheet."""
        if records.find(self._session.vault, Sheet, subject) is not None:
            self.show_sheet()
            return
        self._pages.setCurrentIndex(0)
        value = self._value(subject)
        power = records.find(self._session.vault, Power, subject)
        if value is not None and not value.removed_at:
            self._open_date(value)
        elif power is not None and not power.removed_at:
            self._open_power(power)
        else:
            self.take_focus()

    def _value(self, id_: str) -> Dated | None:
        return records.find(self._session.vault, Deadline, id_) or records.find(self._session.vault, Task, id_)

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved, by panel and field."""
        return {
            f"{panel}.{name}": text
            for panel, widget in self._panels.items()
            for name, text in widget.unsaved().items()  # type: ignore[attr-defined]
        } | {f"{name}.{field}": text for name, opened in self._opened().items() for field, text in opened.unsaved().items()}

    def _opened(self) -> dict[str, TermPanel | TaskPanel | PowerForm | SheetPage]:
        """What was opened and can be typed into, by the names under which it goes into a draft."""
        return {name: getattr(self, name) for name in ("term", "task", "power", "sheet") if name in self.__dict__}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        for panel, widget in self._panels.items():
            mine = {name.partition(".")[2]: text for name, text in texts.items() if name.partition(".")[0] == panel}
            widget.put_back(mine)  # type: ignore[attr-defined]
        for name, key in (("term", "term.date"), ("task", "task.task")):
            if (value := self._value(texts.get(key, ""))) is not None:
                self._open_date(value)
                mine = {each.partition(".")[2]: text for each, text in texts.items() if each.startswith(f"{name}.")}
                self._opened()[name].put_back(mine)
        if "power.power" in texts:
            self.power.put_back({each.partition(".")[2]: text for each, text in texts.items() if each.startswith("power.")})
            self._show_beside(self.power)
        if typed := {name.removeprefix("sheet."): text for name, text in texts.items() if name.startswith("sheet.")}:
            self.show_sheet()
            self.sheet.put_back(typed)

    def _mend(self, lack: str) -> None:
        places: dict[str, QWidget] = {
            Lack.CATEGORY: self.standing.category, Lack.UNIT: self.service.unit, Lack.RANK: self.service.rank,
            Lack.POST: self.service.lines["post"], Lack.CONSENT: self.agreement.consent, Lack.CODE_WORD: self.speaking,
            Lack.NEXT_DATE: self.dates.day.line,
        }  # fmt: skip
        place = places[lack]
        self._right.setCurrentIndex(0)
        area = self._left if self._left.isAncestorOf(place) else self._about
        area.ensureWidgetVisible(place)
        place.setFocus()


def _column(*panels: QWidget) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 16, 8)
    column.setSpacing(6)
    for panel in panels:
        column.addWidget(panel)
    column.addStretch(1)
    return inside


def _scrolled(inside: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    return area
