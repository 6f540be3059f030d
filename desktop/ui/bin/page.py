"""The bin: what was taken away, when it goes for good, and how it comes back."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.documents.names_in_text import Names
from desktop.domain.binned import Binned
from desktop.domain.people import Person
from desktop.domain.progress import Report
from desktop.i18n import N_, _, ngettext
from desktop.operations import bin as bins
from desktop.storage import people
from desktop.storage.vault import Vault
from desktop.ui.bin.words import goes_words, kind_words, what_words
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.confirm import Confirm
from desktop.ui.parts.day_words import date_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import hint
from desktop.ui.parts.fresh import Fresh
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.long_work import LongWork
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.session import Session

_NOTHING = N_("The bin is empty. What you remove lies here for a while before it goes for good.")
_VISITOR = N_("While a visitor is beside you, only the open case is shown. F8 ends it.")


class BinPage(QWidget):
    """Enter brings something back, Delete removes it for good after a warning."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._names: Names | None = None
        vault = session.vault
        self.count = QLabel()
        self.count.setProperty("role", "sentence")
        self.table = Table(
            (
                Column(_("Kind"), kind_words, 140, tone_of=lambda _row: "dim"),
                Column(_("Case"), lambda row: row.pseudonym, 150, bold=True),
                Column(_("What"), self._what, 0),
                Column(_("Removed"), lambda row: date_words(row.since, vault.today()), 120),
                Column(_("Goes for good"), lambda row: goes_words(row, vault), 250, tone_of=lambda row: "amber" if row.stays else None),
            ),
            _("Recycle bin"),
        )
        self.back, self.now = QPushButton(_("Bring back (Enter)")), QPushButton(_("Remove for good now (Del)"))
        self.line = Line(lines=2, name=_("Message"))
        self.confirm = Confirm(_("Remove for good"))
        self.working = LongWork(session.jobs, self.line, _("Removing for good"))
        self._empty = EmptyState(_(_NOTHING))
        self._list = QStackedWidget()
        self._lay_out()
        self.table.chosen.connect(self._bring_back)
        self.back.clicked.connect(lambda: self._bring_back(self.table.current()))
        self.now.clicked.connect(self._ask)
        self.confirm.agreed.connect(self._remove)
        self.confirm.refused.connect(self.take_focus)
        self.table.current_changed.connect(lambda _row: self.confirm.hide())
        Keys(self.table, {"Del": self._ask})
        Keys(self, {"Escape": self.left.emit})
        Fresh(self, session, self._show, names=True)
        self._show()

    def _lay_out(self) -> None:
        self._list.addWidget(self.table)
        self._list.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(self.now)
        foot.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 16, 12)
        column.addWidget(self.count)
        column.addWidget(hint(_("How long things lie here is set in Settings → Bin and terms. A case under a hold stays, and all of it.")))
        column.addWidget(self._list, 1)
        column.addWidget(self.confirm)
        column.addWidget(self.working)
        column.addLayout(foot)

    def take_focus(self) -> None:
        """Put the cursor on the first line."""
        (self.table if self.table.model_.rows else self).setFocus()

    def _show(self) -> None:
        vault = self._session.vault
        rows = [row for row in bins.contents(vault) if self._session.visit is None or (row.case and self._session.shows(row.case))]
        known = people.of_cases(vault, {row.case for row in rows if row.case})
        known += [row.value for row in rows if isinstance(row.value, Person)]
        self._names = None if self._session.revealed else Names(known)
        self.table.show_rows(rows)
        self._empty.say(_(_NOTHING if self._session.visit is None else _VISITOR))
        self._list.setCurrentIndex(0 if rows else 1)
        days = bins.days(vault)
        stay = ngettext("What you remove stays here for {count} day.", "What you remove stays here for {count} days.", days)
        self.count.setText(stay.format(count=days))
        for button in (self.back, self.now):
            button.setEnabled(bool(rows))

    def _what(self, row: Binned) -> str:
        words = what_words(row, self._session.vault, self._session.revealed)
        return words if self._names is None or isinstance(row.value, Person) else self._names.masked(words)

    def _bring_back(self, row: Binned | None) -> None:
        if row is None:
            return
        before, after, keep = bins.restored(self._session.vault, row)
        if attempt(self.line, lambda: self._session.change(_("Bring back from the bin"), before, after, keep)):
            self.line.say(_("Back where it was: {what}. Ctrl+Z puts it into the bin again.").format(what=self._what(row)), "good")
            self.take_focus()

    def _ask(self) -> None:
        row = self.table.current()
        if row is None:
            return
        if row.kind == "case":
            words = _("All of the case “{what}” goes for good: notes, documents, papers, its history. Nothing brings it back but a backup.")
        else:
            words = _("“{what}” goes for good, with its history. Nothing brings it back but a backup.")
        self.confirm.ask(words.format(what=self._what(row)))

    def _remove(self) -> None:
        row = self.table.current()
        if row is None:
            return
        self.working.run(
            partial(_remove, self._session.vault, row), lambda _nothing: self._on_removed(),
            begun=_("Removing for good …"), stopped=_("Stopped. What is left goes when the vault is opened next."),
        )  # fmt: skip

    def _on_removed(self) -> None:
        # Nothing that is gone may come back by an undo.
        self._session.history.forget()
        self._session.changed.emit()
        self.line.say(_("Gone for good. Older backups may hold it still."))
        self.take_focus()


def _remove(vault: Vault, row: Binned, report: Report) -> None:
    report(0, 1)
    with vault.second() as second:
        bins.remove_now(second, row)
