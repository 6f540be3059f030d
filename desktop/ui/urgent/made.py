"""What was made of the answers: the documents, the message to be read out, and who took it down."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.documents.urgent import MESSAGE
from desktop.domain.cases import Case
from desktop.domain.letters import RegisterEntry, WayOut
from desktop.i18n import _
from desktop.operations import letters, packets
from desktop.operations.packets import Member
from desktop.operations.urgent import Taken, freeze_message, taken_down
from desktop.storage import records
from desktop.ui.case.recording import recorded
from desktop.ui.letters.aloud import Dictation
from desktop.ui.letters.packet import state_tone, state_words
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import TextLine, heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

_TAKEN = ("post", "surname", "hour", "number")


class MadeForm(QWidget):
    """R reads the message out; Enter in the list opens a document in its file."""

    document_asked = Signal(str, str)  # case, document
    case_asked = Signal(str)
    anew = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.case, self.packet, self._warned = "", "", False
        self.is_done = False  # somebody took the message down
        self.table = Table(
            (
                Column(_("Document"), lambda member: member.letter.title, 330, bold=True),
                Column(_("State"), state_words, 0, tone_of=state_tone),
            ),
            _("Documents of the packet"),
        )
        self.table.setMaximumHeight(5 * ROW_HEIGHT + 6)
        self.head, self.line = QLabel(), Line(name=_("Message"), lines=2)
        self.read, self.keep = QPushButton(_("Read the message out (R)")), QPushButton(_("Keep"))
        self.open, self.again = QPushButton(_("Open the file")), QPushButton(_("Ask about somebody else"))
        self.taken = {
            "post": TextLine(_("Post"), hint=_("duty officer of the unit")),
            "surname": TextLine(_("Surname")),
            "hour": TextLine(_("Hour"), hint=_("02:10")),
            "number": TextLine(_("Number of the record"), hint=_("if one was named")),
        }
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        set_role(self.head, "head")
        set_role(self.read, "primary")
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        for place, field in enumerate(self.taken.values()):
            grid.addWidget(label(field.accessibleName(), field), 0, place)
            grid.addWidget(field, 1, place)
        for place, stretch in enumerate((3, 2, 1, 2)):
            grid.setColumnStretch(place, stretch)
        grid.addWidget(self.keep, 1, len(self.taken))
        reading = QHBoxLayout()
        reading.addWidget(self.read)
        reading.addWidget(hint(_("Line by line, ticked as it is read back. The register then has it as read out.")), 1)
        foot = QHBoxLayout()
        foot.addWidget(self.again)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(heading(_("Telephone message")))
        column.addLayout(reading)
        column.addWidget(heading(_("Who took it down")))
        column.addLayout(grid)
        column.addWidget(heading(_("Documents, drafts in the file")))
        column.addWidget(self.table, 1)
        column.addWidget(hint(_("Enter opens one: fill what is missing, check, print or dictate.")))
        column.addStretch(0)
        column.addLayout(foot)

    def _listen(self) -> None:
        self.read.clicked.connect(self._read_out)
        self.keep.clicked.connect(self._keep)
        self.open.clicked.connect(lambda: self.case_asked.emit(self.case))
        self.again.clicked.connect(self.anew)
        self.table.chosen.connect(lambda member: self.document_asked.emit(self.case, (member.entry or member.letter).id))
        self.taken["number"].returnPressed.connect(self._keep)
        Keys(self, {"R": self._read_out})
        self._session.changed.connect(self.show_made)

    def open_made(self, case: str, packet: str) -> None:
        """Show what was made for a case."""
        self.case, self.packet, self._warned, self.is_done = case, packet, False, False
        for field in self.taken.values():
            field.put_back("")
            field.mark_saved()
        self.line.clear()
        self.show_made()

    def show_made(self) -> None:
        """Read it again."""
        vault = self._session.vault
        case = records.find(vault, Case, self.case) if self.case and vault.is_open else None
        if case is None or not self._session.shows(case.id):
            return
        self.head.setText(_("Urgent — {pseudonym}").format(pseudonym=case.pseudonym))
        self.keep.setText(_("Keep — {pseudonym}").format(pseudonym=case.pseudonym))
        found: list[tuple[Member, ...]] = []
        if attempt(self.line, lambda: found.append(packets.members(vault, case.id, self.packet, self._session.today))):
            self.table.show_rows(found[0])

    def take_focus(self) -> None:
        """Put the cursor on what comes next."""
        self.read.setFocus()

    def unsaved(self) -> dict[str, str]:
        """Which documents stand here, and what was typed of who took the message down."""
        if not self.packet or self.is_done:
            return {}
        return {"case": self.case, "packet": self.packet, **{name: field.text() for name, field in self.taken.items()}}

    def put_back(self, texts: dict[str, str]) -> None:
        """Show the same documents again, with what was being typed."""
        self.open_made(texts["case"], texts["packet"])
        for name in _TAKEN:
            self.taken[name].put_back(texts.get(name, ""))

    @property
    def is_being_typed(self) -> bool:
        """Whether somebody is named who took the message down, and it is not kept yet."""
        return not self.is_done and any(field.text().strip() for field in self.taken.values())

    # --- the message

    @property
    def _message(self) -> Member | None:
        members: tuple[Member, ...] = self.table.model_.rows
        return next((member for member in members if member.letter.template == MESSAGE), None)

    def _read_out(self) -> None:
        member = self._message
        if member is None:
            return
        if member.lacks and member.entry is None and not self._warned:
            self._warned = True
            self.line.say(
                _("In the message is missing: {what}. R reads it out all the same.").format(what=", ".join(member.lacks)), "warning"
            )
            return
        frozen: list[RegisterEntry] = []
        if attempt(self.line, lambda: frozen.append(freeze_message(self._session.vault, member.letter))):
            entry = frozen[0]
            self._session.changed.emit()
            dictation = Dictation(self.window(), entry.text, entry.read_out)
            dictation.read_out.connect(lambda lines: attempt(self.line, partial(letters.keep_read_out, self._session.vault, entry, lines)))
            dictation.all_read.connect(partial(self._on_read, entry))
            dictation.open()

    def _on_read(self, entry: RegisterEntry) -> None:
        vault = self._session.vault
        if attempt(self.line, lambda: letters.hand_over(vault, entry, WayOut.DICTATED)):
            attempt(self.line, lambda: letters.keep_read_out(vault, entry, 0))
            self.line.say(_("Read out. Who took it down?"), "good")
            if not self.taken["hour"].text():
                self.taken["hour"].put_back(f"{vault.now().astimezone():%H:%M}")
            self._session.changed.emit()
            self.taken["post"].setFocus()

    def _keep(self) -> None:
        member, vault = self._message, self._session.vault
        if member is None or member.entry is None:
            self.line.say(_("The message was not read out yet: R does it."), "warning")
            return
        taken = Taken(**{name: field.text() for name, field in self.taken.items()})
        deed = partial(taken_down, vault, member.entry, taken, _taken_words(taken))
        if attempt(self.line, lambda: recorded(self._session, self.case, _("Who took the message down"), deed)):
            self.is_done = True
            self.line.say(_("The register and the timeline have it."), "good")
            self.open.setFocus()


def _taken_words(taken: Taken) -> str:
    """Who took it down, on one line: post, surname, hour, number."""
    said = [part for part in (taken.post.strip(), taken.surname.strip(), taken.hour.strip()) if part]
    if taken.number.strip():
        said.append(_("record no. {number}").format(number=taken.number.strip()))
    return ", ".join(said)
