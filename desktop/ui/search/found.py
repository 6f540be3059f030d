"""The panel below the search box: it floats over the page, inside the window."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.asked import Asked
from desktop.domain.asked import Group as Kinds
from desktop.domain.searches import KeptSearch
from desktop.i18n import _, ngettext
from desktop.storage import cases
from desktop.storage.marks import Marker
from desktop.storage.search import Hit
from desktop.storage.vault import Vault
from desktop.ui.masking import Names
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import TextLine
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tones import set_role
from desktop.ui.search.rows import CHOSEN, TITLES, Closed, Example, Group, H, Later, Recent, Row, grouped

SHOWN_ROWS = 14
_CHIPS = 9  # Alt+1 … Alt+9
_EDGE = 8  # pixels to the right edge of a window that is narrower than the page


class Found(QFrame):
    """Hits, what can be asked, or searches to choose from; above them chips that narrow, below them a sentence and what can be done."""

    kind_wanted = Signal(object)  # a group of `asked`
    closed_wanted = Signal()
    old_wanted = Signal()
    help_wanted = Signal()
    keeping_wanted = Signal()
    named = Signal(str)
    left = Signal()  # naming was given up

    def __init__(self, box: QWidget, vault: Vault) -> None:
        super().__init__(box)
        self._box, self._vault = box, vault
        self._names: Names | None = None
        self._roles: Mapping[str, str] = {}
        self._colours: Mapping[str, int] = {}
        self._offered: tuple[Kinds, ...] = ()
        self.masked: Callable[[str], str] = str
        self.setObjectName("found")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.table = Table(
            (
                Column(_("Where"), self._where, 190, stripe_of=self._colour, tone_of=_tone),
                Column(_("What"), self._what, 0, tone_of=lambda row: "dim" if isinstance(row, Example | KeptSearch) else None),
            ),
            _("What was found"),
        )
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.nothing = QLabel(_("Nothing found. Every word must be there, from its beginning or in another form; е stands for ё."))
        self.nothing.setProperty("role", "dim")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(8, 2, 8, 4)
        self.said = Line(name=_("Message"))
        self.chips = [QPushButton() for _number in range(_CHIPS)]
        self.closed, self.old = QPushButton(_("Closed files")), QPushButton(_("Earlier versions"))
        self.help, self.keep = QPushButton(_("What can be asked (F1)")), QPushButton(_("Keep this search (Ctrl+S)"))
        self.name, self.agree = TextLine(_("Name of the search")), QPushButton(_("Keep"))
        self._lay_out()
        self._listen()
        self.hide()

    def _lay_out(self) -> None:
        self._head, self._naming = QWidget(), QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(8, 5, 8, 5)
        chips = Flow()
        head.addLayout(chips)
        for number, chip in enumerate((*self.chips, self.closed, self.old), start=1):
            set_role(chip, "chip")
            chip.setCheckable(True)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.setToolTip({self.closed: _("Alt+A"), self.old: _("Alt+O")}.get(chip) or _("Alt+{number}").format(number=number))
            chips.addWidget(chip)
        naming = QHBoxLayout(self._naming)
        naming.setContentsMargins(8, 4, 8, 4)
        naming.addWidget(QLabel(_("Keep this search as")))
        naming.addWidget(self.name, 1)
        naming.addWidget(self.agree)
        self.said.setContentsMargins(8, 3, 8, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 4, 2)
        foot.addStretch(1)
        for link in (self.keep, self.help):
            set_role(link, "link")
            link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            foot.addWidget(link)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part in (self._head, self.table, self.nothing, self._naming, self.said):
            column.addWidget(part)
        column.addLayout(foot)
        self._naming.hide()

    def _listen(self) -> None:
        self.table.current_changed.connect(self._on_current)
        for number, chip in enumerate(self.chips):
            chip.clicked.connect(lambda _on=False, number=number: self.choose_chip(number))
        self.closed.clicked.connect(self.closed_wanted)
        self.old.clicked.connect(self.old_wanted)
        self.help.clicked.connect(self.help_wanted)
        self.keep.clicked.connect(self.keeping_wanted)
        self.agree.clicked.connect(lambda: self.named.emit(self.name.text()))
        self.name.returnPressed.connect(lambda: self.named.emit(self.name.text()))
        Keys(self._naming, {"Escape": self.left.emit})

    # --- what is shown

    def show_hits(self, hits: Sequence[Hit], names: Names | None, roles: Mapping[str, str], later: int = 0,
                  counts: Mapping[Kinds, int] | None = None) -> None:  # fmt: skip
        """Show these hits in groups, each with its count, and put the cursor on the first; of others only how many there are.

        Where more are still to be read, `counts` says how many each group will hold.
        """
        self._names, self._roles = names, roles
        rows: list[Row] = []
        for group, inside in grouped(hits).items():
            count = counts[group] if counts else len(inside)
            rows += [Group(_(TITLES[group]), count), *inside]
        if later:
            rows.append(Later(later))
        self.show_rows(rows)
        if hits:
            self.table.select(1)

    def begin(self) -> None:
        """Another search: nothing is said, and no name asked for."""
        self._naming.hide()
        self.say("")

    def show_chips(self, hits: Sequence[H], asked: Asked) -> None:
        """Offer the groups of these hits to narrow by, and the switches; groups offered before it was narrowed stay."""
        narrowed_to: frozenset[Kinds] = asked.groups
        wider = {*grouped(hits), *narrowed_to, *(self._offered if narrowed_to else ())}
        self._offered = tuple(group for group in TITLES if group in wider)[:_CHIPS]
        for number, chip in enumerate(self.chips):
            chip.setVisible(number < len(self._offered))
            if number < len(self._offered):
                group = self._offered[number]
                chip.setText(_(TITLES[group]))
                chip.setChecked(group in narrowed_to)
        self.closed.setChecked(asked.closed)
        self.old.setChecked(asked.old)
        for part in (self._head, self.help):
            part.show()
        self.keep.setVisible(self._naming.isHidden())

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, without chips."""
        self._colours = cases.colours(self._vault, {row.case for row in rows if isinstance(row, Hit) and row.case})
        self.table.show_rows(rows)
        self.nothing.setVisible(not rows)
        if not isinstance(self.table.current(), CHOSEN):
            self.step(1)
        self.place()

    def show_others(self, rows: Sequence[Row]) -> None:
        """Show rows that are no hits: examples, searches to choose from."""
        self._head.hide()
        self.keep.hide()
        self._naming.hide()
        self.table.show_marks(None)
        self.show_rows(rows)
        self.nothing.hide()
        self.help.setVisible(not any(isinstance(row, Example) for row in rows))
        self.place()

    def add_alike(self, hits: Sequence[Hit], later: int) -> None:
        """Show these people, too, below those who were found by the very letters; of others only how many there are."""
        rows = [row for row in self.table.model_.rows if not isinstance(row, Later)]
        waiting = later + sum(row.count for row in self.table.model_.rows if isinstance(row, Later))
        if hits:
            people = [number for number, row in enumerate(rows) if isinstance(row, Hit) and row.kind in {"case", "person", "party"}]
            place = people[-1] + 1 if people else 0
            rows[place:place] = [Group(_("Names like it"), len(hits)), *hits]
        self.show_rows([*rows, *([Later(waiting)] if waiting else [])])

    def add_closed(self, count: int) -> None:
        """Say how many more there are in closed files."""
        if count:
            self.show_rows([*(row for row in self.table.model_.rows if not isinstance(row, Closed)), Closed(count)])

    @property
    def hits(self) -> list[Hit]:
        """The hits that are shown."""
        return [row for row in self.table.model_.rows if isinstance(row, Hit)]

    def add_older(self, hits: Sequence[Hit], names: Names | None) -> None:
        """Show these earlier versions, too, below all that stands there now."""
        self._names = names
        title, rows = _("Earlier versions"), list(self.table.model_.rows)
        foot = [row for row in rows if isinstance(row, Later | Closed)]
        older = [row for row in rows if isinstance(row, Hit) and row.until]
        now = [row for row in rows if row not in foot and row not in older and not (isinstance(row, Group) and row.title == title)]
        self.show_rows([*now, Group(title, len(older) + len(hits)), *older, *hits, *foot])

    def ask_name(self, name: str) -> None:
        """Ask under which name the search is kept."""
        self._naming.show()
        self.keep.hide()
        self.place()
        self.name.put_back(name)
        self.name.selectAll()
        self.name.setFocus()

    def say(self, text: str, *, is_warning: bool = False) -> None:
        """A sentence below what is shown."""
        self.said.say(text, "warning" if is_warning else "plain")
        self.said.setVisible(bool(text))
        if self.isVisible():
            self.place()

    def step(self, by: int) -> None:
        """Go to the next row that can be chosen, over the headings."""
        rows, place = self.table.model_.rows, self.table.currentIndex().row() + by
        while 0 <= place < len(rows) and not isinstance(rows[place], CHOSEN):
            place += by
        if 0 <= place < len(rows):
            self.table.select(place)

    def choose_chip(self, number: int) -> None:
        """Narrow to the group of this chip, from 0, or no more."""
        if number < len(self._offered) and not self._head.isHidden():
            self.kind_wanted.emit(self._offered[number])

    def _on_current(self, row: Row | None) -> None:
        # The whole sentence, however narrow the window is.
        if isinstance(row, Example):
            self.say(row.does)

    # --- where it floats

    def place(self) -> None:
        """Show it below the line, as high as what it holds, and not over the edge of the window."""
        window = self._box.window()
        if self.parent() is not window:
            self.setParent(window)
            window.installEventFilter(self)
        corner = self._box.mapTo(window, QPoint(0, self._box.height() + 2))
        rows = len(self.table.model_.rows)
        self.table.setVisible(rows > 0)
        wide = min(self._box.width(), window.width() - corner.x() - _EDGE)
        self.setFixedWidth(wide)
        room = window.height() - corner.y() - 40
        self.table.setFixedHeight(min(rows, SHOWN_ROWS) * ROW_HEIGHT + 2)
        self.show()
        around = self._height() - self.table.height() * (rows > 0)
        self.table.setFixedHeight(max(2 * ROW_HEIGHT, min(self.table.height(), room - around)))
        self.setGeometry(corner.x(), corner.y(), wide, self._height())
        self.raise_()

    def _height(self) -> int:
        self._column.activate()
        return self._column.totalHeightForWidth(self.width())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It goes when the window changes its size: its place would be wrong."""
        if event.type() == QEvent.Type.Resize:
            self.hide()
        return False

    # --- cells

    def mark(self, marker: Marker) -> None:
        """Mark in the rows what was searched for."""
        self.table.show_marks(marker.spans if marker else None)

    def _colour(self, row: Row) -> int | None:
        return self._colours.get(row.case) if isinstance(row, Hit) else None

    def _where(self, row: Row) -> str:
        if isinstance(row, Closed):
            return _("In closed files: {count}").format(count=row.count)
        if isinstance(row, Later):
            return ngettext("{count} match – later", "{count} matches – later", row.count).format(count=row.count)
        if isinstance(row, Group):
            return _("{group}: {count}").format(group=row.title, count=row.count) if row.count else row.title
        if isinstance(row, Example):
            return row.line
        if isinstance(row, Recent):
            return self.masked(row.line)
        if isinstance(row, KeptSearch):
            return self.masked(row.name)
        return _("   {pseudonym}  {number}").format(pseudonym=row.pseudonym, number=row.case_number)

    def _what(self, row: Row) -> str:
        if isinstance(row, Closed):
            return _("Alt+A shows them")
        if isinstance(row, Example):
            return row.does
        if isinstance(row, Group) and not row.count and any(isinstance(each, Example) for each in self.table.model_.rows):
            return _("Enter puts an example into the line. All of it can be asked at once.")
        if isinstance(row, KeptSearch):
            return self.masked(row.text)
        if not isinstance(row, Hit):
            return ""
        until = _("until {when}").format(when=moment_words(row.until)) if row.until else ""
        if row.kind == "person":
            return " · ".join(filter(None, (until, self._roles.get(row.id) or row.snippet)))
        line = " · ".join(dict.fromkeys(part for part in (until, row.title, row.snippet) if part and part != row.pseudonym))
        return self._names.masked(line) if self._names else line


def _tone(row: Row) -> str | None:
    return None if isinstance(row, CHOSEN) else "dim"
