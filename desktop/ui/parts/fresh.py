"""A page that reads the vault: again when something changed, and if it is not in sight, only once it is."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop.ui.session import Session


class Fresh(QObject):
    """Calls `read` at every change while the page is shown, and when it is shown after one.

    With `names`, too, when real names are shown or hidden: for a page that does not paint them anew by itself.
    """

    def __init__(self, page: QWidget, session: Session, read: Callable[[], object], *, names: bool = False) -> None:
        super().__init__(page)
        self._page, self._session, self._read, self._is_stale = page, session, read, False
        page.installEventFilter(self)
        session.changed.connect(self._on_changed)
        if names:
            session.revealed_changed.connect(self._on_names)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read what changed while another page was in front."""
        if event.type() == QEvent.Type.Show and self._is_stale:
            self._go()
        return False

    def _on_changed(self) -> None:
        self._is_stale = True
        if self._page.isVisible():
            self._go()

    def _on_names(self, _shown: bool) -> None:
        self._on_changed()

    def _go(self) -> None:
        if self._session.vault.is_open:
            self._is_stale = False
            self._read()
