"""The dangerous chapter of the settings, folded: what cannot be taken back."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.ui.settings.erase import ErasePane
from desktop.ui.settings.hand_over import HandOverPane
from desktop.ui.settings.shell import Shell


class DangerPane(QStackedWidget):
    """First only the names of what there is; each opens by its button, and Escape folds it again."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__()
        self.hand_over, self.erase = HandOverPane(session, shell), ErasePane(session, shell)
        self._folded = QWidget()
        column = QVBoxLayout(self._folded)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(6)
        head = QLabel(_("Dangerous"))
        set_role(head, "head")
        column.addWidget(head)
        acts: tuple[tuple[str, str, HandOverPane | ErasePane], ...] = (
            (
                _("Hand over the key …"),
                _("For a journey: afterwards only a colleague, the organisation or the sheet can open the vault, until you are there."),
                self.hand_over,
            ),
            (
                _("Destroy the keys …"),
                _("Nothing opens this vault afterwards; it comes back from a backup alone. Off until you switch it on."),
                self.erase,
            ),
        )
        for title, sentence, page in acts:
            button = QPushButton(title)
            button.setAutoDefault(True)
            button.clicked.connect(partial(self.unfold, page))
            column.addSpacing(12)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(hint(sentence))
        column.addStretch(1)
        self.addWidget(self._folded)
        for unfolded in (self.hand_over, self.erase):
            self.addWidget(unfolded)
            Keys(unfolded, {"Escape": self.fold})

    def fold(self) -> None:
        """Show the names alone."""
        self.setCurrentWidget(self._folded)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.fold()

    def unfold(self, page: HandOverPane | ErasePane) -> None:
        """Open one of them."""
        self.setCurrentWidget(page)
        page.take_focus()
