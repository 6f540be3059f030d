"""Backups: one sentence, one button, and the list of those that were proven."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.devices.drives import Drive, drive_of, drives
from desktop.domain.errors import CaseFileError, VaultUnhealthy
from desktop.domain.progress import Report
from desktop.i18n import _
from desktop.operations.backups import Made, Proven, back_up, made
from desktop.storage.vault import Vault
from desktop.ui.backups.look import LookPanel
from desktop.ui.backups.words import ago_words, drive_words, hindrance, place_words, size_words
from desktop.ui.jobs import Listener
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import Choice, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.words import explain

_FOLDER = "folder"
_MOST_SHOWN = 50


def _back_up(vault: Vault, to: Path, report: Report) -> Proven:
    with vault.second() as second:
        return back_up(second, to, report=report)


class BackupsPage(QWidget):
    """Makes a backup on a stick, reads it back, and only then says that there is one."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._job = session, 0
        self._folder: Path | None = None
        self._found: tuple[Drive, ...] = ()
        self._sentence = label("")
        set_role(self._sentence, "sentence")
        self._where = Choice(_("Where to"), ())
        self._start, self._cancel = QPushButton(_("Back up")), QPushButton(_("Cancel"))
        self._bar = QProgressBar()
        self._line = Line(lines=2, name=_("Message"))
        self._table = Table(self._columns(), _("Proven backups"), identity=lambda copy: copy.file)
        self._look = LookPanel(session)
        self._build()
        Keys(self, {"V": self._verify, "R": self._restore, "Escape": self._on_escape})
        session.changed.connect(self._show)
        self._show()

    def ask_to_restore(self) -> None:
        """Ask which backup is to be restored into a new folder."""
        self._restore()

    def take_focus(self) -> None:
        """Look for sticks, and put the keyboard on the button."""
        self._look_for_drives()
        (self._start if self._start.isEnabled() else self._where).setFocus()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Proven"), lambda copy: moment_words(copy.when, self._session.today), 130),
            Column(_("Where it lies"), lambda copy: place_words(copy.folder), 160, bold=True),
            Column(_("File"), lambda copy: copy.file),
            Column(_("Size"), lambda copy: size_words(copy.bytes), 90, right=True),
            Column(_("Records"), lambda copy: str(copy.records), 80, right=True),
            Column(_("Papers"), lambda copy: str(copy.papers), 100, right=True),
        )

    def _build(self) -> None:
        set_role(self._start, "huge")
        self._start.setAutoDefault(True)
        self._start.clicked.connect(self._begin)
        self._cancel.clicked.connect(self._on_escape)
        self._cancel.hide()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Backing up"))
        self._bar.hide()
        again = QPushButton(_("Look for sticks"))
        again.clicked.connect(self._look_for_drives)
        where = QHBoxLayout()
        where.addWidget(label(_("Where to"), self._where))
        where.addWidget(self._where, 1)
        where.addWidget(again)
        start = QHBoxLayout()
        start.addWidget(self._start)
        start.addWidget(self._cancel)
        verify, restore = QPushButton(_("Check a backup (V)")), QPushButton(_("Restore into a new folder (R)"))
        verify.clicked.connect(self._verify)
        restore.clicked.connect(self._restore)
        start.addStretch(1)
        start.addWidget(verify)
        start.addWidget(restore)
        listed = QVBoxLayout()
        listed.addWidget(self._table, 1)
        listed.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 12)
        column.setSpacing(10)
        column.addWidget(self._sentence)
        column.addLayout(where)
        column.addLayout(start)
        column.addWidget(self._bar)
        column.addWidget(self._line)
        column.addWidget(self._look)
        column.addLayout(listed, 1)
        self._where.chosen.connect(self._on_where)

    def _show(self) -> None:
        known = made(self._session.vault)
        self._table.show_rows(known[:_MOST_SHOWN])
        self._table.setVisible(bool(known))
        if not known:
            self._sentence.setText(_("No copies. If the laptop goes, all goes. Insert an empty stick."))
            return
        words = _("Last proven copy: {when}, {place}")
        self._sentence.setText(words.format(when=ago_words(self._session.vault, known[0]), place=place_words(known[0].folder)))

    def _look_for_drives(self) -> None:
        self._found = tuple(drive for drive in drives() if not drive.is_system_disk)
        choices = [(str(drive.path), drive_words(drive)) for drive in self._found]
        if self._folder is not None:
            choices.append((str(self._folder), _("Folder {name}").format(name=self._folder.name)))
        choices.append((_FOLDER, _("Another folder …")))
        self._where.show_words(choices)
        chosen = self._folder or (self._found[0].path if self._found else None)
        self._where.show_code(str(chosen) if chosen else _FOLDER)
        self._tell_place()

    def _on_where(self, code: object) -> None:
        if code == _FOLDER:
            self._session.asking.folder(self, _("Where shall the backup go?"), self._on_folder)
        else:
            self._tell_place()

    def _on_folder(self, folder: Path) -> None:
        self._folder = folder
        self._look_for_drives()

    def _tell_place(self) -> None:
        """Say what stands in the way of a backup there, before she begins."""
        place = self._target()
        drive = drive_of(place) if place else None
        if self._session.jobs.is_running(self._job):
            return
        if place is None:
            self._line.say(_("No stick is there. Put one in and look again, or choose a folder."))
        elif drive is None:
            self._line.say(_("This folder is on the computer itself: a stolen laptop takes the copy along."), "warning")
        elif words := hindrance(drive):
            self._line.say(words, "warning")
        else:
            self._line.clear()
        self._start.setEnabled(place is not None and not (drive and drive.is_read_only))

    def _target(self) -> Path | None:
        code = str(self._where.code)
        return None if code in {_FOLDER, ""} else Path(code)

    def _begin(self) -> None:
        place = self._target()
        if place is None or self._session.jobs.is_running(self._job):
            return
        self._busy(True)
        self._line.say(_("Backing up, then reading it back from where it was written. You can go on working."))
        listener = Listener(self._on_done, failed=self._on_failed, progress=self._on_progress, stopped=self._on_stopped)
        self._job = self._session.jobs.run(self, partial(_back_up, self._session.vault, place), listener)
        self._cancel.setFocus()

    def _busy(self, busy: bool) -> None:
        self._start.setEnabled(not busy)
        self._where.setEnabled(not busy)
        self._cancel.setVisible(busy)
        self._bar.setVisible(busy)
        self._bar.setRange(0, 0)

    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_done(self, proven: Proven) -> None:
        self._busy(False)
        self._session.changed.emit()
        place = self._target()
        if place is not None and drive_of(place) is not None:
            words = _("Proven: {size}, read back and opened. You may take it out. Do not keep it beside the laptop.")
            self._line.say(words.format(size=size_words(proven.bytes)), "good")
        else:
            words = _("Proven: {size}, read back and opened. It lies on the laptop itself: carry it to a stick.")
            self._line.say(words.format(size=size_words(proven.bytes)), "warning")
        self._start.setFocus()

    def _on_failed(self, error: CaseFileError) -> None:
        self._busy(False)
        if isinstance(error, VaultUnhealthy):
            self._session.health.note(error)
        self._line.say(explain(error), "error")

    def _on_stopped(self) -> None:
        self._busy(False)
        self._line.say(_("Cancelled. Earlier copies are as they were."))

    def _on_escape(self) -> None:
        if self._session.jobs.is_running(self._job):
            self._session.jobs.cancel(self._job)
        elif self._look.isVisible():
            self._look.leave()
        else:
            self.left.emit()

    def _known_file(self) -> Path | None:
        copy: Made | None = self._table.current()
        path = Path(copy.folder) / copy.file if copy else None
        return path if path and path.is_file() else None

    def _verify(self) -> None:
        self._look.ask_to_verify(self._known_file())

    def _restore(self) -> None:
        self._look.ask_to_restore(self._known_file())
