"""Urgent: one key from anywhere, eight questions, and everything that can be made of them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import i18n
from desktop.domain.calls import Call
from desktop.domain.drafts import Draft
from desktop.i18n import _
from desktop.operations.urgent import Made, begin_urgent
from desktop.ui.case.recording import recorded
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.keys import Keys
from desktop.ui.session import Session
from desktop.ui.urgent import words
from desktop.ui.urgent.answers import AnswersForm
from desktop.ui.urgent.made import MadeForm


class UrgentPage(QWidget):
    """First the questions, then what was made of them. What is typed stays until it is made or discarded, over a lock, too."""

    case_made = Signal(str, str)  # a case, and the call in which it was told
    document_asked = Signal(str, str)
    case_asked = Signal(str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.answers, self.made = AnswersForm(session), MadeForm(session)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.answers)
        self._stack.addWidget(self.made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.answers.make_asked.connect(self._make)
        self.made.document_asked.connect(self.document_asked)
        self.made.case_asked.connect(self.case_asked)
        self.made.anew.connect(self._begin_anew)
        Keys(self, {"Escape": self.left.emit})

    def begin(self, case: str, open_: Sequence[str], call: Call | None) -> None:
        """Ask for this case, or where it is empty for a new file. What is being typed already goes on."""
        is_same = (not case or case == self.made.case) and call is None
        if self.is_made and (self.made.is_being_typed or (is_same and not self.made.is_done)):
            return
        if self.is_made or not self.answers.unsaved():
            self._stack.setCurrentWidget(self.answers)
            self.answers.begin(case, open_, call)

    @property
    def is_made(self) -> bool:
        """Whether the documents are there."""
        return self._stack.currentWidget() is self.made

    def take_focus(self) -> None:
        """Put the cursor where it goes on."""
        (self.made if self.is_made else self.answers).take_focus()

    def save_draft(self) -> Draft | None:
        """What is typed, or which documents stand here."""
        fields = self.made.unsaved() if self.is_made else self.answers.unsaved()
        return Draft(id=self._session.vault.new_id(), page="urgent", fields=fields) if fields else None

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        if "packet" in draft.fields:
            self.made.put_back(dict(draft.fields))
            self._stack.setCurrentWidget(self.made)
        else:
            self.answers.put_back(dict(draft.fields))
            self._stack.setCurrentWidget(self.answers)

    def _make(self) -> None:
        asked, case, call = self.answers.asked, self.answers.case, self.answers.call
        made: list[Made] = []

        def deed() -> None:
            made.append(begin_urgent(self._session.vault, asked, words.told(asked), case_id=case, language=i18n.language()))

        # One undo takes the event and how the case stands back; a draft is removed in the list of documents, like any other.
        if attempt(self.answers.line, partial(recorded, self._session, case, _("Urgent"), deed) if case else deed):
            self.made.open_made(made[0].case.id, made[0].packet)
            self._stack.setCurrentWidget(self.made)
            self.answers.clear()
            self.case_made.emit(made[0].case.id, call)
            self._session.changed.emit()
            self.made.take_focus()

    def _begin_anew(self) -> None:
        self.made.open_made("", "")
        self._stack.setCurrentWidget(self.answers)
        self.answers.begin("", (), None)
        self.answers.take_focus()
