"""The computer around us: what here can leak, one measure after the other, and how to mend it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.devices.computer import measures
from desktop.guard import Measure
from desktop.i18n import _
from desktop.ui.parts.fields import hint
from desktop.ui.parts.tones import set_role, set_tone
from desktop.words import measure_mend, measure_sentence


class ComputerPane(QWidget):
    """Asks the computer when it is shown, and again when she asks. `triggers` tells what only an open window can know."""

    def __init__(self, triggers: Callable[[], tuple[Measure, ...]]) -> None:
        super().__init__()
        self._triggers = triggers
        head = QLabel(_("This computer"))
        set_role(head, "head")
        again = QPushButton(_("Check now"))
        again.clicked.connect(self.look)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 12)
        column.addWidget(head)
        column.addWidget(hint(_("What Portfel itself switched on, and what it found here. It changes nothing by itself.")))
        column.addLayout(self._grid)
        column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        """Look when it comes into sight for the first time."""
        super().showEvent(event)
        if not self._grid.count():
            self.look()

    def look(self) -> None:
        """Ask the computer, and show its answers."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for row, measure in enumerate((*measures(), *self._triggers())):
            mark = QLabel(_("safe") if measure.on else _("not known") if measure.on is None else _("at risk"))
            set_tone(mark, "good" if measure.on else "warning" if measure.on is None else "error")
            mark.setAlignment(Qt.AlignmentFlag.AlignTop)
            mend = measure_mend(measure.id, measure.on)
            words = QLabel(measure_sentence(measure.id, measure.on, measure.facts) + (f"\n{mend}" if mend else ""))
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
            words.setWordWrap(True)
            self._grid.addWidget(mark, row, 0)
            self._grid.addWidget(words, row, 1)
