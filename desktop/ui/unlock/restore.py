"""Restoring a backup into a new folder: which file, what opens it, where to."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.domain.checks import Verdict
from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.i18n import _
from desktop.operations.backups import restore
from desktop.storage import key_file
from desktop.storage.typed import secret_kind
from desktop.storage.volumes import PATTERNS
from desktop.ui.asking import Asking
from desktop.ui.jobs import Jobs, Listener
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import hint
from desktop.ui.parts.line import Line
from desktop.ui.parts.middle import set_in_the_middle
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.parts.shortcut import bind
from desktop.ui.parts.tones import set_role
from desktop.ui.unlock.steps import documents
from desktop.words import explain

COLUMN = 560
_NAME = "files-2"


def _restore(path: Path, secret: str, key_file_text: str, folder: Path, new: str | None, report: Report) -> Verdict:
    return restore(path, secret, folder, new, report, key_file_text=key_file_text)


class RestorePage(QWidget):
    """Brings a backup back. An existing vault is never touched."""

    left = Signal()
    restored = Signal(object, bool)  # the folder, whether it may be remembered

    def __init__(self, jobs: Jobs, asking: Asking) -> None:
        super().__init__()
        self._jobs, self._asking, self._job = jobs, asking, 0
        self._file, self._folder, self._key_file = QLineEdit(), QLineEdit(str(documents() / _NAME)), QLineEdit()
        self._key_file.setPlaceholderText(_("only where the passphrase needs one"))
        # As when a vault is made: nothing of where it lies is kept unless she sees that it is.
        self._remember = QCheckBox(_("Remember on this computer where the vault lies"))
        self._remember.setChecked(True)
        self._secret, self._new = SecretField(_("What opens the backup")), SecretField(_("New passphrase"))
        self._new_label = QLabel(_("New passphrase, because the printed key knows none"))
        self._line = Line(lines=3, name=_("Message"))
        self._bar = QProgressBar()
        self._start, self._cancel = QPushButton(_("Restore")), QPushButton(_("Cancel"))
        self._build()
        self._secret.textChanged.connect(self._ask_for_new)
        self._ask_for_new()
        bind(self, "Escape", self._leave)

    def begin(self) -> None:
        """Put the cursor where she answers."""
        self._file.setFocus()

    def choose(self, path: Path) -> None:
        """Take this backup."""
        self._file.setText(str(path))
        self._secret.setFocus()

    def _build(self) -> None:
        head = QLabel(_("Restore from a backup"))
        set_role(head, "head")
        set_role(self._start, "primary")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Restoring"))
        self._bar.hide()
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(head)
        column.addWidget(hint(_("The backup is read whole and checked before anything appears in the new folder.")))
        file, folder, key = QPushButton(_("Choose …")), QPushButton(_("Choose …")), QPushButton(_("Choose …"))
        key.clicked.connect(self._choose_key_file)
        file.clicked.connect(self._choose_file)
        folder.clicked.connect(self._choose_folder)
        rows = (
            (_("Backup file"), self._file, file),
            (_("Passphrase, 24 words, key parts, or the printed key"), self._secret, None),
            (_("Key file"), self._key_file, key),
            (_("New folder, which does not exist yet"), self._folder, folder),
        )
        for text, field, button in rows:
            label = QLabel(text)
            label.setBuddy(field)
            field.setAccessibleName(text)
            row = QHBoxLayout()
            row.addWidget(field, 1)
            if button is not None:
                row.addWidget(button)
            column.addSpacing(6)
            column.addWidget(label)
            column.addLayout(row)
        for widget in (self._remember, self._new_label, self._new, self._bar, self._line):
            column.addWidget(widget)
        self._cancel.clicked.connect(self._leave)
        self._start.clicked.connect(self._begin_restoring)
        self._secret.submitted.connect(self._folder.setFocus)
        self._folder.returnPressed.connect(self._begin_restoring)
        self._new.submitted.connect(self._begin_restoring)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self._cancel, self._start):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addStretch(1)
        set_in_the_middle(self, column, COLUMN, top=48)

    def _ask_for_new(self) -> None:
        wanted = secret_kind(self._secret.text()) == "key"
        self._new.setVisible(wanted)
        self._new_label.setVisible(wanted)

    def _choose_file(self) -> None:
        self._asking.open_file(self, _("Which backup?"), self.choose, kinds=_("Backups ({patterns})").format(patterns=PATTERNS))

    def _choose_folder(self) -> None:
        self._asking.folder(self, _("In which folder shall the vault be made?"), lambda folder: self._folder.setText(str(folder / _NAME)))

    def _begin_restoring(self) -> None:
        if self._jobs.is_running(self._job):
            return
        if not self._file.text().strip() or not self._secret.text() or not self._folder.text().strip():
            self._line.say(_("Fill in all fields: the file, what opens it, and the new folder."), "error")
            return
        texts: list[str] = []
        if not attempt(self._line, lambda: texts.append(self._key_file_text())):
            return
        self._start.setEnabled(False)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._line.say(_("The backup is being read."))
        work = partial(
            _restore,
            Path(self._file.text().strip()).expanduser(),
            self._secret.text(),
            texts[0],
            self._target(),
            self._new.text() or None,
        )
        listener = Listener(self._on_done, failed=self._on_failed, progress=self._on_progress, stopped=self._on_stopped)
        self._job = self._jobs.run(self, work, listener)

    def _choose_key_file(self) -> None:
        self._asking.open_file(self, _("Choose the key file"), lambda path: self._key_file.setText(str(path)))

    def _key_file_text(self) -> str:
        path = self._key_file.text().strip()
        return key_file.text_of(key_file.read(Path(path).expanduser())) if path else ""

    def _target(self) -> Path:
        return Path(self._folder.text().strip()).expanduser().absolute()

    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_done(self, _verdict: Verdict) -> None:
        self._rest()
        self.restored.emit(self._target(), self._remember.isChecked())

    def _on_failed(self, error: CaseFileError) -> None:
        self._rest()
        self._line.say(explain(error), "error")

    def _on_stopped(self) -> None:
        self._rest()
        self._line.say(_("Stopped. Nothing was made."))

    def _rest(self) -> None:
        self._bar.hide()
        self._start.setEnabled(True)

    def _leave(self) -> None:
        if self._jobs.is_running(self._job):
            self._jobs.cancel(self._job)
        else:
            self.left.emit()
