"""Watching the keyboard: which letters it gives, so that a passphrase is not typed in the wrong ones."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop.devices.keyboard import Keyboard, KeyboardState

_EVERY = 600  # milliseconds
_NAMES = {"ru": "РУ", "us": "EN", "gb": "EN", "ua": "УК", "by": "БЕ", "kz": "ҚЗ"}


class KeyboardWatch(QObject):
    """Tells of every change, where the computer lets it be known; elsewhere it is silent."""

    changed = Signal(str, bool)  # РУ or EN, and whether Caps Lock is on

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keyboard = Keyboard() if QGuiApplication.platformName() == "xcb" else None
        self._known: KeyboardState | None = None
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._look)
        if self._keyboard is not None and self._keyboard.state() is not None:
            self._timer.start()

    def tell(self) -> None:
        """Tell how the keyboard is now, changed or not: a new page wants to know."""
        self._known = None
        self._look()

    def _look(self) -> None:
        state = self._keyboard.state() if self._keyboard is not None else None
        if state is not None and state != self._known:
            self._known = state
            self.changed.emit(_NAMES.get(state.layout, state.layout.upper()), state.caps)
