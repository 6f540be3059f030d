"""Destroying a case: what goes and what stays, the record on paper first, and then all of it, for good."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.cases import Case
from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.i18n import _, language
from desktop.operations import acts, destroying
from desktop.operations.destroying import Going
from desktop.storage import records
from desktop.storage.vault import Vault
from desktop.ui.destroying.words import counts, hindrances, remains
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import TextLine, emptied, heading, hint, label, paragraph
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.long_work import LongWork
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.parts.ticks import Tick
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session
from desktop.words import explain

LEFT, PRINTING = 400, 320


class DestroyingPage(QWidget):
    """The button works once the record is on paper and the number is typed. Nothing here can be undone, and it says so."""

    left = Signal()
    beginning = Signal(str)  # the case: its page goes
    backups_wanted = Signal()
    keys_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._case: Case | None = None
        self._going: Going | None = None
        self._act = b""
        self.title = QLabel()
        set_role(self.title, "sentence")
        self._facts = QVBoxLayout()
        self.view = PdfView(_("The record, as it will print"))
        self.printing = PrintPanel(session.jobs, lambda: self._act, words=_("Print the record"))
        self.on_paper = Tick(_("The record is on paper: printed, or written out by hand"))
        self.number = TextLine(_("The number of the case"))
        self.deed = QPushButton()
        self.line = Line(lines=2, name=_("Message"))
        self.working = LongWork(session.jobs, self.line, _("Destroying"))
        self.backups, self.new_keys, self.done = QPushButton(_("To the backups")), QPushButton(_("New keys …")), QPushButton(_("Done"))
        self._after = QVBoxLayout()
        self._stack = QStackedWidget()
        self._lay_out()
        self.printing.printed.connect(lambda _result: self.on_paper.show_ticked(True))
        self.on_paper.toggled.connect(lambda _on: self._show_ready())
        self.number.textChanged.connect(lambda _text: self._show_ready())
        self.number.returnPressed.connect(self._begin)
        self.deed.clicked.connect(self._begin)
        self.backups.clicked.connect(self.backups_wanted)
        self.new_keys.clicked.connect(self.keys_wanted)
        self.done.clicked.connect(self.left)
        Keys(self, {"Escape": self._leave, "Ctrl+P": self.printing.start})
        session.visit_changed.connect(self._forget)

    def _lay_out(self) -> None:
        self._stack.addWidget(self._before())
        self._stack.addWidget(self._afterwards())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 4, 16, 8)
        whole.addWidget(self.title)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.working)
        whole.addWidget(self.line)

    def _before(self) -> QWidget:
        facts = QWidget()
        facts.setLayout(self._facts)
        self._facts.setContentsMargins(0, 0, 12, 0)
        self._facts.setSpacing(4)
        area = QScrollArea()
        area.setWidget(facts)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFixedWidth(LEFT)
        area.setAccessibleName(_("What goes and what stays"))
        self.printing.setFixedWidth(PRINTING)
        below = QHBoxLayout()
        below.setSpacing(24)
        below.addWidget(self.printing)
        below.addLayout(self._asking(), 1)
        right = QVBoxLayout()
        right.addWidget(self.view, 1)
        right.addLayout(below)
        before = QWidget()
        across = QHBoxLayout(before)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(20)
        across.addWidget(area)
        across.addLayout(right, 1)
        return before

    def _asking(self) -> QVBoxLayout:
        never = hint(_("This cannot be undone: no Ctrl+Z, no bin."))
        set_tone(never, "error")
        ask = QVBoxLayout()
        ask.setSpacing(6)
        ask.addWidget(self.on_paper)
        ask.addWidget(label(_("Type the number of the case, so that it is this one"), self.number))
        ask.addWidget(self.number)
        ask.addWidget(never)
        ask.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.deed)
        ask.addLayout(buttons)
        return ask

    def _afterwards(self) -> QWidget:
        after = QWidget()
        told = QVBoxLayout(after)
        told.setContentsMargins(0, 0, 0, 0)
        told.addLayout(self._after)
        told.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.new_keys, self.backups, self.done):
            row.addWidget(button)
        told.addLayout(row)
        return after

    def begin(self, case_id: str) -> None:
        """Show what destroying this case means; nothing is done yet."""
        vault = self._session.vault
        self._forget()
        try:
            case = records.get(vault, Case, case_id)
            self._going = destroying.what_goes(vault, case_id)
            act = acts.act_of(vault, self._going)
            self._act = acts.act_pdf(act, language())
        except CaseFileError as error:
            self.line.say(explain(error), "error")
            return
        self._case = case
        self.title.setText(_("Destroy the file — {pseudonym} · {number}").format(pseudonym=case.pseudonym, number=case.number))
        self.deed.setText(_("Destroy for good — {pseudonym}").format(pseudonym=case.pseudonym))
        self.view.show_pdf(self._act)
        self._tell(_("What goes"), counts(self._going))
        self._tell(_("What stays"), remains(self._going))
        self._tell(_("Before you do it"), hindrances(vault, self._going, act))
        self._tell(_("Copies that may hold it still"), self._copies(case))
        self._facts.addStretch(1)
        self._show_ready()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard where the record is printed."""
        before = self.printing.print_button if self.printing.print_button.isEnabled() else self.on_paper
        (self.done if self._stack.currentIndex() else before).setFocus()

    def _tell(self, title: str, lines: list[tuple[str, str]]) -> None:
        self._facts.addWidget(heading(title))
        for text, tone in lines:
            words = paragraph(text)
            set_tone(words, tone)
            self._facts.addWidget(words)

    def _copies(self, case: Case) -> list[tuple[str, str]]:
        found = acts.holding(self._session.vault, case.opened_at)
        if not found:
            return [(_("No backup the vault remembers is younger than the case."), "")]
        lines = [(_("{stick}: {file}").format(stick=stick, file=file), "") for file, stick in found[:20]]
        return [*lines, (_("They are listed on the Backup page, and written anew without the case once their stick is in."), "warning")]

    def _show_ready(self) -> None:
        case = self._case
        typed = "".join(self.number.text().split()).upper()
        self.deed.setEnabled(case is not None and self.on_paper.is_ticked and typed == case.number.upper())

    def _forget(self) -> None:
        """Show nothing of any case."""
        self._case, self._going, self._act = None, None, b""
        emptied(self._facts)
        emptied(self._after)
        self.view.clear()
        self.title.setText("")
        self.on_paper.show_ticked(False)
        self.number.put_back("")
        self.number.mark_saved()
        self.line.clear()
        self._stack.setCurrentIndex(0)
        self._show_ready()

    def _leave(self) -> None:
        self._forget()
        self.left.emit()

    # --- the deed

    def _begin(self) -> None:
        case, vault = self._case, self._session.vault
        if case is None or not self.deed.isEnabled():
            return
        # What stands in the way is said before anything of the case leaves the screen.
        if not attempt(self.line, partial(destroying.must_be_possible, vault, case.id)):
            return
        holding = acts.holding(vault, case.opened_at)
        self.beginning.emit(case.id)
        self.deed.setEnabled(False)
        self.working.run(
            partial(_destroy, vault, case.id), lambda _nothing: self._on_destroyed(holding),
            begun=_("Destroying …"), stopped=_("Stopped. What is left is done when the vault is opened next."),
        )  # fmt: skip

    def _on_destroyed(self, holding: tuple[tuple[str, str], ...]) -> None:
        self._session.history.forget()
        self._forget()
        self._session.changed.emit()
        self.title.setText(_("Destroyed. Of the case an empty line is left, without name, number or day."))
        told = [
            _("It cannot be brought back: no undo, no bin."),
            _("Rows, their history, the search index, the journal's lines and the papers are gone; the database file was written anew."),
            _("A solid-state disk may keep old encrypted blocks, which the keys of the vault still open. New keys end that: everything is"
              " written anew under them, and the old blocks open with nothing."),
        ]  # fmt: skip
        if holding:
            told.append(_("Backups that may hold it still are listed on the Backup page until they are written anew."))
        for text in told:
            self._after.addWidget(paragraph(text))
        self.backups.setVisible(bool(holding))
        self._stack.setCurrentIndex(1)
        self.done.setFocus()


def _destroy(vault: Vault, case: str, report: Report) -> None:
    with vault.second() as second:
        destroying.destroy(second, case, report)
