"""What became of one document, a section at a time: stamp, refusal, post, answer, originals, proof."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import law_words
from desktop.domain.attachments import PaperKind
from desktop.domain.deadlines import Deadline
from desktop.domain.errors import NotFound
from desktop.domain.letters import Answer, Channel, RegisterEntry
from desktop.i18n import N_, _
from desktop.operations import recounting, term_book, terms
from desktop.operations.register_beside import made_from
from desktop.operations.register_terms import rule_of
from desktop.storage import records
from desktop.ui import choices
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.fields import Choice, TextLine, Typed, hint, label, put_back, unsaved
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role
from desktop.ui.register.binding import Binding
from desktop.ui.register.originals import OriginalsForm
from desktop.ui.register.proof import ProofForm
from desktop.ui.session import Session

FORWARD_RULE = "D-FWD"
_SPACE = 6
_WHEREVER = Qt.AlignmentFlag(0)


class Section(StrEnum):
    """One thing at a time can be noted of a document."""

    STAMP = "stamp"
    REFUSAL = "refusal"
    POST = "post"
    ANSWER = "answer"
    ORIGINALS = "originals"
    PROOF = "proof"


_TITLES = {
    Section.STAMP: N_("Stamp"),
    Section.REFUSAL: N_("Not accepted"),
    Section.POST: N_("Sent by post"),
    Section.ANSWER: N_("Answer"),
    Section.ORIGINALS: N_("Originals"),
    Section.PROOF: N_("Proof"),
}
_KEYS = {Section.STAMP: "S", Section.REFUSAL: "R", Section.POST: "P", Section.ANSWER: "A", Section.ORIGINALS: "C", Section.PROOF: "V"}


class EntryForm(QWidget):
    """Fields that are kept one by one, as each is left."""

    kept = Signal(dict)  # the fields of the entry that changed
    paper_bound = Signal(str, str, str)  # the id of the entry, "scan" or "answer_paper", the id of the paper
    look_asked = Signal()
    inventory_asked = Signal()
    sheet_asked = Signal()
    section_changed = Signal()

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session = session
        self._entry: RegisterEntry | None = None
        today = self._today
        self._stamp, self._stamp_on = TextLine(_("Stamp no."), hint=_("as on the stamp: 1234")), DayLine(_("Stamped on"), today)
        self._handed, self._sent = (Choice(_("How it was handed in"), choices.words(Channel)) for _place in range(2))
        self._to, self._handed_on = TextLine(_("To whom"), hint=_("post of who took it")), DayLine(_("Handed in on"), today)
        self._due, self._why = DayLine(_("Answer by"), today), hint("")
        self._refused_on, self._hour = DayLine(_("Not accepted on"), today), TextLine(_("Hour"), hint=_("18:20"))
        self._refused_by = TextLine(_("Who did not take it"), hint=_("the post, as in “duty officer”"))
        self._witnesses = TextLine(_("Who saw it"), hint=_("as what: two of his company; no names"))
        self._refused = TextLine(_("What was said"), hint=_("word for word, as he remembers it"))
        self._sent_on, self._receipt = DayLine(_("Sent on"), today), TextLine(_("Receipt no."), hint=_("14 digits, or RA123456789RU"))
        self._answer, self._answer_on = Choice(_("Answer"), choices.words(Answer)), DayLine(_("Answered on"), today)
        self._forwarded, self._forwarding = TextLine(_("Forwarded to"), hint=_("which office")), hint("")
        self.scan = Binding(session, _("Scan of the stamped copy"), _("no scan yet"), PaperKind.REGISTRATION, line)
        self.answer_paper = Binding(session, _("The answer as a paper"), _("no paper yet"), PaperKind.SCAN, line)
        self.inventory, self.sheet = QPushButton(_("List of enclosures, form 107 …")), QPushButton(_("Sheet about it …"))
        self.originals, self.proof = OriginalsForm(session), ProofForm(today)
        self._lines: tuple[tuple[str, TextLine], ...] = (
            ("stamp_number", self._stamp), ("handed_to", self._to), ("refused_hour", self._hour), ("refused_by", self._refused_by),
            ("refused_witnesses", self._witnesses), ("refused_note", self._refused), ("post_receipt", self._receipt),
            ("forwarded_to", self._forwarded),
        )  # fmt: skip
        self._days: tuple[tuple[str, DayLine], ...] = (
            ("stamp_on", self._stamp_on), ("handed_on", self._handed_on), ("handed_on", self._sent_on), ("refused_on", self._refused_on),
            ("answer_on", self._answer_on), ("answer_due", self._due), ("withdrawn_on", self.proof.withdrawn),
        )  # fmt: skip
        self._choices: tuple[tuple[str, Choice], ...] = (("handed_in", self._handed), ("handed_in", self._sent), ("answer", self._answer))
        self._group, self._stack = QButtonGroup(self), QStackedWidget()
        self._lay_out()
        self._listen()

    # --- building

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for number, section in enumerate(Section):
            button = QPushButton(_(_TITLES[section]))
            button.setCheckable(True)
            button.setToolTip(_KEYS[section])
            set_role(button, "chip")
            self._group.addButton(button, number)
            bar.addWidget(button)
        bar.addStretch(1)
        for page in (self._stamp_page(), self._refusal_page(), self._post_page(), self._answer_page(), self.originals, self.proof):
            self._stack.addWidget(page)
        self._group.button(0).setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)

    def _stamp_page(self) -> QWidget:
        return _page(
            (_("Stamp no."), self._stamp, _("Day"), self._stamp_on),
            (_("Handed in"), self._handed, _("Day"), self._handed_on),
            (_("To whom"), self._to, _("Answer by"), self._due),
            (_("Scan"), self.scan, "", None),
            ("", self._why, "", None),
        )

    def _refusal_page(self) -> QWidget:
        return _page(
            (_("Not accepted on"), self._refused_on, _("Hour"), self._hour),
            (_("Who did not take it"), self._refused_by, "", None),
            (_("Who saw it"), self._witnesses, "", None),
            (_("What was said"), self._refused, "", None),
            ("", self.sheet, "", None),
            ("", hint(_("The sheet is kept by a relative, never by himself. Then the post, a telegram or a complaint.")), "", None),
        )

    def _post_page(self) -> QWidget:
        return _page(
            (_("How"), self._sent, _("Sent on"), self._sent_on),
            (_("Receipt no."), self._receipt, "", None),
            ("", self.inventory, "", None),
            (
                "",
                hint(_("Two like copies: the clerk compares them, closes the envelope, and stamps the one that the sender keeps.")),
                "",
                None,
            ),
        )

    def _answer_page(self) -> QWidget:
        return _page(
            (_("Answer"), self._answer, _("Day"), self._answer_on),
            (_("Forwarded to"), self._forwarded, "", None),
            ("", self._forwarding, "", None),
            (_("Paper"), self.answer_paper, "", None),
        )

    def _listen(self) -> None:
        self._group.idClicked.connect(self._on_section)
        for name, line in self._lines:
            line.committed.connect(partial(self._change, name))
        for name, day in self._days:
            day.committed.connect(partial(self._change, name))
        for name, choice in self._choices:
            choice.chosen.connect(partial(self._change, name))
        self.originals.kept.connect(partial(self._change, "originals"))
        for binding, name in ((self.scan, "scan"), (self.answer_paper, "answer_paper")):
            binding.chosen.connect(lambda entry, paper, name=name: self.paper_bound.emit(entry, name, paper))
            binding.look_asked.connect(self.look_asked)
        self.inventory.clicked.connect(self.inventory_asked)
        self.sheet.clicked.connect(self.sheet_asked)

    # --- showing

    @property
    def section(self) -> Section:
        """Which section is in front."""
        return tuple(Section)[self._stack.currentIndex()]

    @property
    def paper(self) -> str:
        """The paper that belongs beside the frozen text now: the answer in its section, else the scan."""
        if self._entry is None:
            return ""
        return self._entry.answer_paper if self.section is Section.ANSWER else self._entry.scan

    def show_entry(
        self, entry: RegisterEntry | None, corrects: RegisterEntry | None = None, corrected_by: RegisterEntry | None = None
    ) -> None:
        """Show what is known of a document; None empties the form."""
        if entry is None or self._entry is None or entry.id != self._entry.id:
            for line in (*(line for _name, line in self._lines), *(day.line for _name, day in self._days)):
                line.put_back("")
                line.mark_saved()
        self._entry = entry
        self.originals.show_entry(entry)
        self.proof.show_entry(entry, corrects, corrected_by)
        self.scan.show_paper(entry, entry.scan if entry else "")
        self.answer_paper.show_paper(entry, entry.answer_paper if entry else "")
        if entry is None:
            return
        for name, line in self._lines:
            line.show_text(getattr(entry, name))
        for name, day in self._days:
            day.show_day(getattr(entry, name))
        for name, choice in self._choices:
            choice.show_code(getattr(entry, name))
        self._why.setText(self._why_words(entry))
        self._show_made(entry)
        self._show_forwarding(entry)

    def go_to(self, section: Section) -> None:
        """Bring a section to the front, with the cursor in its first field."""
        self._group.button(tuple(Section).index(section)).setChecked(True)
        self._stack.setCurrentIndex(tuple(Section).index(section))
        self.section_changed.emit()
        first: dict[Section, QWidget] = {
            Section.STAMP: self._stamp, Section.REFUSAL: self._refused_on, Section.POST: self._receipt, Section.ANSWER: self._answer,
            Section.ORIGINALS: self.originals.keeper, Section.PROOF: self.proof.prove,
        }  # fmt: skip
        if section is Section.POST and self._entry and not (self._entry.inventory or self._entry.post_receipt):
            # What goes by post begins with the list: P, Enter.
            first[section] = self.inventory
        first[section].setFocus()

    def go_to_withdrawal(self) -> None:
        """Put the cursor where it is noted that he took the document back."""
        self.go_to(Section.PROOF)
        self.proof.withdrawn.setFocus()

    def unsaved(self) -> dict[str, str]:
        """What is typed and not kept, by the name of the field."""
        return unsaved(self._typed())

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Put back what was being typed, with its section in front."""
        put_back(self._typed(), texts)
        fields = self._typed()
        for place in range(self._stack.count()):
            page = self._stack.widget(place)
            if page and any(isinstance(field := fields.get(name), QWidget) and page.isAncestorOf(field) for name in texts):
                self._group.button(place).setChecked(True)
                self._stack.setCurrentIndex(place)

    def _typed(self) -> dict[str, Typed]:
        # A day that stands in two sections is known by the first.
        days = dict(reversed(self._days))
        twice = {f"{name}_sent": day for name, day in self._days if day is self._sent_on}
        return {**dict(self._lines), **days, **twice, **self.originals.fields}

    def _today(self) -> date:
        return self._session.today

    def _why_words(self, entry: RegisterEntry) -> str:
        """Why the answer is due on its day: how it was counted, and what that leaves open."""
        rule = rule_of(self._session.vault, entry)
        term = records.find(self._session.vault, Deadline, recounting.term_id(entry.id, rule)) if rule else None
        if term is None or term.removed_at:
            return ""
        try:
            why = terms.why(self._session.vault, term)
        except NotFound:
            return law_words.override_words(term)
        said = [law_words.override_words(term), *map(law_words.step_words, why.steps), *map(law_words.caution_words, why.cautions)]
        return " ".join(words for words in said if words)

    def _show_made(self, entry: RegisterEntry) -> None:
        """The buttons say whether what they make is there already."""
        there = made_from(self._session.vault, entry.inventory) is not None
        self.inventory.setText(_("Open the list of enclosures …") if there else _("List of enclosures, form 107 …"))
        there = made_from(self._session.vault, entry.refusal_sheet) is not None
        self.sheet.setText(_("Open the sheet about it …") if there else _("Sheet about it …"))

    def _show_forwarding(self, entry: RegisterEntry) -> None:
        self._forwarded.setEnabled(entry.answer is Answer.FORWARDED)
        self._forwarding.hide()
        start = entry.stamp_on or entry.handed_on
        known = term_book.book(self._session.vault) if entry.answer is Answer.FORWARDED and start else None
        if known is None or start is None or FORWARD_RULE not in known.rulings:
            return
        rule = known.rulings[FORWARD_RULE].rule
        due = recounting.counted_by(known, rule, start).due
        if due is None:
            return
        words = _("To be forwarded within {length}: by {day}. Check the wording of the norm. The answer is still awaited.")
        if entry.answer_on and entry.answer_on.earliest and entry.answer_on.earliest > due + timedelta(days=1):
            words = _("To be forwarded within {length}: by {day}, so this came too late. Check the wording of the norm.")
        self._forwarding.setText(words.format(length=law_words.length_words(rule), day=numbers(due)))
        self._forwarding.show()

    def _on_section(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.section_changed.emit()

    def _change(self, name: str, value: Any) -> None:
        if self._entry is not None:
            self.kept.emit({name: value})


def _page(*rows: tuple[str, QWidget, str, QWidget | None]) -> QWidget:
    """A section: two fields on a line, or one over the whole width."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(_SPACE)
    for row, (first, field, second, other) in enumerate(rows):
        if first:
            grid.addWidget(label(first, field, top=True), row, 0)
        grid.addWidget(field, row, 1, 1, 1 if other else 3, Qt.AlignmentFlag.AlignLeft if isinstance(field, QPushButton) else _WHEREVER)
        if other is not None and second:
            grid.addWidget(label(second, other, top=True), row, 2)
            grid.addWidget(other, row, 3)
        elif other is not None:
            grid.addWidget(other, row, 2, 1, 2)
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(3, 2)
    grid.setRowStretch(len(rows), 1)
    return page
