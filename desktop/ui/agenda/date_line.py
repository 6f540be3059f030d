"""Setting a date from a list: what, and by when, on one line below it, with the usual steps a click away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.typed_dates import QUICK
from desktop.i18n import _
from desktop.operations import term_book
from desktop.ui.committing import into
from desktop.ui.parts.due_line import DueLine, short_words
from desktop.ui.parts.fields import TextLine
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session


@dataclass(frozen=True)
class Asked:
    """Whose date is set: of a case, or that of a date or task there is; `what` stands in the line already."""

    case: str
    pseudonym: str
    dated: str = ""
    what: str = ""


class DateLine(QWidget):
    """Appears when a date is to be set or moved, and goes when that is done."""

    decided = Signal(object, str, object)  # an Asked, what, the date
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._asked: Asked | None = None
        self._whose = QLabel()
        self._whose.setTextFormat(Qt.TextFormat.PlainText)
        self._what = TextLine(_("What"), hint=_("What is to be done"))
        self._day = DueLine(_("By when"), lambda: session.today, lambda: term_book.calendar(session.vault))
        self._keep = QPushButton(_("Set the date"))
        self._keep.setProperty("role", "primary")
        self._keep.setAutoDefault(True)
        self._keep.clicked.connect(self._decide)
        self._what.returnPressed.connect(self._day.line.setFocus)
        self._day.line.returnPressed.connect(self._decide)
        self._lay_out()
        Keys(self, {"Escape": self._leave})
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for widget, stretch in ((self._whose, 0), (self._what, 1), (self._day, 0), (self._keep, 0)):
            row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        steps = QHBoxLayout()
        steps.setSpacing(2)
        steps.addStretch(1)
        for number, unit in QUICK:
            # For the mouse; the keyboard has the same list under Alt+Down.
            button = QPushButton(short_words(number, unit))
            set_role(button, "link")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._day.take_quick, number, unit))
            steps.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addLayout(row)
        column.addLayout(steps)

    def ask(self, asked: Asked) -> None:
        """Ask for a date for this row."""
        self._asked = asked
        self._whose.setText(_("{pseudonym}:").format(pseudonym=asked.pseudonym) if asked.pseudonym else "")
        self._keep.setText(into(_("Set the date"), asked.pseudonym) if asked.pseudonym else _("Set the date"))
        self._what.setText(asked.what)
        self._day.clear()
        self.show()
        (self._day.line if asked.what else self._what).setFocus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not set, and for which row."""
        if self._asked is None or self.isHidden() or not ((self._what.text() != self._asked.what) or self._day.is_touched):
            return {}
        return {"case": self._asked.case, "dated": self._asked.dated, "pseudonym": self._asked.pseudonym, "was": self._asked.what,
                "what": self._what.text(), "by": self._day.typed_text}  # fmt: skip

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Ask again for the same row, with what was being typed."""
        if "was" in texts:
            self.ask(Asked(texts["case"], texts["pseudonym"], texts["dated"], texts["was"]))
            self._what.put_back(texts["what"])
            self._day.put_back(texts["by"])

    def _decide(self) -> None:
        if not self._day.check() or self._asked is None:
            return
        day: date | None = self._day.day
        if day is None:
            self._day.line.setFocus()
            return
        if not self._what.text().strip():
            self._what.setFocus()
            return
        self.hide()
        self.decided.emit(self._asked, self._what.text().strip(), day)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
