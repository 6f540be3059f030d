"""Several documents for one client: ticked, asked once for what they share, made, checked one by one, printed in one go."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.cases import Case
from desktop.domain.letters import Letter
from desktop.domain.packets import Packet
from desktop.i18n import _, language, ngettext
from desktop.operations import letters, packets, templates
from desktop.operations.packets import Member
from desktop.storage import records
from desktop.ui.committing import into
from desktop.ui.letters.fields import Fields
from desktop.ui.letters.offers import Group, offers
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice, TextLine, heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.print_panel import PrintPanel, Sheaf
from desktop.ui.parts.rows import Column
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.table import Table
from desktop.ui.parts.tick_table import TickTable
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

SIDE = 360
CHOOSING, MADE = range(2)


class PacketPanel(QWidget):
    """First the choice of documents; then the list of what each still lacks."""

    document_asked = Signal(object, str)  # a Letter that is still a draft, or a RegisterEntry; and the packet
    closed = Signal()

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id, self._packet = session, case_id, ""
        self.offers = TickTable(
            [
                Column(_("Document"), lambda offer: offer.template.titles[language()], 0),
                Column(
                    "", lambda offer: _("may refuse: the check asks") if offer.template.gated else "", 210, tone_of=lambda _row: "amber"
                ),
            ],
            _("Documents for the packet"),
        )
        self.known = Choice(_("Packet"), ())
        self.name, self.keep = TextLine(_("Name of the packet"), hint=_("a name of your own")), QPushButton(_("Remember"))
        self.forget = QPushButton(_("Forget"))
        self.fields = Fields(session, title=_("Asked once, for all of them"))
        self.make, self.back = QPushButton(), QPushButton(_("All documents"))
        self.members = Table(
            [
                Column(_("Document"), lambda member: member.letter.title, 0, bold=True),
                Column(_("State"), state_words, 330, tone_of=state_tone),
            ],
            _("Documents of the packet"),
        )
        self.approve = QPushButton()
        self.printing = PrintPanel(session.jobs, sheaves=self._sheaves, words=_("Print together"))
        self.line = Line(name=_("Message"), lines=2)
        self._stack = QStackedWidget()
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        for button in (self.make, self.approve):
            set_role(button, "primary")
        self._stack.addWidget(self._choosing())
        self._stack.addWidget(self._made())
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.make)
        foot.addWidget(self.approve)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _choosing(self) -> QWidget:
        named = QWidget()
        row = QHBoxLayout(named)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.name, 1)
        row.addWidget(self.keep)
        row.addWidget(self.forget)
        said = hint(_("Space ticks a document. The order of the ticks is the order of the pages."))
        return _beside(self.offers, label(_("Packet"), self.known), self.known, named, said, self.fields)

    def _made(self) -> QWidget:
        said = hint(_("What is approved, in this order, each in as many copies as it needs; the last is his own, to be registered."))
        return _beside(self.members, heading(_("Print")), said, self.printing)

    def _listen(self) -> None:
        self.offers.ticks_changed.connect(self._on_ticks)
        self.offers.chosen.connect(lambda _offer: self._make())
        self.known.chosen.connect(self._on_known)
        self.keep.clicked.connect(self._keep_packet)
        self.forget.clicked.connect(self._forget_packet)
        self.make.clicked.connect(self._make)
        self.back.clicked.connect(self.closed)
        self.members.chosen.connect(self._open)
        self.approve.clicked.connect(self._approve)
        self._session.changed.connect(self._on_changed)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+Return": self._go_on, "Ctrl+P": self._print})

    def begin(self) -> None:
        """Choose the documents of a new packet; what was typed for one that was not made is still there."""
        self._packet = ""
        self._show_offers()
        self._show(CHOOSING)
        self.offers.setFocus()

    def open_packet(self, packet: str) -> None:
        """Show the documents of a packet, and what each still lacks."""
        self._packet = packet
        self._show_members()
        self._show(MADE)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        (self.members if self._packet else self.offers).setFocus()

    def unsaved(self) -> dict[str, str]:
        """What is ticked and typed and not made yet."""
        if self._packet or not (self.offers.ticked or self.name.is_touched):
            return {}
        values = {f"packet.{key}": text for key, text in self.fields.values.items()}
        return {"packet": " ".join(self.offers.ticked), "packet-name": self.name.text(), **values}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was ticked and typed."""
        self.begin()
        self.offers.show_ticked(texts.get("packet", "").split())
        self.name.put_back(texts.get("packet-name", ""))
        self.fields.show_values({name.removeprefix("packet."): text for name, text in texts.items() if name.startswith("packet.")})

    # --- choosing

    def _show(self, page: int) -> None:
        self._stack.setCurrentIndex(page)
        self.make.setVisible(page == CHOOSING)
        self.approve.setVisible(page == MADE)

    def _show_offers(self) -> None:
        case = records.get(self._session.vault, Case, self._case_id)
        every = offers(templates.catalogue(self._session.vault), case.category, self._session.today)
        found = [offer for offer in every if offer.group is not Group.ARCHIVE]
        self.offers.show_rows(found)
        hers = [(packet.id, packet.name) for packet in records.every(self._session.vault, Packet)]
        shipped = [(str(number), each.names[language()]) for number, each in enumerate(packets.offered())]
        self.known.show_words([("", _("chosen by hand")), *hers, *shipped])
        self._on_ticks()

    def _on_ticks(self) -> None:
        known = {offer.id: offer.template for offer in self.offers.model_.rows}
        chosen = [known[id_] for id_ in self.offers.ticked if id_ in known]
        typed = self.fields.values
        self.fields.show_fields(packets.shared_fields(chosen), typed)
        self.make.setEnabled(bool(chosen))
        count = len(chosen)
        words = ngettext("Make {count} document", "Make {count} documents", count)
        self.make.setText(into(words.format(count=count), self._pseudonym()))
        self.keep.setEnabled(bool(chosen))
        self.forget.setVisible(records.find(self._session.vault, Packet, str(self.known.code)) is not None)

    def _on_known(self, code: str) -> None:
        hers = records.find(self._session.vault, Packet, code) if code else None
        if hers is not None:
            self.name.show_text(hers.name)
            self.offers.show_ticked(hers.templates)
        elif code:
            self.offers.show_ticked(packets.offered()[int(code)].templates)

    def _keep_packet(self) -> None:
        vault, name = self._session.vault, self.name.text().strip()
        same = next((packet for packet in records.every(vault, Packet) if packet.name == name), None)
        made = Packet(id=same.id if same else vault.new_id(), name=name, templates=self.offers.ticked)
        before = same or _gone(made, vault.now().isoformat())
        if attempt(self.line, lambda: self._session.change(_("Packet"), before, made, partial(packets.keep_packet, vault))):
            self.line.say(_("Remembered as “{name}”.").format(name=name), "good")
            self._show_offers()
            self.known.show_code(made.id)
            self._on_ticks()

    def _forget_packet(self) -> None:
        vault = self._session.vault
        known = records.find(vault, Packet, str(self.known.code))
        if known is not None:
            gone = _gone(known, vault.now().isoformat())
            if attempt(self.line, lambda: self._session.change(_("Packet"), known, gone, partial(packets.keep_packet, vault))):
                self._show_offers()

    def _make(self) -> None:
        begun: list[tuple[Letter, ...]] = []
        chosen, values = self.offers.ticked, self.fields.values
        if attempt(self.line, lambda: begun.append(packets.begin_packet(self._session.vault, self._case_id, chosen, values))):
            self.offers.show_ticked(())
            self.fields.show_fields((), {})
            self._session.changed.emit()
            self.open_packet(begun[0][0].packet)

    # --- what was made

    def _on_changed(self) -> None:
        if self._packet and self._session.vault.is_open:
            self._show_members()

    def _show_members(self) -> None:
        vault = self._session.vault
        found: list[Sequence[Member]] = []
        if attempt(self.line, lambda: found.append(packets.members(vault, self._case_id, self._packet, self._session.today))):
            self.members.show_rows(found[0])
            ready = sum(member.is_ready for member in found[0])
            words = ngettext("Approve {count} that is ready", "Approve {count} that are ready", ready)
            self.approve.setText(into(words.format(count=ready), self._pseudonym()))
            self.approve.setEnabled(ready > 0)
            self.printing.setEnabled(any(member.entry for member in found[0]))

    def _open(self, member: Member) -> None:
        self.document_asked.emit(member.entry or member.letter, self._packet)

    def _approve(self) -> None:
        vault, today = self._session.vault, self._session.today
        done: list[int] = []
        members = self.members.model_.rows
        if attempt(self.line, lambda: done.append(len(packets.approve_ready(vault, members, today)))):
            gone = {member.id for member in members if member.is_ready}
            self._session.history.drop(lambda step: isinstance(step.after, Letter) and step.after.id in gone)
            words = ngettext("{count} document is approved.", "{count} documents are approved.", done[0])
            self.line.say(words.format(count=done[0]), "good")
        self._session.changed.emit()

    def _sheaves(self) -> Sequence[Sheaf]:
        vault = self._session.vault
        printouts = packets.printouts(vault, self.members.model_.rows)
        return [
            Sheaf(partial(letters.pdf_of, each.entry, each.mode), each.copies, partial(packets.came_out, vault, each)) for each in printouts
        ]

    def _go_on(self) -> None:
        button = self.approve if self._packet else self.make
        if button.isEnabled():
            button.click()

    def _print(self) -> None:
        if self._packet and self.printing.isEnabled():
            self.printing.start()

    def _pseudonym(self) -> str:
        case = records.find(self._session.vault, Case, self._case_id)
        return case.pseudonym if case else ""


def _gone(packet: Packet, now: str) -> Packet:
    return Packet(id=packet.id, name=packet.name, templates=packet.templates, removed_at=now)


def state_tone(member: Member) -> str | None:
    """The colour of that: what is ready, and what is not."""
    return None if member.entry else "green" if member.is_ready else "amber"


def state_words(member: Member) -> str:
    """How far a document of a packet is, and what it lacks."""
    if member.entry is not None:
        return _("printed") if member.entry.copies else _("approved")
    if member.lacks:
        return _("lacks: {what}").format(what=", ".join(member.lacks))
    if member.is_ready:
        return _("ready")
    if any(finding.code == "doubtful" for finding in member.findings):
        return _("forms to be confirmed")
    return _("wants its own check")


def _beside(table: Table, *side: QWidget) -> QWidget:
    """A list, and beside it what is asked for, which scrolls."""
    area = Scrolled(*side)
    area.setFixedWidth(SIDE)
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    row.addWidget(table, 1)
    row.addWidget(area)
    return whole
