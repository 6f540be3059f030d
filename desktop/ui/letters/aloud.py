"""Dictating: the document line by line, large, each ticked as he reads it back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.tones import set_role

MARKS = "#>|%"


def lines_of(text: str) -> tuple[str, ...]:
    """What is read out: each line without its mark; the registration block is not his to write."""
    found = []
    for line in text.splitlines():
        if line.startswith("%") or not line.strip():
            continue
        found.append(line.lstrip(MARKS).removeprefix("\\").replace("|", " — ").strip())
    return tuple(found)


class Dictation(QDialog):
    """Space or Enter ticks the line and goes on, Backspace goes back, Escape leaves."""

    all_read = Signal()

    def __init__(self, parent: QWidget, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Portfel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(parent.size() * 0.9)
        self._lines, self._at = lines_of(text), 0
        self._before, self._now, self._after = QLabel(), QLabel(), QLabel()
        self._count = QLabel()
        for words, role in ((self._before, "dim"), (self._now, "big"), (self._after, "dim"), (self._count, "dim")):
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            set_role(words, role)
        self._now.setAccessibleName(_("The line to read out"))
        self.back, self.next, self.leave = QPushButton(_("One line back")), QPushButton(), QPushButton(_("Leave"))
        set_role(self.next, "primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self._count)
        buttons.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 24, 40, 20)
        column.addWidget(self._before)
        column.addStretch(1)
        column.addWidget(self._now)
        column.addStretch(1)
        column.addWidget(self._after)
        column.addLayout(buttons)
        self.next.clicked.connect(self._tick)
        self.back.clicked.connect(self._step_back)
        self.leave.clicked.connect(self.close)
        Keys(self, {"Space": self._tick, "Return": self._tick, "Backspace": self._step_back, "Escape": self.close})
        self._show()
        self.next.setFocus()

    def _show(self) -> None:
        self._now.setText(self._lines[self._at] if self._lines else "")
        self._before.setText(self._lines[self._at - 1] if self._at else "")
        last = self._at >= len(self._lines) - 1
        self._after.setText("" if last else self._lines[self._at + 1])
        self._count.setText(_("{number} of {count}").format(number=self._at + 1, count=len(self._lines)))
        self.next.setText(_("He read it back. Done") if last else _("He read it back"))
        self.back.setEnabled(self._at > 0)

    def _tick(self) -> None:
        if self._at >= len(self._lines) - 1:
            self.all_read.emit()
            self.close()
            return
        self._at += 1
        self._show()

    def _step_back(self) -> None:
        self._at = max(0, self._at - 1)
        self._show()
