"""What came and is not yet taken in: brought in, looked at, taken in case by case, refused, undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.domain.transfers import Decision, Incoming
from desktop.i18n import _, ngettext
from desktop.operations import arrived, incoming, taking_in
from desktop.operations.arrived import Content
from desktop.storage.vault import Vault
from desktop.ui.jobs import Listener, Work
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.long_work import LongWork
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.ui.transfers.from_backup import FromBackup
from desktop.ui.transfers.preview import Preview
from desktop.ui.transfers.words import decision_word, from_words, meets_words, standing_words
from desktop.words import explain

_ROWS = 3  # what is seen of each list at once


def _receive(vault: Vault, path: Path, report: Report) -> Incoming:
    with vault.second() as own:
        return incoming.receive(own, path, report)


def _contents(vault: Vault, came: Incoming, report: Report) -> tuple[Content, ...]:
    report(0, 1)
    with vault.second() as own:
        return arrived.contents(own, came)


def _take_in(vault: Vault, came: Incoming, case: str, theirs: frozenset[str], report: Report) -> Incoming:
    report(0, 1)
    with vault.second() as own:
        return taking_in.take_in(own, came, case, theirs)


def _undo(vault: Vault, came: Incoming, case: str, report: Report) -> Incoming:
    report(0, 1)
    with vault.second() as own:
        return taking_in.undo(own, came, case)


class ComingPane(QWidget):
    """Above what came, below what is in it. Until a case is taken in, no list and no search knows of it."""

    case_taken = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._reading = session, 0
        self._contents: dict[str, Content] = {}
        self.files = Table(
            (
                Column(_("Came"), lambda each: moment_words(each.came_at, session.today), 130),
                Column(_("From"), from_words, 0, bold=True),
                Column(_("Made"), lambda each: moment_words(each.created, session.today), 130),
                Column(_("Cases"), lambda each: str(len(each.cases)), 60, right=True),
            ),
            _("What came"),
        )
        self.cases = Table(
            (
                Column(_("Pseudonym"), lambda each: each.pseudonym, 150, bold=True),
                Column(_("No."), lambda each: each.number, 90),
                Column(_("What it meets here"), self._meets),
                Column(_("State"), lambda each: decision_word(each.decision), 130),
            ),
            _("Cases that came"),
            identity=lambda each: each.case,
        )
        self.signed_by = Line(lines=2, name=_("Who sent it"))
        self.preview = Preview(session)
        self.backup = FromBackup(session)
        self.bring, self.look = QPushButton(_("Bring in a file … (Ins)")), QPushButton(_("Cases of a backup …"))
        self.away, self.refuse, self.undo = QPushButton(_("Put away (Del)")), QPushButton(), QPushButton()
        self.take = QPushButton()
        self.line = Line(lines=2, name=_("Message"))
        self.working = LongWork(session.jobs, self.line, _("Reading the file"))
        self._lay_out()
        self._listen()
        session.changed.connect(self.show_all)
        self.show_all()

    def take_focus(self) -> None:
        """Put the keyboard on the first list."""
        (self.files if self.files.model_.rows else self.bring).setFocus()

    # --- building

    def _lay_out(self) -> None:
        set_role(self.take, "primary")
        for table in (self.files, self.cases):
            table.setFixedHeight(28 * (_ROWS + 1) + 4)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        lists = QHBoxLayout()
        lists.setSpacing(16)
        lists.addWidget(self.files, 2)
        lists.addWidget(self.cases, 3)
        column.addLayout(lists)
        column.addWidget(self.signed_by)
        column.addWidget(self.preview, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(EmptyState(_("Nothing has come. Bring in a colleague's file, or chosen cases of a backup.")))
        self._stack.addWidget(self.backup)
        above = QHBoxLayout()
        above.addWidget(self.bring)
        above.addWidget(self.look)
        above.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        for button in (self.away, self.refuse, self.undo, self.take):
            button.setAutoDefault(True)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(6)
        layout.addLayout(above)
        layout.addWidget(self.working)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)

    def _listen(self) -> None:
        self.working.busy_changed.connect(lambda _busy: self._show_buttons())
        self.bring.clicked.connect(self.choose)
        self.look.clicked.connect(self.look_into_backup)
        self.backup.brought.connect(self._on_brought)
        self.backup.left.connect(self._leave_backup)
        self.files.current_changed.connect(lambda _each: self._show_file())
        self.cases.current_changed.connect(lambda _each: self._show_case())
        self.cases.chosen.connect(lambda _each: self.preview.setFocus())
        self.preview.chosen_changed.connect(self._show_buttons)
        self.take.clicked.connect(self._take)
        self.refuse.clicked.connect(self._refuse)
        self.undo.clicked.connect(self._undo)
        self.away.clicked.connect(self._put_away)
        Keys(self, {"Ins": self.choose})
        Keys(self.files, {"Del": self._put_away})

    # --- showing

    def show_all(self) -> None:
        """Read again what came, and show it."""
        came = incoming.kept_apart(self._session.vault) if self._session.visit is None else []
        if self._stack.currentWidget() is not self.backup:
            self._stack.setCurrentIndex(0 if came else 1)
        self.files.show_rows(came)
        self._show_file()

    def show_file(self, came: Incoming) -> None:
        """Put the cursor on what just came."""
        for number, each in enumerate(self.files.model_.rows):
            if each.id == came.id:
                self.files.select(number)
        self.cases.setFocus()

    def _show_file(self) -> None:
        came: Incoming | None = self.files.current()
        self._contents = {}
        self._session.jobs.cancel(self._reading)
        self.cases.show_rows([] if came is None else came.cases)
        if came is None:
            self.signed_by.clear()
            self._show_case()
            return
        words, is_good = standing_words(came, incoming.standing(self._session.vault, came), incoming.earlier(self._session.vault, came))
        self.signed_by.say(words, "plain" if is_good else "warning")
        listener = Listener(partial(self._on_contents, came.id), failed=lambda error: self.line.say(explain(error), "error"))
        self._reading = self._session.jobs.run(self, partial(_contents, self._session.vault, came), listener)

    def _on_contents(self, id_: str, contents: tuple[Content, ...]) -> None:
        came: Incoming | None = self.files.current()
        if came is None or came.id != id_:
            return
        self._contents = {each.coming.case: each for each in contents}
        self.cases.show_rows(came.cases)
        self._show_case()

    def _show_case(self) -> None:
        coming = self.cases.current()
        content = None if coming is None else self._contents.get(coming.case)
        self.preview.show_case(self.files.current(), content)
        self._show_buttons()

    def _show_buttons(self) -> None:
        coming, came = self.cases.current(), self.files.current()
        name = "" if coming is None else coming.pseudonym
        self.take.setText(_("Take in — {case}").format(case=name))
        self.undo.setText(_("Undo taking in — {case}").format(case=name))
        is_refused = coming is not None and coming.decision is Decision.REFUSED
        words = _("Not refused after all — {case}") if is_refused else _("Refuse — {case}")
        self.refuse.setText(words.format(case=name))
        is_busy = self.working.is_busy
        if self._stack.currentWidget() is self.backup:
            coming = came = None
        is_taken = coming is not None and coming.decision is Decision.TAKEN
        self.take.setVisible(coming is not None and not is_taken)
        self.refuse.setVisible(coming is not None and not is_taken)
        self.undo.setVisible(is_taken)
        self.away.setVisible(came is not None)
        is_read = coming is not None and coming.case in self._contents
        for button in (self.take, self.refuse, self.undo, self.away):
            button.setEnabled(is_read and not is_busy)
        self.away.setEnabled(came is not None and not is_busy)
        self.take.setEnabled(is_read and not is_busy and not is_refused)

    def _meets(self, coming: object) -> str:
        content = self._contents.get(getattr(coming, "case", ""))
        return meets_words(content) if content else "…"

    # --- bringing in

    def choose(self) -> None:
        """Let her choose a file that a colleague made for her."""
        self._session.asking.open_file(self, _("Which file of a colleague?"), self.receive)

    def receive(self, path: Path) -> None:
        """See a colleague's file through and keep it apart."""
        self._run(
            partial(_receive, self._session.vault, path),
            self._on_brought,
            _("The file is being read, twice. Nothing is taken from it yet."),
        )

    def _on_brought(self, came: Incoming) -> None:
        self._leave_backup()
        self._session.changed.emit()
        self.show_file(came)
        self.line.say(_("Kept apart in the vault, so the stick may go. Look at it, then take it in or refuse it."), "good")

    def look_into_backup(self) -> None:
        """Ask for a backup in place of the lists."""
        self._stack.setCurrentWidget(self.backup)
        self.line.clear()
        self._show_buttons()
        self.backup.begin()

    def _leave_backup(self) -> None:
        self.backup.forget()
        self._stack.setCurrentIndex(0 if self.files.model_.rows else 1)
        self._show_buttons()

    # --- deciding

    def _take(self) -> None:
        came, coming = self.files.current(), self.cases.current()
        if came is None or coming is None:
            return
        work = partial(_take_in, self._session.vault, came, coming.case, frozenset(self.preview.theirs))
        self._run(work, partial(self._on_taken, coming.pseudonym, coming.case), _("Taking it in …"))

    def _on_taken(self, name: str, case: str, _came: Incoming) -> None:
        self._session.changed.emit()
        self.line.say(_("Taken in: {case}. It can be undone here until it is worked on or put away.").format(case=name), "good")
        self.undo.setFocus()
        self.case_taken.emit(case)

    def _undo(self) -> None:
        came, coming = self.files.current(), self.cases.current()
        if came is None or coming is None:
            return
        words = _("Undone: {case}. The vault is as it was before.").format(case=coming.pseudonym)
        self._run(partial(_undo, self._session.vault, came, coming.case), partial(self._on_decided, words), _("Undoing …"))

    def _refuse(self) -> None:
        came, coming = self.files.current(), self.cases.current()
        if came is None or coming is None:
            return
        decide = incoming.wait_again if coming.decision is Decision.REFUSED else incoming.refuse
        try:
            decide(self._session.vault, came, coming.case)
        except CaseFileError as error:
            self.line.say(explain(error), "error")
            return
        self._on_decided("", None)

    def _put_away(self) -> None:
        came: Incoming | None = self.files.current()
        if came is None or self.working.is_busy:
            return
        waiting = sum(each.decision is Decision.WAITING for each in came.cases)
        sentence = ngettext(
            "{count} case in it was not decided on and would count as refused. What was taken in stays,"
            " but cannot be undone here any more.",
            "{count} cases in it were not decided on and would count as refused. What was taken in stays,"
            " but cannot be undone here any more.",
            waiting,
        )
        text = sentence.format(count=waiting) if waiting else _("What was taken in stays, but cannot be undone here any more.")
        self._session.asking.question(self, text, _("Put away"), partial(self._do_put_away, came), dangerous=True)

    def _do_put_away(self, came: Incoming) -> None:
        try:
            incoming.put_away(self._session.vault, came)
        except CaseFileError as error:
            self.line.say(explain(error), "error")
            return
        self._on_decided(_("Put away. The copy in the vault is gone."), None)

    def _on_decided(self, words: str, _came: Incoming | None) -> None:
        self._session.changed.emit()
        self.line.say(words)
        self.take_focus()

    # --- long work

    def _run(self, work: Work, done: Callable[[Incoming], None], words: str) -> None:
        if not self.working.is_busy:
            self.working.run(work, done, begun=words, stopped=_("Stopped. Nothing of it was kept."))
