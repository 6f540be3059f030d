"""Closing a note for good: what it locks is said on a strip below, with the pseudonym on the button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desktop.domain.notes import Note
from desktop.i18n import _
from desktop.operations.figures import mark_of
from desktop.storage import settings
from desktop.ui.committing import IntoFile
from desktop.ui.figures.counted import CountedAs
from desktop.ui.parts.keys import Keys
from desktop.ui.session import Session


class LockStrip(QFrame):
    """Hidden until it is asked. Enter on the button closes the note, Escape leaves it open."""

    agreed = Signal()
    closed = Signal()

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session = session
        self.counted = CountedAs(session)
        self.counted.listen_alone(self)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.yes, self.no = IntoFile(session, _("Close for good"), case_id), QPushButton(_("Not yet"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.counted)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self.yes.clicked.connect(self.agreed)
        self.no.clicked.connect(self._leave)
        Keys(self, {"Escape": self._leave})
        self.hide()

    def ask(self, note: Note) -> None:
        """Say what is locked in a note, and as what it is counted."""
        locks = _(
            "This locks the text, the times, what was explained and under which law, for good: no change, no move, no removal. "
            "Later there are only dated addenda. The sheet gets a fingerprint."
        )
        name = settings.read(self._session.vault, "lawyer.name")
        signs = _("Signed by {name}.").format(name=name) if name else _("The settings know no name of yours, so the sheet will have none.")
        self.words.setText(f"{locks}\n{signs}")
        self.counted.show_kept(mark_of(self._session.vault, note).counted_as)
        self.show()
        self.yes.setFocus()

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()
