"""The rules of terms: how each is counted and by which norm; what is only recalled is filled in and switched on here."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop import law_words
from desktop.domain.counting import CountedIn, DayOff, RuleEntry, Ruling, Whose
from desktop.domain.drafts import Draft
from desktop.domain.errors import BadInput, NotFound
from desktop.domain.law import Mark
from desktop.domain.moments import moment
from desktop.i18n import _
from desktop.operations import law, term_book, term_rules, terms
from desktop.storage import settings
from desktop.storage.vault import Vault
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.fields import TextLine, emptied, heading, hint, label, paragraph, put_back, unsaved
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.short_button import ShortButton
from desktop.ui.parts.table import Table
from desktop.ui.parts.ticks import Tick
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session

SIDE = 430
_LONGEST = 4000
_ZONE = "Europe/Moscow"  # for trying a rule that counts hours


@dataclass(frozen=True)
class Row:
    """A rule as the list shows it."""

    ruling: Ruling

    @property
    def id(self) -> str:
        """Which rule it is."""
        return self.ruling.rule.id


@dataclass(frozen=True)
class Filled:
    """A change that undo can take back: her version of a rule, or none."""

    rule_id: str
    entry: RuleEntry | None


class TermsPage(QWidget):
    """Rules at the left; at the right the one under the cursor, a day to try it on, and what she may fill in."""

    norm_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.table = Table(
            (
                Column(_("Term"), lambda row: law_words.local(row.ruling.rule.titles), 0, bold=True),
                Column(_("Length"), _length, 158, tone_of=_state_tone),
                Column(_("Begins when"), lambda row: law_words.start_words(row.ruling.rule.starts_with), 196, tone_of=_state_tone),
                Column(_("State"), _state, 116, tone_of=_state_tone),
            ),
            _("Terms"),
        )
        self.about, self.norms = QVBoxLayout(), QVBoxLayout()
        self.day, self.time = DayLine(_("Try it from"), lambda: session.today), TextLine(_("Hour"), hint=_("14:30"))
        self.result = paragraph("")
        self.lengths = TextLine(_("Lengths"), hint=_("30, with a prolongation 30, 60"))
        self.on = Tick(_("The program may count by this rule"))
        self.by, self.checked_on = TextLine(_("Who checked it")), DayLine(_("Checked on"), lambda: session.today, exact=True)
        self.keep, self.drop = QPushButton(_("Keep the rule")), QPushButton(_("Back to the shipped rule"))
        self.line = Line(lines=2, name=_("Message"))
        self._fields: dict[str, TextLine | DayLine] = {"lengths": self.lengths, "by": self.by, "checked_on": self.checked_on}
        self._lay_out()
        self._listen()
        self._show()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(4)
        column.addLayout(self.about)
        column.addWidget(heading(_("By which norm")))
        column.addLayout(self.norms)
        column.addWidget(heading(_("Try it")))
        trying = QHBoxLayout()
        trying.addWidget(label(_("Begins"), self.day.line))
        trying.addWidget(self.day)
        trying.addWidget(self.time)
        self.time.setFixedWidth(80)
        trying.addStretch(1)
        column.addLayout(trying)
        column.addWidget(self.result)
        column.addWidget(heading(_("Your version")))
        column.addWidget(label(_("Lengths, the usual one first"), self.lengths))
        column.addWidget(self.lengths)
        row = QHBoxLayout()
        row.addWidget(label(_("Who checked it"), self.by))
        row.addWidget(self.by, 1)
        row.addWidget(label(_("on"), self.checked_on.line))
        self.checked_on.setFixedWidth(110)
        row.addWidget(self.checked_on)
        column.addLayout(row)
        column.addWidget(self.on)
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep)
        buttons.addWidget(self.drop)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        set_role(self.keep, "primary")
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFixedWidth(SIDE)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addWidget(self.table, 1)
        across.addWidget(area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 0, 16, 12)
        whole.addWidget(
            hint(_("A term is counted by a rule, never by a bare number. What was only recalled is off until somebody fills it in."))
        )
        whole.addLayout(across, 1)
        whole.addWidget(self.line)

    def _listen(self) -> None:
        self.table.current_changed.connect(self._on_current)
        self.table.chosen.connect(lambda _row: self.day.line.setFocus())
        self.day.committed.connect(lambda _day: self._try())
        self.day.line.textEdited.connect(lambda _text: self._try())
        self.time.textEdited.connect(lambda _text: self._try())
        self.keep.clicked.connect(self._keep)
        self.drop.clicked.connect(self._drop)
        self._session.changed.connect(self._show)
        Keys(self, {"Ctrl+Return": self._keep})

    def take_focus(self) -> None:
        """Put the cursor into the list."""
        self.table.setFocus()

    def save_draft(self) -> Draft | None:
        """What is typed about a rule and not kept yet."""
        row, typed = self.table.current(), unsaved(self._fields)
        return Draft(id=self._session.vault.new_id(), page="library", subject=row.id, fields=typed) if row and typed else None

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        self._go_to(draft.subject)
        put_back(self._fields, draft.fields)

    # --- what is shown

    def _show(self) -> None:
        self.table.show_rows([Row(each) for each in term_book.rules(self._session.vault)])

    def _go_to(self, rule_id: str) -> None:
        for place, row in enumerate(self.table.model_.rows):
            if row.id == rule_id:
                self.table.select(place)

    def _on_current(self, row: Row | None) -> None:
        if row is None:
            return
        ruling, rule = row.ruling, row.ruling.rule
        emptied(self.about)
        emptied(self.norms)
        title = paragraph(law_words.local(rule.titles))
        set_role(title, "sentence")
        self.about.addWidget(title)
        self.about.addWidget(paragraph(_how(ruling)))
        for doubt in rule.doubts:
            caution = paragraph(law_words.doubt_words(doubt.code))
            set_tone(caution, "warning")
            self.about.addWidget(caution)
        for norm_id in dict.fromkeys(each for each in (rule.norm, rule.counting_norm) if each):
            self._add_norm(norm_id)
        self.time.setVisible(rule.counted_in is CountedIn.HOURS)
        entry = ruling.entry
        fill = {
            "lengths": ", ".join(str(length) for length in rule.lengths),
            "by": entry.checked_by if entry else settings.read(self._session.vault, "lawyer.name"),
            "checked_on": numbers(entry.checked_on if entry else None),
        }
        for name, field in self._fields.items():
            field.put_back(fill[name])
            (field.line if isinstance(field, DayLine) else field).mark_saved()
        counts = rule.counted_in not in {CountedIn.UP, CountedIn.WRITTEN, CountedIn.YEARLY}
        self.lengths.setEnabled(counts)
        self.on.show_ticked(ruling.on)
        self.drop.setVisible(entry is not None)
        self.drop.setText(_("Back to the shipped rule") if ruling.shipped else _("Take it away"))
        self._try()

    def _add_norm(self, norm_id: str) -> None:
        try:
            known = law.norm(self._session.vault, norm_id)
        except NotFound:
            return
        link = ShortButton(f"{law_words.named(known.norm)} – {law_words.local(known.norm.titles)}")
        link.clicked.connect(lambda _checked: self.norm_asked.emit(norm_id))
        self.norms.addWidget(link)

    def _try(self) -> None:
        """Count from the day that stands in the field, and tell each step."""
        row, day = self.table.current(), self.day.day
        self.result.setText("")
        if row is None or day is None:
            return
        hours = row.ruling.rule.counted_in is CountedIn.HOURS
        start = moment(day, self.time.text().strip(), _ZONE) or day if hours else day
        self.result.setText(law_words.count_words(terms.try_count(self._session.vault, row.id, start)))

    # --- what she does

    def _keep(self) -> None:
        row = self.table.current()
        if row is None or not self.checked_on.check():
            return
        vault, ruling = self._session.vault, row.ruling

        def keep() -> None:
            rule = replace(ruling.rule, lengths=_lengths(self.lengths.text()) if self.lengths.isEnabled() else ruling.rule.lengths)
            day = self.checked_on.day
            entry = RuleEntry(
                id="", rule=rule, on=self.on.is_ticked, checked_by=self.by.text().strip(), checked_on=day.earliest if day else None
            )
            self._session.change(_("Rule"), Filled(row.id, ruling.entry), Filled(row.id, entry), partial(_keep_filled, vault))

        if attempt(self.line, keep):
            self._settle()
            self.line.say(_("Kept. Open terms of this rule were counted anew."), "good")

    def _drop(self) -> None:
        row = self.table.current()
        if row is None or row.ruling.entry is None:
            return
        before = Filled(row.id, row.ruling.entry)
        if attempt(
            self.line,
            lambda: self._session.change(_("Rule"), before, replace(before, entry=None), partial(_keep_filled, self._session.vault)),
        ):
            self._settle()

    def _settle(self) -> None:
        self._on_current(self.table.current())


def _keep_filled(vault: Vault, filled: Filled) -> None:
    entry = filled.entry
    if entry is None:
        term_rules.drop_rule(vault, filled.rule_id)
    else:
        term_rules.keep_rule(vault, entry.rule, on=entry.on, checked_by=entry.checked_by, checked_on=entry.checked_on)


def _lengths(text: str) -> tuple[int, ...]:
    """Whole numbers, rising. Raises BadInput("lengths", "numbers")."""
    words = text.replace(",", " ").replace(";", " ").split()
    if not all(word.isascii() and word.isdecimal() and 0 < int(word) <= _LONGEST for word in words):
        raise BadInput("lengths", "numbers")
    found = tuple(int(word) for word in words)
    if found != tuple(sorted(set(found))):
        raise BadInput("lengths", "numbers")
    return found


def _how(ruling: Ruling) -> str:
    rule = ruling.rule
    counts = rule.counted_in in {CountedIn.CALENDAR_DAYS, CountedIn.WORKING_DAYS, CountedIn.MONTHS, CountedIn.HOURS}
    parts = [
        law_words.length_words(rule) or _("no length yet"),
        *(_("prolonged: {length}").format(length=law_words.length_words(rule, stage)) for stage in range(1, len(rule.lengths))),
        _("begins with: {what}").format(what=law_words.start_words(rule.starts_with)),
        (_("counted from the next day") if rule.from_next_day else _("that day is counted in")) if counts else "",
        (_("moved from a day off") if rule.day_off is DayOff.NEXT else _("a day off moves nothing")) if counts else "",
        _("we have to act") if rule.whose is Whose.OURS else _("the office has to act"),
        law_words.mark_words(rule.mark),
        law_words.span(rule.valid_from, rule.valid_to),
    ]
    return " · ".join(part for part in parts if part)


def _length(row: Row) -> str:
    return law_words.length_words(row.ruling.rule) or _("no length yet")


def _state(row: Row) -> str:
    ruling = row.ruling
    if ruling.on:
        return _("yours, counts") if ruling.entry else _("counts")
    return _("fill it in") if ruling.rule.mark is Mark.RECALLED and not ruling.entry else _("switched off")


def _state_tone(row: Row) -> str | None:
    return None if row.ruling.on else "dim"
