"""What is done with a date or task from a list: ticking off, moving, setting a new one. Each is one step back."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.domain.agenda import Dated
from desktop.domain.deadlines import Deadline, DeadlineKind
from desktop.i18n import _
from desktop.operations import agenda
from desktop.operations.keeping import keep_all
from desktop.storage import deadlines
from desktop.ui.agenda.date_line import Asked
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import date_words
from desktop.ui.parts.line import Line
from desktop.ui.session import Session


class Deeds:
    """Does it, and says in the line of the page what came of it; of a case that has nothing scheduled then, too."""

    def __init__(self, session: Session, line: Line, page: QWidget) -> None:
        self._session, self._line, self._page = session, line, page

    def finish(self, id_: str, pseudonym: str, *, legal: bool) -> None:
        """Tick it off; a term of law only after a question."""
        if not legal:
            self._finish(id_, pseudonym)
            return
        what = agenda.dated(self._session.vault, id_).title
        text = _("Is this term kept? {pseudonym}: {what}").format(pseudonym=pseudonym, what=what)
        deed = partial(self._finish, id_, pseudonym)
        self._session.asking.question(self._page, text, _("It is kept"), deed, dangerous=True)

    def set_date(self, asked: Asked, what: str, on: date) -> bool:
        """Put a date or task on another day, or give a case a reminder. Whether it was done."""
        vault = self._session.vault
        if asked.dated:
            known = agenda.dated(vault, asked.dated)
            if isinstance(known, Deadline) and known.rule and on != known.due:
                self._line.say(_("This term was counted by a rule. Open it with Enter: another day wants a reason."), "error")
                return False
            after = replace(known, due=on, title=what)
            if isinstance(after, Deadline) and on != known.due:
                after = replace(after, since=None)
            return self.change(_("Date moved"), known, after, asked.pseudonym)
        new = Deadline(id=vault.new_id(), case=asked.case, due=on, title=what, kind=DeadlineKind.REMINDER)
        return self.add(new, asked.pseudonym)

    def add(self, new: Dated, pseudonym: str = "") -> bool:
        """Keep a new date or task. Whether it was kept."""
        gone = replace(new, removed_at=self._session.vault.now().isoformat())
        return self.change(_("Date added"), gone, new, pseudonym)

    def change(self, title: str, before: Dated, after: Dated, pseudonym: str) -> bool:
        """Keep a changed date or task, and say on which day it stands. Whether it was kept."""
        keep = partial(agenda.keep_dated, self._session.vault)
        if not attempt(self._line, lambda: self._session.change(title, before, after, keep)):
            return False
        day = date_words(after.due, self._session.today) if after.due else _("no day")
        self._line.say(_("{pseudonym}: {day}").format(pseudonym=pseudonym or after.title, day=day), "good")
        return True

    def _finish(self, id_: str, pseudonym: str) -> None:
        vault = self._session.vault

        def deed() -> None:
            before, after = agenda.changes_of_finishing(vault, id_)
            self._session.change(_("Done"), before, after, partial(keep_all, vault))

        if not attempt(self._line, deed):
            return
        done = agenda.dated(vault, id_)
        if deadlines.has_none(vault, done.case):
            self._line.say(_("Done. {pseudonym} has nothing scheduled now: D sets a date.").format(pseudonym=pseudonym), "warning")
        else:
            self._line.say(_("Done: {what}. Ctrl+Z takes it back.").format(what=done.title), "good")
