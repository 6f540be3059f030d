"""What next dates are called, with bars over names: made for the rows in sight, a few at a time, so that the list never waits."""

from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.cases import CaseRow
from desktop.ui.masking import BAR, Masks
from desktop.ui.session import Session

AFTER = 15  # milliseconds: first the list is drawn
AT_ONCE = 5  # rows: to gather and decline the names of one takes a millisecond or more
_MOST = 400  # rows that wait; what was scrolled past long ago need not be made


class LateTitles(QObject):
    """Gives the title of a row as it may be shown now: at first none, or the one from before, and soon the right one."""

    made = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._masks = Masks(session.vault)
        self._shown: dict[tuple[str, str], str] = {}
        self._fresh: set[tuple[str, str]] = set()
        self._waiting: deque[tuple[str, str]] = deque(maxlen=_MOST)
        self._turn = QTimer(self, singleShot=True, interval=AFTER)
        self._turn.timeout.connect(self._make)

    def __call__(self, row: CaseRow) -> str:
        """The title of a row."""
        return self.of(row.id, row.next_title)

    def of(self, case_id: str, title: str) -> str:
        """A title that stands in a file."""
        if self._session.revealed or not title or not case_id:
            return title
        key = (case_id, title)
        if key not in self._fresh and key not in self._waiting:
            self._waiting.append(key)
            self._turn.start()
        return self._shown.get(key, "")

    def forget(self) -> None:
        """People may have other names now: make all anew when they are shown again."""
        self._masks = Masks(self._session.vault)
        self._fresh.clear()

    def masked(self, text: str, case_id: str) -> str:
        """A text of a case as it may be shown now."""
        return text if self._session.revealed else self._masks.masked(text, case_id, BAR)

    def _make(self) -> None:
        if not self._session.vault.is_open:
            return
        for _row in range(min(AT_ONCE, len(self._waiting))):
            # The last that were asked for are in sight.
            key = self._waiting.pop()
            self._shown[key] = self._masks.masked(key[1], key[0], BAR)
            self._fresh.add(key)
        self.made.emit()
        if self._waiting:
            self._turn.start()
