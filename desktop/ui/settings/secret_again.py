"""What opens the vault, asked for once more before something that cannot be taken back."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.i18n import _
from desktop.operations.ways_in import WayIn, try_way_in
from desktop.storage import key_file
from desktop.storage.vault import Vault
from desktop.ui.jobs import Listener
from desktop.ui.parts.line import Line
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.words import explain

MEASURE = 420


def _try(vault: Vault, secret: str, key_file_text: str, _report: Report) -> WayIn:
    with vault.second() as second:
        return try_way_in(second, secret, key_file_text=key_file_text)


class SecretAgain(QWidget):
    """Asks, tries it on the vault, and says which way in it was. It keeps nothing of it."""

    proven = Signal(object)  # the WayIn

    def __init__(self, session: Session, title: str, deed: str) -> None:
        super().__init__()
        self._session, self._file, self._job = session, "", 0
        self.field = SecretField(title)
        self.button, self._with_file = QPushButton(deed), QPushButton(_("With a key file …"))
        self.line = Line(lines=2, name=_("Message"))
        self.field.setMaximumWidth(MEASURE)
        self.button.setAutoDefault(True)
        set_role(self._with_file, "link")
        label = QLabel(title)
        label.setBuddy(self.field)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self._with_file)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (label, self.field):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.line)
        self.field.submitted.connect(self._ask)
        self.button.clicked.connect(self._ask)
        self._with_file.clicked.connect(lambda: session.asking.open_file(self, _("Which key file?"), self._take_file))

    def forget(self) -> None:
        """Empty the field."""
        self.field.clear()
        self._file = ""

    def _take_file(self, path: Path) -> None:
        try:
            self._file = key_file.text_of(key_file.read(path))
        except CaseFileError as error:
            self.line.say(explain(error), "error")
            return
        self.line.say(_("The key file is taken. Now type its passphrase."))
        self.field.setFocus()

    def _ask(self) -> None:
        if self._session.jobs.is_running(self._job):
            return
        if not self.field.text():
            self.line.say(_("Type the passphrase, then press Enter."))
            self.field.setFocus()
            return
        self.button.setEnabled(False)
        self.line.say(_("Trying it …"))
        work = partial(_try, self._session.vault, self.field.text(), self._file)
        self._job = self._session.jobs.run(self, work, Listener(self._on_proven, failed=self._on_failed, stopped=self._rest))

    def _on_proven(self, way: WayIn) -> None:
        self._rest()
        self.forget()
        self.line.clear()
        self.proven.emit(way)

    def _on_failed(self, error: CaseFileError) -> None:
        self._rest()
        self.line.say(explain(error), "error")
        self.field.setFocus()
        self.field.selectAll()

    def _rest(self) -> None:
        self.button.setEnabled(True)
