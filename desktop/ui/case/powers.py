"""Powers: by which papers she acts in a case, until when, and where each original lies."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.powers import Power, PowerKind, PowerState, state
from desktop.i18n import _
from desktop.ui import choices
from desktop.ui.case.file import CaseFile
from desktop.ui.parts.day_words import day_words
from desktop.ui.parts.fields import emptied, heading, hint
from desktop.ui.parts.short_button import ShortButton
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session

_TONES = {PowerState.VALID: "", PowerState.ENDS_SOON: "warning", PowerState.OVER: "error"}


class PowersPanel(QWidget):
    """A line for each paper; a click or Enter opens it."""

    power_opened = Signal(object)  # a Power, or the kind of a new one
    journal_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._none = hint(_("Neither an agreement nor an order is noted."))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.add, self.journal = QPushButton(_("Add")), QPushButton(_("Journal of orders"))
        for button in (self.add, self.journal):
            set_role(button, "link")
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addWidget(self.journal)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(heading(_("Powers")))
        column.addWidget(self._none)
        column.addLayout(self._lines)
        column.addLayout(foot)
        self.add.clicked.connect(self._add)
        self.journal.clicked.connect(self.journal_asked)
        self._missing: tuple[PowerKind, ...] = tuple(PowerKind)

    def show_file(self, file: CaseFile) -> None:
        """Show the powers as they stand."""
        emptied(self._lines)
        order = list(PowerKind)
        for power in sorted(file.powers, key=lambda power: (order.index(power.kind), power.number)):
            button = ShortButton(" · ".join(power_words(power)))
            set_tone(button, _TONES[state(power, file.today)])
            button.clicked.connect(partial(self.power_opened.emit, power))
            self._lines.addWidget(button)
        self._none.setVisible(not file.powers)
        self._missing = tuple(kind for kind in PowerKind if kind not in {power.kind for power in file.powers})
        self.journal.setVisible(self._session.visit is None)

    def unsaved(self) -> dict[str, str]:
        """Nothing is typed here."""
        return {}

    def put_back(self, texts: dict[str, str]) -> None:
        """Nothing is typed here."""

    def _add(self) -> None:
        """Begin with what is missing."""
        self.power_opened.emit(self._missing[0] if self._missing else PowerKind.ORDER)


def power_words(power: Power) -> Iterator[str]:
    """A power in a few words: what, number, day, until when, where the original is."""
    kind = choices.word(power.kind)
    yield _("{kind} № {number}").format(kind=kind, number=power.number) if power.number else kind
    if power.made_on:
        yield _("of {day}").format(day=day_words(power.made_on))
    if power.spoilt:
        yield _("spoilt")
    elif power.ended_on:
        yield _("ended {day}").format(day=day_words(power.ended_on))
    elif power.valid_until:
        yield _("until {day}").format(day=day_words(power.valid_until))
    yield _("original {where}").format(where=power.where or choices.word(power.original))
