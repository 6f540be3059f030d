"""The search box: one line over every page, and below it what it found, what can be asked, and what was asked before."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.asked import Asked, Field, parsed
from desktop.domain.asked import Group as Kinds
from desktop.domain.asked_line import with_kind, with_switch
from desktop.domain.searches import KeptSearch
from desktop.i18n import _
from desktop.search_words import DAYS_UNREAD, TOO_MANY, doubt_sentences, help_rows, name_of
from desktop.storage import people, search
from desktop.storage.marks import Marker
from desktop.storage.narrowing import Inside
from desktop.storage.search import NOTHING, Hit, Looked
from desktop.storage.typed import other_layout
from desktop.ui import choices
from desktop.ui.masking import Names
from desktop.ui.parts.keys import Keys
from desktop.ui.search.alike import hits_like
from desktop.ui.search.found import SHOWN_ROWS, Found
from desktop.ui.search.inside import InsideWords
from desktop.ui.search.keeping import Keeping
from desktop.ui.search.norms import norm_hits
from desktop.ui.search.older import Older
from desktop.ui.search.rows import Example, Group, Recent, Row, grouped, said_in_the_line
from desktop.ui.search.templates import template_hits
from desktop.ui.session import Session
from desktop.words import explain

PAUSE = 80  # milliseconds without a key before the search begins
ALIKE_PAUSE = 150  # and, after it, before names written otherwise are looked for
MOST = 40
_TAKING_BACK = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
MOST_READ = 1000  # for their day: a third of a second
_MOST_SIFTED = 1000  # of these what a visitor may see is chosen


class SearchBox(QLineEdit):
    """Finds while she types. Enter opens the hit under the cursor, F1 says what can be asked, Ctrl+S keeps the search, Escape leaves."""

    hit_chosen = Signal(object, object)  # what was chosen, and the marker of what was searched for

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = Asked()
        self._looked = NOTHING  # what was found for it, read or not
        self._is_cut = self._is_unread = False  # there is more than is shown; there may be, of which the day was not read
        self.setPlaceholderText(_("Search everything (Ctrl+K)"))
        self.setAccessibleName(_("Search everything"))
        self.setClearButtonEnabled(True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._found = Found(self, session.vault)
        self._kept = Keeping(session, self, self._found)
        self._pause.timeout.connect(self.search_now)
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self.read_all)
        self._older = Older(session.vault, self)
        self._inside = InsideWords(session.vault, self)
        self._alike = QTimer(self, singleShot=True, interval=ALIKE_PAUSE)
        self._alike.timeout.connect(self.look_for_alike)
        self._listen()

    def _listen(self) -> None:
        found = self._found
        self.textEdited.connect(self._on_edited)
        found.table.chosen.connect(self._on_chosen)
        found.kind_wanted.connect(self._turn_kind)
        found.closed_wanted.connect(partial(self._turn, Field.CLOSED))
        found.old_wanted.connect(partial(self._turn, Field.OLD))
        self._older.found.connect(self._on_older)
        self._inside.found.connect(self._on_inside)
        self._older.failed.connect(lambda error: found.say(explain(error), is_warning=True))
        found.help_wanted.connect(self.show_help)
        self._kept.search_wanted.connect(self.search_now)
        self._session.revealed_changed.connect(self._on_revealed)
        self._session.visit_changed.connect(self._on_visit)
        keys = {f"Alt+{number}": partial(found.choose_chip, number - 1) for number in range(1, 10)}
        keys |= {"Alt+A": partial(self._turn, Field.CLOSED), "Alt+O": partial(self._turn, Field.OLD)}
        Keys(self, {**keys, "F1": self.show_help, "Ctrl+S": self._kept.ask_name})

    def focus_search(self) -> None:
        """Put the cursor here, with what was searched last chosen."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    # --- searching

    def search_now(self) -> None:
        """Search without waiting for a pause."""
        self._stop()
        text = self.text().strip()
        if not text:
            self._found.hide()
            return
        self._found.begin()
        self._asked = parsed(text, self._session.vault.today())
        self._looked = looked = self._look(self._asked)
        matches = looked.matches[:MOST]
        if self._session.visit is not None or len(matches) <= SHOWN_ROWS:
            self.read_all()
            return
        # What stands below the edge of the list is read once the first of it is on the screen.
        groups = grouped(matches)
        first = search.read(self._session.vault, looked, [match for inside in groups.values() for match in inside][:SHOWN_ROWS])
        self._found.mark(self._marker)
        self._found.show_chips(matches, self._asked)
        counts = {group: len(inside) for group, inside in groups.items()}
        self._found.show_hits(first, self._names(first), self._roles(first), counts=counts)
        self._rest.start()

    def read_all(self) -> None:
        """Show everything that was found, not only what has its place on the screen."""
        self._rest.stop()
        text, said = self.text().strip(), ""
        if not (text and self._session.vault.is_open):
            return
        today, self._is_unread = self._session.vault.today(), False
        hits, later = self._hits(self._asked, self._looked)
        if not (hits or later):
            # She typed on, and did not look up: the same keys with the other letters.
            other = other_layout(text)
            again = parsed(other, today)
            found = self._hits(again, self._look(again)) if other != text else ([], 0)
            if found[0]:
                self._asked, (hits, later) = again, found
                said = _("Nothing was found for “{typed}”. This is what the same keys give on the other layout: “{other}”.")
                said = said.format(typed=text, other=other)
        self._found.mark(self._marker)
        self._found.show_chips(hits, self._asked)
        self._found.show_hits(hits, self._names(hits), self._roles(hits), later)
        if said := said or doubt_sentences(self._asked.doubts) or self._what_is_left():
            self._found.say(said, is_warning=True)
        self._alike.start()
        if self._asked.old:
            self._older.begin(self._asked)
        if not (hits or later) and self._session.visit is None:
            self._inside.begin(self._asked)

    def _on_inside(self, inside: Inside) -> None:
        """Nothing begins with what was typed, but these words hold it."""
        looked = search.look(self._session.vault, self._asked, limit=MOST, inside=inside, most_read=MOST_READ)
        hits = search.read(self._session.vault, looked, looked.matches)
        if not hits or not self._found.isVisible():
            return
        older = [row for row in self._found.hits if row.until]
        self._found.mark(looked.marker)
        self._found.show_chips(hits, self._asked)
        self._found.show_hits(hits, self._names(hits), self._roles(hits))
        self._found.say(_("No word begins so. These hold it inside."))
        # What came in between stays below: earlier versions now, and the rest when it is looked for again.
        if older:
            self._on_older(older)
        self._alike.start()

    def _stop(self) -> None:
        for timing in (self._pause, self._rest, self._alike, self._older, self._inside):
            timing.stop()

    def _on_older(self, hits: list[Hit]) -> None:
        """Earlier versions come in bit by bit, below everything else."""
        shown = [hit for hit in hits if self._session.shows(hit.case)]
        if shown and self._found.isVisible():
            self._found.add_older(shown, self._names([*self._found.hits, *shown]))

    def _look(self, asked: Asked) -> Looked:
        limit = MOST + 1 if self._session.visit is None else _MOST_SIFTED
        return search.look(self._session.vault, asked, limit=limit, most_read=MOST_READ)

    def _hits(self, asked: Asked, looked: Looked) -> tuple[list[Hit], int]:
        """What was found and may be seen, and how many more a visitor may not see."""
        session, is_visited = self._session, self._session.visit is not None
        found = search.read(session.vault, looked, looked.matches)
        self._is_unread |= looked.is_unread
        seen = [hit for hit in found if session.shows(hit.case)]
        hits, self._is_cut = seen[:MOST], len(seen) > MOST
        if not is_visited:
            hits += [*template_hits(asked), *norm_hits(session.vault, asked)]
        return hits, len(found) - len(hits) if is_visited else 0

    def _what_is_left(self) -> str:
        if self._is_cut:
            return _(TOO_MANY).format(count=MOST)
        return _(DAYS_UNREAD).format(count=MOST_READ) if self._is_unread else ""

    def look_for_alike(self) -> None:
        """Add whose names are like what was typed, though written otherwise; beside a visitor only how many there are."""
        self._alike.stop()
        if not (self.text().strip() and self._session.vault.is_open and self._found.isVisible()):
            return
        known, asked = {row.id for row in self.rows if isinstance(row, Hit)}, self._asked
        found = hits_like(self._session.vault, asked.words, known) if asked.is_for(Kinds.PEOPLE) else []
        shown = [hit for hit in found if self._session.visit is None]
        self._found.add_alike(shown, len(found) - len(shown))
        if not asked.closed and self._session.visit is None:
            looked = search.look(self._session.vault, asked, limit=MOST, closed=True, most_read=MOST_READ)
            everything = search.read(self._session.vault, looked, looked.matches)
            self._found.add_closed(sum(hit.id not in known for hit in everything))

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown below the line."""
        return self._found.table.model_.rows

    @property
    def _marker(self) -> Marker:
        return Marker.of(self._asked)

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

    # --- the line changed by a key or a click

    def _turn_kind(self, group: Kinds) -> None:
        self._write(with_kind(self.text(), group, said_in_the_line(group), self._session.vault.today()))

    def _turn(self, switch: Field) -> None:
        if self.text().strip():
            self._write(with_switch(self.text(), switch, name_of(switch), self._session.vault.today()))

    def _write(self, text: str) -> None:
        self.setText(text)
        self.search_now()

    # --- what can be asked, and what was

    def show_help(self) -> None:
        """Say below the line what can be asked, with examples: the one that is chosen is put into the line."""
        self._stop()
        self._found.show_others([Group(_("What can be asked")), *(Example(line, does) for line, does in help_rows())])

    # --- what happens around

    def _on_revealed(self) -> None:
        if self._found.isVisible() and self.text().strip():
            self.search_now()
        elif self._found.isVisible():
            self._found.table.viewport().update()

    def _on_visit(self) -> None:
        self._stop()
        self.setText("")  # unlike `clear`, nothing takes it back
        self._kept.forget()
        self._found.hide()

    def _on_edited(self) -> None:
        self._pause.start()
        if not self.text().strip():
            self.search_now()
            self._kept.show_start()

    def _on_chosen(self, row: object) -> None:
        if isinstance(row, Hit):
            self._kept.remember(self.text().strip())
            marker = self._marker
            self._stop()
            self._found.hide()
            self.clear()
            self.hit_chosen.emit(row, marker)
        elif isinstance(row, Example | Recent):
            self._write(row.line)
        elif isinstance(row, KeptSearch):
            self._write(row.text)

    # --- keys

    def event(self, event: QEvent) -> bool:
        """Escape is for what is here, as long as something is. While the line is empty there is nothing in it to take back: Ctrl+Z takes
        back what was done before, as everywhere.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and (self._found.isVisible() or self.text()):
                event.accept()
                return True
            if not self.text() and any(map(event.matches, _TAKING_BACK)):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through what is below, Enter chooses, Del removes a kept search, Escape hides what is below, then empties."""
        key, is_empty = event.key(), not self.text().strip()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            if is_empty and not self._found.isVisible():
                self._kept.show_start()
            else:
                self._found.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not is_empty and (self._pause.isActive() or not self._found.isVisible()):
                self.search_now()
            self._on_chosen(self._found.table.current() if self._found.isVisible() else None)
        elif key == Qt.Key.Key_Delete and self._kept.current is not None:
            self._kept.remove()
        elif event.text() == "?" and is_empty:
            self.show_help()
        elif key == Qt.Key.Key_Escape and (self._found.isVisible() or self.text()):
            self._stop()
            if self._found.isVisible():
                self._found.hide()
            else:
                self.clear()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """An empty line offers what was searched for before, where she came here by a key or a click."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.MouseFocusReason}:
            self._kept.show_start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is below goes with the cursor, unless it went there."""
        super().focusOutEvent(event)
        if not self._found.isAncestorOf(self.window().focusWidget() or self):
            self._stop()
            self._found.hide()
