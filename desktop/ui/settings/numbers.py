"""How the numbers of the register are made, with what one would look like before her eyes."""

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.domain.errors import CaseFileError
from desktop.i18n import _
from desktop.operations.register import SCHEME, USUAL, example_number, set_scheme
from desktop.storage import settings
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import TextLine, hint, label
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session
from desktop.words import explain

_WIDE = 320


class NumbersPane(QWidget):
    """One field. A scheme that would not do is refused where it is typed, and stays there."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        head = QLabel(_("Numbers of the register"))
        set_role(head, "head")
        self.scheme = TextLine(_("How a number is made"), hint=USUAL)
        self.scheme.setMaximumWidth(_WIDE)
        self.example = QLabel()
        self.example.setWordWrap(True)
        self.line = Line(name=_("Message"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(6)
        for widget in (
            head, label(_("How a number is made"), self.scheme), self.scheme, self.example,
            hint(_("{year} the year · {letters} four letters by chance · {count} a running count; besides, letters, digits and № / . - _")),
            hint(_("Letters by chance are the usual way: a running count tells whoever sees one number how many documents there are,"
                   " and in which order they were written. Numbers already given stay as they are.")),
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.line)
        self.scheme.textChanged.connect(self._show_example)
        self.scheme.committed.connect(self._keep)
        session.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """The count goes on while other pages are in front."""
        super().showEvent(event)
        self._show_example(self.scheme.text())

    def _show(self) -> None:
        self.scheme.show_text(settings.read(self._session.vault, SCHEME))
        self._show_example(self.scheme.text())

    def _show_example(self, text: str) -> None:
        try:
            self.example.setText(_("The next one would look like this: {number}").format(number=example_number(self._session.vault, text)))
            set_tone(self.example, "")
        except CaseFileError as error:
            self.example.setText(explain(error))
            set_tone(self.example, "error")

    def _keep(self, text: str) -> None:
        before = settings.read(self._session.vault, SCHEME)
        keep = partial(set_scheme, self._session.vault)
        if before != text and attempt(self.line, lambda: self._session.change(_("Setting"), before, text, keep)):
            self.line.say(_("Saved."), "good")
