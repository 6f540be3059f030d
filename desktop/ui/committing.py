"""What puts something into a file says into whose: writing in the wrong file is the commonest error."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QPushButton

from desktop.domain.cases import Case
from desktop.i18n import _
from desktop.operations.cases import keep_case
from desktop.storage import records
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session


def into(deed: str, pseudonym: str) -> str:
    """The words of a button that puts something into a file: «Approve — Клён»."""
    return _("{deed} — {pseudonym}").format(deed=deed, pseudonym=pseudonym)


class IntoFile(QPushButton):
    """A button that puts something into a file. It carries the pseudonym, and a new one as soon as there is one."""

    def __init__(self, session: Session, deed: str, case_id: str = "", *, role: str = "primary") -> None:
        super().__init__(deed)
        self._session, self._case_id, self._deed = session, case_id, deed
        set_role(self, role)
        session.changed.connect(self._show)
        self._show()

    def say(self, deed: str) -> None:
        """Name another deed."""
        self._deed = deed
        self._show()

    def aim(self, case_id: str) -> None:
        """From now on it puts something into this file."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._show()

    def _show(self) -> None:
        case = records.find(self._session.vault, Case, self._case_id) if self._case_id else None
        self.setText(into(self._deed, case.pseudonym) if case else self._deed)


def conflict_words(today: date) -> str:
    """What is kept of a check for a conflict: none, and the day."""
    return _("none, {day}").format(day=numbers(today))


def note_conflict_checked(session: Session, case_id: str) -> None:
    """Note on a case that it was looked for a conflict today and none was found: the day, and nothing more. It can be undone."""
    before = records.get(session.vault, Case, case_id)
    after = replace(before, conflict_checked=conflict_words(session.today))
    session.change(_("Agreement"), before, after, partial(keep_case, session.vault))
