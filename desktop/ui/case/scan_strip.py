"""The folder scans arrive in: asked about once, then emptied into the open case by one key."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import N_, _, ngettext
from desktop.operations import scans
from desktop.operations.scans import Sureness
from desktop.ui.committing import IntoFile
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import paragraph
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

SURE = {
    Sureness.MEMORY: N_("That folder lies in the memory of this computer: what is deleted there is gone."),
    Sureness.OVERWRITTEN: N_("The disk turns: a file is overwritten where it lies, then deleted. What the scanner wrote elsewhere stays."),
    Sureness.ENCRYPTED: N_(
        "A file is overwritten and deleted, but remains may stay in free blocks: only who can open the encrypted disk can read them."
    ),
    Sureness.REMAINS: N_(
        "A file is overwritten and deleted, but an SSD, a stick or a card keeps copies that no program can reach: who has the disk may read"
        " them, unless it is encrypted."
    ),
}


class ScanStrip(QWidget):
    """Nothing until there is a folder. Then its name, how many files wait in it, and a button that empties it."""

    files_asked = Signal(list)
    folder_asked = Signal()

    def __init__(self, session: Session, case_id: str, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._coming: Path | None = None
        self.words = paragraph("")
        self.take, self.forget = IntoFile(session, _("Empty it"), case_id, role=""), QPushButton(_("Forget the folder"))
        self.use, self.leave = QPushButton(_("Empty it from now on")), QPushButton(_("Cancel"))
        set_role(self.use, "primary")
        set_role(self.forget, "link")
        row = QHBoxLayout()
        row.addWidget(self.forget)
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.use)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addLayout(row)
        self.use.clicked.connect(self._use)
        self.leave.clicked.connect(self._leave)
        self.take.clicked.connect(self.empty)
        self.forget.clicked.connect(self._forget)
        Keys(self, {"Escape": self._leave})
        self.show_folder()

    def ask(self, folder: Path) -> None:
        """Say what emptying a folder means, once, before it is done for the first time."""
        self._coming = folder
        text = _("Files in {folder} are sealed into the case that is open and then deleted there. {sure}")
        self.words.setText(text.format(folder=folder.name, sure=_(SURE[scans.sureness(folder)])))
        self._show_buttons()
        self.use.setFocus()

    def show_folder(self) -> None:
        """Look into the folder, if there is one."""
        folder = scans.folder(self._session.vault)
        if folder is None:
            self._show_buttons()
            return
        count = len(scans.waiting(folder))
        told = ngettext("Scan folder {folder}: {count} file.", "Scan folder {folder}: {count} files.", count)
        self.words.setText(told.format(folder=folder.name, count=count))
        self.take.setEnabled(count > 0)
        self._show_buttons()

    def empty(self) -> None:
        """Ask for what lies in the folder; where there is no folder, for one."""
        folder = scans.folder(self._session.vault)
        if folder is None:
            self.folder_asked.emit()
            return
        waiting = list(scans.waiting(folder))
        if waiting:
            self.files_asked.emit(waiting)
        else:
            self._line.say(_("Nothing lies in the scan folder, or the scanner is still writing."))
        self.show_folder()

    def _show_buttons(self) -> None:
        asks, known = self._coming is not None, scans.folder(self._session.vault) is not None
        self.setVisible(asks or known)
        for button in (self.use, self.leave):
            button.setVisible(asks)
        for button in (self.take, self.forget):
            button.setVisible(known and not asks)

    def _use(self) -> None:
        coming = self._coming
        if coming is not None and attempt(self._line, lambda: scans.set_folder(self._session.vault, coming)):
            self._leave()
            self.take.setFocus()

    def _leave(self) -> None:
        self._coming = None
        self.show_folder()

    def _forget(self) -> None:
        if attempt(self._line, lambda: scans.set_folder(self._session.vault, None)):
            self.show_folder()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._coming is None:
            self.show_folder()
