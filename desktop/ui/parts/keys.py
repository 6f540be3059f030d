"""Keys of a page: they go to the nearest page that knows them, and never into or out of a field that is being typed in."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

Deed = Callable[[], object]

# The Latin letter on the same key: she types Russian, and `N` is where it always was.
_ON_RUSSIAN_KEYS = dict(zip("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm", strict=True))


class Keys(QObject):
    """Gives a widget and all inside it some keys, such as `{"Ins": add, "Escape": close}`.

    A field inside gets its letters first. What is claimed here does not reach a shortcut of the window around.
    """

    def __init__(self, widget: QWidget, deeds: Mapping[str, Deed]) -> None:
        super().__init__(widget)
        self._deeds = {QKeySequence(key)[0].toCombined(): deed for key, deed in deeds.items()}  # type: ignore[index]
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept a key that is known here, and do its deed."""
        if not isinstance(event, QKeyEvent) or event.type() not in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}:
            return False
        deed = self._deeds.get(_plain(event))
        if deed is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            deed()
        return True


def _plain(event: QKeyEvent) -> int:
    key = Qt.Key(event.key())
    if key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    elif (latin := _ON_RUSSIAN_KEYS.get(chr(key).lower() if key < 0x10000 else "")) is not None:
        key = Qt.Key(ord(latin.upper()))
    return QKeyCombination(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, key).toCombined()
