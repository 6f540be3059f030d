"""Which norms were looked at: picked from the library, kept in the wording of that day."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import law_words
from desktop.domain.letters import Leaned
from desktop.domain.notes import Note
from desktop.i18n import _, language
from desktop.operations import law
from desktop.operations.law import Shown
from desktop.ui.parts.fields import TextLine, emptied
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

SHOWN = 5


class NormsField(QWidget):
    """A line for each norm, and a search that opens below. Enter takes the norm under the cursor, Escape closes the search."""

    changed = Signal()
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._norms: tuple[Leaned, ...] = ()
        self._on = ""
        self._is_closed = False
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.add = QPushButton(_("Add a norm …"))
        set_role(self.add, "link")
        self._search = QWidget()
        self.words = TextLine(_("Which norm"), hint=_("act, article or words"))
        self.table = Table(
            (Column(_("Norm"), lambda shown: law_words.named(shown.known.norm), 210, bold=True), Column(_("Line"), _line)), _("Norms")
        )
        self.table.horizontalHeader().hide()
        self.table.setFixedHeight(SHOWN * ROW_HEIGHT + 2)
        inside = QVBoxLayout(self._search)
        inside.setContentsMargins(0, 0, 0, 4)
        inside.addWidget(self.words)
        inside.addWidget(self.table)
        self._search.hide()
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._lines)
        column.addLayout(row)
        column.addWidget(self._search)
        self.add.clicked.connect(self._open)
        self.words.textChanged.connect(lambda _text: self._find())
        self.table.chosen.connect(self._take)
        Keys(self._search, {"Escape": self._close})
        Keys(self.words, {"Down": self.table.setFocus, "Return": lambda: self._take(self.table.current())})

    def show_note(self, note: Note) -> None:
        """Show the norms of a note; in a closed one nothing can be changed."""
        self._norms, self._on, self._is_closed = note.norms, note.law_on, bool(note.signed_at)
        self._search.hide()
        self.add.setVisible(not self._is_closed)
        self._show()

    def written_into(self, note: Note) -> Note:
        """The note with the norms picked here, and the day."""
        return replace(note, norms=self._norms, law_on=self._on)

    def _show(self) -> None:
        emptied(self._lines)
        names = law.called(self._session.vault, self._norms, language())
        for norm, name in zip(self._norms, names, strict=True):
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(QLabel(name), 1)
            remove = QPushButton(_("Take out"))
            remove.setAccessibleName(_("Take out {norm}").format(norm=name))
            set_role(remove, "link")
            remove.setVisible(not self._is_closed)
            remove.clicked.connect(partial(self._remove, norm))
            row.addWidget(remove)
            self._lines.addWidget(line)

    def _open(self) -> None:
        self._search.show()
        self.words.put_back("")
        self._find()
        self.words.setFocus()

    def _close(self) -> None:
        self._search.hide()
        self.closed.emit()

    def _find(self) -> None:
        taken = {norm.norm for norm in self._norms}
        found = law.as_of(self._session.vault, self._session.today, language(), words=self.words.text())
        self.table.show_rows([each for each in found if each.known.norm.id not in taken][:100])

    def _take(self, shown: Shown | None) -> None:
        if shown is not None:
            today = self._session.today
            # All of them are looked at on one day: those from before are looked at again.
            ids = [*(norm.norm for norm in self._norms), shown.known.norm.id]
            known = {each.norm.id for each in law.library(self._session.vault)}
            self._norms = tuple(law.looked_at(self._session.vault, id_, today) for id_ in ids if id_ in known)
            self._on = today.isoformat()
            self._show()
            self._find()
            self.words.selectAll()
            self.changed.emit()

    def _remove(self, norm: Leaned, _checked: bool = False) -> None:
        self._norms = tuple(each for each in self._norms if each != norm)
        self._on = self._on if self._norms else ""
        self._show()
        self.add.setFocus()
        self.changed.emit()


def _line(shown: Shown) -> str:
    return shown.text or law_words.local(shown.known.norm.titles)
