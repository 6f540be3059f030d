"""How to speak: for each who may ring, the code word, and what may and may not be told."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.people import Party, Person, Role
from desktop.i18n import _
from desktop.operations.people import keep_party
from desktop.ui import choices
from desktop.ui.case.file import CaseFile
from desktop.ui.masking import shown_name
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import TextLine, heading, hint, label
from desktop.ui.parts.fields import put_back as put_back_into
from desktop.ui.parts.fields import unsaved as unsaved_of
from desktop.ui.parts.line import Line
from desktop.ui.session import Session

# Those with whom she may have to talk about him. Commanders and prosecutors are told nothing by this page.
SPOKEN_WITH = (Role.CLIENT, Role.PAYER, Role.RELATIVE, Role.COLLEAGUE, Role.WITNESS, Role.OTHER)
FIELDS = ("code_word", "may_be_told", "may_not_be_told", "safe_to_call")


def party_title(party: Party, person: Person, revealed: bool) -> str:
    """Who this is to the case: role and relation, the name only while names are shown."""
    role = party.relation or choices.word(party.role)
    return _("{role}: {name}").format(role=role, name=shown_name(person, True)) if revealed and person.full_name else role


class SpeakingPanel(QWidget):
    """One block for each relative, first on the page where somebody rings."""

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._blocks: dict[str, _Block] = {}
        self._none = hint(_("Nobody is noted yet. Add the relatives under People (Alt+6)."))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(heading(_("How to speak")))
        self._column.addWidget(self._none)

    def show_file(self, file: CaseFile) -> None:
        """Show those who may ring. What is being typed into a block stays."""
        order = {role: number for number, role in enumerate((Role.RELATIVE, Role.PAYER, Role.CLIENT, *SPOKEN_WITH[3:]))}
        wanted = sorted(((party, person) for party, person in file.people if party.role in order), key=lambda pair: order[pair[0].role])
        ids = [party.id for party, _person in wanted]
        if ids != list(self._blocks):
            self._rebuild(ids)
        for party, person in wanted:
            self._blocks[party.id].show_party(party, person)
        self._none.setVisible(not wanted)

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved, by party and field."""
        return {f"{party} {name}": text for party, block in self._blocks.items() for name, text in unsaved_of(block.lines).items()}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        for key, text in texts.items():
            party, _space, name = key.partition(" ")
            if party in self._blocks:
                put_back_into(self._blocks[party].lines, {name: text})

    def _rebuild(self, ids: list[str]) -> None:
        for block in self._blocks.values():
            self._column.removeWidget(block)
            block.deleteLater()
        self._blocks = {id_: _Block(self._session, self._line) for id_ in ids}
        for block in self._blocks.values():
            self._column.addWidget(block)


class _Block(QWidget):
    """How to speak with one person."""

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._party: Party | None = None
        self._person: Person | None = None
        self._title = label("")
        names = {
            "code_word": _("Code word"), "may_be_told": _("May be told"), "may_not_be_told": _("May not be told"),
            "safe_to_call": _("When to ring"),
        }  # fmt: skip
        hints = {
            "code_word": "", "may_be_told": _("that the letter was handed in"), "may_not_be_told": _("dates, addresses, other people"),
            "safe_to_call": _("after 20:00, not from the office"),
        }  # fmt: skip
        self.lines = {name: TextLine(names[name], hint=hints[name]) for name in FIELDS}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setVerticalSpacing(3)
        grid.addWidget(self._title, 0, 0, 1, 2)
        for row, (name, line_) in enumerate(self.lines.items(), start=1):
            grid.addWidget(label(names[name], line_), row, 0)
            grid.addWidget(line_, row, 1)
            line_.committed.connect(partial(self._keep, name))
        grid.setColumnStretch(1, 1)
        session.revealed_changed.connect(self._show_title)

    def show_party(self, party: Party, person: Person) -> None:
        self._party, self._person = party, person
        for name, line in self.lines.items():
            line.show_text(getattr(party, name))
        self._show_title()

    def _show_title(self, *_args: object) -> None:
        if self._party and self._person:
            self._title.setText(party_title(self._party, self._person, self._session.revealed))

    def _keep(self, name: str, text: str) -> None:
        party = self._party
        if party is None:
            return
        after = replace(party, **{name: text})  # type: ignore[arg-type]
        attempt(self._line, lambda: self._session.change(_("How to speak"), party, after, partial(keep_party, self._session.vault)))
