"""Her own categories: one line for each key that sets one."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.figures import SLOTS
from desktop.i18n import _
from desktop.operations import figures
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import TextLine, heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.session import Session

FIRST = 3  # 1 and 2 are oral and written


class MyCategories(QWidget):
    """Seven titles at the most. What is called otherwise stays the same category; what is emptied counts by the way of speaking again."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.titles = [TextLine(_("Category of key {key}").format(key=FIRST + place)) for place in range(SLOTS)]
        self.line = Line(lines=2, name=_("Message"))
        keep, back = QPushButton(_("Keep")), QPushButton(_("Back"))
        keep.setProperty("role", "primary")
        grid = QGridLayout()
        for place, field in enumerate(self.titles):
            grid.addWidget(label(str(FIRST + place), field), place, 0)
            grid.addWidget(field, place, 1)
            field.returnPressed.connect(self._keep)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(_("My categories")))
        column.addWidget(
            hint(_("As the chamber asks for them: one key counts a note or a call so. Write no names here: titles are printed."))
        )
        column.addLayout(grid)
        column.addWidget(self.line)
        column.addLayout(row)
        column.addStretch(1)
        keep.clicked.connect(self._keep)
        back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit})

    def open(self) -> None:
        """Show them as they are kept."""
        self.line.clear()
        for field, (_code, title) in zip(self.titles, figures.slots(self._session.vault), strict=True):
            field.put_back(title)
            field.mark_saved()
        self.titles[0].setFocus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept, by the place of the key."""
        return {str(place): field.text() for place, field in enumerate(self.titles) if field.is_touched}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        for place, field in enumerate(self.titles):
            if str(place) in texts:
                field.put_back(texts[str(place)])

    def _keep(self) -> None:
        vault = self._session.vault
        before = [title for _code, title in figures.slots(vault)]
        after = [field.text() for field in self.titles]
        keep = partial(figures.set_categories, vault)
        if after == before or attempt(self.line, lambda: self._session.change(_("My categories"), before, after, keep)):
            self.open()
            self.closed.emit()
