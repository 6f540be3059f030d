"""How long the file is kept: the day on which it is looked at, a hold, the bin, and the way to its destruction."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.cases import Case
from desktop.domain.days import Day
from desktop.domain.retention import Kept, Retention
from desktop.i18n import _
from desktop.operations import closing, retention
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import date_words
from desktop.ui.parts.fields import TextLine, heading, hint, label
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_tone
from desktop.ui.session import Session


class KeepingPanel(QWidget):
    """Everything acts at once and can be taken back, but destruction, which has a page of its own."""

    gone = Signal()  # the case was put into the bin
    destruction_asked = Signal()

    def __init__(self, session: Session, case_id: str, line: Line) -> None:
        super().__init__()
        self._session, self._case_id, self._line = session, case_id, line
        self._case: Case | None = None
        self.review = DayLine(_("Look at it again on"), lambda: session.today, exact=True)
        self.review.setMaximumWidth(130)
        self.reason = TextLine(_("Why nothing may go"), hint=_("a dispute, a request of the chamber"))
        self.hold = QPushButton()
        self.standing = hint("")
        self.bin, self.destruction = QPushButton(_("Into the bin")), QPushButton(_("Destroy …"))
        self._why_not = hint("")
        self._lay_out()
        self.review.committed.connect(self._keep_review)
        self.hold.clicked.connect(self._on_hold)
        self.reason.returnPressed.connect(self._on_hold)
        self.bin.clicked.connect(self._into_bin)
        self.destruction.clicked.connect(self.destruction_asked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(_("How long it is kept")))
        review = QHBoxLayout()
        review.addWidget(label(_("Look at it again on"), self.review.line), 1)
        review.addWidget(self.review)
        column.addLayout(review)
        column.addWidget(heading(_("Hold: nothing of it goes")))
        column.addWidget(self.standing)
        held = QHBoxLayout()
        held.addWidget(self.reason, 1)
        held.addWidget(self.hold)
        column.addLayout(held)
        column.addWidget(heading(_("Away with it")))
        column.addWidget(self._why_not)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.bin)
        buttons.addWidget(self.destruction)
        column.addLayout(buttons)

    def show_case(self, case: Case) -> None:
        """Show what is set for the case."""
        self._case = case
        own = retention.of_case(self._session.vault, case.id)
        mine = own.reviews.get(Kept.CASE)
        self.review.show_day(Day.of(mine) if mine else None)
        held = own.is_held
        self.hold.setText(_("End the hold") if held else _("Hold"))
        self.reason.setVisible(not held)
        self.standing.setText(
            _("Held since {day}: {why}").format(day=date_words(own.held_since, self._session.today), why=own.held_because)
            if held and own.held_since
            else _("Bin, terms and destruction stand still for this case as long as it is held.")
        )
        set_tone(self.standing, "warning" if held else "")
        for button in (self.bin, self.destruction):
            button.setEnabled(not held)
        self.destruction.setEnabled(not held and bool(case.closed_at))
        if held:
            self._why_not.setText(_("Not while it is held."))
        elif case.closed_at:
            self._why_not.setText(_("The bin brings it back for a while. Destroying is for good, and a record of it is printed first."))
        else:
            self._why_not.setText(_("The bin brings it back for a while. A file is destroyed only once it is closed."))

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved."""
        fields = {"review": self.review.typed_text if self.review.is_touched else "", "reason": self.reason.text()}
        return {name: text for name, text in fields.items() if text}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        if "review" in texts:
            self.review.put_back(texts["review"])
        self.reason.put_back(texts.get("reason", ""))

    def _keep(self, title: str, before: Retention, after: Retention) -> bool:
        keep = partial(retention.keep_retention, self._session.vault)
        return attempt(self._line, lambda: self._session.change(title, before, after, keep))

    def _keep_review(self, day: Day | None) -> None:
        own = retention.of_case(self._session.vault, self._case_id)
        if day is None or day.earliest is None:
            after = replace(own, reviews={kept: on for kept, on in own.reviews.items() if kept != Kept.CASE})
        else:
            after = retention.postponed(own, Kept.CASE, day.earliest)
        if after != own and self._keep(_("Look at it again"), own, after):
            self._line.say(_("Saved. On that day one line on Today reminds you, if the file is closed."), "good")

    def _on_hold(self) -> None:
        own = retention.of_case(self._session.vault, self._case_id)
        if own.is_held:
            after = replace(own, held_since=None, held_because="")
        else:
            after = replace(own, held_since=self._session.today, held_because=self.reason.text().strip())
        if self._keep(_("End the hold") if own.is_held else _("Hold"), own, after):
            self.reason.put_back("")
            self.reason.mark_saved()
        else:
            self.reason.setFocus()

    def _into_bin(self) -> None:
        vault, case = self._session.vault, self._case
        if case is None:
            return

        def remove() -> None:
            retention.must_not_be_held(vault, case.id)
            gone = replace(case, removed_at=vault.now().isoformat())
            self._session.change(_("Case into the bin"), [case], [gone], partial(closing.keep, vault))

        if attempt(self._line, remove):
            self.gone.emit()
