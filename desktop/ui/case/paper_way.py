"""The way of a paper: who gave it to whom, and when. A chain that a court may ask for."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment, Passing
from desktop.i18n import _
from desktop.ui.committing import IntoFile
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import day_words
from desktop.ui.parts.fields import TextLine, Typed, heading, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.session import Session

SHOWN = 4


class PaperWay(QWidget):
    """The steps in their order; Enter in a field adds one, Delete takes one away. `keep` says whether that was kept."""

    closed = Signal()

    def __init__(self, session: Session, keep: Callable[[str, object], bool]) -> None:
        super().__init__()
        self._keep = keep
        self._paper: Attachment | None = None
        self.table = Table(
            (
                Column(_("Who gave it"), lambda step: step.gave),
                Column(_("Who took it"), lambda step: step.took),
                Column(_("When"), lambda step: day_words(step.day), 110),
                Column(_("Remark"), lambda step: step.remark),
            ),
            _("Way of the paper"),
            identity=lambda step: step,
        )
        self.table.setMinimumHeight(SHOWN * ROW_HEIGHT)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        hint_of = _("post or role")
        self.gave, self.took = TextLine(_("Who gave it"), hint=hint_of), TextLine(_("Who took it"), hint=hint_of)
        self.day, self.remark = DayLine(_("When"), lambda: session.today), TextLine(_("Remark"))
        self.add = IntoFile(session, _("Add the step"))
        self.remove, self.back = QPushButton(_("Remove")), QPushButton(_("Back"))
        self._lay_out()
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.back.clicked.connect(self.closed)
        for field in (self.gave, self.took, self.day.line, self.remark):
            Keys(field, {"Return": self._add})
        Keys(self.table, {"Del": self._remove})
        Keys(self, {"Escape": self.closed.emit})

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        for number, (text, field) in enumerate(
            ((_("Who gave it"), self.gave), (_("Who took it"), self.took), (_("When"), self.day), (_("Remark"), self.remark))
        ):
            grid.addWidget(label(text, field, top=True), number // 2, 2 * (number % 2))
            grid.addWidget(field, number // 2, 2 * (number % 2) + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(_("Way of the paper, from the first who had it")))
        column.addWidget(self.table, 1)
        column.addLayout(grid)
        column.addLayout(buttons)

    @property
    def fields(self) -> dict[str, Typed]:
        """What can be typed into, by name."""
        return {"way.gave": self.gave, "way.took": self.took, "way.day": self.day, "way.remark": self.remark}

    def show_paper(self, paper: Attachment | None) -> None:
        """Show the way of this paper; what is being typed for another one goes."""
        before, self._paper = self._paper, paper
        self.add.aim(paper.case if paper else "")
        if before is not None and (paper is None or paper.id != before.id):
            self._empty()
        self.table.show_rows(paper.custody if paper else ())
        self.remove.setEnabled(bool(paper and paper.custody))

    def take_focus(self) -> None:
        """Put the keyboard where the next step is typed."""
        self.gave.setFocus()

    def _empty(self) -> None:
        for field in self.fields.values():
            field.put_back("")
        for line in (self.gave, self.took, self.day.line, self.remark):
            line.mark_saved()

    def _add(self) -> None:
        if self._paper is None or not self.day.check():
            return
        step = Passing(gave=self.gave.text().strip(), took=self.took.text().strip(), day=self.day.day, remark=self.remark.text().strip())
        if step == Passing():
            self.gave.setFocus()
            return
        if not self._keep("custody", (*self._paper.custody, step)):
            return
        self._empty()
        # The next one is given by whoever took it last.
        self.gave.setText(step.took)
        self.gave.mark_saved()
        self.took.setFocus()

    def _remove(self) -> None:
        at = self.table.currentIndex().row()
        if self._paper is not None and 0 <= at < len(self._paper.custody):
            self._keep("custody", (*self._paper.custody[:at], *self._paper.custody[at + 1 :]))
