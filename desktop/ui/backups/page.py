"""Backups: one sentence, one button, and every copy on every stick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.devices.drives import Drive, drive_of
from desktop.devices.eject import eject
from desktop.domain.errors import CaseFileError, DiskFailed, DiskFull, VaultUnhealthy
from desktop.domain.progress import Report, Stage
from desktop.i18n import _, ngettext
from desktop.operations.backups import Proven, back_up
from desktop.operations.copies import Copy, Trial, call_stick, listed, nicknames
from desktop.operations.looking import Inside
from desktop.operations.sticks import Stick
from desktop.storage.vault import Vault
from desktop.ui.backups.inside import InsidePanel
from desktop.ui.backups.look import LookPanel
from desktop.ui.backups.watch import StickWatch
from desktop.ui.backups.words import (
    ago_words,
    chosen_words,
    hindrance,
    no_stick_words,
    place_words,
    size_words,
    stage_words,
    state_words,
    stick_words,
    trial_words,
)
from desktop.ui.jobs import Listener
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import Choice, TextLine, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session
from desktop.words import explain

_FOLDER = "folder"
_MOST_SHOWN = 100


@dataclass
class _Now:
    """What the work is doing: told by its thread, read by the window's."""

    stage: Stage = Stage.CHECKING

    def say(self, stage: Stage) -> None:
        self.stage = stage


@dataclass(frozen=True)
class _Done:
    proven: Proven
    drive: Drive | None
    is_out: bool


@dataclass(frozen=True)
class _Work:
    """One backup, and the stick let go of afterwards."""

    vault: Vault
    to: Path
    now: _Now = field(default_factory=_Now)

    def __call__(self, report: Report) -> _Done:
        with self.vault.second() as second:
            proven = back_up(second, self.to, report=report, say=self.now.say)
        drive = drive_of(self.to)
        is_stick = drive is not None and not drive.is_system_disk
        return _Done(proven, drive if is_stick else None, bool(drive and is_stick and eject(drive)))


class BackupsPage(QWidget):
    """Makes a backup on a stick, reads it back, and only then says that there is one."""

    left = Signal()
    transfers_wanted = Signal()

    def __init__(self, session: Session, watch: StickWatch) -> None:
        super().__init__()
        self._session, self._watch, self._job = session, watch, 0
        self._folder: Path | None = None
        self._now, self._has_answered = _Now(), False
        self._then: Callable[[], object] | None = None
        self._sentence, self._rehearsed = label(""), hint("")
        set_role(self._sentence, "sentence")
        self._sentence.setWordWrap(True)
        self._where = Choice(_("Where to"), ())
        self._name = TextLine(_("What you call this stick"), hint=_("a name for this stick: blue"))
        self._start, self._cancel = QPushButton(_("Back up")), QPushButton(_("Cancel"))
        self._bar = QProgressBar()
        self._line = Line(lines=2, name=_("Message"))
        self._table = Table(self._columns(), _("Copies"), identity=lambda copy: copy.made.file)
        self._look = LookPanel(session)
        self._inside = InsidePanel(session)
        self._stack = QStackedWidget()
        self._build()
        deeds = {"V": self._look_panel("verify"), "B": self._look_panel("look"), "R": self._look_panel("rehearse")}
        Keys(self, {**deeds, "T": self.transfers_wanted.emit, "Escape": self._on_escape})
        session.changed.connect(self._show)
        session.visit_changed.connect(self._leave_inside)
        watch.changed.connect(self._on_sticks)
        watch.came.connect(self._on_came)
        self._on_sticks()

    @property
    def is_busy(self) -> bool:
        """Whether a backup is being made."""
        return self._session.jobs.is_running(self._job)

    def ask_to_restore(self) -> None:
        """Ask which backup is to be restored into a new folder."""
        self._look_panel("restore")()

    def take_focus(self) -> None:
        """Look for sticks, and put the keyboard on the button."""
        self._has_answered = False
        self._watch.look()
        (self._start if self._start.isEnabled() else self._where).setFocus()

    def choose_folder(self, folder: Path) -> None:
        """Take a folder for the next backup, on a stick or not."""
        self._folder, self._has_answered = folder, False
        self._on_sticks()
        self._where.show_code(str(folder))
        self._tell_place()

    def begin_then(self, done: Callable[[], object]) -> None:
        """Back up to the stick that is chosen; `done` is called once the copy is proven, and never where it is not."""
        if self._target() is not None and not self.is_busy:
            self._then = done
            self._begin()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Where it lies"), place_words, 190, bold=True),
            Column(_("Made"), lambda copy: moment_words(copy.made.when, self._session.today), 130),
            Column(_("Now"), state_words, 0, tone_of=lambda copy: "amber" if copy.is_gone or not copy.is_remembered else None),
            Column(_("Size"), lambda copy: size_words(copy.made.bytes), 90, right=True),
            Column(_("Records"), lambda copy: str(copy.made.records), 80, right=True),
            Column(_("Papers"), lambda copy: str(copy.made.papers), 105, right=True),
            Column(_("Trial restore"), self._trial_words, 215, tone_of=lambda copy: "red" if copy.trial and not copy.trial.ok else None),
        )

    def _trial_words(self, copy: Copy) -> str:
        return trial_words(copy.trial, moment_words(copy.trial.when, self._session.today) if copy.trial else "")

    def _build(self) -> None:
        set_role(self._start, "huge")
        self._start.setAutoDefault(True)
        self._start.clicked.connect(self._begin)
        self._cancel.clicked.connect(self._on_escape)
        self._cancel.hide()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Backing up"))
        self._bar.hide()
        self._name.setFixedWidth(230)
        self._name.committed.connect(self._on_name)
        self._where.chosen.connect(self._on_where)
        where = QHBoxLayout()
        where.addWidget(label(_("Where to"), self._where))
        where.addWidget(self._where, 1)
        where.addWidget(self._name)
        start = QHBoxLayout()
        start.addWidget(self._start)
        start.addWidget(self._cancel)
        start.addStretch(1)
        below = QHBoxLayout()
        below.addStretch(1)
        for text, deed in (
            (_("Check (V)"), "verify"),
            (_("Look inside (B)"), "look"),
            (_("Trial restore (R)"), "rehearse"),
            (_("Restore into a new folder …"), "restore"),
        ):
            button = QPushButton(text)
            button.clicked.connect(self._look_panel(deed))
            below.addWidget(button)
        transfers = QPushButton(_("Cases to and from colleagues (T)"))
        transfers.clicked.connect(self.transfers_wanted)
        below.insertWidget(0, transfers)
        front = QWidget()
        column = QVBoxLayout(front)
        column.setContentsMargins(24, 8, 24, 12)
        column.setSpacing(8)
        for part in (self._sentence, self._rehearsed, start, where, self._bar, self._line, self._look):
            column.addLayout(part) if isinstance(part, QHBoxLayout) else column.addWidget(part)
        column.addWidget(self._table, 1)
        column.addLayout(below)
        column.addStretch(0)
        self._stack.addWidget(front)
        self._stack.addWidget(self._inside)
        self._inside.left.connect(self._leave_inside)
        self._look.opened.connect(self._on_opened)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    # --- what is shown

    def _show(self) -> None:
        vault, sticks = self._session.vault, self._watch.sticks
        drives = [stick.drive for stick in (*sticks.usable, *sticks.refused)]
        copies = listed(vault, drives, sticks.found)
        self._table.show_rows(copies[:_MOST_SHOWN])
        self._table.setVisible(bool(copies))
        proven = max((copy for copy in copies if copy.is_remembered), key=lambda copy: copy.made.when, default=None)
        if proven is None:
            self._sentence.setText(_("No copies. If the laptop goes, all goes. Insert an empty stick."))
        else:
            words = _("Last proven copy: {when}, {place}")
            self._sentence.setText(words.format(when=ago_words(vault, proven.made), place=place_words(proven)))
        trial = max((copy.trial for copy in copies if copy.trial), key=lambda each: each.when, default=None)
        self._rehearsed.setText(self._rehearsal_words(trial))
        set_tone(self._rehearsed, "error" if trial and not trial.ok else "")
        self._rehearsed.setVisible(bool(copies))

    def _rehearsal_words(self, trial: Trial | None) -> str:
        if trial is None:
            return _("No trial restore yet. It shows that a copy comes back whole: choose one, press R.")
        when = moment_words(trial.when, self._session.today)
        if not trial.ok:
            return _("Last trial restore, {when}: FAILED. Make a new copy, and keep that one.").format(when=when)
        counted = ngettext("{count} record came back the same", "{count} records came back the same", trial.records)
        return _("Last trial restore, {when}: {counted}.").format(when=when, counted=counted.format(count=trial.records))

    def _on_sticks(self) -> None:
        usable = self._watch.sticks.usable
        choices = [(str(stick.drive.path), stick_words(stick)) for stick in usable]
        if len(usable) > 1:
            choices.insert(0, ("", _("Several sticks are in: choose one")))
        if self._folder is not None:
            choices.append((str(self._folder), _("Folder {name}").format(name=self._folder.name)))
        choices.append((_FOLDER, _("Another folder …")))
        before = self._where.code
        self._where.show_words(choices)
        if before in {"", _FOLDER}:
            self._where.show_code(choices[0][0])
        if self._folder is not None and not usable:
            self._where.show_code(str(self._folder))
        self._show()
        self._tell_place()

    def _on_came(self, _name: str) -> None:
        self._has_answered = False
        self._tell_place()

    def _on_where(self, code: object) -> None:
        self._has_answered = False
        if code == _FOLDER:
            self._session.asking.folder(self, _("Where shall the backup go?"), self.choose_folder)
        self._tell_place()

    def _on_name(self, name: str) -> None:
        stick = self._stick()
        if stick and attempt(self._line, lambda: call_stick(self._session.vault, stick.drive.uuid, name)):
            self._name.mark_saved()
            self._watch.look()

    def _tell_place(self) -> None:
        """Say what stands in the way of a backup there, before she begins."""
        stick, place = self._stick(), self._target()
        self._name.setVisible(bool(stick and stick.drive.uuid))
        if stick is not None:
            self._name.put_back(nicknames(self._session.vault).get(stick.drive.uuid, ""))
            self._name.mark_saved()
        if self.is_busy:
            return
        drive = drive_of(place) if place and stick is None else None
        self._start.setEnabled(place is not None and not (drive and drive.is_read_only))
        if self._has_answered:
            return  # what came of the last backup stays until she turns to the next
        if stick is not None:
            others = [copy.stick for copy in self._table.model_.rows if copy.made.stick and copy.made.stick_id != stick.drive.uuid]
            self._line.say(chosen_words(stick, others))
        elif place is None:
            found = self._watch.sticks
            words = _("Choose the stick.") if found.usable else no_stick_words(found)
            self._line.say(words, "warning" if found.refused and not found.usable else "plain")
        elif drive is None:
            self._line.say(_("This folder is on the computer itself: a stolen laptop takes the copy along."), "warning")
        else:
            self._line.say(hindrance(drive), "warning")

    def _stick(self) -> Stick | None:
        return next((stick for stick in self._watch.sticks.usable if str(stick.drive.path) == self._where.code), None)

    def _target(self) -> Path | None:
        code = str(self._where.code)
        return None if code in {_FOLDER, ""} else Path(code)

    # --- a backup

    def _begin(self) -> None:
        place = self._target()
        if place is None or self.is_busy:
            return
        work = _Work(self._session.vault, place)
        self._now = work.now
        self._busy(True)
        self._line.say(stage_words(Stage.CHECKING, 0, 0))
        stick = self._stick()
        failed = partial(self._on_failed, stick.drive if stick else None)
        listener = Listener(self._on_done, failed=failed, progress=self._on_progress, stopped=self._on_stopped)
        self._job = self._session.jobs.run(self, work, listener)
        self._cancel.setFocus()

    def _busy(self, busy: bool) -> None:
        self._has_answered = not busy
        self._start.setEnabled(not busy)
        self._where.setEnabled(not busy)
        self._name.setEnabled(not busy)
        self._cancel.setVisible(busy)
        self._bar.setVisible(busy)
        self._bar.setRange(0, 0)

    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._line.say(stage_words(self._now.stage, done, total))

    def _on_done(self, done: _Done) -> None:
        self._busy(False)
        self._session.changed.emit()
        self._watch.look()
        size = size_words(done.proven.bytes)
        if done.drive is None:
            words = _("Proven: {size}, read back and opened. It lies on the laptop itself: carry it to a stick.")
            self._line.say(words.format(size=size), "warning")
        elif done.is_out:
            words = _("Proven: {size}, read back and opened. You may take it out. Do not keep it beside the laptop.")
            self._line.say(words.format(size=size), "good")
        else:
            words = _(
                "Proven: {size}, read back and opened. The computer still holds the stick: eject it in the file manager, then take it out."
            )
            self._line.say(words.format(size=size), "good")
        self._start.setFocus()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _on_failed(self, drive: Drive | None, error: CaseFileError) -> None:
        self._busy(False)
        self._then = None
        self._watch.look()
        if isinstance(error, VaultUnhealthy):
            self._session.health.note(error)
        if isinstance(error, DiskFull):
            words = _("There was no room left, so this is no copy; earlier ones are as they were. Take a larger or an empty stick.")
        elif isinstance(error, DiskFailed) and drive is not None and drive_of(drive.path) is None:
            words = _("The stick was taken out too early, so this is no copy; earlier ones are as they were. Put it in, and begin again.")
        else:
            words = explain(error)
        self._line.say(words, "error")

    def _on_stopped(self) -> None:
        self._busy(False)
        self._then = None
        self._watch.look()
        self._line.say(_("Cancelled. Earlier copies are as they were."))

    def _on_escape(self) -> None:
        if self._stack.currentWidget() is self._inside:
            self._leave_inside()
        elif self.is_busy:
            self._session.jobs.cancel(self._job)
        elif self._look.isVisible():
            self._look.leave()
            self._start.setFocus()
        else:
            self.left.emit()

    # --- a copy

    def _look_panel(self, deed: str) -> partial[None]:
        return partial(self._ask, deed)

    def _ask(self, deed: str, *_clicked: object) -> None:
        copy: Copy | None = self._table.current()
        self._look.ask(deed, copy.path if copy else None)

    def _on_opened(self, inside: Inside) -> None:
        self._look.leave()
        self._inside.show_inside(inside)
        self._stack.setCurrentWidget(self._inside)
        self._inside.take_focus()

    def _leave_inside(self) -> None:
        self._inside.forget()
        if self._stack.currentWidget() is self._inside:
            self._stack.setCurrentIndex(0)
            self._table.setFocus()
