"""Parts of words, looked for beside her work where no word begins so."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.asked import Asked
from desktop.storage import inside_words
from desktop.storage.narrowing import NOWHERE, Inside
from desktop.storage.vault import Vault


class InsideWords(QObject):
    """Goes through the vocabulary a piece at a time, and says in the end which words hold what was typed."""

    found = Signal(object)  # an `Inside`

    def __init__(self, vault: Vault, parent: QObject) -> None:
        super().__init__(parent)
        self._vault, self._known = vault, NOWHERE
        self._pieces: Iterator[Inside] = iter(())
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._look)

    def begin(self, asked: Asked) -> None:
        """Look for what was asked, instead of what was looked for before."""
        self._pieces, self._known = inside_words.found(self._vault, asked), NOWHERE
        self._next.start()

    def stop(self) -> None:
        """Look no further."""
        self._next.stop()
        self._pieces = iter(())

    def _look(self) -> None:
        if not self._vault.is_open:
            return
        known = next(self._pieces, None)
        if known is not None:
            self._known = known
            self._next.start()
        elif self._known and all(self._known.values()):
            self.found.emit(self._known)
