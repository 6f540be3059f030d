"""The way in: one field for the passphrase, and what to do when there is no vault yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop import guard, words
from desktop.domain.errors import CaseFileError, DatabaseForeign, DataDamaged, FileMissing, HeaderDamaged, HeaderForeign
from desktop.i18n import _
from desktop.ui.parts.line import Line
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.parts.shortcut import bind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.ui.asking import Asking
    from desktop.ui.parts.fields import Choice
    from desktop.ui.parts.way_entry import WayEntry

COLUMN = 420
_BEYOND_OPENING = (DataDamaged, DatabaseForeign, FileMissing, HeaderDamaged, HeaderForeign)
_PATIENCE = 1000  # after so many milliseconds a thin bar shows that something is going on


class UnlockPage(QWidget):
    """Asks for what opens the vault. It shows no name, no path, no list."""

    touched = Signal()  # the first letter is typed
    tried = Signal(str, str)  # what opens it, and the text of a key file if there is one
    left = Signal()
    new_wanted = Signal()
    restore_wanted = Signal()
    other_wanted = Signal()
    salvage_wanted = Signal()

    def __init__(self, asking: Callable[[], Asking], *, knows_vault: bool, lost: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._asking, self._knows_vault = asking, knows_vault
        self._entry: WayEntry | None = None
        self._kinds: Choice | None = None
        self._help: QWidget | None = None
        self._secret = SecretField(_("Passphrase"))
        self._line = Line(lines=3, name=_("Message"))
        self._bar = QProgressBar(self)
        self._open = QPushButton(_("Open"))
        self._waiting = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._waiting.timeout.connect(self._bar.show)
        self._build()
        self._secret.submitted.connect(self._try)
        self._secret.textEdited.connect(self._on_edited)
        self._open.clicked.connect(self._try)
        bind(self, "F3", self._switch)
        bind(self, "F4", self.other_wanted.emit)
        bind(self, "Escape", self._back)
        self._warn(lost)

    def _warn(self, lost: tuple[str, ...]) -> None:
        said = []
        if lost:
            said.append(_("When the vault was locked, the disk was full or too slow to keep all that was being typed."))
        if not guard.is_network_refused():
            said.append(words.measure_sentence("network", on=False))
        self._line.say(" ".join(said), "warning" if said else "plain")

    def begin(self) -> None:
        """Put the cursor where she types."""
        if self._knows_vault:
            self._secret.setFocus()
        else:
            self._first.setFocus()

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        """Show which letters the keyboard gives."""
        self._secret.tell_keyboard(layout, caps=caps)
        if self._entry is not None:
            self._entry.tell_keyboard(layout, caps)

    def refuse(self, error: CaseFileError) -> None:
        """Say why it does not open; what she typed stays."""
        self.rest()
        self._line.say(words.explain(error), "error")
        self._offer_help(isinstance(error, _BEYOND_OPENING))
        field = self._entry.field if self._entry is not None and self._asks_another_way else self._secret
        field.setFocus()
        field.selectAll()

    def _offer_help(self, offered: bool) -> None:
        """Where the vault is damaged beyond opening there are two ways on."""
        if offered and self._help is None:
            self._help = QWidget()
            links = QVBoxLayout(self._help)
            links.setContentsMargins(0, 0, 0, 0)
            links.addWidget(_link(_("Save what can be read …"), self.salvage_wanted.emit))
            links.addWidget(_link(_("Restore from a backup"), self.restore_wanted.emit))
            self._column.addWidget(self._help)
        if self._help is not None:
            self._help.setVisible(offered)

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(8)
        self._build_known(column) if self._knows_vault else self._build_empty(column)
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
        buttons = QHBoxLayout()
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        buttons.addWidget(self._open)
        for widget in (self._label, self._secret, self._bar, self._line):
            column.addWidget(widget)
        column.addLayout(buttons)
        self._column = column

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

    @property
    def key_file(self) -> Path | None:
        """The key file that she opens the vault with, if there is one."""
        return self._entry.key_file if self._entry is not None and self._asks_another_way else None

    @property
    def _asks_another_way(self) -> bool:
        return self._entry is not None and self._entry.isVisible()

    def _on_edited(self) -> None:
        self._secret.textEdited.disconnect(self._on_edited)
        self.touched.emit()

    def _try(self) -> None:
        if not self._knows_vault or not self._open.isEnabled():
            return
        secret, file = self._secret.text(), ""
        if self._entry is not None and self._asks_another_way:
            secret = self._entry.secret
            try:
                file = self._entry.key_file_text()
            except CaseFileError as error:
                self._line.say(words.explain(error), "error")
                return
        if not secret.strip(" "):
            self._line.say(_("Type what opens the vault, then press Enter."))
            return
        self._open.setEnabled(False)
        self._rest_fields(busy=True)
        self._line.clear()
        self._waiting.start()
        self.tried.emit(secret, file)

    def rest(self) -> None:
        """Wait for another try."""
        self._waiting.stop()
        self._bar.hide()
        self._open.setEnabled(True)
        self._rest_fields(busy=False)

    def _rest_fields(self, *, busy: bool) -> None:
        self._secret.setReadOnly(busy)
        if self._entry is not None and self._kinds is not None:
            self._entry.rest(busy=busy)
            self._kinds.setEnabled(not busy)

    def _switch(self) -> None:
        if not self._knows_vault or not self._open.isEnabled():
            return
        if self._entry is None:
            self._add_other_ways()
        another = not self._asks_another_way
        for widget in (self._kinds, self._entry, self._more):
            if widget is not None:
                widget.setVisible(another)
        self._secret.setVisible(not another)
        self._label.setVisible(not another)
        self._other.setText(_("Back to the passphrase (F3)") if another else _("Another way in (F3)"))
        self._line.clear()
        if another and self._kinds is not None:
            self._kinds.setFocus()
        else:
            self._secret.setFocus()

    def _add_other_ways(self) -> None:
        from desktop.ui.parts.fields import Choice
        from desktop.ui.parts.way_entry import WayEntry

        kinds = (
            ("words", _("24 recovery words")),
            ("key-file", _("Passphrase with a key file")),
            ("shares", _("Key parts of colleagues")),
            ("organisation", _("The organisation's secret key")),
        )
        self._kinds, self._entry = Choice(_("Another way in"), kinds), WayEntry(self._asking, "words")
        self._kinds.chosen.connect(self._on_kind)
        self._entry.submitted.connect(self._try)
        self._kinds.hide()
        self._entry.hide()
        place = self._column.indexOf(self._secret) + 1
        self._column.insertWidget(place, self._entry)
        self._column.insertWidget(place, self._kinds)
        self._more = QWidget()
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        for text, signal in (
            (_("Another vault (F4)"), self.other_wanted),
            (_("Make a new vault"), self.new_wanted),
            (_("Restore from a backup"), self.restore_wanted),
        ):
            more.addWidget(_link(text, signal.emit))
        self._column.addWidget(self._more)

    def _on_kind(self, kind: object) -> None:
        if self._entry is not None:
            # The keyboard stays on the list: the arrows may go on to the next kind.
            self._entry.ask_for(str(kind))
        self._line.clear()

    def _back(self) -> None:
        if self._asks_another_way:
            self._switch()
        else:
            self.left.emit()


def _link(text: str, clicked: Any) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "link")
    button.setAutoDefault(True)
    button.clicked.connect(lambda _checked: clicked())
    return button
