"""What can be done with the files that are ticked: a row of buttons in place of the ordinary ones."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.i18n import N_, _, ngettext
from desktop.ui.parts.flow import Flow

DEEDS = {
    "tag": N_("Tag …"),
    "standing": N_("Stage …"),
    "date": N_("Date or task …"),
    "close": N_("Close …"),
    "print": N_("Print …"),
    "untick": N_("Untick all"),
}


class Ticked(QWidget):
    """Says how many are ticked, and which deed is asked for."""

    asked = Signal(str)  # a key of DEEDS

    def __init__(self) -> None:
        super().__init__()
        self._count = QLabel()
        self.buttons = {deed: QPushButton(_(text)) for deed, text in DEEDS.items()}
        row = Flow(self)
        row.addWidget(self._count)
        for deed, button in self.buttons.items():
            button.setAutoDefault(True)
            button.clicked.connect(lambda _checked, deed=deed: self.asked.emit(deed))
            row.addWidget(button)
        self.setFocusProxy(self.buttons["tag"])

    def show_count(self, count: int, out_of_sight: int) -> None:
        """Say how many files are ticked, and how many of them the filter hides."""
        words = ngettext("{count} file is ticked", "{count} files are ticked", count).format(count=count)
        if out_of_sight:
            words = _("{words}, {count} of them out of sight").format(words=words, count=out_of_sight)
        self._count.setText(words)
        self._count.setMinimumHeight(self.buttons["tag"].sizeHint().height())
