"""Backups: one sentence, one button, and every copy on every stick."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.devices import drives
from desktop.devices.drives import Drive
from desktop.domain.errors import CaseFileError, DiskFailed, DiskFull, VaultUnhealthy
from desktop.domain.progress import Stage
from desktop.i18n import _, ngettext
from desktop.operations.cleansing import holding, strike_off_gone
from desktop.operations.copies import Copy, Trial, listed
from desktop.operations.looking import Inside
from desktop.ui.backups.cleansing import CleansingStrip
from desktop.ui.backups.inside import InsidePanel
from desktop.ui.backups.look import LookPanel
from desktop.ui.backups.target import Target
from desktop.ui.backups.watch import StickWatch
from desktop.ui.backups.words import (
    ago_words,
    missing_words,
    place_words,
    stage_words,
    state_words,
    trial_words,
)
from desktop.ui.backups.work import Done, Now, Work
from desktop.ui.jobs import Listener
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import hint, label
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.sizes import size_words
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session
from desktop.words import explain

_MOST_SHOWN = 100


class BackupsPage(QWidget):
    """Makes a backup on a stick, reads it back, and only then says that there is one."""

    left = Signal()
    transfers_wanted = Signal()
    open_formats_wanted = Signal()

    def __init__(self, session: Session, watch: StickWatch) -> None:
        super().__init__()
        self._session, self._watch, self._job = session, watch, 0
        self._now, self._has_answered = Now(), False
        self._then: Callable[[], object] | None = None
        self._sentence, self._rehearsed = label(""), hint("")
        set_role(self._sentence, "sentence")
        self._sentence.setWordWrap(True)
        self.target = Target(session, watch)
        self._start, self._cancel = QPushButton(_("Back up")), QPushButton(_("Cancel"))
        self._bar = QProgressBar()
        self._line = Line(lines=2, name=_("Message"))
        self._table = Table(self._columns(), _("Copies"), identity=lambda copy: copy.made.file)
        self.cleansing = CleansingStrip(session, self._line)
        self._look = LookPanel(session)
        self._inside = InsidePanel(session)
        self._stack = QStackedWidget()
        self._build()
        deeds = {"V": self._look_panel("verify"), "B": self._look_panel("look"), "R": self._look_panel("rehearse")}
        leading = {"T": self.transfers_wanted.emit, "E": self.open_formats_wanted.emit}
        Keys(self, {**deeds, **leading, "W": self.cleansing.begin, "Escape": self._on_escape})
        session.changed.connect(self._show)
        session.visit_changed.connect(self._leave_inside)
        watch.changed.connect(self._on_sticks)
        watch.came.connect(self._on_target)
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
        (self._start if self._start.isEnabled() else self.target.where).setFocus()

    def begin_then(self, done: Callable[[], object]) -> None:
        """Back up to the stick that is chosen; `done` is called once the copy is proven, and never where it is not."""
        if self.target.is_possible and not self.is_busy:
            self._then = done
            self._begin()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Where it lies"), place_words, 190, bold=True),
            Column(_("Copy of"), lambda copy: moment_words(copy.made.when, self._session.today), 130),
            Column(_("Now"), self._state_words, 0, tone_of=self._state_tone),
            Column(_("Size"), lambda copy: size_words(copy.made.bytes), 90, right=True),
            Column(_("Records"), lambda copy: str(copy.made.records), 80, right=True),
            Column(_("Papers"), lambda copy: str(copy.made.papers), 105, right=True),
            Column(_("Trial restore"), self._trial_words, 215, tone_of=lambda copy: "red" if copy.trial and not copy.trial.ok else None),
        )

    def _state_words(self, copy: Copy) -> str:
        return self.cleansing.why(copy.made.file) or state_words(copy)

    def _state_tone(self, copy: Copy) -> str | None:
        if self.cleansing.why(copy.made.file):
            return "red"
        return "amber" if copy.is_gone or not copy.is_remembered else None

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
        self.target.chosen.connect(self._on_target)
        self.target.failed.connect(lambda words: self._line.say(words, "error"))
        start = QHBoxLayout()
        start.addWidget(self._start)
        start.addWidget(self._cancel)
        start.addStretch(1)
        below = Flow()
        transfers, everything = QPushButton(_("Cases to and from colleagues (T)")), QPushButton(_("Open formats (E)"))
        transfers.clicked.connect(self.transfers_wanted)
        everything.clicked.connect(self.open_formats_wanted)
        below.addWidget(transfers)
        below.addWidget(everything)
        for text, deed in (
            (_("Check (V)"), "verify"),
            (_("Look inside (B)"), "look"),
            (_("Trial restore (R)"), "rehearse"),
            (_("Restore into a new folder …"), "restore"),
        ):
            button = QPushButton(text)
            button.clicked.connect(self._look_panel(deed))
            below.addWidget(button)
        front = QWidget()
        column = QVBoxLayout(front)
        column.setContentsMargins(24, 8, 24, 12)
        column.setSpacing(8)
        for part in (self._sentence, self._rehearsed, start, self.target, self._bar, self._line, self.cleansing, self._look):
            column.addLayout(part) if isinstance(part, QHBoxLayout) else column.addWidget(part)
        column.addWidget(self._table, 1)
        column.addLayout(below)
        column.addStretch(0)
        self._stack.addWidget(front)
        self._stack.addWidget(self._inside)
        self._inside.left.connect(self._leave_inside)
        self._table.current_changed.connect(lambda copy: self.cleansing.choose(copy.made.file if copy else ""))
        self.cleansing.busy_changed.connect(self._on_cleansing)
        self.cleansing.settled.connect(self._watch.look)
        self._look.opened.connect(self._on_opened)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    # --- what is shown

    def _show(self) -> None:
        vault, sticks = self._session.vault, self._watch.sticks
        there = [stick.drive for stick in (*sticks.usable, *sticks.refused)]
        copies = listed(vault, there, sticks.found)
        strike_off_gone(vault, copies)
        self.cleansing.show_held(holding(vault, copies))
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
        self.target.show_sticks()
        self._show()
        self._tell_place()

    def _on_target(self, *_name: str) -> None:
        self._has_answered = False
        self._tell_place()

    def _tell_place(self) -> None:
        if self.is_busy or self.cleansing.is_busy:
            return
        self._start.setEnabled(self.target.is_possible)
        if not self._has_answered:  # what came of the last backup stays until she turns to the next
            self._line.say(*self.target.words(self._table.model_.rows))

    def _on_cleansing(self, busy: bool) -> None:
        """One work on a stick at a time."""
        self._start.setEnabled(not busy and self.target.is_possible)
        self.target.setEnabled(not busy)
        self._has_answered = True

    # --- a backup

    def _begin(self) -> None:
        place, stick = self.target.place, self.target.stick
        if place is None or self.is_busy or self.cleansing.is_busy:
            return
        work = Work(self._session.vault, place)
        self._now = work.now
        self._busy(True)
        self._line.say(stage_words(Stage.CHECKING, 0, 0))
        failed = partial(self._on_failed, stick.drive if stick else None)
        listener = Listener(self._on_done, failed=failed, progress=self._on_progress, stopped=self._on_stopped)
        self._job = self._session.jobs.run(self, work, listener)
        self._cancel.setFocus()

    def _busy(self, busy: bool) -> None:
        self._has_answered = not busy
        had_focus = self._cancel.hasFocus()
        self._start.setEnabled(not busy)
        self.target.setEnabled(not busy)
        self.cleansing.setEnabled(not busy)
        self._cancel.setVisible(busy)
        if had_focus:
            self._start.setFocus()
        self._bar.setVisible(busy)
        self._bar.setRange(0, 0)

    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        words = stage_words(self._now.stage, done, total)
        if words != self._line.text():
            self._line.say(words)

    def _on_done(self, done: Done) -> None:
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
        elif isinstance(error, DiskFailed) and drive is not None and drives.drive_of(drive.path) is None:
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
        self._look.ask(deed, copy.path if copy else None, missing=missing_words(copy) if copy else "")

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
