"""Choosing what is left out of a document: kinds at one go, and any words beside them; the page shows at once what remains."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.documents import omitting
from desktop.domain.letters import Omissible, Omitted, RegisterEntry
from desktop.i18n import _, ngettext
from desktop.operations.omissions import find_omissions
from desktop.storage.vault import Vault
from desktop.ui import choices
from desktop.ui.letters.editor import LetterEdit
from desktop.ui.masking import Names
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys


class Omissions(QWidget):
    """The frozen text, what is left out of it struck out. Delete leaves the selected words out, Insert puts a piece back."""

    changed = Signal()

    def __init__(self, vault: Vault) -> None:
        super().__init__()
        self._vault = vault
        self._entry: RegisterEntry | None = None
        self._hers: list[tuple[int, int]] = []
        self._back: set[Omitted] = set()
        self.omitted: tuple[Omitted, ...] = ()
        self.kinds = {kind: QCheckBox(words) for kind, words in choices.words(Omissible)}
        self.text = LetterEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Text, with what is left out struck out"))
        self.leave_out, self.put_back = QPushButton(_("Leave the selection out")), QPushButton(_("Put back"))
        self.count = hint("")
        self._lay_out()
        for box in self.kinds.values():
            box.toggled.connect(lambda _on: self._find())
        self.leave_out.clicked.connect(self._leave_out)
        self.put_back.clicked.connect(self._put_back)
        Keys(self.text, {"Del": self._leave_out, "Ins": self._put_back})

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        grid = QGridLayout()
        for number, box in enumerate(self.kinds.values()):
            grid.addWidget(box, number // 2, number % 2, 1, 1 + (number == len(self.kinds) - 1))
        column.addLayout(grid)
        column.addWidget(self.text, 1)
        column.addWidget(hint(_("Look it through: no list knows every name. Del leaves the selected words out, Ins puts a piece back.")))
        foot = QHBoxLayout()
        foot.addWidget(self.leave_out)
        foot.addWidget(self.put_back)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addWidget(self.count)

    def open_entry(self, entry: RegisterEntry) -> None:
        """Begin with this document: every kind left out, nothing of her own yet; where she has begun already, go on."""
        if self._entry is not None and self._entry.id == entry.id:
            return
        self._entry, self._hers, self._back = entry, [], set()
        self.text.start_with(entry.text)
        for box in self.kinds.values():
            box.blockSignals(True)
            box.setChecked(True)
            box.blockSignals(False)
        self._find()

    def show_names(self, names: Names | None) -> None:
        """Hide these names in the text; None shows all."""
        self.text.show_marks(names, ())

    @property
    def _chosen(self) -> Collection[Omissible]:
        return [kind for kind, box in self.kinds.items() if box.isChecked()]  # type: ignore[misc]

    def _find(self) -> None:
        if self._entry is None:
            return
        found = [each for each in find_omissions(self._vault, self._entry, self._chosen) if each not in self._back]
        self.omitted = omitting.joined(self._entry.text, [*((each.start, each.end) for each in found), *self._hers])
        self.text.show_left_out([(each.start, each.end) for each in self.omitted])
        count = len(self.omitted)
        self.count.setText(ngettext("{count} place is left out.", "{count} places are left out.", count).format(count=count))
        self.changed.emit()

    def _leave_out(self) -> None:
        start, end = self.text.selected
        if start < end:
            self._hers.append((start, end))
            self._find()

    def _put_back(self) -> None:
        start, end = self.text.selected
        for piece in self.omitted:
            if piece.start <= end and start <= piece.end:
                self._back.add(piece)
                self._hers = [(first, last) for first, last in self._hers if last <= piece.start or first >= piece.end]
        self._find()
