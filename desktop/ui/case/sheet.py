"""The sheet of a case: questions in the order in which people tell it; every answer goes where it belongs as soon as it is left."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import sheet_words
from desktop.domain.cases import Category, Consent, Situation, Threat
from desktop.domain.events import Event
from desktop.domain.people import Sex
from desktop.domain.sheets import Form, Home, Question, Way, form_of, sections
from desktop.domain.values import Value
from desktop.i18n import _
from desktop.operations import asking
from desktop.operations.asking import Answers
from desktop.operations.cases import change_standing
from desktop.operations.events import keep_event
from desktop.operations.keeping import keep_all
from desktop.operations.powers import answer_consent
from desktop.ui import choices
from desktop.ui.case.recording import recorded
from desktop.ui.case.sheet_rows import Answer, CertaintyChoice, EventsAnswer
from desktop.ui.parts import zones
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice, Typed, emptied, heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.people.ranks import rank_words
from desktop.ui.session import Session

_LABEL, _HELP = 230, 300
_STATEMENTS = frozenset({"who", "service", "now"})  # sections that state how something is: how surely that is known is asked, too
_AXES = {"situation": Situation, "threat": Threat}
_KINDS: Mapping[str, Any] = {"category": Category, "sex": Sex, "consent": Consent, **_AXES}


class SheetPage(QWidget):
    """Everything may stay empty; a day may be unknown or about. Escape goes back to the overview."""

    closed = Signal()
    print_asked = Signal(object)  # a Form

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._rows: dict[str, Answer | EventsAnswer] = {}
        self._certainties: dict[str, CertaintyChoice] = {}
        self._questions: dict[str, Question] = {}
        self._shown: Form | None = None
        self.form = Choice(_("Which sheet"), [(form, _(words)) for form, words in sheet_words.FORMS.items()])
        self.print, self.back = QPushButton(_("Print it empty …")), QPushButton(_("Back to the overview"))
        self.line = Line(name=_("Message"))
        self._lay_out()
        self.form.chosen.connect(self._choose_form)
        self.print.clicked.connect(lambda: self.print_asked.emit(Form(self.form.code)))
        self.back.clicked.connect(self.closed)
        session.changed.connect(self.show_case)
        session.revealed_changed.connect(lambda _shown: self._mask())
        Keys(self, {"Escape": self.closed.emit, "Ctrl+P": self.print.click})
        self.show_case()

    def _lay_out(self) -> None:
        head = QLabel(_("Sheet"))
        head.setProperty("role", "head")
        top = QHBoxLayout()
        top.addWidget(head)
        top.addWidget(self.form)
        self.form.setFixedWidth(300)
        top.setContentsMargins(0, 0, 16, 0)
        top.addWidget(hint(_("Let him tell it. Nothing is required, and a day may be unknown.")), 1)
        top.addWidget(self.print)
        top.addWidget(self.back)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._area = Scrolled(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 0, 4)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        column.addWidget(self.line)

    # --- showing

    def show_case(self) -> None:
        """Read the answers again and show them; what is being typed stays."""
        if not self._session.vault.is_open:
            return
        answers = asking.read(self._session.vault, self._case_id)
        if answers.form is not self._shown:
            typed = self.unsaved()
            self._lay_questions(answers.form)
            self.put_back(typed)
        self.form.show_code(answers.form)
        for key, row in self._rows.items():
            question = self._questions[key]
            if isinstance(row, EventsAnswer):
                row.show_events(answers.events_of(question))
            else:
                row.show_answer(answers.of(question))
        for key, choice in self._certainties.items():
            choice.show_code(answers.sheet.certainty.get(key, ""))
        self._mask()

    def take_focus(self) -> None:
        """Put the cursor into the first question without an answer."""
        typed = (field for row in self._rows.values() for field in row.typed.values())
        first = next((field for field in typed if not field.typed_text), None)
        target = first if isinstance(first, QWidget) else self.form
        target.setFocus()
        self._area.ensureWidgetVisible(target)

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept."""
        return {name: field.typed_text for name, field in self._typed.items() if field.is_touched}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        for name, text in texts.items():
            if name in self._typed:
                self._typed[name].put_back(text)

    @property
    def _typed(self) -> dict[str, Typed]:
        return {f"{key} {name}": field for key, row in self._rows.items() for name, field in row.typed.items()}

    def _lay_questions(self, form: Form) -> None:
        emptied(self._grid)
        self._rows, self._certainties, self._questions, self._shown = {}, {}, {}, form
        line = 0
        for section in sections(form):
            title = heading(_(sheet_words.SECTIONS[section.key]))
            self._grid.addWidget(title, line, 0, 1, 4)
            line += 1
            for question in section.questions:
                self._add(question, line, is_statement=section.key in _STATEMENTS)
                line += 1

    def _add(self, question: Question, line: int, *, is_statement: bool) -> None:
        name = _(sheet_words.QUESTIONS[question.key])
        row: Answer | EventsAnswer
        if question.way is Way.EVENTS:
            row = EventsAnswer(name, lambda: self._session.today)
            row.changed.connect(partial(self._keep_event, question))
            self._grid.addWidget(row, line, 1, 1, 2, Qt.AlignmentFlag.AlignTop)
        else:
            row = Answer(question, name, lambda: self._session.today, _words(question))
            row.answered.connect(partial(self._keep, question))
            is_statement = is_statement and question.way in {Way.LINE, Way.LONG, Way.DAY}
            self._grid.addWidget(row, line, 1, 1, 1 if is_statement else 2, Qt.AlignmentFlag.AlignTop)
            if is_statement:
                certainty = CertaintyChoice(name)
                certainty.chosen.connect(lambda _code, question=question: self._keep_certainty(question))
                self._certainties[question.key] = certainty
                self._grid.addWidget(certainty, line, 2, Qt.AlignmentFlag.AlignTop)
        words = label(name, row, top=True)
        words.setWordWrap(True)
        words.setFixedWidth(_LABEL)
        self._grid.addWidget(words, line, 0, Qt.AlignmentFlag.AlignTop)
        mind = hint(_(help_) if (help_ := sheet_words.HELP.get(question.key, "")) else "")
        mind.setFixedWidth(_HELP)
        mind.setContentsMargins(0, 5, 0, 0)
        self._grid.addWidget(mind, line, 3, Qt.AlignmentFlag.AlignTop)
        self._rows[question.key], self._questions[question.key] = row, question

    def _mask(self) -> None:
        for row in self._rows.values():
            if isinstance(row, Answer):
                row.show_masked(not self._session.revealed)

    # --- keeping

    def _choose_form(self, form: Form) -> None:
        changes = asking.changes_of_form(self._session.vault, self._case_id, form)
        attempt(self.line, partial(self._change, _("Which sheet"), *changes))

    def _settle(self, answers: Answers, question: Question, answer: Any) -> None:
        """With the first answer the sheet stays the one it is, whatever the answers say of it; how he serves decides it anew."""
        form = answers.sheet.form
        if question.key == "category" and answers.form is not Form.RELATIVE:
            form = form_of(Category(answer), by_relative=False)
        elif form is None:
            form = answers.form
        if form is not answers.sheet.form:
            keep_all(self._session.vault, asking.changes_of_form(self._session.vault, self._case_id, form)[1])

    def _change(self, title: str, before: list[Value], after: list[Value]) -> None:
        if before != after:
            self._session.change(title, before, after, partial(keep_all, self._session.vault))

    def _keep(self, question: Question, answer: Any) -> None:
        vault, title = self._session.vault, _(sheet_words.QUESTIONS[question.key])
        answers = asking.read(vault, self._case_id)
        if answer == answers.of(question):
            self.show_case()
        elif not attempt(self.line, partial(self._put, answers, question, title, answer)):
            # A choice that could not be kept goes back to what is kept; what was typed stays.
            self.show_case()
        elif question.key == "category":
            # Other questions may stand here now: the cursor stays at this one.
            row = self._rows[question.key]
            row.show()  # a layout shows it a turn later, and what is hidden takes no focus
            row.setFocus()
            self._area.ensureWidgetVisible(row)

    def _put(self, answers: Answers, question: Question, title: str, answer: Any) -> None:
        session, vault = self._session, self._session.vault
        self._settle(answers, question, answer)
        if question.home is Home.CASE and question.field in _AXES:
            after = replace(answers.case, **{question.field: answer})
            words = _("{what}: {now}").format(what=title, now=choices.word(answer))
            was = _("before: {was}").format(was=choices.word(answers.of(question)))
            recorded(session, self._case_id, title, partial(change_standing, vault, after, words, was))
        elif question.home is Home.CASE and question.field == "consent":
            deed = partial(answer_consent, vault, answers.case, answer, _("Ask for his own consent"))
            recorded(session, self._case_id, title, deed)
        else:
            self._change(title, *asking.changes_of_answer(vault, self._case_id, question, answer))

    def _keep_certainty(self, question: Question) -> None:
        certainty = self._certainties[question.key].certainty
        changes = asking.changes_of_certainty(self._session.vault, self._case_id, question, certainty)
        attempt(self.line, partial(self._change, _("How surely known"), *changes))

    def _keep_event(self, question: Question, event: Event | None, fields: dict[str, Any]) -> None:
        vault = self._session.vault
        answers = asking.read(vault, self._case_id)
        after = asking.event_answer(event, vault, answers, question, **fields)
        if event is None and after.removed_at:
            return
        before = event or asking.as_before(vault, after)
        title = _(sheet_words.QUESTIONS[question.key])

        def keep() -> None:
            self._settle(answers, question, None)
            self._session.change(title, before, after, partial(keep_event, vault))

        attempt(self.line, keep)


def _words(question: Question) -> tuple[tuple[StrEnum | str, str], ...]:
    """What may be chosen; nothing where the answer is yes or no."""
    if question.way is not Way.CHOICE:
        return ()
    if question.key == "rank":
        return (("", _("not known")), *rank_words())
    if question.key == "zone":
        return zones.words()
    return choices.words(_KINDS[question.key])
