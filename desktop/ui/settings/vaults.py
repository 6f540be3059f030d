"""Several vaults, as a chapter of the settings: what this computer remembers of them, and the way to another one."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import preferences
from desktop.domain.disk_names import telling_word
from desktop.i18n import _, ngettext
from desktop.ui.parts.fields import hint
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.ui.settings.shell import Shell


class VaultsPane(QWidget):
    """Locks this vault and asks which is to be opened next; says what of it lies in the clear."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__()
        self._folder, self._shell = str(session.vault.folder), shell
        head = QLabel(_("Vaults"))
        set_role(head, "head")
        self.remember = QCheckBox(_("Remember on this computer where this vault lies"))
        self.others, self.line = hint(""), Line(lines=2, name=_("Message"))
        self.another = QPushButton(_("Lock, and open another vault"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(self.remember)
        column.addWidget(hint(_("Remembered folders lie on this computer in the clear: whoever finds them knows where to look.")))
        column.addWidget(self.others)
        column.addWidget(self.line)
        column.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(hint(_("A vault of its own for each purpose keeps them apart: none knows of another. F4 on the first page, too.")))
        column.addStretch(1)
        self.remember.clicked.connect(self._on_remember)
        self.another.clicked.connect(shell.lock_for_another)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        known = preferences.listed(self._shell.preferences)
        self.remember.setChecked(self._folder in known)
        others = sum(each != self._folder for each in known)
        words = ngettext("{count} other vault is remembered.", "{count} other vaults are remembered.", others)
        self.others.setText(words.format(count=others))
        if telling := telling_word(Path(self._folder).name):
            words = _("The name of this vault's folder tells something: “{word}”. Lock, and rename the folder to a word that says nothing.")
            self.line.say(words.format(word=telling), "warning")

    def _on_remember(self, remember: bool) -> None:
        change = preferences.remember if remember else preferences.forget
        self._shell.keep_preferences(change(self._shell.preferences, self._folder))
        self._show()
