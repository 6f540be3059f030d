"""The strip that says what is wrong with the vault and what to do about it, above every page until that is done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.checks import Problem
from desktop.domain.errors import CaseFileError
from desktop.i18n import _, ngettext
from desktop.operations import health
from desktop.ui.health import Health
from desktop.ui.parts.tones import set_role, set_tone
from desktop.words import explain, older_sentence, problem_sentence

_MOST_SENTENCES = 3


class DamageStrip(QFrame):
    """One sentence for each finding, and a button for each thing that can be done; what has no way back is asked twice, in place."""

    restore_wanted = Signal()
    salvage_wanted = Signal()
    said = Signal(str)

    def __init__(self, state: Health, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("damage")
        self._state, self._is_asking, self._is_aside = state, False, False
        self._text = QLabel()
        self._text.setWordWrap(True)
        set_tone(self._text, "error")
        self._restore, self._salvage = QPushButton(_("Restore a backup …")), QPushButton(_("Lock and save what can be read …"))
        self._accept, self._search = QPushButton(_("Accept it …")), QPushButton(_("Make the search anew"))
        self._yes, self._no = QPushButton(_("From now on it counts as right")), QPushButton(_("Back"))
        self._build()
        state.changed.connect(self.show_findings)
        self.show_findings()

    def take_focus(self) -> None:
        """Put the keyboard on the first thing that can be done."""
        for button in self._buttons():
            if button.isVisible():
                button.setFocus()
                return

    def set_aside(self, aside: bool) -> None:
        """Say nothing while the page is to be empty."""
        self._is_aside = aside
        self.show_findings()

    def show_findings(self) -> None:
        """Say what is wrong now; nothing stands here while all is well."""
        findings, codes = self._state.findings, self._state.codes
        self._is_asking = self._is_asking and health.can_accept(codes)
        self._say(findings)
        self._restore.setVisible(not self._is_asking and not health.PASSING.issuperset(codes) and not health.SEARCH.issuperset(codes))
        self._salvage.setVisible(not self._is_asking and health.can_salvage(codes))
        self._accept.setVisible(not self._is_asking and health.can_accept(codes))
        self._search.setVisible(bool(codes) and health.SEARCH.issuperset(codes))
        self._yes.setVisible(self._is_asking)
        self._no.setVisible(self._is_asking)
        self.setVisible(bool(findings) and not self._is_aside)

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in self._buttons():
            button.setAutoDefault(True)
            buttons.addWidget(button)
        buttons.addStretch(1)
        set_role(self._yes, "primary")
        self._restore.clicked.connect(self.restore_wanted)
        self._salvage.clicked.connect(self.salvage_wanted)
        self._accept.clicked.connect(self._ask)
        self._search.clicked.connect(self._mend_search)
        self._yes.clicked.connect(self._accept_it)
        self._no.clicked.connect(self._go_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 6, 24, 8)
        column.setSpacing(6)
        column.addWidget(self._text)
        column.addLayout(buttons)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self._yes, self._no, self._restore, self._salvage, self._accept, self._search)

    def _say(self, findings: tuple[Problem, ...]) -> None:
        if self._is_asking:
            text = _("What is missing stays missing, and this computer will not warn of it again.")
        else:
            said = [self._sentence(problem) for problem in findings[:_MOST_SENTENCES]]
            if more := len(findings) - _MOST_SENTENCES:
                said += [ngettext("{count} more like these.", "{count} more like these.", more).format(count=more)] if more > 0 else []
            text = "\n".join(said)
        self._text.setText(text)
        self._text.setAccessibleName(text)

    def _sentence(self, problem: Problem) -> str:
        older = self._state.older
        if older is not None and problem.code == older.code:
            return older_sentence(older.code, older.seen_at, older.saves)
        return problem_sentence(problem.code, problem.where)

    def _ask(self) -> None:
        self._is_asking = True
        self.show_findings()
        self._no.setFocus()

    def _go_back(self) -> None:
        self._is_asking = False
        self.show_findings()
        self.take_focus()

    def _accept_it(self) -> None:
        self._yes.setEnabled(False)
        self._state.accept(self._on_accepted, self._on_failed)

    def _mend_search(self) -> None:
        self._search.setEnabled(False)
        self._state.mend_search(self._on_mended, self._on_failed)

    def _on_accepted(self) -> None:
        self._rest()
        self.said.emit(_("The vault counts as it is now."))

    def _on_mended(self) -> None:
        self._rest()
        self.said.emit(_("Lists and search were made anew."))

    def _on_failed(self, error: CaseFileError) -> None:
        self._rest()
        self.said.emit(explain(error))

    def _rest(self) -> None:
        self._is_asking = False
        self._yes.setEnabled(True)
        self._search.setEnabled(True)
        self.show_findings()
