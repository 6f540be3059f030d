"""What opens below a chip: over the list, in the page, so that every key of the window goes on working."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.domain.caseload import folded
from desktop.i18n import _
from desktop.ui.cases.said import Option
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT
from desktop.ui.parts.tick_table import TickTable

WIDTH, MOST_ROWS, MANY = 390, 12, 12


class Drop(QFrame):
    """A frame over the page. It goes with Escape, and when the keyboard goes elsewhere."""

    closed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("drop")
        self._page = page
        self._inside: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 6, 6, 6)
        Keys(self, {"Escape": self.leave})
        self.hide()

    @property
    def inside(self) -> QWidget | None:
        """What it shows now; None where it is shut."""
        return self._inside

    def open_at(self, chip: QWidget, inside: QWidget) -> None:
        """Show this below a chip, and give it the keyboard."""
        self.shut()
        self._inside = inside
        self._column.addWidget(inside)
        inside.show()
        page = self._page
        self.setFixedWidth(min(WIDTH, page.width() - 8))
        self.adjustSize()
        below = chip.mapTo(page, QPoint(0, chip.height() + 3))
        left = max(4, min(below.x(), page.width() - self.width() - 4))
        self.resize(self.width(), min(self.height(), page.height() - below.y() - 4))
        self.move(left, below.y())
        self.show()
        self.raise_()
        inside.setFocus()
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def leave(self) -> None:
        """Shut it, and say so, that the page takes the keyboard back."""
        if self._inside is not None:
            self.shut()
            self.closed.emit()

    def shut(self) -> None:
        """Shut it without a word."""
        if self._inside is None:
            return
        QApplication.instance().focusChanged.disconnect(self._on_focus)  # type: ignore[union-attr]
        self._column.removeWidget(self._inside)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = None
        self.hide()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self and not self.isAncestorOf(now):
            self.shut()


class Pick(QWidget):
    """Options of which several can be chosen, or one; typing narrows them. Each choice holds at once."""

    chosen = Signal(tuple)  # ids
    done = Signal()

    def __init__(self, name: str, options: Sequence[Option], ticked: Sequence[str], *, single: bool = False) -> None:
        super().__init__()
        self._options, self._single = tuple(options), single
        self.line = QLineEdit()
        self.line.setAccessibleName(_("Narrow the list"))
        self.line.setPlaceholderText(_("Narrow the list"))
        self.table = TickTable(
            (Column("", lambda option: option.text, 0), Column("", lambda option: str(option.count or ""), 56, right=True)), name
        )
        self.table.horizontalHeader().hide()
        self.table.setProperty("role", "plain")
        self.table.setFixedHeight(max(1, min(len(self._options), MOST_ROWS)) * ROW_HEIGHT + 2)
        self.table.show_ticked(ticked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        if len(self._options) <= MANY:
            self.line.hide()
        column.addWidget(self.table)
        column.addWidget(hint(_("Enter chooses.") if single else _("Space ticks, Ctrl+A all; Enter is enough for one.")))
        self.setFocusProxy(self.table)
        self._narrow()
        self.line.textChanged.connect(self._narrow)
        self.line.returnPressed.connect(self._choose_one)
        self.table.key_typed.connect(self._on_key)
        self.table.ticks_changed.connect(self._on_ticks)
        self.table.chosen.connect(lambda _option: self._choose_one())
        Keys(self.line, {"Down": self.table.setFocus})

    def add_deed(self, text: str, key: str, deed: Callable[[str], object]) -> None:
        """Offer something that can be done with the option under the cursor; `deed` gets its id."""

        def do() -> None:
            option: Option | None = self.table.current()
            if option is not None:
                deed(option.id)

        button = QPushButton(text)
        button.setAutoDefault(True)
        button.clicked.connect(do)
        Keys(self, {key: do})
        column = self.layout()
        if column is not None:
            column.addWidget(button)

    def _narrow(self, *_text: str) -> None:
        words = folded(self.line.text()).split()
        self.table.show_rows([option for option in self._options if all(word in folded(option.text) for word in words)])

    def _on_ticks(self) -> None:
        if self._single and len(self.table.ticked) > 1:
            self.table.show_ticked(self.table.ticked[-1:])
        else:
            self.chosen.emit(self.table.ticked)

    def _choose_one(self) -> None:
        """Enter: what was ticked holds already; with nothing ticked, or where one is chosen, it is the one under the cursor."""
        option: Option | None = self.table.current()
        if option is not None and (self._single or not self.table.ticked):
            self.table.show_ticked((option.id,))
        self.done.emit()

    def _on_key(self, event: QKeyEvent) -> None:
        text = event.text()
        if self.line.isHidden() or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            return
        if event.key() == Qt.Key.Key_Backspace:
            self.line.backspace()
        elif text and text.isprintable():
            self.line.setText(self.line.text() + text)
        else:
            return
        event.accept()
