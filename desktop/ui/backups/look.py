"""What can be done with one copy: checked, looked into, restored on trial, restored into a new folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.domain.checks import Verdict
from desktop.domain.errors import CaseFileError, WrongSecret
from desktop.domain.progress import Report
from desktop.i18n import N_, _, ngettext
from desktop.operations.backups import restore, verify
from desktop.operations.looking import Inside, look_inside
from desktop.operations.reading import Secret
from desktop.operations.trial import Rehearsed, rehearse
from desktop.storage import key_file
from desktop.storage.vault import Vault
from desktop.storage.volumes import PATTERNS
from desktop.ui.backups.words import way_words
from desktop.ui.jobs import Listener
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import label
from desktop.ui.parts.line import Line
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.words import explain, problem_sentence

_TITLES = {
    "verify": (N_("Check a copy"), N_("Check")),
    "look": (N_("Look into a copy"), N_("Look inside")),
    "rehearse": (N_("Trial restore"), N_("Begin")),
    "restore": (N_("Restore into a new folder"), N_("Restore")),
}


@dataclass(frozen=True)
class _Asked:
    """Which copy, and what opens it."""

    path: Path
    secret: Secret
    key_file: str


def _verify(asked: _Asked, report: Report) -> Verdict:
    return verify(asked.path, asked.secret, report, key_file_text=asked.key_file)


def _look_inside(asked: _Asked, report: Report) -> Inside:
    return look_inside(asked.path, asked.secret, report, key_file_text=asked.key_file)


def _rehearse(vault: Vault, asked: _Asked, report: Report) -> Rehearsed:
    with vault.second() as second:
        return rehearse(second, asked.path, asked.secret, report, key_file_text=asked.key_file)


def _restore(asked: _Asked, folder: Path, report: Report) -> Verdict:
    return restore(asked.path, str(asked.secret), folder, None, report, key_file_text=asked.key_file)


class LookPanel(QWidget):
    """Asks for the file and what opens it; nothing of the vault that is open is touched by any of this.

    For a copy of this vault nothing need be typed, but what she will have to type on the bad day is better tried now.
    """

    opened = Signal(object)  # Inside

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._job, self._deed = session, 0, "verify"
        self._title = QLabel()
        set_role(self._title, "band")
        self._file, self._folder, self._key_file = QLineEdit(), QLineEdit(), QLineEdit()
        self._secret = SecretField(_("Passphrase, 24 words, key parts, or a key"))
        self._go, self._close = QPushButton(), QPushButton(_("Close"))
        self._line = Line(lines=2, name=_("What was found"))
        self._bar = QProgressBar()
        self._build()
        self.hide()

    def ask(self, deed: str, path: Path | None, *, missing: str = "") -> None:
        """Ask what opens this copy: `verify` reads all of it, `look` shows what is in it, `rehearse` restores it on trial,
        `restore` for good, into a new folder. `missing` says why the copy she means has no path.
        """
        if self._session.jobs.is_running(self._job):
            return
        self._deed = deed
        title, go = _TITLES[deed]
        self._title.setText(_(title))
        self._go.setText(_(go))
        for widget in (self._folder, self._folder_label):
            widget.setVisible(deed == "restore")
        if path is not None or missing:
            self._file.setText(str(path or ""))
        own = _("Left empty, this vault's own keys are used. Better try what you will have on the bad day.")
        self._line.say(missing or ("" if deed == "restore" else own), "warning" if missing else "plain")
        self.show()
        (self._secret if self._file.text() else self._file).setFocus()

    def leave(self) -> None:
        """Stop what is going on, and go."""
        self._session.jobs.cancel(self._job)
        self._secret.clear()
        self.hide()

    def _build(self) -> None:
        set_role(self._go, "primary")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Reading the backup"))
        self._bar.hide()
        choose, choose_key = QPushButton(_("Choose …")), QPushButton(_("Choose …"))
        choose.clicked.connect(self._choose)
        choose_key.clicked.connect(self._choose_key_file)
        self._secret.setPlaceholderText(self._secret.accessibleName())
        self._key_file.setPlaceholderText(_("only where the passphrase needs one"))
        self._folder_label = label(_("New folder, which does not exist yet"), self._folder)
        fields = QGridLayout()
        fields.setColumnStretch(1, 1)
        fields.setVerticalSpacing(4)
        rows = (
            (label(_("Backup file"), self._file), self._file, choose),
            (label(_("What opens it"), self._secret), self._secret, None),
            (label(_("Key file"), self._key_file), self._key_file, choose_key),
            (self._folder_label, self._folder, None),
        )
        for number, (words, field, button) in enumerate(rows):
            if field is not self._secret:
                field.setAccessibleName(words.text())
            fields.addWidget(words, number, 0)
            fields.addWidget(field, number, 1)
            if button is not None:
                fields.addWidget(button, number, 2)
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
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addLayout(fields)
        column.addWidget(self._bar)
        column.addLayout(buttons)

    def _choose(self) -> None:
        kinds = _("Backups ({patterns})").format(patterns=PATTERNS)
        self._session.asking.open_file(self, _("Which backup?"), lambda path: self._file.setText(str(path)), kinds=kinds)

    def _choose_key_file(self) -> None:
        self._session.asking.open_file(self, _("Choose the key file"), lambda path: self._key_file.setText(str(path)))

    def _key_file_text(self) -> str:
        path = self._key_file.text().strip()
        return key_file.text_of(key_file.read(Path(path).expanduser())) if path else ""

    def _begin(self) -> None:
        file, secret, folder = self._file.text().strip(), self._secret.text(), self._folder.text().strip()
        texts: list[str] = []
        if self._session.jobs.is_running(self._job):
            return
        if not file or (self._deed == "restore" and not (secret and folder)):
            self._line.say(_("Fill in all fields first."), "error")
            return
        if self._deed == "look" and self._session.visit is not None:
            self._line.say(_("Not while a visitor sits beside you: other files would be seen."), "error")
            return
        if not attempt(self._line, lambda: texts.append(self._key_file_text())):
            return
        self._go.setEnabled(False)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._line.say(_("The backup is being read."))
        asked = _Asked(Path(file).expanduser(), secret or self._session.vault.keys, texts[0])
        listener = Listener(self._on_done, failed=partial(self._on_failed, bool(secret)), progress=self._on_progress, stopped=self._rest)
        self._job = self._session.jobs.run(self, self._work(asked, Path(folder).expanduser().absolute()), listener)

    def _work(self, asked: _Asked, folder: Path) -> partial[Any]:
        if self._deed == "restore":
            return partial(_restore, asked, folder)
        if self._deed == "rehearse":
            return partial(_rehearse, self._session.vault, asked)
        return partial(_look_inside if self._deed == "look" else _verify, asked)

    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_done(self, answer: Verdict | Rehearsed | Inside) -> None:
        self._rest()
        self._secret.clear()
        if isinstance(answer, Inside):
            self.opened.emit(answer)
            return
        if answer.problems:
            self._line.say(" ".join(problem_sentence(problem.code, problem.where) for problem in answer.problems[:3]), "error")
        elif isinstance(answer, Rehearsed):
            trial = answer.trial
            counted = ngettext("{count} record", "{count} records", trial.records).format(count=trial.records)
            papers = ngettext("{count} paper", "{count} papers", trial.papers).format(count=trial.papers)
            words = _("Restored on trial, compared, and taken away again: {records} and {papers}, with their history, all the same. {way}")
            self._line.say(words.format(records=counted, papers=papers, way=way_words(trial.way)), "good")
        elif self._deed == "restore":
            words = _("Restored and checked. The new folder is a vault of its own: open it from the first page. {way}")
            self._line.say(words.format(way=way_words(answer.way)), "good")
        else:
            counted = ngettext("{count} record", "{count} records", answer.records).format(count=answer.records)
            words = _("This backup is whole and would restore: {counted}. {way}")
            self._line.say(words.format(counted=counted, way=way_words(answer.way)), "good")
        if isinstance(answer, Rehearsed):
            self._session.changed.emit()

    def _on_failed(self, was_typed: bool, error: CaseFileError) -> None:
        self._rest()
        if isinstance(error, WrongSecret) and not was_typed:
            words = _("It is not a copy of this vault, or older than its keys: type what opened the vault on that day.")
            self._line.say(words, "warning")
        else:
            self._line.say(explain(error), "error")
        self._secret.setFocus()
        self._secret.selectAll()

    def _rest(self) -> None:
        self._bar.hide()
        self._go.setEnabled(True)
