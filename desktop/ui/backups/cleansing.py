"""The strip on the Backup page that says which copies hold what was to be destroyed, and makes them anew once their stick is in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.errors import CaseFileError, WrongSecret
from desktop.domain.progress import Report
from desktop.i18n import N_, _, ngettext
from desktop.operations import cleansing
from desktop.operations.cleansing import Holding
from desktop.operations.copies import listed
from desktop.operations.sticks import Sticks
from desktop.storage.vault import Vault
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import label
from desktop.ui.parts.line import Line
from desktop.ui.parts.long_work import LongWork
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.parts.tones import set_tone
from desktop.ui.session import Session
from desktop.words import explain

_WHY = {
    "other-keys": N_("holds what was to be destroyed: made under other keys, type what opened it then"),
    "damaged": N_("holds what was to be destroyed, and is damaged: remove the file yourself"),
    "too-new": N_("holds what was to be destroyed: a newer program made it"),
}


@dataclass(frozen=True)
class Outcome:
    """What came of going through the copies: how many are new, how many held nothing, and what failed."""

    new: int = 0
    clean: int = 0
    failed: tuple[tuple[str, CaseFileError], ...] = ()


class CleansingStrip(QWidget):
    """Nothing while no copy holds anything of a destroyed case."""

    busy_changed = Signal(bool)
    settled = Signal()  # something became of it: look at the sticks again

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._held: tuple[Holding, ...] = ()
        self.words: QLabel = label("")
        self.words.setWordWrap(True)
        set_tone(self.words, "warning")
        self.secret = SecretField(_("What opened these copies when they were made"))
        self.secret.setPlaceholderText(_("What opened these copies when they were made"))
        self.begin_button = QPushButton(_("Make them anew without it (W)"))
        self.gone = QPushButton(_("The chosen copy is no more"))
        self.gone.setToolTip(_("The stick is lost or broken, or the file was removed: it is not listed any more"))
        self.working = LongWork(session.jobs, line, _("Making copies anew"))
        self._file = ""
        row = QHBoxLayout()
        row.addWidget(self.secret, 1)
        row.addStretch(1)
        row.addWidget(self.gone)
        row.addWidget(self.begin_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.words, row, self.working):
            column.addLayout(part) if isinstance(part, QHBoxLayout) else column.addWidget(part)
        self.begin_button.clicked.connect(self.begin)
        self.secret.submitted.connect(self.begin)
        self.gone.clicked.connect(self._strike_off)
        self.working.busy_changed.connect(self._on_busy)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether copies are being made anew."""
        return self.working.isVisible()

    def show_held(self, held: Sequence[Holding]) -> None:
        """Show which copies hold something; nothing where none does."""
        self._held = tuple(held)
        self.setVisible(bool(held) or self.is_busy)
        here = [each for each in held if each.is_here]
        away = Counter(each.copy.stick for each in held if not each.is_here)
        said = [ngettext("{count} copy holds, or may hold, what was to be destroyed.",
                         "{count} copies hold, or may hold, what was to be destroyed.", len(held)).format(count=len(held))]  # fmt: skip
        if here:
            said.append(_("Here now: {count}.").format(count=len(here)))
        if away:
            sticks = ", ".join(_("“{name}” ({count})").format(name=name, count=count) for name, count in sorted(away.items()))
            said.append(_("Put in: {sticks}.").format(sticks=sticks))
        self.words.setText(" ".join(said))
        self.secret.setVisible(any(each.why == "other-keys" for each in here))
        self.begin_button.setEnabled(bool(here) and not self.is_busy)
        self.choose(self._file)

    def choose(self, file: str) -> None:
        """The copy under the cursor of the table."""
        self._file = file
        self.gone.setEnabled(any(each.copy.made.file == file for each in self._held))

    def why(self, file: str) -> str:
        """What stands beside this copy in the table; empty where it holds nothing."""
        held = next((each for each in self._held if each.copy.made.file == file), None)
        if held is None:
            return ""
        return _(_WHY[held.why]) if held.why in _WHY else _("holds what was to be destroyed")

    def begin(self) -> None:
        """Make every copy that is here anew, one after the other."""
        paths = [each.copy.path for each in self._held if each.copy.path is not None]
        if not paths or self.is_busy:
            return
        secret = self.secret.text()
        self.secret.clear()
        self.working.run(
            partial(_make_anew, self._session.vault, paths, secret), self._on_done,
            begun=_("Making copies anew: read, written without it, read back, then the old one is overwritten. Leave the stick in."),
            stopped=_("Stopped. What was not done stays listed."),
        )  # fmt: skip

    def _on_busy(self, busy: bool) -> None:
        self.begin_button.setEnabled(not busy)
        self.busy_changed.emit(busy)
        if not busy:
            self._session.changed.emit()
            self.settled.emit()

    def _on_done(self, outcome: Outcome) -> None:
        if outcome.failed:
            name, error = outcome.failed[0]
            words = _("{count} could not be made anew. {name}: {why}")
            self._line.say(words.format(count=len(outcome.failed), name=name, why=explain(error)), "error")
            return
        said = ngettext(
            "{count} copy was made anew and proven; the old one is overwritten.",
            "{count} copies were made anew and proven; the old ones are overwritten.",
            outcome.new,
        ).format(count=outcome.new)
        if outcome.clean:
            held = ngettext("{count} held nothing of it.", "{count} held nothing of it.", outcome.clean).format(count=outcome.clean)
            said = _("{first} {second}").format(first=said, second=held)
        self._line.say(said, "good")

    def _strike_off(self) -> None:
        if self._file and attempt(self._line, lambda: cleansing.strike_off(self._session.vault, [self._file])):
            self._session.changed.emit()


def came_words(vault: Vault, sticks: Sticks, name: str) -> str:
    """What is said when a stick is put in: whether copies on it hold what was to be destroyed."""
    there = [stick.drive for stick in (*sticks.usable, *sticks.refused)]
    held = sum(each.is_here for each in cleansing.holding(vault, listed(vault, there, sticks.found)))
    if not held:
        return _("Stick “{name}” is in.").format(name=name)
    words = ngettext(
        "Stick “{name}” is in: {count} copy here holds what was to be destroyed. Go to Backup and press W.",
        "Stick “{name}” is in: {count} copies here hold what was to be destroyed. Go to Backup and press W.",
        held,
    )
    return words.format(name=name, count=held)


def _make_anew(vault: Vault, paths: Sequence[Path], secret: str, report: Report) -> Outcome:
    outcome, failed = Outcome(), list[tuple[str, CaseFileError]]()
    with vault.second() as second:
        for path in paths:
            try:
                new = _one(second, path, secret, report)
            except CaseFileError as error:
                failed.append((path.name, error))
                continue
            outcome = Outcome(outcome.new + bool(new), outcome.clean + (not new))
    return Outcome(outcome.new, outcome.clean, tuple(failed))


def _one(vault: Vault, path: Path, secret: str, report: Report) -> str:
    try:
        return cleansing.rewrite(vault, path, report=report)
    except WrongSecret:
        if not secret:
            raise
        return cleansing.rewrite(vault, path, secret=secret, report=report)
