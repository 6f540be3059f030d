"""Who else: files with the same unit, commander, order, day or pressure. Shown while she looks, and kept nowhere."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.domain.errors import CaseFileError
from desktop.domain.peers import Peer, Tie
from desktop.domain.progress import Report
from desktop.i18n import N_, _
from desktop.operations.peers import Shared, shared_with
from desktop.storage.vault import Vault
from desktop.ui import choices
from desktop.ui.jobs import Listener
from desktop.ui.parts.day_words import day_words
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.words import explain

SHOWN = 8
_TIES = {
    Tie.UNIT: N_("same unit"),
    Tie.COMMANDER: N_("same commander"),
    Tie.ORDER: N_("same order"),
    Tie.DAY: N_("same day"),
    Tie.TACTIC: N_("same pressure"),
}


class PeersPanel(QWidget):
    """Folded until its key is pressed; folded again when the page is left, a visitor sits down, or Escape is pressed."""

    case_asked = Signal(str)
    unfolded = Signal()

    def __init__(self, session: Session, case_id: str, line: Line) -> None:
        super().__init__()
        self._session, self._case_id, self._line = session, case_id, line
        self._job = 0
        self.fold = QPushButton(_("Who else: same unit, commander, order, day, pressure (W)"))
        set_role(self.fold, "link")
        self.said = hint("")
        self.table = Table(
            (
                Column(_("File"), lambda shared: shared.case.pseudonym, 150, bold=True, stripe_of=lambda shared: shared.case.colour),
                Column(_("In common"), lambda shared: _(_TIES[shared.peer.tie]), 190),
                Column(_("What"), lambda shared: _what(shared.peer)),
                Column(_("Stage"), lambda shared: choices.word(shared.case.stage), 150),
            ),
            _("Files with something in common"),
            identity=lambda shared: (shared.case.id, shared.peer),
        )
        self.table.horizontalHeader().hide()
        self.table.setProperty("role", "band")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table)
        column.addWidget(self.said)
        self.fold.clicked.connect(self.turn)
        self.table.chosen.connect(lambda shared: self.case_asked.emit(shared.case.id))
        Keys(self.table, {"Escape": self._close})
        session.visit_changed.connect(self.forget)
        self.forget()

    @property
    def is_open(self) -> bool:
        """Whether something is shown."""
        return not self.said.isHidden()

    def turn(self) -> None:
        """Look, or fold again."""
        if self.is_open:
            self._close()
            return
        if self._session.visit is not None:
            self._line.say(_("Not while a visitor is beside you: F8 first."), "warning")
            return
        self.said.setText(_("Looking through the other files …"))
        self.said.show()
        listener = Listener(self._show, failed=self._on_failed, stopped=self.forget)
        self._job = self._session.jobs.run(self, partial(_look, self._session.vault, self._case_id), listener)

    def forget(self) -> None:
        """Fold, and hold nothing of it any more."""
        self._session.jobs.cancel(self._job)
        self.table.show_rows(())
        self.table.hide()
        self.said.setText("")
        self.said.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was found goes with the page."""
        super().hideEvent(event)
        self.forget()

    def _close(self) -> None:
        self.forget()
        self.fold.setFocus()

    def _show(self, found: tuple[Shared, ...]) -> None:
        if not self.is_open:
            return
        self.table.show_rows(found)
        self.table.setFixedHeight(min(SHOWN, max(1, len(found))) * ROW_HEIGHT + 2)
        self.table.setVisible(bool(found))
        nothing = _("No other file has any of it.")
        self.said.setText(_("Compared just now and kept nowhere: it goes when you leave this page (Esc).") if found else nothing)
        (self.table if found else self.fold).setFocus()
        self.unfolded.emit()

    def _on_failed(self, error: CaseFileError) -> None:
        self.forget()
        self._line.say(explain(error), "error")


def _look(vault: Vault, case_id: str, _report: Report) -> tuple[Shared, ...]:
    with vault.second() as second:
        return shared_with(second, case_id)


def _what(peer: Peer) -> str:
    number = _("no. {number}").format(number=peer.number) if peer.number else ""
    parts = (choices.word(peer.kind) if peer.kind else "", day_words(peer.day), number)
    return ", ".join(part for part in parts if part)
