"""Tags, with commas between; the last one is completed from those there are, in the line itself."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.caseload import folded
from desktop.i18n import _
from desktop.storage import cases
from desktop.ui.parts.fields import TextLine
from desktop.ui.session import Session


class TagsLine(TextLine):
    """Her own words for a file. What is completed is marked, so that the next letter replaces it."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, hint=_("words of your own, with commas between"), parent=parent)
        self._session = session
        self._known: tuple[str, ...] = ()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Look which tags there are. Beside a visitor those of other files are not offered."""
        super().focusInEvent(event)
        self._known = tuple(cases.tags(self._session.vault)) if self._session.visit is None else ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter at the end completes the last tag; taking one away does not."""
        super().keyPressEvent(event)
        if event.text().isprintable() and event.text() and event.key() not in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self._complete()

    def _complete(self) -> None:
        text = self.text()
        begun = text.rpartition(",")[2].lstrip()
        if not begun or self.cursorPosition() != len(text):
            return
        whole = next((tag for tag in self._known if folded(tag).startswith(folded(begun)) and len(tag) > len(begun)), None)
        if whole is not None:
            self.setText(text + whole[len(begun) :])
            self.setSelection(len(text), len(whole) - len(begun))
