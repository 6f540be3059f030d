"""A new date or task from the agenda, on one line: as what, what, by when, at which hour by whose clock, and in which file."""

from datetime import date

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QPushButton, QWidget

from desktop.domain.agenda import Dated
from desktop.domain.cases import CaseRow
from desktop.domain.deadlines import Deadline
from desktop.domain.moments import typed_hour
from desktop.domain.moments import zone as zone_named
from desktop.domain.tasks import Task
from desktop.i18n import _
from desktop.operations import term_book
from desktop.storage import cases
from desktop.ui.agenda import kinds
from desktop.ui.agenda.kinds import Sort
from desktop.ui.committing import into
from desktop.ui.parts import zones
from desktop.ui.parts.due_line import DueLine
from desktop.ui.parts.fields import Choice, TextLine, put_back, unsaved
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.session import Session


def clocks(current: str = "") -> tuple[tuple[str, str], ...]:
    """By whose clock an hour may be told: that of the case, her own, or that of any other place."""
    hers = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    own = ((hers, _("my clock")),) if zone_named(hers) else ()
    others = tuple((zone, text) for zone, text in zones.words(current) if zone != hers)
    return (("", _("his clock")), *own, *others)


class NewLine(QWidget):
    """Appears with Ins, and stays for the next one until Esc. What is missing is said, and nothing typed is lost."""

    made = Signal(object, str)  # a Deadline or Task, and the pseudonym of its case
    left = Signal()

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._cases: dict[str, list[CaseRow]] = {}
        self.sort = Choice(_("Kind of date"), kinds.words())
        self.what = TextLine(_("What"), hint=_("What is to be done"))
        self.day = DueLine(_("By when"), lambda: session.today, lambda: term_book.calendar(session.vault))
        self.hour = TextLine(_("Time"), hint=_("14:30"))
        self.clock = Choice(_("By whose clock"), clocks())
        self.whose = TextLine(_("Whose"), hint=_("pseudonym or number"))
        self.add = QPushButton(_("Add"))
        self._fields: dict[str, TextLine | DueLine] = {"what": self.what, "day": self.day, "hour": self.hour, "whose": self.whose}
        self._lay_out()
        self.sort.currentIndexChanged.connect(lambda _index: self._fit())
        self.add.clicked.connect(self._add)
        self.whose.textChanged.connect(lambda _text: self._name_button())
        for field in (self.what, self.day.line, self.hour, self.whose):
            field.returnPressed.connect(self._add)
        Keys(self, {"Escape": self.leave})
        self._fit()
        self.hide()

    def _lay_out(self) -> None:
        self.add.setProperty("role", "primary")
        widths: tuple[tuple[QWidget, int], ...] = (
            (self.sort, 140), (self.day, 240), (self.hour, 64), (self.clock, 130), (self.whose, 170)
        )  # fmt: skip
        for field, width in widths:
            field.setFixedWidth(width)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(6)
        for widget in (self.sort, self.what, self.day, self.hour, self.clock, self.whose, self.add):
            row.addWidget(widget, 1 if widget is self.what else 0, Qt.AlignmentFlag.AlignTop)

    def begin(self, pseudonym: str = "") -> None:
        """Open the line; `pseudonym` stands in it where nothing else does."""
        self._cases = {}
        for row in cases.rows(self._session.vault):
            if self._session.shows(row.id):
                for name in (row.pseudonym, row.number):
                    self._cases.setdefault(name.casefold(), []).append(row)
        completer = QCompleter([row.pseudonym for rows in self._cases.values() for row in rows if row.pseudonym], self.whose)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.whose.setCompleter(completer)
        if pseudonym and not self.whose.text():
            self.whose.put_back(pseudonym)
            self.whose.mark_saved()
        self.show()
        self.what.setFocus()

    def leave(self) -> None:
        """Close it; what is typed stays for the next time."""
        self.hide()
        self.left.emit()

    def clear(self) -> None:
        """What was typed was kept."""
        for field in self._fields.values():
            field.put_back("")
            (field.line if isinstance(field, DueLine) else field).mark_saved()
        self.what.setFocus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept."""
        typed = unsaved(self._fields)
        return typed | {"sort": str(self.sort.code), "clock": str(self.clock.code)} if typed else {}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self.sort.show_code(texts.get("sort", ""))
        self.clock.show_code(texts.get("clock", ""))
        put_back(self._fields, texts)

    def _fit(self) -> None:
        """A task has no hour."""
        is_task = self.sort.code == Sort.TASK
        self.hour.setEnabled(not is_task)
        self.clock.setEnabled(not is_task)

    def _add(self) -> None:
        if not self.day.check():
            self.day.line.setFocus()
            return
        missing = self._missing(self.day.day)
        if missing is not None:
            text, field = missing
            self._line.say(text, "error")
            field.setFocus()
            return
        row = self._case()
        self.made.emit(self._read(row), row.pseudonym if row else "")

    def _missing(self, day: date | None) -> tuple[str, QWidget] | None:
        """What must be said first, and where."""
        is_task, hour = self.sort.code == Sort.TASK, self.hour.text()
        if not self.what.text().strip():
            return _("Say in a few words what is to be done."), self.what
        if day is None and not is_task:
            return _("Say the day first, like 14.5.2026. Only a task can be without one."), self.day.line
        if not is_task and typed_hour(hour) is None:
            return _("That is no hour. Type it like 14:30."), self.hour
        if self._case() is not None:
            return None
        if self.whose.text().strip():
            return _("No open file is called so, or more than one. Type its number."), self.whose
        return None if is_task else (_("Say in which file. Only a task can be without one."), self.whose)

    def _name_button(self) -> None:
        row = self._case()
        self.add.setText(into(_("Add"), row.pseudonym) if row else _("Add"))

    def _case(self) -> CaseRow | None:
        found = self._cases.get(self.whose.text().strip().casefold(), [])
        return found[0] if len(found) == 1 else None

    def _read(self, row: CaseRow | None) -> Dated:
        vault, day, title, case = self._session.vault, self.day.day, self.what.text().strip(), row.id if row else ""
        if self.sort.code == Sort.TASK or day is None:
            return Task(id=vault.new_id(), title=title, case=case, due=day, made_at=vault.now().isoformat())
        kind, occasion = kinds.kind_of(Sort(self.sort.code))
        hour = typed_hour(self.hour.text()) or ""
        return Deadline(id=vault.new_id(), case=case, due=day, title=title, kind=kind, occasion=occasion,
                        time=hour, zone=str(self.clock.code) if hour else "")  # fmt: skip
