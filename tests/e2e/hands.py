"""Hands on the window of this process: they press keys, type, and find what they look for with Tab, as she does."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

_MOST_TABS = 120


class Hands:
    """The keyboard of one window. Nothing is touched that the keyboard does not reach."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    @property
    def at(self) -> QWidget:
        """Where the keyboard is."""
        return QApplication.focusWidget() or self.window

    @property
    def name(self) -> str:
        """The name of where the keyboard is, as a screen reader says it."""
        return self.at.accessibleName() or (self.at.text() if isinstance(self.at, QAbstractButton) else "")

    def press(self, *keys: str) -> None:
        """Press keys, such as `Ctrl+N`, one after the other."""
        for key in keys:
            QTest.keySequence(self.at, QKeySequence(key))
            self.rest()

    def type(self, text: str) -> None:
        """Type a text in any alphabet where the keyboard is."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.at, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter))
        self.rest()

    def go_to(self, name: str) -> QWidget:
        """Press Tab until the keyboard is at the control with this name; the control comes back."""
        passed = []
        for _step in range(_MOST_TABS):
            if self.name == name:
                return self.at
            passed.append(self.name or type(self.at).__name__)
            QTest.keyClick(self.at, Qt.Key.Key_Tab)
            self.rest()
        raise AssertionError(f"Tab does not reach «{name}», only {list(dict.fromkeys(passed))}")

    def fill(self, name: str, text: str) -> None:
        """Go to a field, write over what stands there, and leave it."""
        self.go_to(name)
        self.press("Ctrl+A")
        self.type(text)
        QTest.keyClick(self.at, Qt.Key.Key_Tab)
        self.rest()

    def choose(self, name: str, words: str) -> None:
        """Go to a list and take the line with these words, by the arrow keys."""
        field = self.go_to(name)
        assert isinstance(field, QComboBox)
        self.press("Home")
        for _step in range(field.count()):
            if field.currentText() == words:
                return
            self.press("Down")
        raise AssertionError(f"«{words}» is not among {[field.itemText(place) for place in range(field.count())]}")

    def push(self, name: str) -> None:
        """Go to a button and press it."""
        self.go_to(name)
        self.press("Space")

    def rest(self) -> None:
        """Let everything happen that a key has set off."""
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
