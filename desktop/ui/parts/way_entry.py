"""The fields for one way into the vault: a passphrase, with its key file; words; key parts; an organisation's key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.storage import key_file
from desktop.ui.asking import Asking
from desktop.ui.parts.fields import label
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.unlock.words_field import WordsField


class WayEntry(QWidget):
    """Asks for what opens one kind of way in. Enter in it means that she wants it tried."""

    submitted = Signal()

    def __init__(self, asking: Callable[[], Asking], kind: str = "passphrase") -> None:
        super().__init__()
        self._asking, self._kind = asking, kind
        self.secret_field, self.words = SecretField(_("Passphrase")), WordsField()
        self.path = QLineEdit()
        self.path.setAccessibleName(_("Key file"))
        self.path.setPlaceholderText(_("the key file, on its stick"))
        choose = QPushButton(_("Choose …"))
        choose.setAutoDefault(True)
        choose.setAccessibleName(_("Choose the key file"))
        choose.clicked.connect(self._choose)
        self._file = QWidget()
        row = QHBoxLayout(self._file)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.path, 1)
        row.addWidget(choose)
        self._label = label("", self.secret_field)
        self._label.setProperty("role", "dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._file, self._label, self.secret_field, self.words):
            column.addWidget(widget)
        self.path.returnPressed.connect(self.secret_field.setFocus)
        self.secret_field.submitted.connect(self.submitted)
        self.words.submitted.connect(self.submitted)
        self.ask_for(kind)

    def ask_for(self, kind: str) -> None:
        """Ask for another kind; what was typed before goes."""
        self._kind = kind
        self.forget()
        is_words = kind in {"words", "shares"}
        self.words.setVisible(is_words)
        self.secret_field.setVisible(not is_words)
        self._file.setVisible(kind == "key-file")
        name = {"words": _("Recovery words"), "shares": _("Key parts"), "organisation": _("The organisation's secret key")}.get(
            kind, _("Passphrase")
        )
        self._label.setText(name)
        if is_words:
            self.words.take_words_of("shares" if kind == "shares" else "words")
        else:
            self.secret_field.setAccessibleName(name)

    @property
    def secret(self) -> str:
        """What was typed."""
        return self.words.toPlainText() if self._kind in {"words", "shares"} else self.secret_field.text()

    def key_file_text(self) -> str:
        """The text of the key file; empty where none is asked for or named. Raises NotFound("key-file"), BadInput, DiskFailed."""
        file = self.key_file
        return key_file.text_of(key_file.read(file)) if file else ""

    @property
    def key_file(self) -> Path | None:
        """The key file that was named; None where none is asked for."""
        named = self.path.text().strip()
        return Path(named).expanduser() if self._kind == "key-file" and named else None

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        (self.path if self._kind == "key-file" and not self.path.text() else self.field).setFocus()

    @property
    def field(self) -> QLineEdit | WordsField:
        """The field for the secret."""
        return self.words if self._kind in {"words", "shares"} else self.secret_field

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        """Show which letters the keyboard gives."""
        self.secret_field.tell_keyboard(layout, caps=caps)

    def rest(self, *, busy: bool) -> None:
        """While something is being tried, nothing changes here."""
        self.secret_field.setReadOnly(busy)
        self.words.setReadOnly(busy)

    def forget(self) -> None:
        """Empty the fields."""
        self.secret_field.clear()
        self.words.clear()

    def _choose(self) -> None:
        self._asking().open_file(self, _("Choose the key file"), self._on_chosen)

    def _on_chosen(self, path: Path) -> None:
        self.path.setText(str(path))
        self.secret_field.setFocus()
