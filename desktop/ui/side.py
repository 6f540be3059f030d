"""The narrow side: the pages, the open cases, and the lock."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.parts import stripes

WIDTH = 168


@dataclass(frozen=True)
class OpenCase:
    """A case that is open on the desk: its pseudonym and its colour, never a name."""

    id: str
    pseudonym: str
    colour: int
    key: int = 0  # Ctrl and this number bring it to the front


class Side(QFrame):
    """Words, not icons: what is not there yet is not in the list."""

    place_chosen = Signal(str)
    case_chosen = Signal(str)
    lock_wanted = Signal()

    def __init__(self, places: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(_("Pages"))
        self._group = QButtonGroup(self)
        self._places: dict[str, QPushButton] = {}
        self._cases: dict[str, QPushButton] = {}
        self._marked = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(0)
        for place, title in places:
            self._places[place] = self._button(title, f"place:{place}")
            column.addWidget(self._places[place])
        self._heading = QLabel(_("Open cases"))
        self._heading.setProperty("role", "dim")
        self._heading.setContentsMargins(16, 16, 0, 2)
        self._heading.hide()
        column.addWidget(self._heading)
        self._open = QVBoxLayout()
        self._open.setSpacing(0)
        column.addLayout(self._open)
        column.addSpacing(16)
        lock = QPushButton(_("Lock (F12)"))
        lock.setProperty("role", "place")
        lock.setToolTip(_("F12 locks at once and opens an empty page later. Ctrl+L locks and comes back to where you were."))
        lock.clicked.connect(self.lock_wanted)
        column.addWidget(lock)
        column.addStretch(1)

    def mark(self, place: str) -> None:
        """Show which page is in front."""
        self._marked = place
        button = self._places.get(place) or self._cases.get(place.partition(":")[2])
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for other in (*self._places.values(), *self._cases.values()):
            other.setChecked(False)
        self._group.setExclusive(True)

    def show_cases(self, cases: Sequence[OpenCase]) -> None:
        """Show the open cases, each with the number that its key has; 0 where it has none."""
        for button in self._cases.values():
            self._group.removeButton(button)
            self._open.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._cases = {}
        for case in cases:
            button = self._button(f"{case.key}  {case.pseudonym}" if case.key else case.pseudonym, f"case:{case.id}")
            button.setIcon(stripes.icon(case.colour))
            button.setIconSize(QSize(stripes.WIDTH, stripes.HIGH))
            button.setToolTip(_("Ctrl+{number}").format(number=case.key) if case.key else "")
            button.setAccessibleName(case.pseudonym)
            self._cases[case.id] = button
            self._open.addWidget(button)
        self._heading.setVisible(bool(cases))
        self.mark(self._marked)

    def _button(self, title: str, name: str) -> QPushButton:
        button = QPushButton(title)
        button.setProperty("role", "place")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._group.addButton(button)
        kind, _colon, what = name.partition(":")
        signal = self.place_chosen if kind == "place" else self.case_chosen
        button.clicked.connect(lambda _checked: signal.emit(what))
        return button
