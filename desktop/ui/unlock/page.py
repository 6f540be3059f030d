"""The way in: one field for the passphrase, and what to do when there is no vault yet."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop import words
from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.i18n import _
from desktop.ui.jobs import Jobs, Listener
from desktop.ui.parts.line import Line
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.parts.shortcut import bind

COLUMN = 420
_PATIENCE = 1000  # after so many milliseconds a thin bar shows that something is going on


def derive(folder: Path, secret: str, _report: Report) -> Any:
    """The keys of a vault: work for a job."""
    # Imported on the other thread: the page must stand before a library of the vault is touched.
    from desktop.operations.vaults import unlock

    return unlock(folder, secret)


class UnlockPage(QWidget):
    """Asks for what opens the vault. It shows no name, no path, no list."""

    unlocked = Signal(object)  # the keys
    left = Signal()
    new_wanted = Signal()
    restore_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, jobs: Jobs, vault: Path | None, *, lost: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._jobs, self._vault = jobs, vault
        self._secret = SecretField(_("Passphrase"))
        self._words = QPlainTextEdit()
        self._line = Line(lines=3, name=_("Message"))
        self._bar = QProgressBar(self)
        self._open = QPushButton(_("Open"))
        self._waiting = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._waiting.timeout.connect(self._bar.show)
        self._build()
        self._secret.submitted.connect(self._unlock)
        self._open.clicked.connect(self._unlock)
        bind(self, "F3", self._switch)
        bind(self, "Escape", self._back)
        if lost:
            self._line.say(_("When the vault was locked, the disk was full or too slow to keep all that was being typed."), "warning")

    def begin(self) -> None:
        """Put the cursor where she types."""
        if self._vault is not None:
            self._secret.setFocus()
        else:
            self._first.setFocus()

    def refuse(self, error: CaseFileError) -> None:
        """Say why it does not open; what she typed stays."""
        self._rest()
        self._line.say(words.explain(error), "error")
        field = self._words if self._words.isVisible() else self._secret
        field.setFocus()
        field.selectAll()

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(8)
        self._build_known(column) if self._vault is not None else self._build_empty(column)
        across = QHBoxLayout(self)
        frame = QWidget()
        frame.setFixedWidth(COLUMN)
        frame.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        tall = QVBoxLayout()
        tall.addStretch(2)
        tall.addWidget(frame)
        tall.addStretch(5)
        across.addStretch(1)
        across.addLayout(tall)
        across.addStretch(1)

    def _build_known(self, column: QVBoxLayout) -> None:
        self._label = QLabel(_("Passphrase"))
        self._label.setProperty("role", "dim")
        self._words.setAccessibleName(_("Recovery words"))
        self._words.setPlaceholderText(_("24 words, with spaces between; four letters of each are enough"))
        self._words.setTabChangesFocus(True)
        self._words.setFixedHeight(110)
        self._words.hide()
        self._words.installEventFilter(self)
        self._bar.setObjectName("thin")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Opening"))
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self._bar.hide()
        self._open.setProperty("role", "primary")
        self._other = _link(_("Another way in (F3)"), self._switch)
        self._more = QWidget()
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        for text, signal in (
            (_("Open another vault"), self.other_wanted),
            (_("Make a new vault"), self.new_wanted),
            (_("Restore from a backup"), self.restore_wanted),
        ):
            more.addWidget(_link(text, signal.emit))
        self._more.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        buttons.addWidget(self._open)
        for widget in (self._label, self._secret, self._words, self._bar, self._line):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self._more)

    def _build_empty(self, column: QVBoxLayout) -> None:
        nothing = QLabel(_("Nothing here yet."))
        nothing.setProperty("role", "big")
        column.addWidget(nothing)
        column.addWidget(self._line)
        self._first = QPushButton(_("Make a new vault"))
        self._first.setProperty("role", "primary")
        self._first.clicked.connect(self.new_wanted)
        open_ = QPushButton(_("Open a vault"))
        open_.clicked.connect(self.other_wanted)
        restore = QPushButton(_("Restore from a backup"))
        restore.clicked.connect(self.restore_wanted)
        for button in (self._first, open_, restore):
            button.setMinimumHeight(40)
            button.setAutoDefault(True)
            column.addWidget(button)
        self._bar.hide()
        self._open.hide()

    def _unlock(self) -> None:
        secret = self._words.toPlainText() if self._words.isVisible() else self._secret.text()
        if self._vault is None or not self._open.isEnabled():
            return
        if not secret:
            self._line.say(_("Type the passphrase, then press Enter."))
            return
        self._open.setEnabled(False)
        self._secret.setReadOnly(True)
        self._words.setReadOnly(True)
        self._line.clear()
        self._waiting.start()
        self._jobs.run(self, partial(derive, self._vault, secret), Listener(self._on_keys, failed=self.refuse, stopped=self._rest))
        # While the child derives the key there is time to load what comes next.
        QTimer.singleShot(0, self, _load_the_rest)

    def _on_keys(self, keys: object) -> None:
        self._waiting.stop()
        self.unlocked.emit(keys)

    def _rest(self) -> None:
        self._waiting.stop()
        self._bar.hide()
        self._open.setEnabled(True)
        self._secret.setReadOnly(False)
        self._words.setReadOnly(False)

    def _switch(self) -> None:
        if self._vault is None or not self._open.isEnabled():
            return
        to_words = not self._words.isVisible()
        self._words.setVisible(to_words)
        self._more.setVisible(to_words)
        self._secret.setVisible(not to_words)
        self._label.setText(_("Recovery words") if to_words else _("Passphrase"))
        self._other.setText(_("Back to the passphrase (F3)") if to_words else _("Another way in (F3)"))
        self._line.clear()
        (self._words if to_words else self._secret).setFocus()

    def _back(self) -> None:
        if self._vault is not None and self._words.isVisible():
            self._switch()
        else:
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens from the field of the words too; a new line is never wanted there."""
        if watched is not self._words or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._unlock()
            return True
        return False


def _load_the_rest() -> None:
    from desktop.ui import desk as _desk  # noqa: F401 - loaded now so that it is there in a second


def _link(text: str, clicked: Any) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "link")
    button.setAutoDefault(True)
    button.clicked.connect(lambda _checked: clicked())
    return button
