"""A day typed as people type it, with the mistake said at the field."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.domain.days import Day, NoSuchDay, typed
from desktop.i18n import _
from desktop.ui.parts import tones
from desktop.ui.parts.day_words import day_typed
from desktop.ui.parts.fields import TextLine


class DayLine(QWidget):
    """One day, as well as it is known. `committed` brings a Day or None, never a day that does not exist."""

    committed = Signal(object)

    def __init__(self, name: str, today: Callable[[], date], *, exact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._exact = today, exact
        self._day: Day | None = None
        self.line = TextLine(name, hint=_("14.5.2026"))
        if not exact:
            self.line.setToolTip(_("14.5.2026 · 05.2026 · about 14.5 · between 10.4 and 25.4 · before 10.4 · early April 2022"))
        self._error = QLabel()
        self._error.setWordWrap(True)
        self._error.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.line)
        layout.addWidget(self._error)
        self.setFocusProxy(self.line)
        self.line.committed.connect(self._on_committed)
        self.line.textEdited.connect(self._forgive)

    @property
    def day(self) -> Day | None:
        """What stands in the field, or None where it is empty or no day; `is_wrong` tells them apart."""
        try:
            return self._read()
        except NoSuchDay:
            return None

    @property
    def is_wrong(self) -> bool:
        """Whether something stands in the field that is no day."""
        try:
            self._read()
        except NoSuchDay:
            return True
        return False

    def show_day(self, day: Day | None) -> None:
        """Show a saved day, unless something else, unsaved, stands here."""
        if self.is_wrong or (self.line.is_touched and self.day != day):
            return
        self._day = day
        self._write(day)

    @property
    def is_touched(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return self.line.is_touched

    @property
    def typed_text(self) -> str:
        """What stands here."""
        return self.line.text()

    def put_back(self, text: str) -> None:
        """Put back what was being typed."""
        self.line.put_back(text)

    def check(self) -> bool:
        """Say at the field what is wrong with it; True where nothing is."""
        self._error.setText(_("There is no such day. Type it like 14.5.2026, or 05.2026 where only the month is known."))
        if self.is_wrong and self._exact and not self._exists_roughly():
            self._error.setText(_("There is no such day. Type it like 14.5.2026."))
        elif self.is_wrong and self._exact:
            self._error.setText(_("An exact day is needed here, like 14.5.2026."))
        tones.set_tone(self._error, "error")
        self._error.setVisible(self.is_wrong)
        return not self.is_wrong

    def _exists_roughly(self) -> bool:
        try:
            typed(self.line.text(), self._today())
        except NoSuchDay:
            return False
        return True

    def _read(self) -> Day | None:
        text = self.line.text().strip()
        if not text:
            return None
        day = typed(text, self._today())
        if self._exact and not day.is_exact:
            raise NoSuchDay(text)
        return day

    def _forgive(self) -> None:
        self._error.hide()

    def _on_committed(self) -> None:
        if not self.check():
            return
        if self.day == self._day:
            self._write(self._day)
        else:
            self.committed.emit(self.day)

    def _write(self, day: Day | None) -> None:
        # What it was understood as: "12.5" becomes "12.05.2026" before her eyes.
        self.line.setText(day_typed(day))
        self.line.mark_saved()
