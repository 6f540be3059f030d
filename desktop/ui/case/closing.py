"""The closing check, green and red, with "do it now" beside each red line; closing, reopening, and what comes after."""

from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop import closing_words
from desktop.domain.cases import Case
from desktop.domain.checklists import Place
from desktop.domain.closing import BY_HAND, Found, Line, Outcome
from desktop.domain.days import Day
from desktop.i18n import _
from desktop.operations import closing
from desktop.operations.keeping import keep_all
from desktop.storage import records
from desktop.ui.case.keeping import KeepingPanel
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import date_words
from desktop.ui.parts.fields import Choice, heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line as Message
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

RIGHT = 310
_PLACES = {
    Line.DATES: Place.OVERVIEW,
    Line.TASKS: Place.OVERVIEW,
    Line.CALLS: Place.OVERVIEW,
    Line.NOTES: Place.NOTES,
    Line.DRAFTS: Place.LETTERS,
    Line.NOT_OUT: Place.LETTERS,
    Line.NO_MARK: Place.REGISTER,
    Line.ANSWERS: Place.REGISTER,
    Line.ORIGINALS: Place.REGISTER,
    Line.HANDS: Place.REGISTER,
    Line.POWERS: Place.OVERVIEW,
    Line.INFORMED: Place.NOTES,
    Line.COPY: Place.BACKUPS,
}
_DOCUMENTS = {Line.RECEIPT: closing.RECEIPTS, Line.MESSAGE: closing.FAREWELLS}


class ClosingPanel(QWidget):
    """Enter does the line now; Space says that it is done, where no record can tell. She may close the file whatever is red."""

    place_asked = Signal(object, str)  # a Place, and what to open there
    list_asked = Signal()
    document_asked = Signal(str)
    gone = Signal()
    destruction_asked = Signal()
    left = Signal()

    def __init__(self, session: Session, case_id: str, line: Message) -> None:
        super().__init__()
        self._session, self._case_id, self._line = session, case_id, line
        self._found: tuple[Found, ...] = ()
        self.table = Table(
            (
                Column(_("What"), closing_words.line_words, 0, mark_of=lambda each: "red" if each.is_open else "green",
                       tone_of=lambda each: None if each.is_open else "dim"),
                Column(_("Do it now"), self._deed_words, 146, tone_of=lambda _each: "accent"),
            ),
            _("Closing the file"), identity=lambda each: each.line,
        )  # fmt: skip
        self.table.setIconSize(QSize(10, 10))
        self.table.horizontalHeader().hide()
        self.outcome = Choice(_("Why"), closing_words.outcomes())
        self.on = DayLine(_("Closed on"), lambda: session.today, exact=True)
        self.on.setMaximumWidth(130)
        self.close_button, self.reopen = QPushButton(), QPushButton()
        self.now, self.said = QPushButton(_("Do it now (Enter)")), QPushButton(_("It is done (Space)"))
        self.state = hint("")
        self.keeping = KeepingPanel(session, case_id, line)
        self._lay_out()
        self.table.chosen.connect(self._do)
        self.table.current_changed.connect(self._on_current)
        self.now.clicked.connect(lambda: self._do(self.table.current()))
        self.said.clicked.connect(self._say)
        self.close_button.clicked.connect(self._close)
        self.reopen.clicked.connect(self._reopen)
        self.keeping.gone.connect(self.gone)
        self.keeping.destruction_asked.connect(self.destruction_asked)
        Keys(self.table, {"Space": self._say, "Left": self.left.emit})

    def _lay_out(self) -> None:
        set_role(self.close_button, "primary")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.said)
        foot.addWidget(self.now)
        fields = QGridLayout()
        fields.addWidget(label(_("Why"), self.outcome), 0, 0)
        fields.addWidget(self.outcome, 1, 0)
        fields.addWidget(label(_("Closed on"), self.on.line), 2, 0)
        fields.addWidget(self.on, 3, 0)
        self._fields = QWidget()
        self._fields.setLayout(fields)
        fields.setContentsMargins(0, 0, 0, 0)
        left = QVBoxLayout()
        left.addWidget(self.table, 1)
        left.addLayout(foot)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(heading(_("Closing the file")))
        right.addWidget(self.state)
        right.addWidget(self._fields)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.reopen)
        buttons.addWidget(self.close_button)
        right.addLayout(buttons)
        right.addSpacing(8)
        right.addWidget(self.keeping)
        right.addStretch(1)
        side = QWidget()
        side.setFixedWidth(RIGHT)
        right.setContentsMargins(0, 0, 0, 0)
        side.setLayout(right)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(20)
        across.addLayout(left, 1)
        across.addWidget(side)

    def show_found(self, found: tuple[Found, ...]) -> None:
        """Show the lines, and whether the case is closed."""
        vault = self._session.vault
        case, noted = records.get(vault, Case, self._case_id), closing.of_case(vault, self._case_id)
        self._found = found
        self.table.show_rows(found)
        is_closed = bool(case.closed_at)
        self.close_button.setText(_("Close — {pseudonym}").format(pseudonym=case.pseudonym))
        self.reopen.setText(_("Take up again — {pseudonym}").format(pseudonym=case.pseudonym))
        self.close_button.setVisible(not is_closed)
        self.reopen.setVisible(is_closed)
        self._fields.setVisible(not is_closed)
        if is_closed:
            self.state.setText(self._closed_words(noted.on, noted.outcome, noted.open))
        else:
            self.state.setText(_("You decide: a file can be closed whatever is red. Of what is open only codes are kept."))
            if self.on.day is None and not self.on.is_touched:
                self.on.show_day(Day.of(self._session.today))
        self.keeping.show_case(case)

    def _closed_words(self, on: date | None, outcome: Outcome, open_: tuple[str, ...]) -> str:
        day = date_words(on, self._session.today) if on else ""
        first = _("Closed on {day}: {why}.").format(day=day, why=closing_words.outcome_words(outcome)) if day else _("Closed.")
        if not open_:
            return first
        rest = "\n".join(f"– {closing_words.was_open_words(code)}" for code in open_)
        return _("{first} Open then:").format(first=first) + "\n" + rest

    def take_focus(self) -> None:
        """Put the keyboard on the first red line."""
        red = next((number for number, each in enumerate(self._found) if each.is_open), 0)
        self.table.select(red)
        self.table.setFocus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved."""
        return {f"closing.{name}": text for name, text in self.keeping.unsaved().items()}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self.keeping.put_back({name.removeprefix("closing."): text for name, text in texts.items()})

    # --- a line

    def _deed_words(self, found: Found) -> str:
        if not found.is_open:
            return ""
        if found.line in _DOCUMENTS:
            return _("Begin the document")
        if found.line is Line.LISTS:
            return _("Lists")
        return closing_words.place_words(_PLACES[found.line])

    def _on_current(self, found: Found | None) -> None:
        self.now.setEnabled(found is not None and found.is_open)
        self.said.setEnabled(found is not None and found.line in BY_HAND)

    def _do(self, found: Found | None) -> None:
        if found is None or not found.is_open:
            return
        if found.line in _DOCUMENTS:
            self.document_asked.emit(next(iter(_DOCUMENTS[found.line])))
        elif found.line is Line.LISTS:
            self.list_asked.emit()
        else:
            self.place_asked.emit(_PLACES[found.line], found.subjects[0] if found.subjects else "")

    def _say(self) -> None:
        found, vault = self.table.current(), self._session.vault
        if found is None:
            return
        if found.line not in BY_HAND:
            self._line.say(_("This line follows the records of the case: it turns green when it is done there."))
            return
        before = closing.of_case(vault, self._case_id)
        after = closing.said(before, found.line, self._session.today)
        attempt(self._line, lambda: self._session.change(_("Closing check"), before, after, lambda value: keep_all(vault, [value])))

    # --- closing

    def _close(self) -> None:
        vault, on = self._session.vault, self.on.day
        if not self.on.check() or on is None or on.earliest is None:
            self._line.say(_("On which day was the file closed? Type it."), "error")
            self.on.line.setFocus()
            return
        outcome, day = Outcome(self.outcome.code), on.earliest

        def close() -> None:
            before, after = closing.changes_of_closing(vault, self._case_id, outcome, day, self._found)
            self._session.change(_("Close the file"), before, after, partial(closing.keep, vault))

        if attempt(self._line, close):
            self._line.say(_("Closed: it left Today and the search. It stands in Cases → archive. Ctrl+Z takes it back."), "good")

    def _reopen(self) -> None:
        vault = self._session.vault
        before, after = closing.changes_of_reopening(vault, self._case_id)
        if attempt(self._line, lambda: self._session.change(_("Take up again"), before, after, partial(closing.keep, vault))):
            self._line.say(_("Taken up again: it stands where it stood. Ctrl+Z takes it back."), "good")
