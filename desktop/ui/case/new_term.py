"""A new term of law: a rule, the day it begins with, and the count with every step before it is kept."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop import law_words
from desktop.domain.cases import Case
from desktop.domain.counting import CountedIn, Rule
from desktop.domain.days import Day
from desktop.domain.errors import BadInput
from desktop.domain.events import Event
from desktop.domain.moments import moment
from desktop.i18n import _
from desktop.operations import term_book, terms
from desktop.storage import records
from desktop.ui.case.recording import recorded
from desktop.ui.committing import IntoFile
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.fields import Choice, TextLine, heading, label, paragraph
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.session import Session
from desktop.words import explain


class NewTerm(QWidget):
    """Opened for a case, or for an event of it: then only what the event may start is offered, and the term follows the event."""

    closed = Signal()
    started = Signal(str)  # the id of the new term

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._event: Event | None = None
        self._rules: tuple[Rule, ...] = ()
        self.rule = Choice(_("Which term"), ())
        self.day, self.time = DayLine(_("It begins with"), lambda: session.today), TextLine(_("Hour"), hint=_("14:30"))
        self.told = paragraph("")
        self.keep, self.back = IntoFile(session, _("Keep the term"), case_id), QPushButton(_("Back"))
        self.line = Line(lines=2, name=_("Message"))
        self._lay_out()
        self.rule.chosen.connect(lambda _code: self._count())
        self.day.line.textChanged.connect(lambda _text: self._count())
        self.time.textChanged.connect(lambda _text: self._count())
        self.keep.clicked.connect(self._keep)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+Return": self._keep})

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 8)
        column.setSpacing(5)
        column.addWidget(heading(_("New term")))
        self._starts = paragraph("")
        for words, field in ((_("Which term"), self.rule), (_("It begins with"), self.day)):
            column.addWidget(label(words, field.line if isinstance(field, DayLine) else field))
            column.addWidget(field)
        column.addWidget(self._starts)
        column.addWidget(self.time)
        column.addWidget(self.told)
        column.addWidget(self.line)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.keep)
        column.addLayout(row)
        column.addStretch(1)

    def open_for_case(self) -> None:
        """Offer every rule that counts towards an end."""
        ended = [each.rule for each in term_book.rules(self._session.vault) if each.on and each.rule.counted_in is not CountedIn.UP]
        self._open(tuple(ended), None)

    def open_for_event(self, event: Event) -> bool:
        """Offer what the event may start; False where it starts nothing."""
        offered = tuple(rule for rule in terms.offers(self._session.vault, event) if rule.counted_in is not CountedIn.UP)
        if offered:
            self._open(offered, event)
        return bool(offered)

    def take_focus(self) -> None:
        """Put the cursor where the term is chosen."""
        self.rule.setFocus()

    def _open(self, rules: tuple[Rule, ...], event: Event | None) -> None:
        self._rules, self._event = rules, event
        self.rule.show_words([(rule.id, law_words.local(rule.titles)) for rule in rules])
        self.day.put_back("")
        self.time.put_back(event.time if event else "")
        self.day.show_day(None)
        self.day.show_day(event.day if event else None)
        # The day of a term that follows an event is changed at the event.
        self.day.setEnabled(event is None)
        self.time.setEnabled(event is None)
        self.line.clear()
        self._count()

    @property
    def _chosen(self) -> Rule | None:
        return next((rule for rule in self._rules if rule.id == self.rule.code), None)

    def _count(self) -> None:
        rule = self._chosen
        self.told.setText("")
        if rule is None:
            return
        hours = rule.counted_in is CountedIn.HOURS
        self.time.setVisible(hours)
        self._starts.setText(
            _("Begins when: {what}. {length}.").format(what=law_words.start_words(rule.starts_with), length=law_words.length_words(rule))
        )
        try:
            start = self._begun(rule)
        except BadInput as error:
            self.told.setText(explain(error) if self._event else "")
        else:
            self.told.setText(law_words.count_words(terms.try_count(self._session.vault, rule.id, start)))

    def _begun(self, rule: Rule) -> Day | datetime:
        """What the term begins with: what the event tells, else what is typed. Raises BadInput("start", "start-open")."""
        if self._event is not None:
            return terms.start_of_event(self._session.vault, self._event, rule)
        if self.day.day is None:
            raise BadInput("start", "start-open")
        return self._start(rule, self.day.day)

    def _start(self, rule: Rule, day: Day) -> Day | datetime:
        if rule.counted_in is not CountedIn.HOURS:
            return day
        case = records.get(self._session.vault, Case, self._case_id)
        return moment(day, self.time.text().strip(), case.zone) or day

    def _keep(self) -> None:
        rule = self._chosen
        if rule is None or not self.day.check():
            return

        def start() -> None:
            vault, source = self._session.vault, self._event.id if self._event else ""
            begun = self._begun(rule)
            recorded(
                self._session, self._case_id, _("New term"), partial(terms.start_term, vault, self._case_id, rule.id, begun, source=source)
            )

        if attempt(self.line, start):
            self.closed.emit()
