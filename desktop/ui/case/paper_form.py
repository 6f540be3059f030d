"""What describes a paper: its kind, its day, how it is known, what it belongs to, and the way it took."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from desktop.domain.attachments import Attachment, PaperKind
from desktop.domain.events import Certainty, Event
from desktop.domain.letters import Letter
from desktop.i18n import _, ngettext
from desktop.storage import people, records
from desktop.ui import choices
from desktop.ui.case.speaking import party_title
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import day_words
from desktop.ui.parts.fields import Choice, TextLine, Typed, label
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

DIGITS = 16  # of the SHA-256 that are shown; all of them on the tip


class PaperForm(QWidget):
    """Fields that are kept when they are left. It says which one, and what is in it now."""

    kept = Signal(str, object)
    way_asked = Signal()

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._paper: Attachment | None = None
        self.name, self.remark = TextLine(_("Name")), TextLine(_("Remark"))
        self.origin = TextLine(_("From whom it came"), hint=_("role: his mother"))
        self.kind = Choice(_("Kind"), choices.words(PaperKind))
        self.day = DayLine(_("Day of the paper"), lambda: session.today)
        self.certainty = Choice(_("How it is known"), [("", _("not said")), *choices.words(Certainty)])
        self.happened, self.letter, self.person = Choice(_("Event"), ()), Choice(_("Document"), ()), Choice(_("Person"), ())
        self.way = QPushButton()
        self.digest = QLabel()
        self.digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        set_role(self.way, "link")
        set_role(self.digest, "dim")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(4)
        pairs: tuple[tuple[str, QWidget], ...] = (
            (_("Kind"), self.kind), (_("Day of the paper"), self.day), (_("How it is known"), self.certainty),
            (_("From whom it came"), self.origin), (_("Event"), self.happened), (_("Document"), self.letter), (_("Person"), self.person),
            (_("Remark"), self.remark),
        )  # fmt: skip
        grid.addWidget(label(_("Name"), self.name, top=True), 0, 0)
        grid.addWidget(self.name, 0, 1, 1, 3)
        for number, (text, field) in enumerate(pairs):
            row, column = 1 + number // 2, 2 * (number % 2)
            grid.addWidget(label(text, field, top=True), row, column)
            grid.addWidget(field, row, column + 1)
        grid.addWidget(self.way, 5, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.digest, 5, 2, 1, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    def _listen(self) -> None:
        for field, line in (("name", self.name), ("origin", self.origin), ("remark", self.remark)):
            line.committed.connect(lambda value, field=field: self.kept.emit(field, value))
        for field, choice in (("kind", self.kind), ("event", self.happened), ("letter", self.letter), ("person", self.person)):
            choice.chosen.connect(lambda value, field=field: self.kept.emit(field, value))
        self.certainty.chosen.connect(lambda value: self.kept.emit("certainty", Certainty(value) if value else None))
        self.day.committed.connect(lambda value: self.kept.emit("day", value))
        self.way.clicked.connect(self.way_asked)
        self._session.revealed_changed.connect(lambda _on: self._show_links())

    @property
    def fields(self) -> Mapping[str, Typed]:
        """What can be typed into, by name."""
        return {"name": self.name, "day": self.day, "origin": self.origin, "remark": self.remark}

    def show_paper(self, paper: Attachment | None) -> None:
        """Show what describes this paper."""
        before, self._paper = self._paper, paper
        self.setVisible(paper is not None)
        if paper is None:
            return
        if before is None or before.id != paper.id:
            for field in (self.name, self.day.line, self.origin, self.remark):
                field.clear()
                field.mark_saved()
        self.name.show_text(paper.name)
        self.origin.show_text(paper.origin)
        self.remark.show_text(paper.remark)
        self.kind.show_code(paper.kind)
        self.day.show_day(paper.day)
        self.certainty.show_code(paper.certainty or "")
        steps = len(paper.custody)
        self.way.setText(
            ngettext("Way of the paper: {count} step …", "Way of the paper: {count} steps …", steps).format(count=steps)
            if steps
            else _("Way of the paper …")
        )
        self.digest.setText(_("SHA-256 {digits}…").format(digits=paper.sha256[:DIGITS]))
        self.digest.setToolTip(paper.sha256)
        self.digest.setAccessibleDescription(paper.sha256)
        self._show_links()

    def _show_links(self) -> None:
        paper, vault = self._paper, self._session.vault
        if paper is None:
            return
        events = [(each.id, _event_words(each)) for each in records.of_case(vault, Event, self._case_id)]
        letters = [(each.id, each.title) for each in reversed(records.of_case(vault, Letter, self._case_id))]
        persons = {person.id: party_title(party, person, self._session.revealed) for party, person in people.of_case(vault, self._case_id)}
        offers: tuple[tuple[Choice, str, list[tuple[Any, str]]], ...] = (
            (self.happened, paper.event, events), (self.letter, paper.letter, letters), (self.person, paper.person, list(persons.items())),
        )  # fmt: skip
        for choice, chosen, offered in offers:
            known = [("", _("none")), *offered]
            if chosen and chosen not in {code for code, _words in known}:
                known.append((chosen, _("removed")))
            choice.show_words(known)
            choice.show_code(chosen)


def _event_words(event: Event) -> str:
    return " · ".join(part for part in (day_words(event.day), event.title or choices.word(event.kind)) if part)
