"""The tools beside a page that is put right: turn, straighten, black and white, cut."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QGridLayout, QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from desktop.domain.mending import MOST_DEGREES, Mend
from desktop.i18n import _
from desktop.ui.parts.fields import heading, label

MOST_CUT = 90  # per cent of a page that may go at one edge


class MendTools(QWidget):
    """Shows what is done to a page, and says what is to be done instead."""

    changed = Signal(object)
    straighten_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mend = Mend()
        self.left, self.right = QPushButton(_("Turn left")), QPushButton(_("Turn right"))
        self.straighten = QPushButton(_("Straighten"))
        self.degrees = QDoubleSpinBox()
        self.degrees.setRange(-MOST_DEGREES, MOST_DEGREES)
        self.degrees.setSingleStep(0.5)
        self.degrees.setDecimals(1)
        self.degrees.setSuffix("°")
        self.degrees.setAccessibleName(_("Degrees to the right"))
        self.black_and_white = QCheckBox(_("Black and white"))
        self.edges = tuple(QSpinBox() for _edge in range(4))
        for edge, name in zip(self.edges, (_("Left"), _("Top"), _("Right"), _("Bottom")), strict=True):
            edge.setRange(0, MOST_CUT)
            edge.setSuffix(" %")
            edge.setAccessibleName(_("Cut off: {edge}").format(edge=name))
        self._lay_out()
        self.left.clicked.connect(lambda: self.turn(-1))
        self.right.clicked.connect(lambda: self.turn(1))
        self.straighten.clicked.connect(self.straighten_asked)
        self.degrees.valueChanged.connect(lambda value: self._change(replace(self._mend, degrees=round(value, 1))))
        self.black_and_white.toggled.connect(lambda on: self._change(replace(self._mend, black_and_white=on)))
        for edge in self.edges:
            edge.valueChanged.connect(lambda _value: self._change(replace(self._mend, cut=self._cut())))

    def _lay_out(self) -> None:
        turns = QHBoxLayout()
        turns.addWidget(self.left)
        turns.addWidget(self.right)
        straight = QHBoxLayout()
        straight.addWidget(self.straighten, 1)
        straight.addWidget(self.degrees)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        for number, (text, edge) in enumerate(zip((_("Left"), _("Top"), _("Right"), _("Bottom")), self.edges, strict=True)):
            grid.addWidget(label(text, edge), number // 2, 2 * (number % 2))
            grid.addWidget(edge, number // 2, 2 * (number % 2) + 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(_("This page")))
        column.addLayout(turns)
        column.addLayout(straight)
        column.addWidget(self.black_and_white)
        column.addWidget(heading(_("Cut off")))
        column.addLayout(grid)

    def show_mend(self, mend: Mend) -> None:
        """Show what is done to the page."""
        self._mend = mend
        for field in (self.degrees, self.black_and_white, *self.edges):
            field.blockSignals(True)
        self.degrees.setValue(mend.degrees)
        self.black_and_white.setChecked(mend.black_and_white)
        for edge, share in zip(self.edges, mend.cut, strict=True):
            edge.setValue(round(share * 100))
        for field in (self.degrees, self.black_and_white, *self.edges):
            field.blockSignals(False)

    def turn(self, quarters: int) -> None:
        """Turn the page; what was straightened and cut was so of the page as it lay."""
        self._change(replace(self._mend, quarters=(self._mend.quarters + quarters) % 4, degrees=0.0, cut=Mend().cut))

    def toggle_black_and_white(self) -> None:
        """Make the page black and white, or take that back."""
        self.black_and_white.toggle()

    def _cut(self) -> tuple[float, float, float, float]:
        left, top, right, bottom = (edge.value() / 100 for edge in self.edges)
        # Something of the page stays.
        return left, top, min(right, 0.95 - left), min(bottom, 0.95 - top)

    def _change(self, mend: Mend) -> None:
        self.show_mend(mend)
        self.changed.emit(mend)
