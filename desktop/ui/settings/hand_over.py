"""Handing over the key, and putting it back: who can open afterwards, where the old key still opens, and what it does not do."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.i18n import N_, _
from desktop.leaving_words import elsewhere_words, left_words
from desktop.operations import handing_over, ways_in
from desktop.operations.handing_over import Left
from desktop.storage.vault import Vault
from desktop.ui.jobs import Listener
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import heading
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session
from desktop.ui.settings.secret_again import SecretAgain
from desktop.ui.settings.shell import Shell
from desktop.ui.unlock.steps import PassphraseStep
from desktop.words import explain, way_words

_WHAT = (
    N_("Your passphrases and key files are taken out of this vault, and it locks. Afterwards you cannot open it: only these can."),
    N_("If you are asked, say so: it is true. It hides nothing, and nobody has to lie for it."),
)
_LIMITS = (
    N_("It does not reach copies of the folder, snapshots of the disk, or what an SSD keeps of overwritten blocks."),
    N_(
        "A backup, and a copy of the whole folder, open for good with what opened them on their day: leave the sticks behind."
        " New keys (ways in) see to it that a header copied alone opens nothing here."
    ),
    N_("The recovery sheet opens everything: it must not travel with you."),
)


def _add(vault: Vault, passphrase: str, _report: Report) -> ways_in.WayIn:
    with vault.second() as second:
        return ways_in.add_passphrase(second, passphrase)


class HandOverPane(QStackedWidget):
    """Hands over while she has a key; makes a new passphrase where it was handed over."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__()
        self._session = session
        self.giving, self.returning = Giving(session, shell), PuttingBack(session)
        for page in (self.giving, self.returning):
            self.addWidget(page)
        self.returning.done.connect(self.show_state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_state()

    def show_state(self) -> None:
        """Show what there is to do now."""
        self.setCurrentWidget(self.returning if handing_over.is_handed_over(self._session.vault) else self.giving)
        self.giving.show_state()

    def take_focus(self) -> None:
        """Put the keyboard where the next step is."""
        self.show_state()
        (self.returning if self.currentWidget() is self.returning else self.giving).take_focus()


class Giving(QWidget):
    """Who can open afterwards, where her key still opens, and the deed."""

    ways_wanted = Signal()

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__()
        self._session, self._shell = session, shell
        self._named: list[Path] = []
        self.left, self.copies, self.line = _words(), _words(), Line(lines=2, name=_("Message"))
        self.again = SecretAgain(session, _("What you hand over: your passphrase, once more"), _("Hand over the key …"))
        self.name_copy = QPushButton(_("Name another copy of the folder …"))
        self.ways = QPushButton(_("Ways in, and new keys …"))
        for link in (self.name_copy, self.ways):
            set_role(link, "link")
        self.ways.clicked.connect(self.ways_wanted)
        self.again.proven.connect(self._ask)
        self.name_copy.clicked.connect(lambda: session.asking.folder(self, _("Which folder is a copy of this vault?"), self._name))
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(4)
        column.addWidget(_head(_("Hand over the key")))
        for sentence in _WHAT:
            column.addWidget(_words(_(sentence)))
        column.addWidget(heading(_("Who can open it afterwards")))
        column.addWidget(self.left)
        column.addWidget(heading(_("Where your key opens all the same")))
        column.addWidget(self.copies)
        links = QHBoxLayout()
        for link in (self.name_copy, self.ways):
            links.addWidget(link)
        links.addStretch(1)
        column.addLayout(links)
        column.addWidget(heading(_("What it does not do")))
        for sentence in _LIMITS:
            column.addWidget(_words(_(sentence)))
        column.addSpacing(6)
        column.addWidget(self.again)
        column.addWidget(self.line)
        column.addStretch(1)

    def show_state(self) -> None:
        """Look again at the ways in and at the copies."""
        left = handing_over.left_over(self._session.vault)
        self.left.setText("\n".join(self._left_words(each) for each in left) or _("Nobody. Make and try another way in first."))
        set_tone(self.left, "" if any(each.tested_at for each in left) else "warning")
        found = handing_over.copies(self._session.vault, (*self._named, *map(Path, self._shell.preferences.vaults)))
        words = [elsewhere_words(each.stick, each.path, each.opens) for each in found]
        self.copies.setText("\n".join(words) or _("No copy is known. The program cannot know of all."))
        set_tone(self.copies, "warning" if any(each.opens == "now" for each in found) else "")

    def take_focus(self) -> None:
        """Put the keyboard into the field."""
        self.again.field.setFocus()

    def _left_words(self, left: Left) -> str:
        way = way_words(left.way.kind, left.way.needed, left.way.total)
        return left_words(way, left.way.name, moment_words(left.tested_at, self._session.today))

    def _name(self, folder: Path) -> None:
        if attempt(self.line, lambda: handing_over.copy_in(self._session.vault, folder)):
            self._named.append(folder)
            self.show_state()

    def _ask(self, _way: object) -> None:
        text = _("After this you cannot open the vault yourself. It locks at once. Hand over the key?")
        self._session.asking.question(self, text, _("Hand over the key"), self._hand_over, dangerous=True)

    def _hand_over(self) -> None:
        if attempt(self.line, lambda: handing_over.hand_over(self._session.vault)):
            self._shell.lock(True)


class PuttingBack(QWidget):
    """A new passphrase, after somebody opened the vault in another way."""

    done = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._job = session, 0
        self.step = PassphraseStep()
        self.button = QPushButton(_("Put the key back"))
        self.button.setAutoDefault(True)
        set_role(self.button, "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 12)
        column.addWidget(_head(_("The key is handed over")))
        column.addWidget(
            _words(_("The vault opens for colleagues, the organisation or the sheet alone. A new passphrase puts your key back."))
        )
        column.addWidget(self.step)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.button.clicked.connect(self._make)
        self.step.decided.connect(self._make)

    def take_focus(self) -> None:
        """Put the keyboard into the field."""
        self.step.take_focus()

    def _make(self) -> None:
        if self._session.jobs.is_running(self._job) or not self.step.is_answered():
            return
        passphrase, vault = self.step.passphrase, self._session.vault
        self.button.setEnabled(False)
        listener = Listener(self._on_made, failed=self._on_failed, stopped=self._rest)
        self._job = self._session.jobs.run(self, lambda report: _add(vault, passphrase, report), listener)

    def _on_made(self, _way: object) -> None:
        self._rest()
        self.step.forget()
        self._session.changed.emit()
        self.done.emit()

    def _on_failed(self, error: CaseFileError) -> None:
        self._rest()
        self.step.line.say(explain(error), "error")

    def _rest(self) -> None:
        self.button.setEnabled(True)


def _head(text: str) -> QLabel:
    head = QLabel(text)
    set_role(head, "head")
    return head


def _words(text: str = "") -> QLabel:
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    return words
