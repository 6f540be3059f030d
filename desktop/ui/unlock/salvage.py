"""Salvage: what can be read of a damaged vault goes into a new one; what is missing is listed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.domain.errors import CaseFileError, HeaderDamaged
from desktop.domain.progress import Report
from desktop.i18n import _, ngettext
from desktop.operations.salvage import Salvaged, salvage
from desktop.storage import key_file
from desktop.storage.volumes import PATTERNS
from desktop.ui.asking import Asking
from desktop.ui.jobs import Jobs, Listener
from desktop.ui.parts.fields import hint
from desktop.ui.parts.line import Line
from desktop.ui.parts.middle import set_in_the_middle
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.parts.shortcut import bind
from desktop.ui.parts.tones import set_role
from desktop.words import explain, missing_sentence, problem_sentence

COLUMN = 620


def _salvage(folder: Path, secret: str, to: Path, key: str, backup: str, report: Report) -> Salvaged:
    text = key_file.text_of(key_file.read(Path(key).expanduser())) if key else ""
    source = Path(backup).expanduser() if backup else None
    return salvage(folder, secret, to, key_file_text=text, backup=source, report=report)


class SalvagePage(QWidget):
    """Reads a damaged vault into a new folder. The damaged one is only read."""

    left = Signal()
    restore_wanted = Signal()
    salvaged = Signal(object)  # the folder of the new vault

    def __init__(self, jobs: Jobs, asking: Asking, vault: Path | None) -> None:
        super().__init__()
        self._jobs, self._asking, self._job = jobs, asking, 0
        self._made: Path | None = None
        self._source = QLineEdit(str(vault or ""))
        self._target = QLineEdit(str(_beside(vault)) if vault else "")
        self._key, self._backup = QLineEdit(), QLineEdit()
        self._secret = SecretField(_("Passphrase, 24 words or parts of the key"))
        self._line, self._bar = Line(lines=3, name=_("Message")), QProgressBar()
        self._list = QPlainTextEdit()
        self._start, self._use, self._cancel = QPushButton(_("Save what can be read")), QPushButton(_("Use the new vault")), QPushButton()
        self._rows: list[QWidget] = []
        self._build()
        bind(self, "Escape", self._leave)

    def begin(self) -> None:
        """Put the cursor where she answers."""
        (self._secret if self._source.text() else self._source).setFocus()

    # --- building

    def _build(self) -> None:
        head = QLabel(_("Save what can be read of a damaged vault"))
        set_role(head, "head")
        set_role(self._start, "primary")
        set_role(self._use, "primary")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Reading the damaged vault"))
        self._list.setReadOnly(True)
        self._list.setAccessibleName(_("What is missing"))
        column = QVBoxLayout()
        column.setSpacing(5)
        column.addWidget(head)
        column.addWidget(hint(_("The damaged vault is only read. A recent backup is better, if there is one: restore that first.")))
        self._add_row(column, _("Folder of the damaged vault"), self._source, self._choose_source)
        self._add_row(column, _("Passphrase, 24 words or parts of the key"), self._secret, None)
        self._add_row(column, _("Key file, if one belongs to the passphrase"), self._key, self._choose_key)
        self._backup_row = self._add_row(
            column, _("Any backup of this vault: its header opens the records"), self._backup, self._choose_backup
        )
        self._backup_row.hide()
        self._add_row(column, _("New folder, which does not exist yet"), self._target, self._choose_target)
        for widget in (self._bar, self._line, self._list):
            column.addWidget(widget)
        column.addLayout(self._buttons())
        column.addStretch(1)
        self._bar.hide()
        self._list.hide()
        self._use.hide()
        set_in_the_middle(self, column, COLUMN, top=32)

    def _add_row(self, column: QVBoxLayout, text: str, field: QWidget, choose: object) -> QWidget:
        row = QWidget()
        inside = QVBoxLayout(row)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.setSpacing(3)
        label = QLabel(text)
        label.setBuddy(field)
        field.setAccessibleName(text)
        across = QHBoxLayout()
        across.addWidget(field, 1)
        if choose is not None:
            button = QPushButton(_("Choose …"))
            button.clicked.connect(choose)
            across.addWidget(button)
        inside.addWidget(label)
        inside.addLayout(across)
        column.addWidget(row)
        self._rows.append(row)
        return row

    def _buttons(self) -> QHBoxLayout:
        self._cancel.setText(_("Cancel"))
        restore = QPushButton(_("Restore from a backup"))
        set_role(restore, "link")
        buttons = QHBoxLayout()
        buttons.addWidget(restore)
        buttons.addStretch(1)
        for button in (self._cancel, self._use, self._start):
            buttons.addWidget(button)
        for button in (restore, self._cancel, self._use, self._start):
            button.setAutoDefault(True)
        restore.clicked.connect(self._go_to_restore)
        self._cancel.clicked.connect(self._leave)
        self._start.clicked.connect(self._begin)
        self._use.clicked.connect(self._go_on)
        self._secret.submitted.connect(self._begin)
        self._target.returnPressed.connect(self._begin)
        return buttons

    def _choose_source(self) -> None:
        self._asking.folder(self, _("Which vault is damaged? Choose its folder"), self._on_source)

    def _on_source(self, folder: Path) -> None:
        self._source.setText(str(folder))
        self._target.setText(str(_beside(folder)))
        self._secret.setFocus()

    def _choose_key(self) -> None:
        self._asking.open_file(self, _("Which key file?"), lambda path: self._key.setText(str(path)))

    def _choose_backup(self) -> None:
        kinds = _("Backups ({patterns})").format(patterns=PATTERNS)
        self._asking.open_file(self, _("Which backup?"), lambda path: self._backup.setText(str(path)), kinds=kinds)

    def _choose_target(self) -> None:
        title = _("In which folder shall the vault be made?")
        self._asking.folder(self, title, lambda folder: self._target.setText(str(folder / _beside(Path(self._source.text())).name)))

    # --- reading

    def _begin(self) -> None:
        if self._jobs.is_running(self._job) or self._made is not None:
            return
        source, target = self._source.text().strip(), self._target.text().strip()
        if not source or not target or not self._secret.text():
            self._line.say(_("Fill in the folders and what opens the vault."), "error")
            return
        self._set_busy(True)
        self._line.say(_("The damaged vault is being read, page by page."))
        to = Path(target).expanduser().absolute()
        work = partial(_salvage, Path(source).expanduser(), self._secret.text(), to, self._key.text().strip(), self._backup.text().strip())
        listener = Listener(self._on_done, failed=self._on_failed, progress=self._on_progress, stopped=self._on_stopped)
        self._job = self._jobs.run(self, work, listener)

    def _set_busy(self, busy: bool) -> None:
        self._start.setEnabled(not busy)
        for row in self._rows:
            row.setEnabled(not busy)
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)

    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_done(self, done: Salvaged) -> None:
        self._set_busy(False)
        self._made = done.folder
        self._secret.clear()
        for row in self._rows:
            row.hide()
        counted = ngettext("{count} record", "{count} records", done.records).format(count=done.records)
        if done.problems:
            self._line.say(_("{counted} came into the new vault. Not everything could be read:").format(counted=counted), "warning")
            self._list.setPlainText("\n".join(missing_lines(done)))
            self._list.show()
        else:
            self._line.say(_("All of it could be read: {counted} came into the new vault.").format(counted=counted), "good")
        self._start.hide()
        self._cancel.setText(_("Close"))
        self._use.show()
        self._use.setFocus()

    def _on_failed(self, error: CaseFileError) -> None:
        self._set_busy(False)
        if isinstance(error, HeaderDamaged):
            self._backup_row.show()
            self._line.say(_("Both copies of the header are damaged: any backup of this vault lends its own. Choose one."), "error")
            self._backup.setFocus()
            return
        self._line.say(explain(error), "error")
        self._secret.setFocus()

    def _on_stopped(self) -> None:
        self._set_busy(False)
        self._line.say(_("Stopped. Nothing was made."))

    def _go_on(self) -> None:
        self.salvaged.emit(self._made)

    def _go_to_restore(self) -> None:
        if not self._jobs.is_running(self._job):
            self.restore_wanted.emit()

    def _leave(self) -> None:
        if self._jobs.is_running(self._job):
            self._jobs.cancel(self._job)
        else:
            self.left.emit()


def missing_lines(done: Salvaged) -> list[str]:
    """What did not come over, a line each: records by kind and case, then papers and pages."""
    lines = [missing_sentence(each.kind, each.case, each.count) for each in done.missing]
    return lines + [problem_sentence(problem.code, problem.where) for problem in done.problems if problem.code != "record-lost"]


def _beside(vault: Path) -> Path:
    number = 2
    while (found := vault.with_name(f"{vault.name}-{number}")).exists():
        number += 1
    return found
