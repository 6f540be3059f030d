"""Finding in one case: a line over its tabs, what it found in a list that floats below, tab by tab, and the marks in what is opened."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QTabBar, QVBoxLayout

from desktop.domain.asked import Asked, parsed
from desktop.i18n import _, ngettext
from desktop.search_words import doubt_sentences
from desktop.storage import people, search
from desktop.storage.marks import Marker
from desktop.storage.search import Hit
from desktop.ui import choices
from desktop.ui.case.tabs import TAB_OF, TABS
from desktop.ui.masking import OfCase
from desktop.ui.parts.line import Line
from desktop.ui.parts.marks import Marks
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.session import Session

PAUSE = 80  # milliseconds without a key before the search begins
MOST = 200
SHOWN_ROWS = 8


@dataclass(frozen=True)
class Found:
    """Something found, and the tab in which it stands."""

    tab: str
    hit: Hit

    @property
    def id(self) -> str:
        """Which it is."""
        return self.hit.id


class FindBar(QFrame):
    """Enter opens what is chosen in the list, then goes from place to place, Shift+Enter backwards; arrows bring the list back.

    Escape takes the bar and the marks away.
    """

    entry_wanted = Signal(str, str, object)  # the tab, what to open in it, and what is marked there
    counted = Signal(dict)  # how much was found in each tab
    closed = Signal()

    def __init__(self, session: Session, case_id: str, marks: Marks, tabs: QTabBar, title_of: Callable[[str], str]) -> None:
        super().__init__()
        self._session, self._case_id, self._marks, self._tabs = session, case_id, marks, tabs
        self._asked = Asked()
        self._masked = OfCase(session, case_id)
        self._roles: dict[str, str] = {}
        self._found: tuple[Found, ...] = ()
        self._entry, self._place = -1, -1  # where she is: which of what was found, and which mark in it
        self.setObjectName("findbar")
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Find in this case"))
        self.line.setAccessibleName(_("Find in this case"))
        self.line.setClearButtonEnabled(True)
        self.count = QLabel()
        self.count.setProperty("role", "dim")
        self.said = Line(name=_("Message"))
        self.said.hide()
        self.before, self.next, self.leave = QPushButton(_("Place before")), QPushButton(_("Next place")), QPushButton(_("Close"))
        self.before.setToolTip(_("Shift+Enter, Ctrl+Shift+G"))
        self.next.setToolTip(_("Enter, Ctrl+G"))
        self.leave.setToolTip(_("Esc"))
        self.table = Table(
            (
                Column(_("Where"), lambda found: title_of(found.tab), 120, tone_of=lambda _found: "dim"),
                Column(_("What"), self._what),
            ),
            _("What was found in this case"),
        )
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._lay_out()
        self._listen()
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self.count)
        for button in (self.before, self.next, self.leave):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 4)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.said)
        self.table.hide()

    def _listen(self) -> None:
        self.line.textEdited.connect(self._on_edited)
        self.line.installEventFilter(self)
        self._pause.timeout.connect(self.search_now)
        self.before.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.leave.clicked.connect(self.close_bar)
        self.table.chosen.connect(lambda _found: self._open(self.table.currentIndex().row()))
        self.table.clicked.connect(lambda index: self._open(index.row()))
        self.table.setFocusProxy(self.line)
        self._marks.ended.connect(self.close_bar)
        self._session.changed.connect(self._on_changed)
        self._session.revealed_changed.connect(lambda _now: self._on_revealed())
        self._session.visit_changed.connect(self._on_visit)

    @property
    def found(self) -> tuple[Found, ...]:
        """What was found, tab by tab."""
        return self._found

    def begin(self) -> None:
        """Show the bar with the keyboard in it, what was looked for last chosen."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        if self.line.text().strip():
            self.search_now()

    def close_bar(self) -> None:
        """Take the bar away, and the marks."""
        was_here = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._pause.stop()
        self._marks.clear()
        self._asked = Asked()
        self._show(())
        self.table.hide()
        if self.isVisible():
            self.hide()
            if was_here:
                self.closed.emit()

    def search_now(self) -> None:
        """Search without waiting for a pause; what is in sight is marked."""
        self._pause.stop()
        self._entry, self._place = -1, -1
        self._read()
        self._marks.show(self._marker)

    def step(self, by: int) -> None:
        """Go to the next place or the one before, and on to what else was found, round and round."""
        if self._pause.isActive():
            self.search_now()
        if not self._found:
            return
        if by > 0 and self.table.isVisible():
            self._open(self.table.currentIndex().row())
            return
        place = self._place + by
        if self._entry >= 0 and 0 <= place < len(self._marks.places):
            self._go(place)
            return
        entry = (self._entry + by) % len(self._found) if self._entry >= 0 else 0 if by > 0 else len(self._found) - 1
        self._open(entry, last=by < 0)

    def _open(self, entry: int, *, last: bool = False) -> None:
        """Open what was found, and go to the first place in it, or the last."""
        if not 0 <= entry < len(self._found):
            return
        found, typing = self._found[entry], self._has_keyboard()
        self.table.hide()
        self._entry, self._place = entry, -1
        marker = self._marker
        self.entry_wanted.emit(found.tab, "" if found.hit.kind == "case" else found.hit.id, marker)
        self._marks.show(marker)
        self.table.select(entry)
        self._say()
        if self._marks.places:
            self._go(len(self._marks.places) - 1 if last else 0, typing=typing)
        elif typing:
            self.line.setFocus()

    def _go(self, place: int, *, typing: bool | None = None) -> None:
        stays = self._has_keyboard() if typing is None else typing
        self._place = place
        self._marks.go(place, take_focus=not stays)
        if stays:
            self.line.setFocus()

    def _has_keyboard(self) -> bool:
        return self.isAncestorOf(self.window().focusWidget() or self.window())

    # --- what is shown

    @property
    def _marker(self) -> Marker:
        return Marker.of(self._asked)

    def _read(self) -> None:
        vault = self._session.vault
        self._asked = parsed(self.line.text(), vault.today())
        hits = search.find(vault, self._asked, case=self._case_id, limit=MOST)
        found = [Found(TAB_OF.get(hit.kind, "overview"), hit) for hit in hits]
        if found:
            mine = people.of_case(vault, self._case_id)
            self._masked = OfCase(self._session, self._case_id)
            words = {person.id: party.relation or choices.word(party.role) for party, person in mine}
            self._roles = words | {party.id: words[person.id] for party, person in mine}
        self._show(sorted(found, key=lambda each: TABS.index(each.tab)))

    def _show(self, found: Sequence[Found]) -> None:
        self._found = tuple(found)
        self.table.show_rows(self._found)
        marker = self._marker
        self.table.show_marks(marker.spans if marker else None)
        for button in (self.before, self.next):
            button.setEnabled(bool(found))
        self._say()
        self._unfold(bool(found) and self._has_keyboard())
        self.counted.emit(Counter(each.tab for each in found))

    def _unfold(self, wanted: bool) -> None:
        """Show the list below the tabs, which say how much is in each, and over the page, so that nothing jumps; or fold it."""
        page = self.parentWidget()
        if wanted and page is not None:
            if layout := page.layout():
                layout.activate()  # the tabs have their place below what is said
            self.table.setParent(page)
            left, right = (self.mapTo(page, at).x() for at in (self.line.geometry().topLeft(), self.leave.geometry().topRight()))
            top = self._tabs.mapTo(page, self._tabs.rect().bottomLeft()).y() + 2
            high = min(len(self._found), SHOWN_ROWS) * ROW_HEIGHT + 2
            self.table.setGeometry(left, top, right - left + 1, high)
            self.table.raise_()
        self.table.setVisible(wanted)

    def _walk(self, by: int) -> None:
        """Walk through the list; where it was folded, it comes back."""
        if self._found and not self.table.isVisible():
            self._unfold(True)
            self.table.select(max(self._entry, 0))
        elif self._found:
            self.table.select(max(0, min(len(self._found) - 1, self.table.currentIndex().row() + by)))

    def _say(self) -> None:
        count = len(self._found)
        if not self.line.text().strip():
            self.count.clear()
        elif not count:
            self.count.setText(_("Nothing found"))
        elif self._entry >= 0:
            self.count.setText(_("{number} of {count}").format(number=self._entry + 1, count=count))
        else:
            most = ngettext("the latest {count}", "the latest {count}", count)
            self.count.setText((most if count == MOST else ngettext("{count} found", "{count} found", count)).format(count=count))

        elsewhere = [_("Earlier versions are looked for with Ctrl+K, not here.")] if self._asked.old else []
        said = " ".join(filter(None, (doubt_sentences(self._asked.doubts), *elsewhere)))
        self.said.say(said, "warning" if said else "plain")
        self.said.setVisible(bool(said))

    def _what(self, found: Found) -> str:
        hit = found.hit
        if hit.kind in {"person", "party"}:
            return self._roles.get(hit.id, "") if hit.kind == "person" else self._masked(f"{self._roles.get(hit.id, '')} · {hit.snippet}")
        return self._masked(" · ".join(dict.fromkeys(part for part in (hit.title, hit.snippet) if part)))

    # --- what happens around

    def _on_edited(self) -> None:
        self._pause.start()
        if not self.line.text().strip():
            self.search_now()

    def _on_changed(self) -> None:
        """Something was kept: what was found may be another thing now; where she is, she stays."""
        if not self.isVisible() or not self._session.vault.is_open:
            return
        here = self._found[self._entry].id if 0 <= self._entry < len(self._found) else ""
        self._read()
        self._entry = next((number for number, each in enumerate(self._found) if each.id == here), -1)
        self._marks.show_later()
        self._say()

    def _on_visit(self) -> None:
        """What she looked for is not for a visitor's eyes, and cannot be taken back into the line."""
        self.close_bar()
        self.line.setText("")

    def _on_revealed(self) -> None:
        self._on_changed()
        self._marks.show_later()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the line; the list below goes with the keyboard."""
        if event.type() == QEvent.Type.FocusOut:
            self.table.hide()
        if not isinstance(event, QKeyEvent) or event.type() not in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
            return False
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        deeds: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Return: lambda: self.step(-1 if back else 1),
            Qt.Key.Key_Enter: lambda: self.step(-1 if back else 1),
            Qt.Key.Key_Down: lambda: self._walk(1),
            Qt.Key.Key_Up: lambda: self._walk(-1),
            Qt.Key.Key_Escape: self.close_bar,
        }
        deed = deeds.get(event.key())
        if deed is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            deed()
        return True
