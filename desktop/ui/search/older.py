"""Earlier versions, looked for beside her work: some are read whenever the window has nothing else to do."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.asked import Asked
from desktop.storage import old_versions
from desktop.storage.search import Hit
from desktop.storage.vault import Vault


class Older(QObject):
    """Says which earlier versions hold what was asked, as they are found, and stops when it is told to."""

    found = Signal(object)  # a list of hits

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reading: Iterator[list[Hit]] = iter(())
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._read)

    def look(self, vault: Vault, asked: Asked) -> None:
        """Begin, if they were asked for."""
        self._vault = vault
        if asked.old:
            self._reading = old_versions.found(vault, asked)
            self._next.start()

    def stop(self) -> None:
        """Look no further."""
        self._next.stop()
        self._reading = iter(())

    def _read(self) -> None:
        hits = next(self._reading, None) if self._vault.is_open else None
        if hits is not None:
            self._next.start()
        if hits:
            self.found.emit(hits)
