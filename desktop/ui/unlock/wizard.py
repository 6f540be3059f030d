"""A new vault in six steps, the last of which is done, not read."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import i18n
from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.i18n import N_, _
from desktop.ui.asking import Asking
from desktop.ui.jobs import Jobs, Listener
from desktop.ui.parts.shortcut import bind
from desktop.ui.parts.tones import set_role
from desktop.ui.unlock.steps import LanguageStep, PassphraseStep, PlaceStep, Step, WhoStep
from desktop.words import explain

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.ui.session import Session

_TITLES = (N_("Language"), N_("Place"), N_("You"), N_("Passphrase"), N_("Recovery sheet"), N_("Try the lock"))
_LANGUAGE, _PLACE, _WHO, _PASSPHRASE, _SHEET, _LOCK = range(6)
MEASURE, TALL = 640, 560
AT_LOCK = "wizard.at_lock"  # the last step was reached: unlocking after it is the end of the wizard


def make(folder: Path, passphrase: str, unlock_seconds: float, _report: Report) -> Any:
    """The keys of a new vault: work for a job."""
    from desktop.operations.vaults import create_vault

    with create_vault(folder, passphrase, unlock_seconds=unlock_seconds) as vault:
        return vault.keys


class Wizard(QWidget):
    """Language, place, who she is, passphrase, recovery sheet, and F12."""

    left = Signal()
    language_chosen = Signal(str)
    made = Signal(object, object, bool)  # the folder, the keys, whether the folder may be remembered
    finished = Signal()

    def __init__(self, jobs: Jobs, asking: Asking, *, unlock_seconds: float = 1.0) -> None:
        super().__init__()
        self._jobs, self._asking, self._seconds = jobs, asking, unlock_seconds
        self._language = LanguageStep()
        self._session: Session | None = None
        self._frame = QHBoxLayout(self)
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._build()
        bind(self, "Alt+Left", self._back)
        bind(self, "Escape", self._leave)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from a choice too; fields and buttons know it themselves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(self.focusWidget(), QRadioButton | QCheckBox):
            self._next()
        else:
            super().keyPressEvent(event)

    def begin(self) -> None:
        """Put the cursor where she answers."""
        self._step().take_focus()

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        """Show which letters the keyboard gives."""
        self._passphrase.fields.tell_keyboard(layout, caps)

    def go_on_with(self, session: Session) -> None:
        """The vault stands and is open: what she said of herself goes into it, and the sheet comes next."""
        from desktop.operations.settings import set_setting
        from desktop.ui.unlock.recovery import RecoveryPanel

        self._session = session
        self._passphrase.forget()
        for name, text in (
            ("lawyer.name", self._who.name.text().strip()),
            ("lawyer.status", self._who.status),
            ("backup.stem", self._who.stem.text().strip()),
        ):
            if text:
                set_setting(session.vault, name, text)
        sheet = Step(_("The recovery sheet"))
        panel = RecoveryPanel(session)
        panel.checked.connect(partial(self._show, _LOCK))
        sheet.column.addWidget(panel, 1)
        sheet.take_focus = panel.take_focus  # type: ignore[method-assign]
        self._replace_page(_SHEET, sheet)
        self._show(_SHEET)

    def refuse(self, error: CaseFileError) -> None:
        """Say why no vault could be made; what she typed stays."""
        self._rest()
        self._passphrase.line.say(explain(error), "error")

    def _build(self) -> None:
        self._place, self._who, self._passphrase = PlaceStep(self._asking), WhoStep(), PassphraseStep()
        self._stack = QStackedWidget()
        for page in (self._language, self._place, self._who, self._passphrase, QWidget(), self._lock_step()):
            self._stack.addWidget(page)
        for step in (self._place, self._who, self._passphrase):
            step.decided.connect(self._next)
        self._bar = QProgressBar()
        self._bar.setObjectName("thin")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Making the vault"))
        self._bar.hide()
        self._frame.addWidget(self._rail())
        right = QVBoxLayout()
        right.setContentsMargins(40, 40, 40, 20)
        self._stack.setMaximumWidth(MEASURE + 120)
        self._stack.setMaximumHeight(TALL)
        right.addWidget(self._stack, 1)
        right.addWidget(self._bar)
        right.addLayout(self._buttons())
        right.addStretch(0)
        self._frame.addLayout(right, 1)
        self._show(_LANGUAGE)

    def _rail(self) -> QFrame:
        rail = QFrame()
        rail.setObjectName("side")
        rail.setFixedWidth(200)
        column = QVBoxLayout(rail)
        column.setContentsMargins(20, 44, 12, 20)
        column.setSpacing(12)
        self._titles = [QLabel(_("{number}. {title}").format(number=number, title=_(title))) for number, title in enumerate(_TITLES, 1)]
        for label in self._titles:
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        return rail

    def _buttons(self) -> QHBoxLayout:
        self._back_button, self._later, self._next_button = QPushButton(_("Back")), QPushButton(_("Later")), QPushButton(_("Next"))
        self._back_button.setToolTip("Alt+←")
        set_role(self._next_button, "primary")
        self._back_button.clicked.connect(self._back)
        self._next_button.clicked.connect(self._next)
        self._later.clicked.connect(self._on_later)
        row = QHBoxLayout()
        row.addWidget(self._back_button)
        row.addStretch(1)
        for button in (self._later, self._next_button):
            button.setAutoDefault(True)
            row.addWidget(button)
        return row

    def _lock_step(self) -> Step:
        step = Step(
            _("Press F12"),
            _("The window closes and asks for the passphrase: this is what to do when somebody knocks. Then come in again."),
            _("What you were typing is kept. After F12 an empty page opens first; after Ctrl+L you are back where you were."),
        )
        step.end()
        return step

    def _step(self) -> Step:
        page = self._stack.currentWidget()
        return page if isinstance(page, Step) else self._language

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        if number == _LOCK and self._session is not None:
            self._remember_the_step(self._session)
        for place, label in enumerate(self._titles):
            set_role(label, "now" if place == number else "dim")
        self._back_button.setVisible(0 < number <= _PASSPHRASE)
        self._later.setVisible(number in {_SHEET, _LOCK})
        self._later.setText(_("Later") if number == _SHEET else _("Go to work"))
        self._next_button.setVisible(number <= _PASSPHRASE)
        self._next_button.setText(_("Make the vault") if number == _PASSPHRASE else _("Next"))
        self._step().take_focus()

    def _remember_the_step(self, session: Session) -> None:
        from desktop.operations.settings import set_setting

        # Only a word at the next unlock hangs on it.
        with suppress(CaseFileError):
            set_setting(session.vault, AT_LOCK, "yes")

    def _next(self) -> None:
        number = self._stack.currentIndex()
        if not self._next_button.isEnabled() or not self._step().is_answered():
            return
        if number == _LANGUAGE and self._language.language != i18n.language():
            self._speak(self._language.language)
        if number == _PASSPHRASE:
            self._make()
        else:
            self._show(number + 1)

    def _back(self) -> None:
        number = self._stack.currentIndex()
        if 0 < number <= _PASSPHRASE and self._next_button.isEnabled():
            self._show(number - 1)

    def _leave(self) -> None:
        if self._session is None and self._next_button.isEnabled():
            self.left.emit()

    def _on_later(self) -> None:
        if self._stack.currentIndex() == _SHEET:
            self._show(_LOCK)
        else:
            self.finished.emit()

    def _speak(self, language: str) -> None:
        """The pages are made anew in the language she chose."""
        self.language_chosen.emit(language)
        while self._frame.count():
            item = self._frame.takeAt(0)
            _throw_away(item)
        self._language = LanguageStep()
        self._build()

    def _replace_page(self, number: int, page: QWidget) -> None:
        before = self._stack.widget(number) or QWidget()
        self._stack.insertWidget(number, page)
        self._stack.removeWidget(before)
        before.deleteLater()

    def _make(self) -> None:
        self._bar.show()
        self._next_button.setEnabled(False)
        self._back_button.setEnabled(False)
        self._passphrase.line.say(_("The vault is being made. This takes a few seconds."))
        work = partial(make, self._place.folder, self._passphrase.passphrase, self._seconds)
        self._jobs.run(self, work, Listener(self._on_made, failed=self.refuse, stopped=self._rest))

    def _on_made(self, keys: object) -> None:
        self._rest()
        self.made.emit(self._place.folder, keys, self._place.is_to_be_remembered)

    def _rest(self) -> None:
        self._bar.hide()
        self._next_button.setEnabled(True)
        self._back_button.setEnabled(True)


def _throw_away(item: Any) -> None:
    if widget := item.widget():
        widget.hide()
        widget.deleteLater()
    elif layout := item.layout():
        while layout.count():
            _throw_away(layout.takeAt(0))
