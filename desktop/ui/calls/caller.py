"""Who rings: what is known of a number while it is being typed, and how one may speak with its owner."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.people import Party
from desktop.i18n import _
from desktop.operations.calls import Caller, Place, who_rings
from desktop.ui import choices
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import emptied, hint
from desktop.ui.session import Session

PAUSE = 150  # milliseconds without a key
MOST = 3


class CallerPanel(QWidget):
    """Hidden while nothing is known of the number. A file stands here with its pseudonym, and how to speak comes first."""

    case_chosen = Signal(str)

    def __init__(self, session: Session, call_id: str) -> None:
        super().__init__()
        self._session, self._call_id, self._number = session, call_id, ""
        self.caller = Caller()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._before = hint("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._grid)
        column.addWidget(self._before)
        self.hide()

    def ask(self, number: str) -> None:
        """Look soon who has this number."""
        if number != self._number:
            self._number = number
            self._pause.start()

    def look(self) -> None:
        """Look now."""
        self._pause.stop()
        session = self._session
        if not session.vault.is_open:
            return
        found = who_rings(session.vault, self._number, but=self._call_id)
        places = tuple(place for place in found.places if session.shows(place.case.id))
        calls = tuple(call for call in found.calls if session.visit is None or session.shows(call.case))
        self.caller = Caller(calls=calls, places=places)
        self._show()

    def _show(self) -> None:
        emptied(self._grid)
        for row, place in enumerate(self.caller.places[:MOST]):
            button = QPushButton(_("→ {pseudonym}").format(pseudonym=place.case.pseudonym))
            button.setToolTip(_("Put the call into this file and open it"))
            button.clicked.connect(partial(self.case_chosen.emit, place.case.id))
            words = QLabel(_place_words(place))
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            self._grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, row, 1)
        calls = self.caller.calls
        self._before.setVisible(bool(calls))
        if calls:
            when = moment_words(calls[0].began, self._session.today)
            line = " · ".join(part for part in (calls[0].who, calls[0].line) if part)
            self._before.setText(_("Rang before, {when}: {what}").format(when=when, what=line or _("nothing noted")))
        self.setVisible(bool(self.caller.places or calls))


def _place_words(place: Place) -> str:
    party = place.party
    if party is None:
        return _("an earlier call of this file came from here")
    return " · ".join((party.relation or choices.word(party.role), *(tuple(_speaking(party)) or (_("how to speak is not noted"),))))


def _speaking(party: Party) -> Iterator[str]:
    told = (
        (_("code word: {text}"), party.code_word), (_("may be told: {text}"), party.may_be_told),
        (_("may not be told: {text}"), party.may_not_be_told), (_("when to ring: {text}"), party.safe_to_call),
    )  # fmt: skip
    yield from (words.format(text=text) for words, text in told if text)
