"""Chosen cases of a backup, brought in to be looked at: which file, what opens it, which cases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.domain.cases import Case
from desktop.domain.progress import Report
from desktop.domain.transfers import Incoming
from desktop.i18n import _, ngettext
from desktop.operations import incoming
from desktop.operations.looking import look_inside
from desktop.operations.reading import Secret
from desktop.storage.vault import Vault
from desktop.ui.jobs import Work
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.long_work import LongWork
from desktop.ui.parts.rows import Column
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session


def _look(path: Path, secret: Secret, report: Report) -> tuple[Case, ...]:
    return look_inside(path, secret, report).cases


def _bring(vault: Vault, path: Path, secret: Secret, cases: frozenset[str], report: Report) -> Incoming:
    with vault.second() as own:
        return incoming.from_backup(own, path, secret, cases, report)


class FromBackup(QWidget):
    """Looks into a backup and brings chosen cases in. The vault's lists know nothing of them until they are taken in."""

    brought = Signal(object)  # an Incoming
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._ticked: set[str] = set()
        self.path = QLineEdit()
        self.path.setAccessibleName(_("Backup file"))
        self.path.setPlaceholderText(_("Backup file"))
        self.secret = SecretField(_("What opens the backup"))
        self.secret.setPlaceholderText(_("empty: it is a backup of this vault; else passphrase, 24 words or the printed key"))
        self.table = Table(
            (
                Column("", lambda case: "✓" if case.id in self._ticked else "", 30),
                Column(_("Pseudonym"), lambda case: case.pseudonym, 170, bold=True),
                Column(_("No."), lambda case: case.number),
            ),
            _("Cases in the backup"),
        )
        self.look, self.bring, self.close_ = QPushButton(_("Look inside")), QPushButton(), QPushButton(_("Close"))
        self.line = Line(lines=2, name=_("What was found"))
        self.working = LongWork(session.jobs, self.line, _("Reading the backup"))
        self._lay_out()
        self.forget()

    def begin(self) -> None:
        """Put the cursor where she answers."""
        self.path.setFocus()

    def forget(self) -> None:
        """Empty the form: the secret does not wait here."""
        self.working.cancel()
        self.secret.clear()
        self.path.clear()
        self.line.clear()
        self._show_cases(())

    def _lay_out(self) -> None:
        set_role(self.bring, "primary")
        choose = QPushButton(_("Choose …"))
        file = QHBoxLayout()
        file.addWidget(self.path, 1)
        file.addWidget(choose)
        secret = QHBoxLayout()
        secret.addWidget(self.secret, 1)
        secret.addWidget(self.look)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(self.close_)
        foot.addWidget(self.bring)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.addWidget(hint(_("The backup is read whole and checked first. Space ticks the cases to bring in.")))
        for layout in (file, secret):
            column.addLayout(layout)
        column.addWidget(self.table, 1)
        column.addWidget(self.working)
        column.addLayout(foot)
        column.addStretch(0)
        for button in (choose, self.look, self.close_, self.bring):
            button.setAutoDefault(True)
        choose.clicked.connect(self._choose)
        self.look.clicked.connect(self._begin_looking)
        self.secret.submitted.connect(self._begin_looking)
        self.path.returnPressed.connect(self.secret.setFocus)
        self.bring.clicked.connect(self._begin_bringing)
        self.working.busy_changed.connect(lambda _busy: self._show_button())
        self.close_.clicked.connect(self.left)
        Keys(self.table, {"Space": self._tick})
        Keys(self, {"Escape": self.left.emit})
        self.table.chosen.connect(lambda _case: self._tick())

    def _choose(self) -> None:
        self._session.asking.open_file(self, _("Which backup?"), self.choose, kinds=_("Backups (*.backup *.backup.001)"))

    def choose(self, path: Path) -> None:
        """Take this backup."""
        self.path.setText(str(path))
        self.secret.setFocus()

    def _show_cases(self, cases: tuple[Case, ...]) -> None:
        self._ticked.clear()
        self.table.show_rows(sorted(cases, key=lambda case: case.pseudonym))
        self.table.setVisible(bool(cases))
        self._show_button()

    def _show_button(self) -> None:
        count = len(self._ticked)
        names = [case.pseudonym for case in self.table.model_.rows if case.id in self._ticked]
        several = ngettext("Bring in {count} case", "Bring in {count} cases", count).format(count=count)
        self.bring.setText(_("Bring in — {case}").format(case=names[0]) if len(names) == 1 else several)
        self.bring.setVisible(bool(self.table.model_.rows))
        self.bring.setEnabled(count > 0 and not self.working.is_busy)

    def _tick(self) -> None:
        case: Case | None = self.table.current()
        if case is not None:
            self._ticked ^= {case.id}
            self.table.viewport().update()
            self._show_button()

    def _secret(self) -> Secret:
        return self.secret.text() or self._session.vault.keys

    def _file(self) -> Path:
        return Path(self.path.text().strip()).expanduser()

    def _begin_looking(self) -> None:
        if self.path.text().strip():
            self._run(partial(_look, self._file(), self._secret()), self._on_looked)

    def _begin_bringing(self) -> None:
        self._run(partial(_bring, self._session.vault, self._file(), self._secret(), frozenset(self._ticked)), self.brought.emit)

    def _on_looked(self, cases: tuple[Case, ...]) -> None:
        self.line.say(ngettext("{count} case is in it.", "{count} cases are in it.", len(cases)).format(count=len(cases)), "good")
        self._show_cases(cases)
        self.table.setFocus()

    def _run(self, work: Work, done: Callable[[Any], None]) -> None:
        if not self.working.is_busy:
            self.working.run(work, done, begun=_("The backup is being read."), stopped=_("Stopped. Nothing of it was kept."))
