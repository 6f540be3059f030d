"""One call while it lasts: who, about whom, one line, when to ring back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop import i18n
from desktop.domain.calls import Call
from desktop.domain.drafts import Draft
from desktop.i18n import _
from desktop.operations.calls import call_to_case, keep_call
from desktop.ui.calls.clock import from_wall_time, wall_time
from desktop.ui.calls.when import ring_back_time
from desktop.ui.case import zones
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice
from desktop.ui.parts.line import Line
from desktop.ui.parts.shortcut import bind
from desktop.ui.session import Session

_FIELDS = ("who", "about", "number", "line", "ring_back")


class CallLine(QFrame):
    """The fields of one call. It is kept when it is finished, and as a draft while it lasts."""

    finished = Signal()
    case_wanted = Signal(str)

    def __init__(self, session: Session, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("call")
        self._session, self.call = session, call
        self._clock = QLabel()
        self._clock.setProperty("role", "head")
        self._clock.setAccessibleName(_("Length of the call"))
        self._fields = {
            "who": _field(_("Who is calling")),
            "about": _field(_("About whom")),
            "number": _field(_("Number")),
            "line": _field(_("What it is about, in one line")),
            "ring_back": _field(_("Ring back: 18:30, tomorrow 10, +2")),
        }
        self._zone = Choice(_("His time zone"), zones.words(call.zone))
        self._zone.show_code(call.zone)
        self._line = Line(name=_("Message"))
        self._line.setMinimumHeight(0)
        self._build()
        self._show()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._show_clock)
        self._tick.start()

    def take_focus(self) -> None:
        """Put the cursor into the first empty field."""
        empty = next((field for field in self._fields.values() if not field.text()), self._fields["line"])
        empty.setFocus()

    def save_draft(self) -> Draft | None:
        """What is typed; None while nothing is, or where all of it is kept already."""
        fields = {name: field.text() for name, field in self._fields.items()}
        if not any(fields.values()) or fields == self._kept():
            return None
        return Draft(id=self._session.vault.new_id(), page="call", subject=self.call.id, fields={**fields, "began": self.call.began})

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        for name, field in self._fields.items():
            field.setText(draft.fields.get(name, field.text()))

    def _build(self) -> None:
        keep, to_case, drop = QPushButton(_("Keep the call")), QPushButton(_("→ case")), QPushButton(_("Discard"))
        keep.setProperty("role", "primary")
        keep.setToolTip(_("Ctrl+Enter"))
        to_case.setToolTip(_("Make a case of this call"))
        keep.clicked.connect(self._keep)
        to_case.clicked.connect(self._to_case)
        drop.clicked.connect(self._discard)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for place, (name, stretch) in enumerate((("who", 3), ("about", 3), ("number", 2))):
            grid.addWidget(self._fields[name], 0, place)
            grid.setColumnStretch(place, stretch)
        grid.addWidget(self._fields["line"], 1, 0)
        grid.addWidget(self._fields["ring_back"], 1, 1)
        grid.addWidget(self._zone, 1, 2)
        buttons = QHBoxLayout()
        buttons.addWidget(self._line, 1)
        for button in (drop, to_case, keep):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(grid)
        column.addLayout(buttons)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 8, 16, 8)
        across.setSpacing(16)
        across.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(column, 1)
        names = list(_FIELDS)
        for name, following in pairwise(names):
            self._fields[name].returnPressed.connect(self._fields[following].setFocus)
        self._fields["ring_back"].returnPressed.connect(self._keep)
        bind(self, "Ctrl+Return|Ctrl+Enter", self._keep, inside=True)

    def _show(self) -> None:
        for name, text in self._kept().items():
            self._fields[name].setText(text)
        self._show_clock()

    def _kept(self) -> dict[str, str]:
        """What the fields showed when the call was last kept."""
        back = from_wall_time(self.call.ring_back, self.call.zone)
        shown = f"{back:%d.%m.%Y %H:%M}" if back else ""
        return {"who": self.call.who, "about": self.call.about, "number": self.call.number, "line": self.call.line, "ring_back": shown}

    def _show_clock(self) -> None:
        try:
            began = datetime.fromisoformat(self.call.began)
        except ValueError:
            return
        if self.call.ended:
            self._clock.setText(f"{began.astimezone():%d.%m %H:%M}")
            return
        seconds = max(0, int((self._session.vault.now() - began).total_seconds()))
        self._clock.setText(f"{seconds // 60:02d}:{seconds % 60:02d}")

    def _read(self) -> Call:
        vault, zone = self._session.vault, str(self._zone.code)
        typed = {name: self._fields[name].text().strip() for name in ("who", "about", "number", "line")}
        back = self._fields["ring_back"].text().strip()
        ring_back = wall_time(ring_back_time(back, vault.now().astimezone()), zone) if back else ""
        return replace(self.call, **typed, ring_back=ring_back, zone=zone, ended=self.call.ended or vault.now().isoformat())

    def _keep(self) -> None:
        if not any(field.text().strip() for field in self._fields.values()):
            self.finished.emit()
            return
        if self._attempt(lambda: keep_call(self._session.vault, self._read())):
            self._session.changed.emit()
            self.finished.emit()

    def _to_case(self) -> None:
        opened: list[str] = []

        def open_() -> None:
            call = keep_call(self._session.vault, self._read())
            opened.append(call_to_case(self._session.vault, call, language=i18n.language()).id)

        if self._attempt(open_):
            self._session.changed.emit()
            self.finished.emit()
            self.case_wanted.emit(opened[0])

    def _discard(self) -> None:
        if not any(field.text().strip() for field in self._fields.values()):
            self.finished.emit()
            return
        self._session.asking.question(
            self, _("Discard this call? What you typed is not kept."), _("Discard"), self.finished.emit, dangerous=True
        )

    def _attempt(self, deed: Callable[[], object]) -> bool:
        return attempt(self._line, deed)


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setMaxLength(2000)
    return field
