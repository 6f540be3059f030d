"""A key bound to a deed."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind(widget: QWidget, keys: str, deed: Callable[[], object], *, inside: bool = False) -> None:
    """Do the deed when one of the keys (`Ctrl+N`, or `Return|Enter`) is pressed in the window; with `inside`, in the widget."""
    for key in keys.split("|"):
        shortcut = QShortcut(QKeySequence(key), widget)
        if inside:
            # The first page does without: building the namespace `Qt` costs 30 ms of every start.
            from PySide6.QtCore import Qt

            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(deed)
