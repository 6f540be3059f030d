"""The search box: one line over every page, and what it found below it, in groups."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.asked import Group as Kinds
from desktop.domain.asked import parsed
from desktop.i18n import N_, _, ngettext
from desktop.storage import cases, people, search
from desktop.storage.marks import Marker
from desktop.storage.search import Hit, Looked
from desktop.storage.vault import Vault
from desktop.ui import choices
from desktop.ui.masking import Names
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.search.alike import hits_like
from desktop.ui.search.norms import norm_hits
from desktop.ui.session import Session

PAUSE = 80  # milliseconds without a key before the search begins
ALIKE_PAUSE = 150  # and, after it, before names written otherwise are looked for
MOST = 40
_MOST_SIFTED = 1000  # of these what a visitor may see is chosen
SHOWN_ROWS = 14
_EDGES = 10  # what the frames of the list and its table take

# The groups, in the order in which they are shown.
_GROUPS = {
    "case": N_("Cases"),
    "person": N_("People"),
    "party": N_("People"),
    "unit": N_("Units"),
    "call": N_("Calls"),
    "event": N_("Events"),
    "order": N_("Events"),
    "deadline": N_("Dates"),
    "task": N_("Dates"),
    "letter": N_("Letters"),
    "register": N_("Letters"),
    "note": N_("Notes"),
    "attachment": N_("Papers"),
    "template": N_("Templates"),
    "power": N_("Powers"),
    "sheet": N_("Sheets"),
    "norm": N_("Norms"),
}
_PLACES = {title: place for place, title in enumerate(dict.fromkeys(_GROUPS.values()))}


@dataclass(frozen=True)
class Group:
    """The heading of a group, and how many it holds."""

    title: str
    count: int


@dataclass(frozen=True)
class Later:
    """How many hits a visitor may not see."""

    count: int


@dataclass(frozen=True)
class Closed:
    """How many hits are in closed files, which are shown only where she asks."""

    count: int


class SearchBox(QLineEdit):
    """Finds while she types. Enter opens the hit under the cursor, Alt+A looks into closed files, too, Escape leaves."""

    hit_chosen = Signal(object, object)  # what was chosen, and what was searched for

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._with_closed = session, False
        self.setPlaceholderText(_("Search everything (Ctrl+K)"))
        self.setAccessibleName(_("Search everything"))
        self.setClearButtonEnabled(True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._found = _Found(self)
        self._pause.timeout.connect(self.search_now)
        # What stands below the edge of the list is read once the first of it is on the screen.
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self.read_rest)
        self._looked: Looked | None = None
        self._alike = QTimer(self, singleShot=True, interval=ALIKE_PAUSE)
        self._alike.timeout.connect(self.look_for_alike)
        self.textEdited.connect(self._on_edited)
        self._found.table.chosen.connect(self._on_chosen)
        session.revealed_changed.connect(self._on_revealed)
        session.visit_changed.connect(self._on_visit)

    def focus_search(self) -> None:
        """Put the cursor here, with what was searched last chosen."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def search_now(self) -> None:
        """Search without waiting for a pause."""
        self._stop()
        text = self.text().strip()
        if not text:
            self._found.hide()
            return
        limit = MOST if self._session.visit is None else _MOST_SIFTED
        looked = search.look(self._session.vault, text, limit=limit, closed=self._with_closed)
        self._found.table.show_marks(looked.marker.spans)
        self._looked = looked
        if self._session.visit is not None or len(looked.matches) <= SHOWN_ROWS:
            self.read_rest()
            return
        matches = sorted(looked.matches, key=lambda match: _PLACES[_GROUPS[match.kind]])
        hits = search.read(self._session.vault, looked, matches[:SHOWN_ROWS])
        counts = Counter(_GROUPS[match.kind] for match in matches)
        self._found.show_hits(hits, self._names(hits), self._roles(hits), counts=counts)
        self._rest.start()

    def read_rest(self) -> None:
        """Show everything that was found, not only what has its place on the screen."""
        self._rest.stop()
        looked, visit = self._looked, self._session.visit
        if looked is None or not self._session.vault.is_open:
            return
        found = search.read(self._session.vault, looked, looked.matches)
        hits = [hit for hit in found if self._session.shows(hit.case)][:MOST]
        later = len(found) - len(hits) if visit is not None else 0
        if visit is None:
            hits += norm_hits(self._session.vault, self.text())
        self._found.show_hits(hits, self._names(hits), self._roles(hits), later)
        self._alike.start()

    def _stop(self) -> None:
        for timer in (self._pause, self._rest, self._alike):
            timer.stop()
        self._looked = None

    def look_for_alike(self) -> None:
        """Add whose names are like what was typed, though written otherwise; beside a visitor only how many there are."""
        self._alike.stop()
        if not self._session.vault.is_open or not self._found.isVisible():
            return
        known = {row.id for row in self.rows if isinstance(row, Hit)}
        asked = parsed(self.text(), self._session.vault.today())
        found = hits_like(self._session.vault, asked.words, known) if asked.is_for(Kinds.PEOPLE) else []
        shown = [hit for hit in found if self._session.visit is None]
        self._found.add_alike(shown, len(found) - len(shown))
        if not self._with_closed and self._session.visit is None:
            everything = search.find(self._session.vault, self.text(), limit=MOST, closed=True)
            self._found.add_closed(sum(hit.id not in known for hit in everything))

    @property
    def vault(self) -> Vault:
        """Where is searched."""
        return self._session.vault

    @property
    def rows(self) -> tuple[Group | Hit | Later | Closed, ...]:
        """What is shown below the line."""
        return self._found.table.model_.rows

    def _names(self, hits: Sequence[Hit]) -> Names | None:
        """Whose names must not be read in the lines that are shown; None where she has revealed them."""
        if self._session.revealed:
            return None
        return Names(people.of_cases(self._session.vault, {hit.case for hit in hits if hit.case}))

    def _roles(self, hits: Sequence[Hit]) -> dict[str, str]:
        """What each person that was found is to his case: the name itself is in the card, behind F9."""
        found = {}
        for hit in hits:
            if hit.kind == "person" and hit.case:
                parties = [party for party, person in people.of_case(self._session.vault, hit.case) if person.id == hit.id]
                found[hit.id] = ", ".join(party.relation or choices.word(party.role) for party in parties)
        return found

    def _on_revealed(self) -> None:
        if self._found.isVisible():
            self.search_now()

    def _on_visit(self) -> None:
        self._stop()
        self.clear()
        self._found.hide()

    def _on_edited(self) -> None:
        self._pause.start()
        if not self.text().strip():
            self._with_closed = False
            self.search_now()

    def _on_chosen(self, hit: object) -> None:
        if isinstance(hit, Hit):
            marker = self._looked.marker if self._looked else Marker(self.text())
            self._found.hide()
            self.clear()
            self._with_closed = False
            self.hit_chosen.emit(hit, marker)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the hits, Enter opens one, Escape hides them, then empties the line."""
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._found.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._pause.isActive() or not self._found.isVisible():
                self.search_now()
            self._on_chosen(self._found.table.current())
        # The same key on the Russian layout.
        elif key in {Qt.Key.Key_A, 0x0424} and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._with_closed = not self._with_closed
            self.search_now()
        elif key == Qt.Key.Key_Escape and (self._found.isVisible() or self.text()):
            if self._found.isVisible():
                self._found.hide()
            else:
                self.clear()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was found goes with the cursor, unless it went into the list."""
        super().focusOutEvent(event)
        if not self._found.isAncestorOf(self.window().focusWidget() or self):
            self._found.hide()


class _Found(QFrame):
    """The list below the line. It floats over the page, inside the window."""

    def __init__(self, box: SearchBox) -> None:
        super().__init__(box)
        self._box = box
        self._names: Names | None = None
        self._roles: Mapping[str, str] = {}
        self._colours: Mapping[str, int] = {}
        self.setObjectName("found")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.table = Table(
            (
                Column(_("Where"), self._where, 190, stripe_of=self._colour, tone_of=lambda row: None if isinstance(row, Hit) else "dim"),
                Column(_("What"), self._what, 0),
            ),
            _("What was found"),
        )
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.nothing = QLabel(_("Nothing found. Every word must be there, from its beginning or in another form; е stands for ё."))
        self.nothing.setProperty("role", "dim")
        self.nothing.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.table)
        column.addWidget(self.nothing)
        self.hide()

    def show_hits(self, hits: Sequence[Hit], names: Names | None, roles: Mapping[str, str], later: int = 0,
                  counts: Mapping[str, int] | None = None) -> None:  # fmt: skip
        """Show these hits in groups, each with its count, and put the cursor on the first; of others only how many there are.

        Where more are still to be read, `counts` says how many each group will hold.
        """
        self._names, self._roles = names, roles
        rows: list[Group | Hit | Later] = []
        for title in _PLACES:
            inside = [hit for hit in hits if _GROUPS.get(hit.kind) == title]
            if inside:
                rows += [Group(_(title), counts[title] if counts else len(inside)), *inside]
        if later:
            rows.append(Later(later))
        self._show(rows)
        if hits:
            self.table.select(1)
        self._place(len(rows))

    def add_alike(self, hits: Sequence[Hit], later: int) -> None:
        """Show these people, too, below those who were found by the very letters; of others only how many there are."""
        rows = [row for row in self.table.model_.rows if not isinstance(row, Later)]
        waiting = later + sum(row.count for row in self.table.model_.rows if isinstance(row, Later))
        if hits:
            people = [number for number, row in enumerate(rows) if isinstance(row, Hit) and row.kind in {"case", "person", "party"}]
            place = people[-1] + 1 if people else 0
            rows[place:place] = [Group(_("Names like it"), len(hits)), *hits]
        self._show([*rows, *([Later(waiting)] if waiting else [])])
        if isinstance(self.table.current(), Group):
            self.step(1)
        self._place(len(self.table.model_.rows))

    def add_closed(self, count: int) -> None:
        """Say how many more there are in closed files."""
        if count:
            rows = [row for row in self.table.model_.rows if not isinstance(row, Closed)]
            self._show([*rows, Closed(count)])
            if not isinstance(self.table.current(), Hit):
                self.step(1)
            self._place(len(self.table.model_.rows))

    def _show(self, rows: Sequence[Group | Hit | Later | Closed]) -> None:
        self._colours = cases.colours(self._box.vault, {row.case for row in rows if isinstance(row, Hit) and row.case})
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def step(self, by: int) -> None:
        """Go to the next hit, over the headings."""
        rows, place = self.table.model_.rows, self.table.currentIndex().row() + by
        while 0 <= place < len(rows) and not isinstance(rows[place], Hit):
            place += by
        if 0 <= place < len(rows):
            self.table.select(place)

    def _place(self, rows: int) -> None:
        window = self._box.window()
        if self.parent() is not window:
            self.setParent(window)
            window.installEventFilter(self)
        corner = self._box.mapTo(window, QPoint(0, self._box.height() + 2))
        high = ROW_HEIGHT * min(rows, SHOWN_ROWS) + _EDGES if rows else 60
        self.setGeometry(corner.x(), corner.y(), self._box.width(), min(high, window.height() - corner.y() - 40))
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list goes when the window changes its size: its place would be wrong."""
        if event.type() == QEvent.Type.Resize:
            self.hide()
        return False

    def _colour(self, row: Group | Hit | Later | Closed) -> int | None:
        return self._colours.get(row.case) if isinstance(row, Hit) else None

    def _where(self, row: Group | Hit | Later | Closed) -> str:
        if isinstance(row, Closed):
            return _("In closed files: {count}").format(count=row.count)
        if isinstance(row, Later):
            return ngettext("{count} match – later", "{count} matches – later", row.count).format(count=row.count)
        if isinstance(row, Group):
            return _("{group}: {count}").format(group=row.title, count=row.count)
        return _("   {pseudonym}  {number}").format(pseudonym=row.pseudonym, number=row.case_number)

    def _what(self, row: Group | Hit | Later | Closed) -> str:
        if isinstance(row, Closed):
            return _("Alt+A shows them")
        if not isinstance(row, Hit):
            return ""
        if row.kind == "person":
            return self._roles.get(row.id) or row.snippet
        line = " · ".join(dict.fromkeys(part for part in (row.title, row.snippet) if part and part != row.pseudonym))
        return self._names.masked(line) if self._names else line
