"""The computer around us: what here can leak, one measure after the other, and how to mend it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.devices.computer import measures
from desktop.guard import Measure
from desktop.i18n import _
from desktop.ui.parts.fields import hint
from desktop.ui.parts.tones import set_role, set_tone
from desktop.words import measure_mend, measure_sentence

_BESIDE_A_BUTTON = 5  # points: so much lower stand the words of a button


class ComputerPane(QWidget):
    """Asks the computer when it is shown, and again when she asks. What is at risk stands first.

    `triggers` tells what only an open window can know.
    """

    def __init__(self, vault: Path, triggers: Callable[[], tuple[Measure, ...]]) -> None:
        super().__init__()
        self._vault, self._triggers = vault, triggers
        head = QLabel(_("This computer"))
        set_role(head, "head")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 12)
        column.addWidget(head)
        column.addWidget(hint(_("What Portfel itself switched on, and what it found here. It changes nothing by itself.")))
        column.addLayout(self._grid)
        column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        """Look when it comes into sight for the first time."""
        super().showEvent(event)
        if not self._grid.count():
            self.look()

    def look(self, asked: str = "") -> None:
        """Ask the computer, and show its answers; the keyboard stays at the measure that was asked about."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row, measure in enumerate(sorted((*measures(vault=self._vault), *self._triggers()), key=_urgency)):
            again = self._add(row, measure)
            if measure.id == asked:
                again.setFocus()

    def _add(self, row: int, measure: Measure) -> QPushButton:
        mark = QLabel(_("safe") if measure.on else _("not known") if measure.on is None else _("at risk"))
        set_tone(mark, "good" if measure.on else "warning" if measure.on is None else "error")
        sentence, mend = measure_sentence(measure.id, measure.on, measure.facts), measure_mend(measure.id, measure.on)
        words = QLabel(sentence + (f"\n{mend}" if mend else ""))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        words.setWordWrap(True)
        for label in (mark, words):
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, _BESIDE_A_BUTTON, 0, 0)
        again = QPushButton(_("Check now"))
        set_role(again, "link")
        again.setAccessibleName(f"{again.text()}: {sentence}")
        again.clicked.connect(lambda _checked: self.look(measure.id))
        self._grid.addWidget(mark, row, 0)
        self._grid.addWidget(words, row, 1)
        self._grid.addWidget(again, row, 2, Qt.AlignmentFlag.AlignTop)
        return again


def _urgency(measure: Measure) -> int:
    return 2 if measure.on else 1 if measure.on is None else 0
