"""The clipboard: what was copied here is forgotten after a while, what was only marked is offered to nobody."""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS = 15
# Klipper, KeePassXC and others know by this that a text is not to be kept in a history.
_HINT, _SECRET = "x-kde-passwordManagerHint", b"secret"


class Clipboard(QObject):
    """Watches what this program puts on the clipboard. What another program put there is left alone."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._end = QTimer(self, singleShot=True)
        self._end.timeout.connect(self.forget)
        self._clipboard.dataChanged.connect(self._on_copied)
        self._clipboard.selectionChanged.connect(self._let_go_of_the_selection)

    def forget(self) -> None:
        """Take back what was copied, if it is still ours."""
        self._end.stop()
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()

    def _on_copied(self) -> None:
        if not self._clipboard.ownsClipboard():
            self._end.stop()
            return
        copied = self._clipboard.mimeData()
        if copied is None or not copied.hasText() or copied.hasFormat(_HINT):
            return
        # Nobody has asked yet: what is offered is exchanged before the answer to the key that copied it is over.
        marked = QMimeData()
        marked.setText(copied.text())
        marked.setData(_HINT, _SECRET)
        self._clipboard.setMimeData(marked)
        self._end.start(SECONDS * 1000)

    def _let_go_of_the_selection(self) -> None:
        """X11 offers whatever a mouse marks to every program (PRIMARY). Here nothing marked leaves: it is taken back at once."""
        if self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)
