"""Earlier versions looked through a hundred at a time, the window drawn in between."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.asked import Asked
from desktop.domain.errors import CaseFileError
from desktop.storage import old_versions
from desktop.storage.search import Hit
from desktop.storage.vault import Vault

MOST = 40


class Older(QObject):
    """Says what it found until all were looked through, enough was found, or it is stopped."""

    found = Signal(list)  # of Hit, where there are some
    failed = Signal(object)  # a CaseFileError

    def __init__(self, vault: Vault, parent: QObject) -> None:
        super().__init__(parent)
        self._vault, self._count = vault, 0
        self._lists: Iterator[list[Hit]] = iter(())
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._look)

    def begin(self, asked: Asked) -> None:
        """Look for what was asked, instead of what was looked for before."""
        self._lists, self._count = old_versions.found(self._vault, asked), 0
        self._next.start()

    def stop(self) -> None:
        """Look no further."""
        self._next.stop()
        self._lists = iter(())

    def _look(self) -> None:
        if not self._vault.is_open:
            return
        try:
            hits = next(self._lists, None)
        except CaseFileError as error:
            self.failed.emit(error)
            return
        if hits is None:
            return
        hits = hits[: MOST - self._count]
        self._count += len(hits)
        if hits:
            self.found.emit(hits)
        if self._count < MOST:
            self._next.start()
