"""Where an import begins: which file; and those there were, each of which can be taken back."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.errors import CaseFileError
from desktop.domain.imports import Import
from desktop.i18n import N_, _, ngettext
from desktop.operations import scans
from desktop.operations.importing import parts
from desktop.operations.scans import Sureness
from desktop.ui.case.scan_strip import SURE
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.confirm import Confirm
from desktop.ui.parts.day_words import date_words
from desktop.ui.parts.fields import heading, paragraph
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

_SURE = SURE | {
    Sureness.OVERWRITTEN: N_(
        "The disk turns: the file is overwritten where it lies, then deleted. Earlier versions of it may lie elsewhere."
    ),
}


class PastPane(QWidget):
    """The button that chooses a file, and the imports that are remembered, the latest first."""

    file_asked = Signal()
    back_asked = Signal(object)  # an Import that is to be taken back, or brought back again

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._file: Path | None = None
        self.choose = QPushButton(_("Choose a file …"))
        self.list = Table(
            (
                Column(_("When"), self._when, 150),
                Column(_("File name"), lambda each: each.file, 260),
                Column(_("Tag"), lambda each: each.tag, 200),
                Column(_("How much"), _came, tone_of=lambda each: "dim" if each.taken_back_at else None),
            ),
            _("What was brought in"),
        )
        self._title = heading(_("What was brought in"))
        self.back, self.forget_ = QPushButton(), QPushButton(_("Keep it for good"))
        self.left = paragraph("")
        self.wipe = QPushButton(_("Wipe the file …"))
        self.confirm = Confirm(_("Wipe the file"))
        self._lay_out()
        self._listen()
        self.show_file(None)

    def _lay_out(self) -> None:
        set_role(self.choose, "primary")
        set_role(self.wipe, "link")
        said = paragraph(_(
            "A list in XLSX or CSV becomes cases, or people of the address book. It is read apart, without network or disk; you say which"
            " column is what, look at each row, and can take all of it back."
        ))  # fmt: skip
        first = QHBoxLayout()
        first.addWidget(self.choose)
        first.addStretch(1)
        outside = QHBoxLayout()
        outside.addWidget(self.left, 1)
        outside.addWidget(self.wipe)
        deeds = QHBoxLayout()
        deeds.addWidget(self._title)
        deeds.addStretch(1)
        deeds.addWidget(self.forget_)
        deeds.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(said)
        column.addLayout(first)
        column.addLayout(outside)
        column.addWidget(self.confirm)
        column.addSpacing(8)
        column.addLayout(deeds)
        column.addWidget(self.list, 1)
        column.addStretch(0)

    def _listen(self) -> None:
        self.choose.clicked.connect(self.file_asked)
        self.back.clicked.connect(self._ask_back)
        self.forget_.clicked.connect(self._forget)
        self.wipe.clicked.connect(self._ask_wipe)
        self.confirm.agreed.connect(self._wipe)
        self.confirm.refused.connect(self.wipe.setFocus)
        self.list.current_changed.connect(self._show_deeds)
        self.list.chosen.connect(lambda _import: self.back.setFocus())
        Keys(self.list, {"Del": self._ask_back})

    def take_focus(self) -> None:
        """Put the cursor on the button."""
        self.choose.setFocus()

    def read(self) -> None:
        """Read again which imports there were."""
        found = parts.imports(self._session.vault)
        self.list.show_rows(found)
        for widget in (self.list, self._title):
            widget.setVisible(bool(found))
        self._show_deeds(self.list.current())

    def _show_deeds(self, each: Import | None) -> None:
        self.back.setVisible(each is not None)
        self.forget_.setVisible(each is not None)
        if each is not None:
            self.back.setText(_("Bring it back") if each.taken_back_at else _("Take it back (Del)"))

    def _when(self, each: Import) -> str:
        moment = datetime.fromisoformat(each.made_at).astimezone()
        return _("{day}, {time}").format(day=date_words(moment.date(), self._session.today), time=f"{moment:%H:%M}")

    def _ask_back(self) -> None:
        if (each := self.list.current()) is not None:
            self.back_asked.emit(each)

    def _forget(self) -> None:
        each: Import | None = self.list.current()
        if each is not None and attempt(self._line, lambda: parts.forget(self._session.vault, each.id)):
            self._line.say(_("It stays, and can no longer be taken back as a whole."))
            self.read()
            self.take_focus()

    # --- the file outside

    def show_file(self, path: Path | None) -> None:
        """Say that this file, which was brought in, still lies outside; None where there is none."""
        self._file = path
        for widget in (self.left, self.wipe):
            widget.setVisible(path is not None)
        if path is not None:
            self.left.setText(_("The file {name} still lies outside the vault, readable for whoever finds it.").format(name=path.name))

    def _ask_wipe(self) -> None:
        if self._file is not None:
            self.confirm.ask(_(_SURE[scans.sureness(self._file.parent)]))

    def _wipe(self) -> None:
        path = self._file
        if path is None:
            return
        try:
            missing = not path.exists()
            if not missing:
                scans.erase(path)
        except CaseFileError as error:
            from desktop.words import explain

            self._line.say(explain(error), "error")
            return
        self.show_file(None)
        self._line.say(_("The file was not there any more.") if missing else _("The file is wiped and deleted."), "good")
        self.take_focus()


def _came(each: Import) -> str:
    said = [ngettext("{count} case", "{count} cases", each.cases).format(count=each.cases)] if each.cases else []
    said.append(ngettext("{count} person", "{count} people", each.people).format(count=each.people))
    words = ", ".join(said)
    return _("{what} – taken back").format(what=words) if each.taken_back_at else words
