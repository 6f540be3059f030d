"""The head of the register: which view, which words, of which time, in which order."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.domain.register import View, stands_in
from desktop.i18n import N_, _
from desktop.register_words import view_words
from desktop.ui.parts.fields import Choice
from desktop.ui.parts.tones import set_role
from desktop.ui.register.rows import Order, Period, Row, folded, is_of, known_by, ordered

_PERIODS = {
    Period.ALL: N_("of any time"),
    Period.THIS_MONTH: N_("this month"),
    Period.LAST_30: N_("the last 30 days"),
    Period.THIS_YEAR: N_("this year"),
    Period.LAST_YEAR: N_("last year"),
}
_ORDERS = {Order.DATE: N_("latest first"), Order.CASE: N_("case by case"), Order.DUE: N_("next answer first")}


class Head(QWidget):
    """Says which lines are to be shown. It opens on those without a stamp."""

    changed = Signal()
    left = Signal()  # Enter in the filter
    print_asked = Signal()
    report_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group, self._counts = QButtonGroup(self), dict.fromkeys(View, 0)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Narrow the list: number, pseudonym, stamp, 14.05 …"))
        self.filter.setAccessibleName(_("Narrow the list"))
        self.filter.setToolTip("/")
        self.filter.setClearButtonEnabled(True)
        self.period = Choice(_("Of which time"), tuple((period, _(text)) for period, text in _PERIODS.items()))
        self.order = Choice(_("In which order"), tuple((order, _(text)) for order, text in _ORDERS.items()))
        self.print_button = QPushButton(_("Print the list …"))
        self.print_button.setToolTip("Ctrl+P")
        self.report_button = QPushButton(_("Report (Y)"))
        set_role(self.report_button, "link")
        self._build()
        self.report_button.clicked.connect(self.report_asked)
        self.filter.textChanged.connect(lambda _text: self.changed.emit())
        self.filter.returnPressed.connect(self.left)
        for choice in (self.period, self.order):
            choice.chosen.connect(lambda _code: self.changed.emit())
        self._group.idClicked.connect(lambda _place: self.changed.emit())
        self.print_button.clicked.connect(self.print_asked)

    def _build(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for number, view in enumerate(View):
            chip = QPushButton(view_words(view, 0))
            chip.setCheckable(True)
            chip.setToolTip(str(number + 1))
            set_role(chip, "chip")
            self._group.addButton(chip, number)
            chips.addWidget(chip)
        chips.addStretch(1)
        chips.addWidget(self.report_button)
        chips.addWidget(self.print_button)
        narrowing = QHBoxLayout()
        narrowing.setSpacing(6)
        narrowing.addWidget(self.filter, 2)
        narrowing.addWidget(self.period, 1)
        narrowing.addWidget(self.order, 1)
        self._group.button(0).setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        column.addLayout(chips)
        column.addLayout(narrowing)

    @property
    def view(self) -> View:
        """Which view is chosen."""
        return tuple(View)[self._group.checkedId()]

    @property
    def is_narrowed(self) -> bool:
        """Whether words or a time narrow the view."""
        return bool(self.filter.text()) or self.period.code is not Period.ALL

    def choose(self, view: View) -> None:
        """Show another view."""
        self._group.button(tuple(View).index(view)).setChecked(True)
        self.changed.emit()

    def show_all(self) -> None:
        """Show every document."""
        self.clear()
        self.choose(View.ALL)

    def clear(self) -> None:
        """Take words and time away; the view stays."""
        self.period.show_code(Period.ALL)
        self.filter.clear()
        self.changed.emit()

    def narrowed(self, rows: Iterable[Row], today: date, *, keep: str = "") -> list[Row]:
        """The lines to show, in order; `keep` is shown whatever the view. Counts what stands in each view."""
        wanted = folded(self.filter.text()).split()
        period = Period(self.period.code)
        of_time = [row for row in rows if is_of(row.entry, period, today)]
        found = [row for row in of_time if all(word in known_by(row) for word in wanted)] if wanted else of_time
        counts = dict.fromkeys(View, 0)
        shown = []
        for row in found:
            for view in View:
                stands = stands_in(row.entry, view, today, asks_for_mark=row.asks_for_mark, corrected=row.corrected)
                counts[view] += stands
                if view is self.view and (stands or row.id == keep):
                    shown.append(row)
        for view, chip in zip(View, self._group.buttons(), strict=True):
            chip.setText(view_words(view, counts[view]))
        self._counts = counts
        return ordered(shown, Order(self.order.code))

    def words(self) -> str:
        """What is shown, in words: the view and the time."""
        said = view_words(self.view, self._counts[self.view])
        if self.period.code is not Period.ALL:
            said = _("{view}, {period}").format(view=said, period=self.period.currentText())
        if self.filter.text().strip():
            said = _("{view}, with “{words}”").format(view=said, words=self.filter.text().strip())
        return said
