"""The pages that add a passphrase, one with a key file, or the key of an organisation."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.i18n import _
from desktop.operations import ways_in
from desktop.operations.ways_in import WayIn
from desktop.ui.parts.fields import TextLine, label
from desktop.ui.parts.passphrase_fields import PassphraseFields
from desktop.ui.parts.tones import set_tone
from desktop.ui.session import Session
from desktop.ui.ways.form import MEASURE, WayForm

# A name that says nothing: whoever finds the stick sees it.
_NEUTRAL_NAME = "list.txt"


class PassphraseForm(WayForm):
    """One more passphrase; with `with_file`, one that needs a key file too."""

    def __init__(self, session: Session, *, with_file: bool = False, name: str = "") -> None:
        own = (_("Another passphrase"), _("For a colleague, or for the day when you do not want to type yours."))
        with_one = (
            _("Passphrase with a key file"),
            _("Both are needed together: the passphrase alone opens nothing, nor does the file."),
            _("Keep the file on a stick, away from the laptop. Its name is seen by whoever finds the stick: let it say nothing."),
        )
        super().__init__(session, *(with_one if with_file else own), deed=_("Add"))
        self.with_file, self.path = with_file, QLineEdit()
        if with_file:
            self._ask_for_place()
        self.fields = PassphraseFields()
        self.line = self.fields.line
        self.fields.submitted.connect(self.begin)
        self.column.addWidget(self.fields)
        self.name = self.name_field()
        self.name.setText(name)
        self.end()

    def take_focus(self) -> None:
        (self._choose_button if self.with_file else self.fields.first).setFocus()

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        self.fields.tell_keyboard(layout, caps)

    def begin(self) -> None:
        if self.with_file and not self.path.text().strip():
            self.line.say(_("Choose where the key file is to be written: a stick is best."), "error")
            self._choose_button.setFocus()
            return
        if not self.fields.is_answered():
            return
        passphrase, name = self.fields.passphrase, self.name.text()
        path = Path(self.path.text().strip()).expanduser()
        if self.with_file:
            self.run(lambda vault: ways_in.add_key_file_at(vault, passphrase, path, name), self._on_added)
        else:
            self.run(lambda vault: ways_in.add_passphrase(vault, passphrase, name), self._on_added)

    def _on_added(self, _way: WayIn) -> None:
        self.fields.forget()
        self.done.emit(_("Added. Test it now, before you need it."))

    def _ask_for_place(self) -> None:
        self.path.setAccessibleName(_("Key file"))
        self.path.setPlaceholderText(_("where the key file is to be written"))
        self._choose_button = QPushButton(_("Choose …"))
        self._choose_button.setAutoDefault(True)
        self._choose_button.setAccessibleName(_("Choose where the key file is to be written"))
        self._choose_button.clicked.connect(self._choose)
        place = QWidget()
        place.setMaximumWidth(MEASURE)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.path, 1)
        row.addWidget(self._choose_button)
        self.column.addWidget(place)

    def _choose(self) -> None:
        media = Path("/media")
        start = media if media.is_dir() else None
        self.session.asking.save_file(self, _("Where is the key file to be written?"), _NEUTRAL_NAME, self._on_place, start=start)

    def _on_place(self, path: Path) -> None:
        self.path.setText(str(path))
        self.fields.first.setFocus()


class OrganisationForm(WayForm):
    """The public key of an organisation, which from then on can open the vault."""

    def __init__(self, session: Session, recipient: str = "", name: str = "") -> None:
        super().__init__(
            session, _("Organisation's key"), _("The public key comes from the organisation and begins with age1."), deed=_("Add")
        )
        warning = QLabel(_("Whoever holds the secret half can open this vault and every backup to come, without you and without asking."))
        warning.setWordWrap(True)
        set_tone(warning, "warning")
        self.column.addWidget(warning)
        self.recipient = TextLine(_("Public key"), hint="age1…")
        self.recipient.setText(recipient)
        self.recipient.setMaximumWidth(MEASURE)
        self.recipient.returnPressed.connect(self.begin)
        self.column.addWidget(label(_("Public key"), self.recipient))
        self.column.addWidget(self.recipient)
        self.name = self.name_field()
        self.name.setText(name)
        self.end()

    def take_focus(self) -> None:
        self.recipient.setFocus()

    def begin(self) -> None:
        recipient, name = self.recipient.text(), self.name.text()
        self.run(lambda vault: ways_in.add_organisation(vault, recipient, name), self._on_added)

    def _on_added(self, _way: WayIn) -> None:
        self.done.emit(_("Added: this organisation can open the vault from now on. Ask it to try one backup."))
