"""Who may be the same: people in the vault whose names are like one that is being typed, and the files they stand in."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.likeness import Named
from desktop.domain.people import Person, Role, may_conflict
from desktop.i18n import _, ngettext
from desktop.operations import similar
from desktop.operations.similar import Alike
from desktop.storage.people import Place
from desktop.ui import choices
from desktop.ui.masking import shown_name
from desktop.ui.parts.fields import heading, hint
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

PAUSE = 150  # milliseconds without a key
SHOWN = 6
NAME = 150


class AlikePanel(QWidget):
    """Hidden while nobody is like the names. With a visitor beside her it says how many there are, and nothing else."""

    same_man = Signal(object)  # the Person she says it is
    none = Signal()  # she has looked, and there is no conflict
    case_asked = Signal(str)

    def __init__(self, session: Session, same: str = "", none: str = "", *, whose: str = "", rows: int = SHOWN) -> None:
        super().__init__()
        self._session, self._whose, self._most = session, whose, rows
        self._names: tuple[Named, ...] = ()
        self._but, self._case, self._role = "", "", Role.OTHER
        self._found: tuple[Alike, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)
        self.head, self.said = heading(""), hint("")
        self.table = Table(
            (
                Column(_("Name"), lambda alike: shown_name(alike.person, session.revealed), NAME),
                Column(_("Files"), lambda alike: places_words(alike.places, self._case), tone_of=self._tone),
            ),
            _("People who may be the same"),
            identity=lambda alike: alike.person.id,
        )
        self.table.horizontalHeader().hide()
        self.table.setProperty("role", "band")
        self.same, self.none_button = QPushButton(same), QPushButton(none)
        deeds = QHBoxLayout()
        for button in (self.same, self.none_button):
            set_role(button, "link")
            deeds.addWidget(button)
        deeds.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self.head, self.said, self.table):
            column.addWidget(widget)
        column.addLayout(deeds)
        self.same.clicked.connect(self._say_same)
        self.none_button.clicked.connect(self.none)
        self.table.chosen.connect(self._open)
        session.revealed_changed.connect(lambda _shown: self.table.viewport().update())
        session.visit_changed.connect(self._show)
        self._show()

    def ask(self, *names: Named, but: str = "", case: str = "", role: Role = Role.OTHER) -> None:
        """Look for people like these names soon; `but` is the person it is, `case` the file that is open, `role` what he is to be in it."""
        if (names, but, case, role) != (self._names, self._but, self._case, self._role):
            if (but, case) != (self._but, self._case) or not any(name.surnames or name.name for name in names):
                # Whoever was like somebody else is nobody here, not even until the pause is over.
                self._found = ()
                self._show()
            self._names, self._but, self._case, self._role = names, but, case, role
            self._pause.start()

    def look(self) -> None:
        """Look now."""
        self._pause.stop()
        if not self._session.vault.is_open:
            return
        found: dict[str, Person] = {}
        for name in self._names:
            found |= {person.id: person for person in similar.alike(self._session.vault, name) if person.id != self._but}
        self._found = similar.with_places(self._session.vault, found.values())
        self._show()

    @property
    def found(self) -> tuple[Alike, ...]:
        """Who is like the names, as last looked for."""
        return self._found

    def _show(self) -> None:
        beside = self._session.visit is not None
        count = len(self._found)
        self.setVisible(bool(self._found))
        said = ngettext("{count} person may be the same", "{count} people may be the same", count).format(count=count)
        self.head.setText(_("{whose}. {said}").format(whose=self._whose, said=said) if self._whose else said)
        self.said.setText(ngettext("{count} match – later", "{count} matches – later", count).format(count=count))
        self.said.setVisible(beside)
        self.table.show_rows(() if beside else self._found)
        self.table.setFixedHeight(min(self._most, max(1, count)) * ROW_HEIGHT + 2)
        self.head.setVisible(not beside)
        self.table.setVisible(not beside)
        for button in (self.same, self.none_button):
            button.setVisible(not beside and bool(button.text()))

    def _tone(self, alike: Alike) -> str | None:
        """Amber where he stands on the other side in another file."""
        elsewhere = (place for place in alike.places if place.case != self._case)
        return "amber" if any(may_conflict(self._role, place.role) for place in elsewhere) else None

    def _say_same(self) -> None:
        alike = self.table.current()
        if alike is not None:
            self.same_man.emit(alike.person)

    def _open(self, alike: Alike) -> None:
        other = next((place.case for place in alike.places if place.case != self._case), None)
        if other is not None:
            self.case_asked.emit(other)


def places_words(places: tuple[Place, ...], here: str = "") -> str:
    """The files somebody stands in, and as what: pseudonyms, never names."""
    said = [
        _("{pseudonym}: {role}").format(pseudonym=_("this file") if place.case == here else place.pseudonym, role=choices.word(place.role))
        for place in places
    ]
    return ", ".join(said) or _("in no file")
