"""The agreement: who made it, in whose interest, and whether he himself agreed."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.cases import Case, Consent
from desktop.domain.people import Party, Person
from desktop.i18n import _
from desktop.operations.powers import answer_consent
from desktop.storage import settings
from desktop.ui import choices
from desktop.ui.case.file import CaseFile, change_case
from desktop.ui.case.recording import recorded
from desktop.ui.case.speaking import party_title
from desktop.ui.committing import note_conflict_checked
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.fields import Choice, TextLine, Typed, heading, hint, label, put_back, unsaved
from desktop.ui.parts.line import Line
from desktop.ui.session import Session


class AgreementPanel(QWidget):
    """Two roles that are often two people, and the consent of the one who is helped."""

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._file: CaseFile | None = None
        self.made_by, self.in_whose = Choice(_("Who made the agreement"), ()), Choice(_("In whose interest"), ())
        self.consent = Choice(_("His own consent"), choices.words(Consent))
        self.consent_on = DayLine(_("Consent given on"), lambda: session.today)
        self.hand_over = TextLine(_("May be handed to a colleague"), hint=_("to whom; empty: to nobody"))
        self._typed: dict[str, Typed] = {"hand_over": self.hand_over, "consent_on": self.consent_on}
        self.conflict, self._checked = QPushButton(_("Conflict checked: none")), hint("")
        self._reminder = hint(_("He has not agreed himself yet: ask him at the next contact."))
        self._lay_out()
        self.made_by.chosen.connect(lambda person: self._keep("contracting", person))
        self.in_whose.chosen.connect(lambda person: self._keep("client", person))
        self.consent.chosen.connect(self._keep_consent)
        self.consent_on.committed.connect(lambda day: self._keep("consent_on", day))
        self.hand_over.committed.connect(lambda text: self._keep("may_be_handed_to", text))
        self.conflict.clicked.connect(self._keep_conflict)
        session.revealed_changed.connect(self._show_people)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(_("Agreement")))
        grid = QGridLayout()
        grid.setVerticalSpacing(3)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Who made the agreement"), self.made_by), (_("In whose interest"), self.in_whose), (_("His own consent"), self.consent),
            (_("Consent given on"), self.consent_on), (_("May be handed to a colleague"), self.hand_over),
        )  # fmt: skip
        for row, (text, field) in enumerate(rows):
            words = label(text, field)
            words.setWordWrap(True)
            words.setFixedWidth(140)
            grid.addWidget(words, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addWidget(self._reminder)
        checked = QHBoxLayout()
        checked.addWidget(self.conflict)
        checked.addWidget(self._checked, 1)
        column.addLayout(checked)

    def show_file(self, file: CaseFile) -> None:
        """Show the agreement as it stands."""
        self._file = file
        case = file.case
        self._show_people()
        self.consent.show_code(case.consent)
        self.consent_on.show_day(case.consent_on)
        self.hand_over.show_text(case.may_be_handed_to)
        self._checked.setText(case.conflict_checked or _("not checked yet"))
        self._reminder.setVisible(case.lacks_consent)
        # Without advocate status nobody is her "доверитель"; the two roles are the same.
        self.setProperty("status", settings.read(self._session.vault, "lawyer.status"))

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved."""
        return unsaved(self._typed)

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        put_back(self._typed, texts)

    def _keep_conflict(self) -> None:
        """That it was checked, and when; of whom and against whom nothing is ever kept."""
        file = self._file
        if file is not None:
            attempt(self._line, lambda: note_conflict_checked(self._session, file.case.id))

    def _show_people(self, *_args: object) -> None:
        if self._file is None:
            return
        people = [("", _("not noted")), *self._named()]
        for choice, person in ((self.made_by, self._file.case.contracting), (self.in_whose, self._file.case.client)):
            choice.show_words(people)
            choice.show_code(person)

    def _named(self) -> list[tuple[str, str]]:
        seen: dict[str, tuple[Party, Person]] = {}
        for party, person in self._file.people if self._file else ():
            seen.setdefault(person.id, (party, person))
        return [(id_, party_title(party, person, self._session.revealed)) for id_, (party, person) in seen.items()]

    def _keep_consent(self, consent: Consent) -> None:
        """What he himself said; where he has not agreed yet, a date reminds her to ask."""
        case: Case | None = self._file.case if self._file else None
        if case is None or case.consent is consent:
            return
        deed = partial(answer_consent, self._session.vault, case, consent, _("Ask for his own consent"))
        if not attempt(self._line, lambda: recorded(self._session, case.id, _("His own consent"), deed)):
            self._session.changed.emit()

    def _keep(self, field: str, value: object) -> None:
        case: Case | None = self._file.case if self._file else None
        if case is None:
            return
        changes: dict[str, Any] = {field: value}
        if not attempt(self._line, lambda: change_case(self._session, _("Agreement"), case, replace(case, **changes))):
            self._session.changed.emit()
