"""The calls: what became of each, and the way from one to a file."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain import phones
from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.i18n import _
from desktop.storage import calls, records
from desktop.ui.calls.clock import from_wall_time
from desktop.ui.masking import shown_words
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import TextLine, hint
from desktop.ui.parts.fresh import Fresh
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.session import Session

MOST = 500  # older ones are found by Ctrl+K


class CallsPage(QWidget):
    """The latest calls. Typing narrows the list, four digits of a number are enough; Enter opens one above the page."""

    call_chosen = Signal(str)
    case_chosen = Signal(str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._calls: tuple[Call, ...] = ()
        self._pseudonyms: dict[str, str] = {}
        self.words = TextLine(_("Narrow the list"), hint=_("a word, or the last four digits of a number"))
        self.table = Table(
            (
                Column(_("When"), lambda call: moment_words(call.began, session.today), 160),
                Column(_("Who"), lambda call: call.who or call.about, 190, bold=True),
                Column(_("Number"), lambda call: shown_words(call.number, session.revealed), 140),
                Column(_("What it was about"), lambda call: call.line),
                Column(_("What became of it"), self._became, 220, tone_of=lambda call: None if call.case else "dim"),
            ),
            _("Calls"),
        )
        head = QLabel(_("Calls"))
        head.setProperty("role", "head")
        top = QHBoxLayout()
        top.addWidget(head)
        top.addSpacing(16)
        top.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 16, 8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(hint(_("Enter opens the call; from there it goes into a file. F opens its file. F2 begins a new one.")))
        self.words.textChanged.connect(lambda _text: self._filter())
        self.table.chosen.connect(lambda call: self.call_chosen.emit(call.id))
        self.table.key_typed.connect(self._on_key)
        Keys(self.words, {"Down": self.table.setFocus, "Return": self.table.setFocus})
        Keys(self, {"Escape": self.left.emit})
        Fresh(self, session, self._read)
        session.revealed_changed.connect(lambda _shown: self.table.viewport().update())
        self._read()

    def take_focus(self) -> None:
        """Put the cursor into the list, or where one narrows it while that is empty."""
        (self.table if self.table.model_.rows else self.words).setFocus()

    def _read(self) -> None:
        session = self._session
        found = calls.latest(session.vault, MOST)
        self._calls = tuple(call for call in found if session.visit is None or session.shows(call.case))
        named = records.those(session.vault, Case, {call.case for call in self._calls if call.case})
        self._pseudonyms = {case.id: case.pseudonym for case in named}
        self._filter()

    def _filter(self) -> None:
        text = self.words.text().strip().casefold()
        number = phones.last_four(text) if phones.as_words(text) else ""
        self.table.show_rows([call for call in self._calls if _has(call, text, number)])

    def _became(self, call: Call) -> str:
        if call.case:
            return _("→ {pseudonym}").format(pseudonym=self._pseudonyms.get(call.case, ""))
        if call.ring_back and not call.done_at:
            moment = from_wall_time(call.ring_back, call.zone)
            return _("ring back {when}").format(when=moment_words(moment.isoformat(), self._session.today) if moment else call.ring_back)
        return _("one-off") if call.one_off else ""

    def _on_key(self, event: QKeyEvent) -> None:
        call = self.table.current()
        # F is the same key as А on the other layout.
        if isinstance(call, Call) and call.case and event.text().casefold() in {"f", "а"} and not event.modifiers():
            event.accept()
            self.case_chosen.emit(call.case)


def _has(call: Call, text: str, number: str) -> bool:
    """Whether every word is in the call, or the number is."""
    whole = f"{call.who} {call.about} {call.line} {call.number}".casefold()
    return all(word in whole for word in text.split()) or bool(number and phones.may_be_one(call.number, text))
