"""Looking into a backup: checked from the first byte to the last, or restored into a new folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.domain.checks import Verdict
from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.i18n import _, ngettext
from desktop.operations.backups import restore, verify
from desktop.ui.jobs import Listener
from desktop.ui.parts.line import Line
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.words import explain, problem_sentence


def _verify(path: Path, secret: str, report: Report) -> Verdict:
    return verify(path, secret, report)


def _restore(path: Path, secret: str, folder: Path, report: Report) -> Verdict:
    return restore(path, secret, folder, None, report)


class LookPanel(QWidget):
    """Asks for the file and what opens it; the vault that is open is not touched by any of this."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._job, self._restoring = session, 0, False
        self._title = QLabel()
        set_role(self._title, "band")
        self._file, self._folder = QLineEdit(), QLineEdit()
        self._secret = SecretField(_("Passphrase, 24 words, or the printed key"))
        self._go, self._close = QPushButton(_("Check")), QPushButton(_("Close"))
        self._line = Line(lines=3, name=_("What was found"))
        self._bar = QProgressBar()
        self._build()
        self.hide()

    def ask_to_verify(self, path: Path | None) -> None:
        """Ask what opens this backup, then read all of it."""
        self._ask(path, _("Check a backup"), _("Check"), restoring=False)

    def ask_to_restore(self, path: Path | None) -> None:
        """Ask what opens this backup and where to, then bring it back into a new folder."""
        self._ask(path, _("Restore into a new folder"), _("Restore"), restoring=True)

    def leave(self) -> None:
        """Stop what is going on, and go."""
        self._session.jobs.cancel(self._job)
        self._secret.clear()
        self.hide()

    def _build(self) -> None:
        set_role(self._go, "primary")
        self._file.setAccessibleName(_("Backup file"))
        self._file.setPlaceholderText(_("Backup file"))
        self._folder.setAccessibleName(_("New folder, which does not exist yet"))
        self._folder.setPlaceholderText(_("New folder, which does not exist yet"))
        self._secret.setPlaceholderText(self._secret.accessibleName())
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Reading the backup"))
        self._bar.hide()
        choose = QPushButton(_("Choose …"))
        choose.clicked.connect(self._choose)
        file = QHBoxLayout()
        file.addWidget(self._file, 1)
        file.addWidget(choose)
        buttons = QHBoxLayout()
        buttons.addWidget(self._line, 1)
        for button in (self._close, self._go):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        self._close.clicked.connect(self.leave)
        self._go.clicked.connect(self._begin)
        self._secret.submitted.connect(self._begin)
        self._folder.returnPressed.connect(self._begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addLayout(file)
        for widget in (self._folder, self._secret, self._bar):
            column.addWidget(widget)
        column.addLayout(buttons)

    def _ask(self, path: Path | None, title: str, deed: str, *, restoring: bool) -> None:
        if self._session.jobs.is_running(self._job):
            return
        self._restoring = restoring
        self._title.setText(title)
        self._go.setText(deed)
        self._folder.setVisible(restoring)
        if path is not None:
            self._file.setText(str(path))
        self._line.clear()
        self.show()
        (self._secret if self._file.text() else self._file).setFocus()

    def _choose(self) -> None:
        self._session.asking.open_file(self, _("Which backup?"), lambda path: self._file.setText(str(path)), kinds=_("Backups (*.backup)"))

    def _begin(self) -> None:
        path, secret, folder = Path(self._file.text().strip()).expanduser(), self._secret.text(), self._folder.text().strip()
        if self._session.jobs.is_running(self._job):
            return
        if not self._file.text().strip() or not secret or (self._restoring and not folder):
            self._line.say(_("Fill in all fields first."), "error")
            return
        self._go.setEnabled(False)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._line.say(_("The backup is being read."))
        target = Path(folder).expanduser().absolute()
        work = partial(_restore, path, secret, target) if self._restoring else partial(_verify, path, secret)
        listener = Listener(self._on_done, failed=self._on_failed, progress=self._on_progress, stopped=self._rest)
        self._job = self._session.jobs.run(self, work, listener)

    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_done(self, verdict: Verdict) -> None:
        self._rest()
        self._secret.clear()
        if not verdict.ok:
            self._line.say(" ".join(problem_sentence(problem.code, problem.where) for problem in verdict.problems[:3]), "error")
        elif self._restoring:
            self._line.say(_("Restored and checked. The new folder is a vault of its own: open it from the first page."), "good")
        else:
            counted = ngettext("{count} record", "{count} records", verdict.records).format(count=verdict.records)
            self._line.say(_("This backup is whole and would restore: {counted}.").format(counted=counted), "good")

    def _on_failed(self, error: CaseFileError) -> None:
        self._rest()
        self._line.say(explain(error), "error")
        self._secret.setFocus()
        self._secret.selectAll()

    def _rest(self) -> None:
        self._bar.hide()
        self._go.setEnabled(True)
