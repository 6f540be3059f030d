"""Dictating: the document line by line, large, each ticked as he reads it back."""

import textwrap

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.tones import set_role

MARKS = "#>|%"
LONGEST = 80  # letters he can keep in his head


def lines_of(text: str) -> tuple[str, ...]:
    """What is read out: each line without its mark, a long one in pieces; the registration block is not his to write."""
    found = []
    for line in text.splitlines():
        if line.startswith("%") or not line.strip():
            continue
        plain = line.lstrip(MARKS).removeprefix("\\").replace("|", " — ").strip()
        found += textwrap.wrap(plain, LONGEST, break_long_words=False, break_on_hyphens=False)
    return tuple(found)


class Dictation(QDialog):
    """Space or Enter ticks the line and goes on, Backspace goes back, Home begins anew, Escape leaves.

    It begins at line `start`, counted from 0: where it stopped the last time.
    """

    all_read = Signal()
    read_out = Signal(int)  # so many lines he has read back

    def __init__(self, parent: QWidget, text: str, start: int = 0) -> None:
        super().__init__(parent)
        self.setWindowTitle("Portfel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(parent.size() * 0.9)
        self._lines = lines_of(text)
        self._at = start if start < len(self._lines) else 0
        self._before, self._now, self._after = QLabel(), QLabel(), QLabel()
        self._count = QLabel()
        for words, role in ((self._before, "dim"), (self._now, "big"), (self._after, "dim"), (self._count, "dim")):
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            set_role(words, role)
        self._now.setAccessibleName(_("The line to read out"))
        self.back, self.next, self.leave = QPushButton(_("One line back")), QPushButton(), QPushButton(_("Close"))
        self.anew = QPushButton(_("From the beginning"))
        set_role(self.next, "primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.back)
        buttons.addWidget(self.anew)
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
        self.anew.clicked.connect(self._begin_anew)
        self.leave.clicked.connect(self.close)
        Keys(
            self, {"Space": self._tick, "Return": self._tick, "Backspace": self._step_back, "Home": self._begin_anew, "Escape": self.close}
        )
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
        self.anew.setEnabled(self._at > 0)

    def _tick(self) -> None:
        if self._at >= len(self._lines) - 1:
            self.all_read.emit()
            self.close()
            return
        self._go_to(self._at + 1)

    def _step_back(self) -> None:
        self._go_to(max(0, self._at - 1))

    def _begin_anew(self) -> None:
        self._go_to(0)

    def _go_to(self, line: int) -> None:
        self._at = line
        self.read_out.emit(line)
        self._show()
