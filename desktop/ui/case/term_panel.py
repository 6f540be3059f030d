"""One date of a case: what it is, by when, and, for a term of law, why it falls on its day and what goes on from it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop import law_words
from desktop.domain.cases import Case
from desktop.domain.deadlines import Deadline, Every, overridden
from desktop.domain.errors import BadInput, NotFound
from desktop.domain.moments import typed_hour
from desktop.i18n import _
from desktop.operations import term_book, terms
from desktop.operations.deadlines import keep_deadline
from desktop.operations.terms import Basis
from desktop.storage import records
from desktop.ui import choices
from desktop.ui.agenda import kinds
from desktop.ui.agenda.entries import hour_words, of_value
from desktop.ui.agenda.kinds import Sort
from desktop.ui.agenda.new_line import clocks
from desktop.ui.case.recording import recorded
from desktop.ui.committing import IntoFile
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import date_words, numbers, weekday_words
from desktop.ui.parts.due_line import DueLine
from desktop.ui.parts.fields import Choice, TextLine, emptied, heading, hint, label, paragraph, put_back, unsaved
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session


class TermPanel(QWidget):
    """The date that was opened. What is typed here is kept by its button; a term of law keeps its count beside a day she sets."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._deadline: Deadline | None = None
        self.title_line, self.when = paragraph(""), paragraph("")
        self.why = QVBoxLayout()
        self.what = TextLine(_("What"))
        self.kind = Choice(_("Kind of date"), kinds.words(tasks=False))
        self.due = DueLine(_("By when"), lambda: session.today, lambda: term_book.calendar(session.vault))
        self.time = TextLine(_("Time"), hint=_("14:30"))
        self.clock = Choice(_("By whose clock"), clocks())
        self.every = Choice(_("Comes again"), choices.words(Every))
        self.reason = TextLine(_("Reason"), hint=_("why this day and not the counted one"))
        self.keep, self.follow = IntoFile(session, _("Keep")), QPushButton(_("Back to the count"))
        self.prolong, self.next = QPushButton(_("Prolonged by notice")), QPushButton(_("Start what follows"))
        self.seen, self.remove, self.back = QPushButton(_("I have seen it")), QPushButton(_("Remove")), QPushButton(_("Back"))
        self.line = Line(lines=2, name=_("Message"))
        self._fields: dict[str, TextLine | DueLine] = {"what": self.what, "due": self.due, "time": self.time, "reason": self.reason}
        self._plain, self._of_law = QWidget(), QWidget()
        self._lay_out()
        self.keep.clicked.connect(self._keep)
        self.follow.clicked.connect(self._follow)
        self.prolong.clicked.connect(lambda: self._do(_("Prolonged"), terms.prolong))
        self.next.clicked.connect(self._start_next)
        self.seen.clicked.connect(lambda: self._do(_("Seen"), terms.noticed))
        self.remove.clicked.connect(self._remove)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+Return": self._keep})

    def _lay_out(self) -> None:
        set_role(self.title_line, "sentence")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 8)
        column.setSpacing(5)
        column.addWidget(self.title_line)
        column.addWidget(self.when)
        column.addWidget(self.seen)
        column.addLayout(self.why)
        column.addWidget(self.prolong)
        column.addWidget(self.next)
        column.addWidget(heading(_("Change the date")))
        plain, of_law = _inside(self._plain), _inside(self._of_law)
        for words, field, place in ((_("What"), self.what, column), (_("By when"), self.due, column), (_("Time"), self.time, plain),
                                    (_("By whose clock"), self.clock, plain), (_("Kind of date"), self.kind, plain),
                                    (_("Comes again"), self.every, plain), (_("Reason"), self.reason, of_law)):  # fmt: skip
            place.addWidget(label(words, field.line if isinstance(field, DueLine) else field))
            place.addWidget(field)
        column.addWidget(self._plain)
        column.addWidget(self._of_law)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self.follow)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.line)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.remove)
        column.addLayout(foot)
        column.addStretch(1)

    @property
    def deadline_id(self) -> str:
        """The date that is open; empty where none is."""
        return self._deadline.id if self._deadline else ""

    def open_date(self, deadline: Deadline) -> None:
        """Open a date; what was typed about another one is gone."""
        for field in self._fields.values():
            field.put_back("")
        self.line.clear()
        self._deadline = deadline
        self.keep.aim(deadline.case)
        self._fill(deadline)
        self._show()

    def show_again(self) -> None:
        """Show what became of the date that is open; it closes where it is gone."""
        if self._deadline is None:
            return
        known = records.find(self._session.vault, Deadline, self._deadline.id)
        if known is None or known.removed_at:
            self._deadline = None
            self.closed.emit()
        elif known != self._deadline:
            self._deadline = known
            if not unsaved(self._fields):
                self._fill(known)
            self._show()

    def take_focus(self) -> None:
        """Put the cursor where the day is typed."""
        self.due.line.setFocus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and not kept, with the date it belongs to."""
        typed = unsaved(self._fields) if self._deadline else {}
        return {"date": self.deadline_id, **typed} if typed else {}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        put_back(self._fields, texts)

    # --- what is shown

    def _fill(self, deadline: Deadline) -> None:
        self.due.show_date(deadline.due)
        for field, text in ((self.what, deadline.title), (self.time, deadline.time), (self.reason, deadline.override_reason)):
            field.put_back(text)
            field.mark_saved()
        self.kind.show_code(kinds.sort_of(deadline))
        self.clock.show_words(clocks(deadline.zone))
        self.clock.show_code("" if deadline.zone == self._zone(deadline) else deadline.zone)
        self.every.show_code(deadline.every)

    def _zone(self, deadline: Deadline) -> str:
        case = records.find(self._session.vault, Case, deadline.case)
        return case.zone if case else ""

    def _show(self) -> None:
        deadline = self._deadline
        if deadline is None:
            return
        is_term = bool(deadline.rule)
        self.title_line.setText(deadline.title)
        seen = of_value(deadline, self._zone(deadline))
        due = seen.day or deadline.due
        day = _("{weekday}, {day}").format(weekday=weekday_words(due), day=date_words(due))
        self.when.setText(_("{day}, {time}").format(day=day, time=hour_words(seen)) if seen.time else day)
        self._plain.setVisible(not is_term)
        self._of_law.setVisible(is_term)
        self.follow.setVisible(deadline.is_overridden)
        self.seen.setVisible(bool(law_words.moved_words(deadline)))
        emptied(self.why)
        self.prolong.hide()
        self.next.hide()
        if is_term:
            try:
                self._show_why(deadline)
            except NotFound:
                self._warn(_("The rule it was counted by is gone: check the day yourself."))

    def _show_why(self, deadline: Deadline) -> None:
        why = terms.why(self._session.vault, deadline)
        self._warn(law_words.moved_words(deadline))
        self._warn(law_words.override_words(deadline))
        self.why.addWidget(heading(_("Why this day")))
        steps = [words for step in why.steps if (words := law_words.step_words(step))]
        self.why.addWidget(paragraph("\n".join(steps)))
        for caution in why.cautions:
            self._warn(law_words.caution_words(caution))
        length = law_words.length_words(why.ruling.rule, deadline.stage)
        rule = _("Rule: {title}, {length} ({version}).").format(
            title=law_words.local(why.ruling.rule.titles), length=length, version=deadline.rule_version
        )
        self.why.addWidget(hint(rule))
        for basis in (why.length, why.counting):
            if basis is not None:
                self._add_norm(basis)
        self.prolong.setVisible(deadline.stage + 1 < len(why.ruling.rule.lengths))
        foreseen = terms.foresee(self._session.vault, deadline)
        taken = any(each.parent == deadline.id for each in records.of_case(self._session.vault, Deadline, deadline.case))
        if foreseen and not taken:
            lines = [f"{law_words.local(each.rule.titles)}: {numbers(each.counted.due)}" for each in foreseen]
            self.why.addWidget(hint(_("What would go on from it: {terms}.").format(terms="; ".join(lines))))
        self.next.setVisible(bool(foreseen) and not taken)

    def _add_norm(self, basis: Basis) -> None:
        norm = basis.known.norm
        line = law_words.standing_words(basis.standing, basis.known.check_of(basis.version) if basis.version else None)
        self.why.addWidget(hint(f"{law_words.named(norm)} – {law_words.local(norm.titles)}. {line}."))

    def _warn(self, text: str) -> None:
        if text:
            words = paragraph(text)
            set_tone(words, "warning")
            self.why.addWidget(words)

    # --- what she does

    def _keep(self) -> None:
        deadline = self._deadline
        if deadline is None or not self.due.check():
            return
        if attempt(self.line, lambda: self._change(deadline, self._typed(deadline))):
            for field in self._fields.values():
                (field.line if isinstance(field, DueLine) else field).mark_saved()
            self.show_again()
            self.line.say(_("Kept."), "good")

    def _typed(self, deadline: Deadline) -> Deadline:
        """The date with what stands in the fields. Raises BadInput."""
        day = self.due.day
        if day is None:
            raise BadInput("day", "no-such-day")
        named_ = replace(deadline, title=self.what.text().strip())
        if deadline.rule:
            if day == deadline.due:
                return replace(named_, override_reason=self.reason.text().strip() if deadline.is_overridden else "")
            if not self.reason.text().strip():
                raise BadInput("reason", "empty")
            return overridden(named_, day, self.reason.text())
        time = typed_hour(self.time.text())
        if time is None:
            raise BadInput("time", "shape")
        if self.kind.code != kinds.sort_of(deadline):
            kind, occasion = kinds.kind_of(Sort(self.kind.code))
            named_ = replace(named_, kind=kind, occasion=occasion)
        every = Every(self.every.code)
        since = deadline.since if every is deadline.every and day == deadline.due else None
        zone = str(self.clock.code) or self._zone(deadline)
        return replace(named_, due=day, time=time, zone=zone if time else deadline.zone, every=every, since=since)

    def _change(self, before: Deadline, after: Deadline) -> None:
        if after != before:
            self._session.change(_("Date"), before, after, partial(keep_deadline, self._session.vault))

    def _follow(self) -> None:
        self._do(_("Back to the count"), terms.follow_count)

    def _do(self, title: str, deed: Callable[..., object]) -> None:
        deadline = self._deadline
        if deadline is not None and attempt(
            self.line, lambda: recorded(self._session, deadline.case, title, partial(deed, self._session.vault, deadline.id))
        ):
            self.show_again()

    def _start_next(self) -> None:
        deadline = self._deadline
        if deadline is not None and attempt(
            self.line,
            lambda: recorded(self._session, deadline.case, _("New term"), partial(terms.start_next, self._session.vault, deadline)),
        ):
            self._show()
            self.line.say(_("The term that follows stands among the dates; it moves with this one."), "good")

    def _remove(self) -> None:
        deadline = self._deadline
        if deadline is None:
            return
        gone = replace(deadline, removed_at=self._session.vault.now().isoformat())
        if attempt(self.line, lambda: self._session.change(_("Remove date"), deadline, gone, partial(keep_deadline, self._session.vault))):
            self._deadline = None
            self.closed.emit()


def _inside(holder: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(5)
    return column
