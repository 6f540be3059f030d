"""Letters of the case: drafts and approved documents, the picker, the workshop and the ways out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.documents.templates import Template
from desktop.domain.letters import Letter, RegisterEntry
from desktop.i18n import _
from desktop.operations import letters
from desktop.storage import records, register
from desktop.ui import choices
from desktop.ui.letters.bundle import Bundle
from desktop.ui.letters.packet import PacketPanel
from desktop.ui.letters.picker import Picker
from desktop.ui.letters.ways import Ways
from desktop.ui.letters.workshop import Workshop
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.ui.case.giving.page import GivingOut

LIST, PICKER, WORKSHOP, WAYS, BUNDLE = range(5)


@dataclass(frozen=True)
class Document:
    """A line of the list: a draft, or an approved document."""

    letter: Letter | None
    entry: RegisterEntry | None

    @property
    def id(self) -> str:
        """Which document it is."""
        return self.entry.id if self.entry else self.letter.id if self.letter else ""

    @property
    def title(self) -> str:
        """What it is."""
        return self.entry.title if self.entry else self.letter.title if self.letter else ""

    @property
    def moment(self) -> str:
        """When it was begun or approved."""
        return self.entry.approved_at if self.entry else self.letter.created_at if self.letter else ""


class LettersTab(QWidget):
    """L begins a document, Enter opens one, Escape goes back."""

    person_asked = Signal(str)  # whose name is doubtful

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id, self._from_packet = session, case_id, ""
        today = session.today
        self.table = Table(
            [
                Column(_("Document"), lambda row: row.title, 0, bold=True),
                Column(_("State"), _state, 220, tone_of=lambda row: None if row.entry else "amber"),
                Column(_("Number"), lambda row: row.entry.number if row.entry else "", 110),
                Column(_("Stamp no."), lambda row: row.entry.stamp_number if row.entry else "", 110),
                Column(_("When"), lambda row: moment_words(row.moment, today), 150),
            ],
            _("Letters"),
        )
        self.line = Line(name=_("Message"))
        self.new, self.remove = QPushButton(_("New document")), QPushButton(_("Remove"))
        self.picker, self.workshop, self.ways = Picker(session, case_id), Workshop(session), Ways(session)
        self.bundle, self.bundle_button = Bundle(session, case_id), QPushButton(_("Bundle …"))
        self.packet_button, self.giving_button = QPushButton(_("Packet …")), QPushButton(_("Copies …"))
        self._stack = QStackedWidget()
        self._lay_out()
        self._listen()
        self.show_case()

    def _lay_out(self) -> None:
        set_role(self.new, "primary")
        self._inner = QStackedWidget()
        self._inner.addWidget(self.table)
        self._inner.addWidget(
            EmptyState(_("Which document? First those that refuse nothing: medical board, leave, copy of an order. L begins one."))
        )
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(hint(_("L new · K packet · B bundle · G copies · Enter open · Del remove a draft"), wrap=False))
        foot.addWidget(self.remove)
        foot.addWidget(self.giving_button)
        foot.addWidget(self.bundle_button)
        foot.addWidget(self.packet_button)
        foot.addWidget(self.new)
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._inner, 1)
        column.addLayout(foot)
        for page in (listing, self.picker, self.workshop, self.ways, self.bundle):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 6)
        whole.addWidget(self._stack)

    def _listen(self) -> None:
        self.new.clicked.connect(self.pick)
        self.remove.clicked.connect(self._remove)
        self.table.chosen.connect(self._open_of_list)
        self.table.current_changed.connect(lambda row: self.remove.setEnabled(row is not None and row.entry is None))
        self.picker.picked.connect(self._begin)
        self.picker.closed.connect(self._to_list)
        self.workshop.closed.connect(self._to_list)
        self.workshop.approved.connect(self._on_approved)
        self.workshop.person_asked.connect(self._to_person)
        self.ways.closed.connect(self._to_list)
        self.ways.revise_asked.connect(self._revise)
        self.bundle.closed.connect(self._to_list)
        self.bundle_button.clicked.connect(self._to_bundle)
        self.packet_button.clicked.connect(self._to_packet)
        self.giving_button.clicked.connect(self._to_giving)
        self._session.changed.connect(self.show_case)
        Keys(self.table, {"Del": self._remove})
        Keys(self, {"L": self.pick, "Ins": self.pick})
        Keys(self.table, {"B": self._to_bundle, "K": self._to_packet, "G": self._to_giving})

    @cached_property
    def packet(self) -> PacketPanel:
        """Several documents in one go; made when it is first asked for."""
        panel = PacketPanel(self._session, self._case_id)
        panel.closed.connect(self._leave_packet)
        panel.document_asked.connect(self._open_of_packet)
        self._stack.addWidget(panel)
        return panel

    @cached_property
    def giving(self) -> GivingOut:
        """Copies for the client or a court; made, and what writes them loaded, when it is first asked for."""
        from desktop.ui.case.giving.page import GivingOut

        page = GivingOut(self._session, self._case_id)
        page.closed.connect(self._to_list)
        self._stack.addWidget(page)
        return page

    def show_case(self) -> None:
        """Read the documents again and show them."""
        vault = self._session.vault
        approved = [Document(None, entry) for entry in register.entries(vault, self._case_id)]
        drafts = [Document(letter, None) for letter in records.of_case(vault, Letter, self._case_id) if not letter.register]
        rows = [*drafts[::-1], *approved]
        self.table.show_rows(rows)
        self._inner.setCurrentIndex(0 if rows else 1)

    def take_focus(self) -> None:
        """Put the keyboard where the work goes on."""
        page = self._stack.currentIndex()
        if page == LIST:
            (self.table if self.table.model_.rows else self.new).setFocus()
        elif page == WORKSHOP:
            self.workshop.text.setFocus()
        else:
            self._stack.currentWidget().take_focus()  # type: ignore[union-attr]

    def open_subject(self, subject: str) -> None:
        """Open a draft or an approved document by its id."""
        for row in self.table.model_.rows:
            if row.id == subject:
                self.open_document(row)

    def unsaved(self) -> dict[str, str]:
        """What could not be saved of the draft that is open; drafts are saved at every pause, and here."""
        packet = self.packet.unsaved() if "packet" in self.__dict__ else {}
        bundle = self.bundle.unsaved() if self._stack.currentIndex() == BUNDLE else {}
        giving = self.giving.unsaved() if "giving" in self.__dict__ and self._stack.currentWidget() is self.giving else {}
        workshop = self.workshop.unsaved() if self._stack.currentIndex() == WORKSHOP else {}
        return {**packet, **bundle, **giving, **workshop}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back the text that could not be saved, and what was chosen for a packet."""
        if "packet" in texts:
            self.packet.put_back(texts)
            self._stack.setCurrentWidget(self.packet)
        if "cover" in texts:
            self._to_bundle()
            self.bundle.put_back(texts)
        if "giving" in texts:
            self.giving.put_back(texts)
            self._stack.setCurrentWidget(self.giving)
        self.open_subject(texts.get("letter", ""))
        if self.workshop.letter_id == texts.get("letter"):
            self.workshop.put_back(texts)

    def pick(self) -> None:
        """Choose which document to begin."""
        self._stack.setCurrentIndex(PICKER)
        self.picker.take_focus()

    def open_document(self, row: Document) -> None:
        """Open a draft in the workshop, an approved document with its ways out."""
        if row.entry is not None:
            self.ways.open_entry(row.entry)
            self._stack.setCurrentIndex(WAYS)
            self.ways.take_focus()
        elif row.letter is not None and attempt(self.line, partial(self.workshop.open_letter, row.letter)):
            self._stack.setCurrentIndex(WORKSHOP)
            self.workshop.take_focus()

    def _open_of_list(self, row: Document) -> None:
        self._from_packet = ""
        self.open_document(row)

    def _begin(self, template: Template) -> None:
        self.begin(template.id)

    def begin(self, template: str) -> None:
        """Begin a document from a template, and open it in the workshop."""
        begun: list[Letter] = []
        if attempt(self.line, lambda: begun.append(letters.begin_letter(self._session.vault, self._case_id, template))):
            self._session.changed.emit()
            self.open_document(Document(begun[0], None))

    def _revise(self, entry: RegisterEntry) -> None:
        begun: list[Letter] = []
        if attempt(self.line, lambda: begun.append(letters.revise_letter(self._session.vault, entry))):
            self._session.changed.emit()
            self.open_document(Document(begun[0], None))

    def _on_approved(self, entry: RegisterEntry) -> None:
        if self._from_packet:
            self._to_list()
        else:
            self.open_document(Document(None, entry))

    def _to_packet(self) -> None:
        """Show the packet of the document under the cursor, or begin a new one."""
        row = self.table.current()
        letter = (row.letter or records.find(self._session.vault, Letter, row.entry.letter)) if row else None
        if letter is not None and letter.packet:
            self.packet.open_packet(letter.packet)
        else:
            self.packet.begin()
        self._stack.setCurrentWidget(self.packet)
        self.packet.take_focus()

    def _open_of_packet(self, document: Letter | RegisterEntry, packet: str) -> None:
        """Open a document of a packet; what closes it leads back there."""
        self._from_packet = packet
        entry = document if isinstance(document, RegisterEntry) else None
        self.open_document(Document(None if entry else document, entry))  # type: ignore[arg-type]

    def _leave_packet(self) -> None:
        self._from_packet = ""
        self._to_list()

    def _remove(self) -> None:
        row = self.table.current()
        if row is None or row.letter is None:
            return
        gone = replace(row.letter, removed_at=self._session.vault.now().isoformat())
        keep = partial(letters.keep_letter, self._session.vault)
        if attempt(self.line, lambda: self._session.change(_("Remove draft"), row.letter, gone, keep)):
            self.line.say(_("Removed. Ctrl+Z brings it back."))

    def _to_list(self) -> None:
        self.workshop.forget()
        if self._from_packet:
            packet, self._from_packet = self._from_packet, ""
            self.packet.open_packet(packet)
            self._stack.setCurrentWidget(self.packet)
            self.packet.take_focus()
            return
        self._stack.setCurrentIndex(LIST)
        self.show_case()
        self.take_focus()

    def _to_bundle(self) -> None:
        self.bundle.begin()
        self._stack.setCurrentIndex(BUNDLE)
        self.bundle.take_focus()

    def _to_giving(self) -> None:
        self.giving.begin()
        self._stack.setCurrentWidget(self.giving)
        self.giving.take_focus()

    def _to_person(self, person: str) -> None:
        self.workshop.save()
        self.person_asked.emit(person)


def _state(row: Document) -> str:
    if row.entry is None:
        return _("draft")
    if row.entry.archive_copy:
        return _("marked copy for the file")
    ways = list(dict.fromkeys(choices.word(copy.way) for copy in row.entry.copies))
    return ", ".join(ways) or _("approved")
