"""Today's date, watched: a new day counts everything anew, and a clock that was set is asked about."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import CaseFileError
from desktop.operations.settings import set_setting
from desktop.storage import settings
from desktop.storage.vault import Vault
from desktop.ui.lock import seconds_since_boot

EVERY = 20_000  # milliseconds
_KNOWN = "clock.day"
_LONG_AWAY = timedelta(days=60)  # a vault that was left alone for so long, or a clock that was set
_STEP = timedelta(hours=20)  # nobody corrects a clock by so much; a zone is no more than that away


class DayWatch(QObject):
    """Compares the vault's day with the one it was last open on, and with the seconds since the computer was switched on."""

    changed = Signal()
    doubted = Signal(object, object)  # the day as it was known, and today's date now

    def __init__(self, vault: Vault, parent: QObject, *, seconds: Callable[[], float] = seconds_since_boot) -> None:
        super().__init__(parent)
        self._vault, self._seconds = vault, seconds
        self._day, self._expected = vault.today(), self._expectation()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def begin(self) -> None:
        """Compare today's date with the day the vault was last open on."""
        if not self._vault.is_open:
            return
        known = _day(settings.read(self._vault, _KNOWN))
        today = self._vault.today()
        if known is not None and (today < known or today - known > _LONG_AWAY):
            self.doubted.emit(known, today)
        elif today != known:
            self.accept()

    def look(self) -> None:
        """Look whether it is another day, and whether the clock went as it should."""
        if not self._vault.is_open:
            return
        now, before = self._vault.now(), self._day
        is_set = abs(now - self._expected()) > _STEP
        self._day = self._vault.today()
        if is_set:
            self._expected = self._expectation()
        if self._day != before:
            self.changed.emit()
            if is_set or self._day < before:
                self.doubted.emit(before, self._day)
            else:
                self.accept()

    def accept(self) -> None:
        """Today's date is right: from now on it is the known one."""
        try:
            set_setting(self._vault, _KNOWN, self._vault.today().isoformat())
        except CaseFileError:
            # On a full disk it is only asked once more.
            return

    def _expectation(self) -> Callable[[], datetime]:
        now, began = self._vault.now(), self._seconds()
        return lambda: now + timedelta(seconds=self._seconds() - began)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
