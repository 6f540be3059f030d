"""A page behind the list of ways in: one question, a button that does it, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.i18n import _
from desktop.storage.vault import Vault
from desktop.ui.jobs import Listener
from desktop.ui.parts.fields import TextLine, hint, label
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.words import explain

MEASURE = 620


def _in_second(vault: Vault, deed: Callable[[Vault], Any], _report: Report) -> Any:
    with vault.second() as second:
        return deed(second)


class WayForm(QWidget):
    """One question with a button that does it, and the way back."""

    left = Signal()
    done = Signal(str)  # what to say of it in the list

    def __init__(self, session: Session, title: str, *sentences: str, deed: str) -> None:
        super().__init__()
        self.session = session
        self.line = Line(lines=2, name=_("Message"))
        self.bar = QProgressBar()
        self.bar.setObjectName("thin")
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Working"))
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.bar.hide()
        head = QLabel(title)
        set_role(head, "head")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 12, 12)
        self.column.setSpacing(8)
        self.column.addWidget(head)
        for sentence in sentences:
            self.column.addWidget(hint(sentence))
        self.back, self.act = QPushButton(_("Back")), QPushButton(deed)
        set_role(self.act, "primary")
        self.back.clicked.connect(self.left)
        self.act.clicked.connect(self.begin)

    def end(self) -> None:
        """Close the page below: the message line and the buttons."""
        self.column.addWidget(self.bar)
        self.column.addWidget(self.line)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.back, self.act):
            button.setAutoDefault(True)
            row.addWidget(button)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def take_focus(self) -> None:
        """Put the cursor where she answers."""

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        """Show which letters the keyboard gives."""

    def begin(self) -> None:
        """Do it, if all is there that is needed."""

    @property
    def is_busy(self) -> bool:
        """Whether it is being done now."""
        return not self.act.isEnabled()

    def run(self, deed: Callable[[Vault], Any], done: Callable[[Any], None]) -> None:
        """Do the deed beside the page, on a connection of its own."""
        if self.is_busy:
            return
        self._show_busy(True)
        self.line.clear()
        work = partial(_in_second, self.session.vault, deed)
        self.session.jobs.run(
            self, work, Listener(partial(self._on_done, done), failed=self.refuse, stopped=partial(self._show_busy, False))
        )

    def refuse(self, error: CaseFileError) -> None:
        """Say why it was not done; what she typed stays."""
        self._show_busy(False)
        self.line.say(explain(error), "error")

    def _on_done(self, done: Callable[[Any], None], answer: Any) -> None:
        self._show_busy(False)
        done(answer)

    def _show_busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.act.setEnabled(not busy)
        self.back.setEnabled(not busy)

    def name_field(self) -> TextLine:
        """The field for a name, kept inside the vault."""
        name = TextLine(_("Name"), hint=_("yours to choose; it stays inside the vault"))
        name.setMaximumWidth(MEASURE)
        self.column.addWidget(label(_("Name"), name))
        self.column.addWidget(name)
        return name
