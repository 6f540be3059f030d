"""A key bound to a deed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind(widget: QWidget, keys: str, deed: Callable[[], object], *, inside: bool = False) -> None:
    """Do the deed when one of the keys (`Ctrl+N`, or `Return|Enter`) is pressed in the window; with `inside`, in the widget."""
    where = Qt.ShortcutContext.WidgetWithChildrenShortcut if inside else Qt.ShortcutContext.WindowShortcut
    for key in keys.split("|"):
        QShortcut(QKeySequence(key), widget, context=where).activated.connect(deed)
