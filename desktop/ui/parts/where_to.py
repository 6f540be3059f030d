"""Where something goes: a stick that is in, or a folder of her own choice."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.devices import drives
from desktop.devices.drives import Drive
from desktop.i18n import _
from desktop.ui.asking import Asking
from desktop.ui.parts.fields import Choice, label
from desktop.ui.parts.sizes import size_words

_FOLDER = "folder"


class WhereTo(QWidget):
    """One line. `question` stands above the chooser of folders."""

    changed = Signal()

    def __init__(self, asking: Asking, question: str) -> None:
        super().__init__()
        self._asking, self._question = asking, question
        self._folder: Path | None = None
        self._drives: tuple[Drive, ...] = ()
        self.where = Choice(_("Where to"), ())
        again = QPushButton(_("Look for sticks"))
        again.clicked.connect(self.look)
        self.where.chosen.connect(self._on_where)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(_("Where to"), self.where))
        row.addWidget(self.where, 1)
        row.addWidget(again)

    @property
    def folder(self) -> Path | None:
        """What is chosen; None where nothing is yet."""
        code = str(self.where.code)
        return None if code in {_FOLDER, ""} else Path(code)

    @property
    def is_stick(self) -> bool:
        """Whether a stick is chosen, or a folder on one."""
        folder = self.folder
        return folder is not None and any(folder.is_relative_to(drive.path) for drive in self._drives)

    def look(self) -> None:
        """Offer the sticks that are in now."""
        self._drives = tuple(drive for drive in drives.drives() if not drive.is_system_disk)
        choices = [(str(drive.path), _free_words(drive)) for drive in self._drives]
        if self._folder is not None:
            choices.append((str(self._folder), _("Folder {name}").format(name=self._folder.name)))
        choices.append((_FOLDER, _("Another folder …")))
        self.where.show_words(choices)
        if self._folder is not None:
            self.where.show_code(str(self._folder))
        self.changed.emit()

    def choose_folder(self, folder: Path) -> None:
        """Take this folder."""
        self._folder = folder
        self.look()

    def _on_where(self, code: object) -> None:
        if code == _FOLDER:
            self._asking.folder(self, self._question, self.choose_folder)
        self.changed.emit()


def _free_words(drive: Drive) -> str:
    return _("{name}, {free} free").format(name=drive.label or drive.path.name, free=size_words(drive.free_bytes))
