"""Who stands in a document as what: a row for each person, a column for each role the document speaks of."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.people import Role
from desktop.i18n import _
from desktop.operations.letter_people import Standing
from desktop.ui import choices
from desktop.ui.masking import shown_name
from desktop.ui.parts.fields import heading
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.tones import set_role, set_tone

NAMES = 66  # pixels for the column of names, at least


class Matrix(QWidget):
    """Ticks: arrows move, Space ticks. In each column one person at most; nobody is shown by name until F9."""

    chosen = Signal(str, str)  # a role, and the id of who stands in it now; empty where nobody does
    add_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[Standing, ...] = ()
        self._names: list[QLabel] = []
        self.ticks: dict[tuple[int, int], QCheckBox] = {}
        self._nobody = QLabel()
        self._nobody.setWordWrap(True)
        set_tone(self._nobody, "warning")
        self.add = QPushButton(_("Add a person …"))
        set_role(self.add, "link")
        self.add.clicked.connect(self.add_asked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._grid: QWidget | None = None
        self._column.addWidget(heading(_("Persons by role")))
        self._column.addWidget(self._nobody)
        self._column.addWidget(self.add)

    def show_people(
        self, people: Sequence[Standing], roles: Sequence[Role], chosen: Mapping[str, str], needed: Collection[Role], *, revealed: bool
    ) -> None:
        """Lay out the ticks, and say in which of the roles that are `needed` nobody stands. The keyboard stays on its tick."""
        at = next((place for place, tick in self.ticks.items() if tick.hasFocus()), None)
        self._people, names = tuple(people), _names(people, revealed=revealed)
        self.ticks = {}
        grid = QWidget()
        cells = QGridLayout(grid)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setSpacing(3)
        cells.setColumnStretch(0, 1)
        cells.setColumnMinimumWidth(0, NAMES)
        for column, role in enumerate(roles):
            head = QLabel(choices.word(role))
            head.setWordWrap(True)
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            set_role(head, "column")
            cells.addWidget(head, 0, column + 1, Qt.AlignmentFlag.AlignBottom)
        for row, (standing, name) in enumerate(zip(people, names, strict=True)):
            words = QLabel(name)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            cells.addWidget(words, row + 1, 0)
            for column, role in enumerate(roles):
                tick = QCheckBox()
                tick.setAccessibleName(f"{name}: {choices.word(role)}")
                tick.setToolTip(tick.accessibleName())
                tick.setChecked(chosen.get(role) == standing.person.id)
                tick.clicked.connect(lambda ticked, role=role, id_=standing.person.id: self._on_clicked(role, id_, ticked))
                Keys(tick, {"Up": partial(self._move, row - 1, column), "Down": partial(self._move, row + 1, column),
                            "Left": partial(self._move, row, column - 1), "Right": partial(self._move, row, column + 1)})  # fmt: skip
                cells.addWidget(tick, row + 1, column + 1, Qt.AlignmentFlag.AlignHCenter)
                self.ticks[row, column] = tick
        missing = [choices.word(role) for role in roles if role in needed and not chosen.get(role)]
        self._nobody.setText(_("Nobody yet: {roles}").format(roles=", ".join(missing)))
        self._nobody.setVisible(bool(missing))
        self._put(grid)
        self.setVisible(bool(roles))
        if at is not None and at in self.ticks:
            self.ticks[at].setFocus()

    def take_focus(self) -> None:
        """Put the keyboard on the first tick, or where a person is added."""
        (self.ticks.get((0, 0)) or self.add).setFocus()

    def _put(self, grid: QWidget) -> None:
        if self._grid is not None:
            self._column.removeWidget(self._grid)
            self._grid.hide()
            self._grid.deleteLater()
        self._grid = grid
        self._column.insertWidget(1, grid)
        grid.show()

    def _move(self, row: int, column: int) -> None:
        if (tick := self.ticks.get((row, column))) is not None:
            tick.setFocus()

    def _on_clicked(self, role: str, person: str, ticked: bool) -> None:
        self.chosen.emit(role, person if ticked else "")


def _names(people: Sequence[Standing], *, revealed: bool) -> list[str]:
    """What each is called here; with a number where two would be called the same."""
    if revealed:
        return [shown_name(each.person, revealed=True) or choices.word(each.role) for each in people]
    plain = [each.relation or choices.word(each.role) for each in people]
    several, seen = Counter(plain), Counter[str]()
    called = []
    for name in plain:
        seen[name] += 1
        called.append(_("{role} {number}").format(role=name, number=seen[name]) if several[name] > 1 else name)
    return called
