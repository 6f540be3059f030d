"""Destroying the keys: switched on beforehand, five seconds that any key stops, and what it does not reach."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.errors import CaseFileError
from desktop.i18n import N_, _
from desktop.operations import erasing
from desktop.operations.copies import Made, copies_elsewhere
from desktop.storage.vault import Vault
from desktop.ui.backups.words import ago_words
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import heading
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session
from desktop.ui.settings.countdown import Countdown
from desktop.ui.settings.secret_again import SecretAgain
from desktop.ui.settings.shell import Shell
from desktop.words import explain

KEY = "Ctrl+Shift+Del"

_WHAT = (
    N_("Both copies of the header are overwritten. Nothing opens this vault then: no passphrase, no sheet, no colleague."),
    N_("Advice: F12 and switching the computer off protect what is in the vault, and can be taken back. This cannot."),
)
_LIMITS = (
    (
        N_("What it does not reach"),
        N_(
            "Backups and other copies of the folder: they open as before. An SSD, a stick, a snapshot or a journal of all data"
            " may keep what was overwritten."
        ),
    ),
    (
        N_("The law – not checked by a lawyer"),
        N_(
            "Destroying data once a search, an inspection or a demand has begun or is expected may itself be held against you."
            " Ask a lawyer beforehand what holds where you are."
        ),
    ),
)


def begin(session: Session, over: QWidget, lock: Callable[[bool], None], say: Callable[[str], object]) -> Countdown | None:
    """Count down over the window, then destroy the keys and lock. None where it may not be: that is said."""
    try:
        copies = erasing.must_be_ready(session.vault)
    except CaseFileError as error:
        say(explain(error))
        return None
    countdown = Countdown(over, _("It comes back only from a copy:"), *(copy_words(session.vault, copy) for copy in copies))
    countdown.stopped.connect(lambda: say(_("Stopped. The keys are as they were.")))
    countdown.ended.connect(lambda: _destroy(session.vault, lock, say))
    countdown.start()
    return countdown


def _destroy(vault: Vault, lock: Callable[[bool], None], say: Callable[[str], object]) -> None:
    try:
        erasing.erase(vault)
    except CaseFileError as error:
        # Somebody must know that a copy may be left, and lock by hand.
        say(explain(error))
    else:
        lock(True)


def copy_words(vault: Vault, copy: Made) -> str:
    """Where a copy is, how old it is, and whether its stick is here now."""
    words = _("“{stick}”, {when}; plugged in now") if Path(copy.folder).is_dir() else _("“{stick}”, {when}; not plugged in")
    return words.format(stick=copy.stick, when=ago_words(vault, copy))


class ErasePane(QWidget):
    """Says what it does, what it does not reach and what it would come back from; switches it on and off."""

    left = Signal()

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__()
        self._session, self._shell = session, shell
        self._copies, self.line = QLabel(), Line(lines=2, name=_("Message"))
        self.again = SecretAgain(session, _("What opens the vault, once more"), _("Switch it on"))
        self.off, self.now = QPushButton(_("Switch it off")), QPushButton(_("Destroy the keys … ({key})").format(key=KEY))
        self.again.proven.connect(self._switch_on)
        self.off.clicked.connect(self._switch_off)
        self.now.clicked.connect(self._begin)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(6)
        head = QLabel(_("Destroy the keys"))
        set_role(head, "head")
        column.addWidget(head)
        for sentence in _WHAT:
            column.addWidget(_words(_(sentence)))
        column.addWidget(heading(_("It comes back only from a copy, with what opened the vault on that day")))
        column.addWidget(self._copies)
        for title, sentence in _LIMITS:
            column.addWidget(heading(_(title)))
            column.addWidget(_words(_(sentence)))
        column.addSpacing(8)
        column.addWidget(self.again)
        row = QHBoxLayout()
        row.addWidget(self.now)
        row.addWidget(self.off)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.line)
        column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_state()

    def take_focus(self) -> None:
        """Put the keyboard where the next step is."""
        (self.now if self.now.isVisible() else self.again.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self) -> None:
        """Read again whether it is on, and which copies there are."""
        is_on, copies = erasing.is_on(self._session.vault), copies_elsewhere(self._session.vault)
        self.again.setVisible(not is_on)
        self.off.setVisible(is_on)
        self.now.setVisible(is_on)
        self.now.setEnabled(bool(copies))
        none = _("No proven copy on a stick is known: without one it does nothing.")
        self._copies.setText("\n".join(copy_words(self._session.vault, copy) for copy in copies) or none)
        self._copies.setWordWrap(True)
        set_tone(self._copies, "" if copies else "warning")

    def _switch_on(self, _way: object) -> None:
        if attempt(self.line, lambda: erasing.switch_on(self._session.vault)):
            self._session.changed.emit()
            self.show_state()
            self.line.say(_("Switched on. {key} begins to count, from every page.").format(key=KEY), "good")
            self.take_focus()

    def _switch_off(self) -> None:
        if attempt(self.line, lambda: erasing.switch_off(self._session.vault)):
            self._session.changed.emit()
            self.show_state()
            self.line.say(_("Switched off."), "good")
            self.take_focus()

    def _begin(self) -> None:
        begin(self._session, self, self._shell.lock, lambda text: self.line.say(text, "warning"))


def _words(text: str) -> QLabel:
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    return words
