"""Who may be the same: people in the vault whose names are like one that is being typed, and the files they stand in."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.domain.likeness import Named
from desktop.i18n import _, ngettext
from desktop.operations import similar
from desktop.operations.similar import Alike
from desktop.ui import choices
from desktop.ui.masking import shown_name
from desktop.ui.parts.fields import heading, hint
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

PAUSE = 150  # milliseconds without a key
SHOWN = 6


class AlikePanel(QWidget):
    """Hidden while nobody is like the name. With a visitor beside her it says how many there are, and nothing else."""

    same_man = Signal(object)  # the Person she says it is
    case_asked = Signal(str)

    def __init__(self, session: Session, deed: str = "") -> None:
        super().__init__()
        self._session = session
        self._name, self._but, self._case = Named(), "", ""
        self._found: tuple[Alike, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)
        self.head, self.said = heading(""), hint("")
        self.table = Table(
            (
                Column(_("Name"), lambda alike: shown_name(alike.person, session.revealed), 150),
                Column(_("Files"), lambda alike: _places(alike, self._case)),
            ),
            _("People who may be the same"),
            identity=lambda alike: alike.person.id,
        )
        self.table.horizontalHeader().hide()
        self.table.setProperty("role", "band")
        self.same = QPushButton(deed)
        set_role(self.same, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self.head, self.said, self.table, self.same):
            column.addWidget(widget)
        self.same.clicked.connect(self._say_same)
        self.table.chosen.connect(self._open)
        session.revealed_changed.connect(lambda _shown: self.table.viewport().update())
        self._show()

    def ask(self, name: Named, *, but: str = "", case: str = "") -> None:
        """Look for people like this name soon; `but` is the person it is, `case` the file that is open."""
        if (name, but, case) != (self._name, self._but, self._case):
            self._name, self._but, self._case = name, but, case
            self._pause.start()

    def look(self) -> None:
        """Look now."""
        self._pause.stop()
        if not self._session.vault.is_open:
            return
        found = [person for person in similar.alike(self._session.vault, self._name) if person.id != self._but]
        self._found = tuple(similar.places_of(self._session.vault, person) for person in found)
        self._show()

    def _show(self) -> None:
        beside = self._session.visit is not None
        count = len(self._found)
        self.setVisible(bool(self._found))
        self.head.setText(ngettext("{count} person may be the same", "{count} people may be the same", count).format(count=count))
        self.said.setText(ngettext("{count} match – later", "{count} matches – later", count).format(count=count))
        self.said.setVisible(beside)
        self.table.show_rows(() if beside else self._found)
        self.table.setFixedHeight(min(SHOWN, max(1, count)) * ROW_HEIGHT + 2)
        self.head.setVisible(not beside)
        self.table.setVisible(not beside)
        self.same.setVisible(not beside and bool(self.same.text()))

    def _say_same(self) -> None:
        alike = self.table.current()
        if alike is not None:
            self.same_man.emit(alike.person)

    def _open(self, alike: Alike) -> None:
        other = next((case for case, _party in alike.places if case.id != self._case), None)
        if other is not None:
            self.case_asked.emit(other.id)


def _places(alike: Alike, here: str) -> str:
    """The files he stands in, and as what: pseudonyms, never names."""
    places = [
        _("{pseudonym}: {role}").format(pseudonym=_("this file") if case.id == here else case.pseudonym, role=choices.word(party.role))
        for case, party in alike.places
    ]
    return ", ".join(places) or _("in no file")
