"""Where somebody stands: the files, and as what in each, and the units in which he or she is or was in office."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.people import Role, may_conflict
from desktop.domain.units import Office, Unit
from desktop.i18n import _, ngettext
from desktop.operations.address_book import offices_of
from desktop.storage import people
from desktop.storage.people import Place
from desktop.ui import choices
from desktop.ui.parts.day_words import day_typed
from desktop.ui.parts.fields import heading, hint
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.session import Session

SHOWN = 6


@dataclass(frozen=True)
class Held:
    """A time in office in a unit."""

    unit: Unit
    office: Office


class StandsIn(QWidget):
    """Hidden where there is nothing to tell. Enter opens the file or the unit."""

    case_asked = Signal(str)
    unit_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._person, self._case, self._role = "", "", Role.OTHER
        self.places: tuple[Place, ...] = ()
        self.head, self.said = heading(_("Stands in these files, too")), hint("")
        self.table = Table(
            (
                Column(_("File"), _where, 150, bold=True, stripe_of=lambda row: row.colour if isinstance(row, Place) else None),
                Column(_("As what"), _as_what, tone_of=self._tone),
            ),
            _("Files he or she stands in"),
            identity=lambda row: row,
        )
        self.table.horizontalHeader().hide()
        self.table.setProperty("role", "band")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self.head, self.table, self.said):
            column.addWidget(widget)
        self.table.chosen.connect(self._open)
        self.hide()

    def show_person(self, person: str, *, case: str = "", role: Role = Role.OTHER) -> None:
        """Show where a person stands beside `case`, where he or she is in `role`; nothing for an empty id."""
        self._person, self._case, self._role = person, case, role
        vault = self._session.vault
        everywhere = people.places(vault, [person])[person] if person else ()
        elsewhere = tuple(place for place in everywhere if place.case != case)
        self.places = tuple(place for place in elsewhere if self._session.shows(place.case))
        # Who commands which unit tells of other files, too.
        held = tuple(Held(unit, office) for unit, office in offices_of(vault, person)) if person and self._session.visit is None else ()
        rows = (*self.places, *held)
        later = len(elsewhere) - len(self.places)
        self.head.setText(_("Stands in these files, too") if case else _("Stands in"))
        self.table.show_rows(rows)
        self.table.setFixedHeight(min(SHOWN, max(1, len(rows))) * ROW_HEIGHT + 2)
        self.table.setVisible(bool(rows))
        self.said.setText(ngettext("{count} match – later", "{count} matches – later", later).format(count=later))
        self.said.setVisible(later > 0)
        self.setVisible(bool(rows) or later > 0)

    @property
    def on_the_other_side(self) -> int:
        """In how many other files that may be shown he or she stands on the other side."""
        return len({place.case for place in self.places if may_conflict(self._role, place.role)})

    def _tone(self, row: Place | Held) -> str | None:
        return "amber" if isinstance(row, Place) and may_conflict(self._role, row.role) else None

    def _open(self, row: Place | Held) -> None:
        if isinstance(row, Place):
            self.case_asked.emit(row.case)
        else:
            self.unit_asked.emit(row.unit.id)


def office_words(office: Office) -> str:
    """A time in office: `since 10.04.2022`, `until 05.2023`, `10.04.2022 – 05.2023`; empty where nothing is known."""
    since, until = day_typed(office.since), day_typed(office.until)
    if since and until:
        return f"{since} – {until}"
    if since:
        return _("since {day}").format(day=since)
    return _("until {day}").format(day=until) if until else ""


def _where(row: Place | Held) -> str:
    return row.pseudonym if isinstance(row, Place) else _("unit {number}").format(number=row.unit.number)


def _as_what(row: Place | Held) -> str:
    if isinstance(row, Place):
        return _("{role}, closed").format(role=choices.word(row.role)) if row.closed else choices.word(row.role)
    return ", ".join(part for part in (row.office.post or _("commander"), office_words(row.office)) if part)
