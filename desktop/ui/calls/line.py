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
from desktop.domain.errors import BadInput
from desktop.domain.likeness import names_in
from desktop.i18n import _
from desktop.operations.calls import call_into_case, call_to_case, keep_call
from desktop.ui.calls.caller import CallerPanel
from desktop.ui.calls.clock import his_time, moment_typed, wall_time
from desktop.ui.calls.when import ring_back_time
from desktop.ui.figures.counted import CountedAs
from desktop.ui.parts import zones
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.case_picker import CasePicker
from desktop.ui.parts.day_words import date_words
from desktop.ui.parts.fields import Choice, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.shortcut import bind
from desktop.ui.people.alike import AlikePanel
from desktop.ui.session import Session

MOST_ALIKE = 3  # rows: the page below goes on being read
_FIELDS = ("who", "about", "number", "line", "ring_back")


class CallLine(QFrame):
    """The fields of one call. It is kept when it is finished, and as a draft while it lasts."""

    finished = Signal()
    case_wanted = Signal(str)
    urgent_wanted = Signal()

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
        self.counted = CountedAs(session, call.counted_as)
        self.counted.listen_in(self)
        self.caller = CallerPanel(session, call.id)
        self.alike = AlikePanel(session, rows=MOST_ALIKE)
        self._picker: CasePicker | None = None
        self._back = hint("")
        self._back.hide()
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
        fields |= {"began": self.call.began, "zone": str(self._zone.code), "counted": str(self.counted.code)}
        return Draft(id=self._session.vault.new_id(), page="call", subject=self.call.id, fields=fields)

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        for name, field in self._fields.items():
            field.setText(draft.fields.get(name, field.text()))
        self._zone.show_code(draft.fields.get("zone", self.call.zone))
        self.counted.show_code(draft.fields.get("counted", self.call.counted_as))

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._line, 1)
        for words, tip, deed in self._deeds():
            button = QPushButton(words)
            button.setToolTip(tip)
            button.clicked.connect(deed)
            button.setAutoDefault(True)
            buttons.addWidget(button)
        button.setProperty("role", "primary")
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for place, (name, stretch) in enumerate((("who", 3), ("about", 3), ("number", 2))):
            grid.addWidget(self._fields[name], 0, place, 1, 2 if name == "number" else 1)
            grid.setColumnStretch(place, stretch)
        grid.addWidget(self._fields["line"], 1, 0)
        grid.addWidget(self._fields["ring_back"], 1, 1)
        grid.addWidget(self._zone, 1, 2)
        grid.addWidget(self.counted, 1, 3)
        self._column = column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(grid)
        column.addWidget(self._back)
        column.addWidget(self.caller)
        column.addWidget(self.alike)
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
        self._fields["ring_back"].textChanged.connect(lambda _text: self._say_when())
        self._zone.chosen.connect(lambda _zone: self._say_when())
        self._fields["number"].textChanged.connect(self.caller.ask)
        self.caller.case_chosen.connect(self._into)
        for name in ("who", "about"):
            self._fields[name].textChanged.connect(lambda _text: self._look_for_alike())
        # To look, not to put the call there: the same name is not yet the same man.
        self.alike.case_asked.connect(self.case_wanted)
        bind(self, "Ctrl+Return|Ctrl+Enter", self._keep, inside=True)

    def _deeds(self) -> tuple[tuple[str, str, Callable[[], object]], ...]:
        """The buttons, the usual one last: their words, their tips, what they do."""
        done = ((_("Rung back"), _("It need not be rung back any more"), self._rung_back),) if self.call.ring_back else ()
        return (
            (_("Urgent (F3)"), _("Eight questions, and the documents of them"), self.urgent_wanted.emit),
            (_("Discard"), "", self._discard),
            (_("One-off"), _("Advice was given, and no file comes of it"), lambda: self._keep(one_off=True)),
            *done,
            (_("→ to a case…"), _("Put the call into a file that is there"), self._pick),
            (_("→ case"), _("Make a case of this call"), self._to_case),
            (_("Keep the call"), _("Ctrl+Enter"), self._keep),
        )

    def _look_for_alike(self) -> None:
        self.alike.ask(*names_in(self._fields["who"].text()), *names_in(self._fields["about"].text()))

    def _show(self) -> None:
        for name, text in self._kept().items():
            self._fields[name].setText(text)
        self._show_clock()

    def _kept(self) -> dict[str, str]:
        """What the fields showed when the call was last kept."""
        shown = moment_typed(self.call.ring_back, self.call.zone)
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
        back = self._fields["ring_back"].text().strip()
        ring_back = wall_time(ring_back_time(back, vault.now().astimezone()), zone) if back else ""
        ended = self.call.ended or vault.now().isoformat()
        return replace(self.as_typed(), ring_back=ring_back, zone=zone, ended=ended)

    def _say_when(self) -> None:
        """What was typed for ringing back, as it was understood, and what his clock shows then."""
        zone, typed = str(self._zone.code), self._fields["ring_back"].text().strip()
        now = self._session.vault.now().astimezone()
        try:
            moment = ring_back_time(typed, now) if typed else None
        except BadInput:
            moment = None
        self._back.setVisible(moment is not None)
        if moment is not None:
            day, time = date_words(moment.date(), now.date()), f"{moment:%H:%M}"
            his = his_time(moment, zone)
            words = _("Ring back: {day}, {time} · {his}") if his else _("Ring back: {day}, {time}")
            self._back.setText(words.format(day=day, time=time, his=his))

    def _keep(self, *, one_off: bool = False) -> None:
        if not any(field.text().strip() for field in self._fields.values()):
            self.finished.emit()
            return
        if self._attempt(lambda: keep_call(self._session.vault, replace(self._read(), one_off=one_off or self.call.one_off))):
            self._session.changed.emit()
            self.finished.emit()

    def as_typed(self) -> Call:
        """The call as it is typed now, without when to ring back; nothing is kept."""
        who, about, number, line = (self._fields[name].text().strip() for name in ("who", "about", "number", "line"))
        return replace(self.call, who=who, about=about, number=number, line=line, counted_as=str(self.counted.code))

    def belong_to(self, case_id: str) -> None:
        """Keep the call in a case; it goes on."""
        self.call = replace(self.as_typed(), case=case_id)
        attempt(self._line, lambda: keep_call(self._session.vault, self.call))

    def _rung_back(self) -> None:
        vault = self._session.vault
        if self._attempt(lambda: keep_call(vault, replace(self._read(), done_at=vault.now().isoformat()))):
            self._session.changed.emit()
            self.finished.emit()

    def _to_case(self) -> None:
        self._open(lambda call: call_to_case(self._session.vault, call, language=i18n.language()).id)

    def _into(self, case_id: str) -> None:
        self._open(lambda call: call_into_case(self._session.vault, call, case_id).case)

    def _open(self, put: Callable[[Call], str]) -> None:
        """Keep the call, put it into a case, and open that."""
        opened: list[str] = []
        if self._attempt(lambda: opened.append(put(keep_call(self._session.vault, self._read())))):
            self._session.changed.emit()
            self.finished.emit()
            self.case_wanted.emit(opened[0])

    def _pick(self) -> None:
        """Ask which case; the choice stands below the call until one is chosen."""
        if self._session.visit is not None:
            self._line.say(_("Not while a visitor is beside you: F8 first."), "warning")
            return
        if self._picker is None:
            self._picker = CasePicker(self._session, shown=3)
            self._picker.chosen.connect(lambda row: self._into(row.id))
            Keys(self._picker, {"Escape": self._leave_picker})
            self._column.addWidget(self._picker)
        # A small screen has no room for both.
        self.caller.hide()
        self._back.hide()
        self._picker.show()
        self._picker.begin()

    def _leave_picker(self) -> None:
        if self._picker is not None:
            self._picker.hide()
            self._say_when()
            self.caller.look()
            self.take_focus()

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
