"""Which vault: those this computer remembers because she wanted it, another folder, a new one, or one from a backup."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop import preferences
from desktop.domain.disk_names import telling_word
from desktop.i18n import _
from desktop.preferences import Preferences
from desktop.ui.asking import Asking
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.middle import set_in_the_middle
from desktop.ui.parts.table import ROW_HEIGHT
from desktop.ui.parts.tones import set_role

COLUMN = 620


class Keeper(Protocol):
    """The window, as far as the list of vaults reaches into it."""

    @property
    def asking(self) -> Asking:
        """The door to questions."""

    @property
    def preferences(self) -> Preferences:
        """The settings of this computer."""

    def keep_preferences(self, changed: Preferences) -> None:
        """Keep the settings of this computer."""


class VaultsPage(QWidget):
    """Enter opens, Delete forgets, Escape goes back. Nothing here is ever taken from the disk but a line of the list."""

    chosen = Signal(object)  # the folder
    new_wanted = Signal()
    restore_wanted = Signal()
    left = Signal()

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        self._keeper = keeper
        self.list, self.line = QListWidget(), Line(lines=2, name=_("Message"))
        self.list.setAccessibleName(_("Vaults this computer remembers"))
        self.open_button, self.forget_button = QPushButton(_("Open")), QPushButton(_("Forget (Del)"))
        self.folder_button = QPushButton(_("Another folder …"))
        self.remember = QCheckBox(_("Remember what I open here"))
        self.remember.setChecked(bool(preferences.listed(keeper.preferences)))
        self._build()
        self.list.itemActivated.connect(self._open)
        self.open_button.clicked.connect(self._open)
        self.forget_button.clicked.connect(self._forget)
        self.folder_button.clicked.connect(self._ask_for_folder)
        Keys(self.list, {"Del": self._forget, "Return": self._open})
        Keys(self, {"Escape": self.left.emit})
        self._show()

    def begin(self) -> None:
        """Put the keyboard where she chooses."""
        (self.list if self.list.count() else self.folder_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        head = QLabel(_("Which vault?"))
        set_role(head, "head")
        set_role(self.open_button, "primary")
        new, restore = QPushButton(_("Make a new vault")), QPushButton(_("Restore from a backup"))
        new.clicked.connect(self.new_wanted)
        restore.clicked.connect(self.restore_wanted)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(self.list)
        for buttons in ((self.open_button, self.forget_button), (self.folder_button, new, restore)):
            row = QHBoxLayout()
            for button in buttons:
                button.setAutoDefault(True)
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self.remember)
        column.addWidget(hint(_("Remembered folders lie on this computer in the clear: whoever finds them knows where to look.")))
        column.addWidget(self.line)
        column.addStretch(1)
        set_in_the_middle(self, column, COLUMN, top=48)

    def _show(self) -> None:
        self.list.clear()
        known = preferences.listed(self._keeper.preferences)
        for each in known:
            item = QListWidgetItem(each, self.list)
            item.setData(Qt.ItemDataRole.UserRole, each)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            if telling := telling_word(Path(each).name):
                item.setText(_("{folder} – its name tells: “{word}”").format(folder=each, word=telling))
        self.list.setVisible(bool(known))
        self.list.setFixedHeight(min(max(len(known), 3), 8) * ROW_HEIGHT + 2)
        self.list.setCurrentRow(0)
        for button in (self.open_button, self.forget_button):
            button.setVisible(bool(known))

    def _open(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._choose(Path(item.data(Qt.ItemDataRole.UserRole)))

    def _ask_for_folder(self) -> None:
        self._keeper.asking.folder(self, _("Open a vault: choose its folder"), self._choose)

    def _choose(self, folder: Path) -> None:
        if not any((folder / name).exists() for name in ("header.a", "header.b")):
            self.line.say(_("There is no vault in this folder now: is the stick in place? The list was left as it is."), "error")
            return
        if self.remember.isChecked():
            self._keeper.keep_preferences(preferences.remember(self._keeper.preferences, str(folder)))
        self.chosen.emit(folder)

    def _forget(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        folder = item.data(Qt.ItemDataRole.UserRole)
        text = _("Take this vault off the list? The vault itself stays where it is.")
        self._keeper.asking.question(self, text, _("Forget"), partial(self._forget_now, folder))

    def _forget_now(self, folder: str) -> None:
        self._keeper.keep_preferences(preferences.forget(self._keeper.preferences, folder))
        self._show()
        self.line.say(_("Forgotten. The vault itself was not touched."), "good")
        self.begin()
