"""The head of the list of cases: the line that narrows it, and one row of chips."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desktop.domain.caseload import Axis, Filter, axes
from desktop.i18n import _
from desktop.ui.cases import said
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.tones import set_role

NARROW = 200  # pixels


class Head(QWidget):
    """Shows a filter, and says what is asked for. It decides nothing. The line is put where the page has room for it."""

    typed = Signal(str)
    entered = Signal()  # Enter in the line
    asked = Signal(object)  # the Axis whose options are to be shown
    toggled = Signal(object)  # the Axis that was switched
    views_asked = Signal()
    columns_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Narrow: number, pseudonym …"))
        self.line.setAccessibleName(_("Narrow the list"))
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(NARROW)
        self.views = self._chip(_("Views"), self.views_asked.emit, opens=True)
        self.views.setToolTip("F3")
        self.columns = self._chip(_("Columns"), self.columns_asked.emit, opens=True)
        self.columns.setToolTip("F6")
        self.chips = {axis: self._chip(said.title(axis), partial(self._on_chip, axis), opens=axis in said.PICKED) for axis in _ROW}
        row = Flow(self)
        for chip in (self.views, *self.chips.values(), self.columns):
            row.addWidget(chip)
        self.chips[_ROW[0]].setToolTip("F4")
        self.line.textChanged.connect(self.typed)
        self.line.returnPressed.connect(self.entered)

    def _chip(self, text: str, deed: Callable[[], object], *, opens: bool) -> QPushButton:
        chip = QPushButton(_opening(text) if opens else text)
        chip.setCheckable(True)
        chip.setAccessibleName(text)
        set_role(chip, "chip")
        chip.clicked.connect(partial(_on_click, chip, deed))
        return chip

    def _on_chip(self, axis: Axis) -> None:
        (self.asked if axis in said.PICKED else self.toggled).emit(axis)

    def show_filter(self, wanted: Filter, view: str) -> None:
        """Show what is chosen, and under which name of hers; without one, the list is no view."""
        if self.line.text() != wanted.words:
            self.line.setText(wanted.words)
        on = axes(wanted)
        for axis, chip in self.chips.items():
            text = said.chip_words(wanted, axis) if axis in said.PICKED else said.title(axis)
            _say(chip, _opening(text) if axis in said.PICKED else text, text)
            chip.setChecked(axis in on)
        _say(self.views, _opening(view or _("Views")), view or _("Views"))
        self.views.setChecked(bool(view))

    def focus_chips(self) -> None:
        """Put the cursor on the first chip."""
        self.chips[_ROW[0]].setFocus()


_ROW = (*said.PICKED, *said.TOGGLED)


def _on_click(chip: QPushButton, deed: Callable[[], object], *_checked: bool) -> None:
    # Checked is what the filter says, not what was clicked last.
    chip.setChecked(not chip.isChecked())
    deed()


def _opening(text: str) -> str:
    return _("{text} ▾").format(text=text)


def _say(chip: QPushButton, text: str, name: str) -> None:
    if chip.text() != text:
        chip.setText(text)
        chip.setAccessibleName(name)
        chip.updateGeometry()
