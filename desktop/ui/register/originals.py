"""Where the originals of a document are: a line each, changed in place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from desktop.domain.letters import Keeper, Original, RegisterEntry
from desktop.i18n import _
from desktop.ui import choices
from desktop.ui.committing import IntoFile
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import day_words
from desktop.ui.parts.fields import Choice, TextLine, Typed, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.register.rows import ways_at_length
from desktop.ui.session import Session

MOST = 99
_LINES = 3


class Place:
    """An original with its place in the list: two alike are two."""

    def __init__(self, number: int, original: Original) -> None:
        self.id, self.original = number, original


class OriginalsForm(QWidget):
    """The list, the fields for the one under the cursor, and how the document left."""

    kept = Signal(object)  # tuple[Original, …]

    def __init__(self, session: Session) -> None:
        super().__init__()
        today: Callable[[], date] = lambda: session.today  # noqa: E731 - the list and the field ask each time
        self._today = today
        self._entry_id, self._originals = "", tuple[Original, ...]()
        self.table = Table(
            (
                Column(_("Where"), lambda place: choices.word(place.original.keeper), 130),
                Column(_("How many"), lambda place: str(place.original.count), 104, right=True),
                Column(_("Since"), lambda place: day_words(place.original.since, today()), 112),
                Column(_("Remark"), lambda place: place.original.remark, 0),
            ),
            _("Originals"),
        )
        self.table.setFixedHeight((_LINES + 1) * ROW_HEIGHT)
        self.keeper = Choice(_("Where the original is"), choices.words(Keeper))
        self.count = QSpinBox()
        self.count.setRange(1, MOST)
        self.count.setAccessibleName(_("How many"))
        self.since, self.remark = DayLine(_("Since"), today), TextLine(_("Remark"), hint=_("which one, whose hands; no names"))
        self.add, self.remove = IntoFile(session, _("Add"), role=""), QPushButton(_("Remove"))
        self.left = hint("")
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(6)
        grid.addWidget(self.keeper, 0, 0)
        grid.addWidget(self.count, 0, 1)
        grid.addWidget(label(_("Since"), self.since), 0, 2)
        grid.addWidget(self.since, 0, 3)
        grid.addWidget(self.remark, 1, 0, 1, 2)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        buttons.addWidget(self.add)
        grid.addLayout(buttons, 1, 2, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(3, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.table)
        column.addLayout(grid)
        column.addWidget(self.left)
        column.addStretch(1)

    def _listen(self) -> None:
        self.table.current_changed.connect(self._show_one)
        self.keeper.chosen.connect(lambda code: self._change(keeper=Keeper(code)))
        self.count.valueChanged.connect(lambda count: self._change(count=count))
        self.since.committed.connect(lambda day: self._change(since=day))
        self.remark.committed.connect(lambda text: self._change(remark=text))
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        Keys(self.table, {"Ins": self._add, "Del": self._remove})

    @property
    def fields(self) -> dict[str, Typed]:
        """What can be typed into, by name."""
        return {"original_since": self.since, "original_remark": self.remark}

    def show_entry(self, entry: RegisterEntry | None) -> None:
        """Show where the originals of a document are; None empties the list."""
        if entry is None or entry.id != self._entry_id:
            self._clear()
        self._entry_id = entry.id if entry else ""
        self.add.aim(entry.case if entry else "")
        self._originals = entry.originals if entry else ()
        self.table.show_rows([Place(number, each) for number, each in enumerate(self._originals)])
        self.left.setText((ways_at_length(entry, self._today()) or _("It has not left yet.")) if entry else "")
        self._show_one(self.table.current())

    def _show_one(self, place: Place | None) -> None:
        self.remove.setEnabled(place is not None)
        self.count.blockSignals(True)
        self.count.setValue(place.original.count if place else 1)
        self.count.blockSignals(False)
        if place is None:
            return
        self.keeper.show_code(place.original.keeper)
        self.since.show_day(place.original.since)
        self.remark.show_text(place.original.remark)

    def _change(self, **fields: object) -> None:
        place = self.table.current()
        if place is None:
            # With an empty list, what is chosen here is for the line that "Add" makes.
            return
        changed = replace(place.original, **fields)
        if changed != place.original:
            self.kept.emit((*self._originals[: place.id], changed, *self._originals[place.id + 1 :]))

    def _add(self) -> None:
        if not self._entry_id or not self.since.check():
            return
        keeper = self._next_place() if self._originals else Keeper(self.keeper.code)
        first = not self._originals
        fresh = Original(keeper=keeper, count=self.count.value() if first else 1, since=self.since.day if first else None,
                         remark=self.remark.text().strip() if first else "")  # fmt: skip
        self._clear()
        self.kept.emit((*self._originals, fresh))
        self.table.select(len(self._originals) - 1)
        self.keeper.setFocus()

    def _next_place(self) -> Keeper:
        """The first place that has none yet."""
        taken = {each.keeper for each in self._originals}
        return next((keeper for keeper in Keeper if keeper not in taken), Keeper.LAWYER)

    def _remove(self) -> None:
        place = self.table.current()
        if place is not None:
            self._clear()
            self.kept.emit((*self._originals[: place.id], *self._originals[place.id + 1 :]))

    def _clear(self) -> None:
        for line in (self.since.line, self.remark):
            line.put_back("")
            line.mark_saved()
