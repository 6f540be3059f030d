"""The four steps of a document: which are behind it, and which is next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.i18n import N_, _
from desktop.ui.parts.tones import set_role

DRAFT, CHECKED, APPROVED, HANDED = range(4)
_WORDS = (N_("draft"), N_("checked"), N_("approved"), N_("handed over"))


class Strip(QWidget):
    """Four words and the arrows between them; the one it stands at is strong. The next step is a button elsewhere on the page."""

    def __init__(self) -> None:
        super().__init__()
        self._words = [QLabel(_(text)) for text in _WORDS]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addStretch(1)
        for number, words in enumerate(self._words):
            if number:
                arrow = QLabel("→")
                set_role(arrow, "dim")
                row.addWidget(arrow)
            words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(words)
        self.show_step(DRAFT)

    def show_step(self, step: int) -> None:
        """Show where the document stands."""
        for number, words in enumerate(self._words):
            set_role(words, "now" if number == step else "dim")
        said = _("The document is: {step}").format(step=_(_WORDS[step]))
        self.setAccessibleName(said)
