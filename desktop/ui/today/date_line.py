"""Setting a date from the list: what, and by when, on one line below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.i18n import _
from desktop.operations import terms
from desktop.ui.parts.due_line import DueLine
from desktop.ui.parts.fields import TextLine
from desktop.ui.parts.keys import Keys
from desktop.ui.session import Session
from desktop.ui.today.day import Item


class DateLine(QWidget):
    """Appears when a date is to be set or moved, and goes when that is done."""

    decided = Signal(object, str, object)  # the row, what, the date
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._item: Item | None = None
        self._whose = QLabel()
        self._whose.setTextFormat(Qt.TextFormat.PlainText)
        self._what = TextLine(_("What"), hint=_("What is to be done"))
        self._day = DueLine(_("By when"), lambda: session.today, lambda: terms.calendar(session.vault))
        keep = QPushButton(_("Set the date"))
        keep.setProperty("role", "primary")
        keep.setAutoDefault(True)
        keep.clicked.connect(self._decide)
        self._what.returnPressed.connect(self._day.line.setFocus)
        self._day.line.returnPressed.connect(self._decide)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.addWidget(self._whose)
        row.addWidget(self._what, 1)
        row.addWidget(self._day)
        row.addWidget(keep)
        for widget in (self._whose, self._what, self._day, keep):
            row.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        Keys(self, {"Escape": self._leave})
        self.hide()

    def ask(self, item: Item) -> None:
        """Ask for a date for this row."""
        self._item = item
        self._whose.setText(_("{pseudonym}:").format(pseudonym=item.pseudonym))
        self._what.setText(item.what if item.deadline else "")
        self._day.clear()
        self.show()
        (self._day.line if item.deadline else self._what).setFocus()

    def _decide(self) -> None:
        if not self._day.check() or self._item is None:
            return
        day = self._day.day
        if day is None:
            self._day.line.setFocus()
            return
        self.hide()
        self.decided.emit(self._item, self._what.text().strip(), day)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
