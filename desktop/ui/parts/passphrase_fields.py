"""A new passphrase: six words by lot to take, or her own, typed twice, with an honest word on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import i18n
from desktop.i18n import _
from desktop.operations.passphrases import six_words
from desktop.ui.parts.line import Line
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.parts.tones import set_role
from desktop.ui.unlock.strength import verdict

_WIDE = 520


class PassphraseFields(QWidget):
    """Says in its line what is missing; Enter in the second field means that she has decided."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = Line(lines=2, name=_("Message"))
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        set_role(self.words, "big")
        self.words.setAccessibleName(_("Six words by lot"))
        other, take = QPushButton(_("Other words")), QPushButton(_("Take these words"))
        other.clicked.connect(self.draw)
        take.clicked.connect(self.take)
        row = QHBoxLayout()
        for button in (other, take):
            button.setAutoDefault(True)
            row.addWidget(button)
        row.addStretch(1)
        self.first, self.second = SecretField(_("New passphrase")), SecretField(_("The same once more"))
        self.first.textChanged.connect(self._judge)
        self.first.submitted.connect(self.second.setFocus)
        self.second.submitted.connect(self.submitted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addLayout(row)
        for field in (self.first, self.second):
            field.setPlaceholderText(field.accessibleName())
            field.setMaximumWidth(_WIDE)
            column.addWidget(field)
        column.addWidget(self.line)
        self.draw()

    @property
    def passphrase(self) -> str:
        """What she chose."""
        return self.first.text()

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.first.setFocus()

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        """Show which letters the keyboard gives."""
        for field in (self.first, self.second):
            field.tell_keyboard(layout, caps=caps)

    def is_answered(self) -> bool:
        """Whether both fields agree; says in the line what is missing."""
        if not self.first.text():
            self.line.say(_("Type a passphrase, or take the six words."), "error")
            self.first.setFocus()
        elif self.first.text() != self.second.text():
            self.line.say(_("The two fields differ: type the passphrase once more. The eye shows what is typed."), "error")
            self.second.setFocus()
            self.second.selectAll()
        else:
            return True
        return False

    def draw(self) -> None:
        """Show six other words."""
        self.words.setText(six_words("ru" if i18n.language() == "ru" else "en"))

    def take(self) -> None:
        """Put the six words into the first field: the second she types herself, as at every start."""
        self.first.setText(self.words.text())
        self.second.clear()
        self.second.setFocus()
        self.line.say(_("Now type the six words yourself, as you will at every start."))

    def forget(self) -> None:
        """Empty the fields, once it is done."""
        self.first.clear()
        self.second.clear()
        self.words.clear()

    def _judge(self) -> None:
        sentence, tone = verdict(self.first.text(), by_lot=self.first.text() == self.words.text())
        self.line.say(sentence, tone)  # type: ignore[arg-type]
