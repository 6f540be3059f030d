"""Where a backup or an export goes: which stick, what she calls it, or a folder of her own choice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.devices import drives
from desktop.domain.errors import CaseFileError
from desktop.i18n import _
from desktop.operations.copies import Copy, call_stick, nicknames
from desktop.operations.sticks import Stick
from desktop.ui.backups.watch import StickWatch
from desktop.ui.backups.words import chosen_words, hindrance, no_stick_words, stick_words
from desktop.ui.parts.fields import Choice, TextLine, label
from desktop.ui.parts.line import Tone
from desktop.ui.session import Session
from desktop.words import explain

_FOLDER = "folder"


class Target(QWidget):
    """One line: the sticks that can take a backup, and a name for the one that is chosen."""

    chosen = Signal()  # she turned to another place
    failed = Signal(str)  # the name could not be kept

    def __init__(self, session: Session, watch: StickWatch, question: str = "") -> None:
        super().__init__()
        self._session, self._watch, self._question = session, watch, question or _("Where shall the backup go?")
        self._folder: Path | None = None
        self._named = ""  # whose name stands in the field
        self.where = Choice(_("Where to"), ())
        self.name = TextLine(_("What you call this stick"), hint=_("a name for this stick: blue"))
        self.name.setFixedWidth(230)
        self.name.committed.connect(self._on_name)
        self.where.chosen.connect(self._on_where)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(_("Where to"), self.where))
        row.addWidget(self.where, 1)
        row.addWidget(self.name)
        self.show_sticks()

    @property
    def stick(self) -> Stick | None:
        """The stick that is chosen; None for a folder, and for nothing."""
        return next((stick for stick in self._watch.sticks.usable if str(stick.drive.path) == self.where.code), None)

    @property
    def place(self) -> Path | None:
        """Where the backup goes; None where nothing is chosen."""
        code = str(self.where.code)
        return None if code in {_FOLDER, ""} else Path(code)

    @property
    def is_possible(self) -> bool:
        """Whether a backup could be begun."""
        place = self.place
        drive = drives.drive_of(place) if place and self.stick is None else None
        return place is not None and not (drive and drive.is_read_only)

    def choose_folder(self, folder: Path) -> None:
        """Take a folder, on a stick or not."""
        self._folder = folder
        self.show_sticks()
        self.where.show_code(str(folder))
        self.chosen.emit()

    def show_sticks(self) -> None:
        """Offer the sticks that are in now. One alone is taken at once; of several she chooses."""
        usable = self._watch.sticks.usable
        choices = [(str(stick.drive.path), stick_words(stick)) for stick in usable]
        if len(usable) > 1:
            choices.insert(0, ("", _("Several sticks are in: choose one")))
        if self._folder is not None:
            choices.append((str(self._folder), _("Folder {name}").format(name=self._folder.name)))
        choices.append((_FOLDER, _("Another folder …")))
        before = self.where.code
        self.where.show_words(choices)
        if before in {"", _FOLDER}:
            self.where.show_code(choices[0][0])
        if self._folder is not None and not usable:
            self.where.show_code(str(self._folder))
        self._show_name()

    def words(self, copies: Sequence[Copy]) -> tuple[str, Tone]:
        """What stands in the way of a backup there, or is worth knowing before she begins; and in which tone."""
        stick, place, found = self.stick, self.place, self._watch.sticks
        if stick is not None:
            others = [copy.stick for copy in copies if copy.made.stick and copy.made.stick_id != stick.drive.uuid]
            return chosen_words(stick, others), "plain"
        if place is None:
            words = _("Choose the stick.") if found.usable else no_stick_words(found)
            return words, "warning" if found.refused and not found.usable else "plain"
        drive = drives.drive_of(place)
        if drive is None:
            return _("This folder is on the computer itself: a stolen laptop takes the copy along."), "warning"
        return hindrance(drive), "warning"

    def _show_name(self) -> None:
        stick = self.stick
        uuid = stick.drive.uuid if stick else ""
        self.name.setVisible(bool(uuid))
        if uuid != self._named:
            self._named = uuid
            self.name.put_back("")
            self.name.mark_saved()
        if uuid:
            self.name.show_text(nicknames(self._session.vault).get(uuid, ""))

    def _on_where(self, code: object) -> None:
        if code == _FOLDER:
            self._session.asking.folder(self, self._question, self.choose_folder)
        self._show_name()
        self.chosen.emit()

    def _on_name(self, name: str) -> None:
        try:
            call_stick(self._session.vault, self._named, name)
        except CaseFileError as error:
            self.failed.emit(explain(error))
            return
        self.name.mark_saved()
        self._watch.look()
