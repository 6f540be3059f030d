"""That a document is the one that was approved: its digest to compare, the state of the law, and the chain of its versions."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.letters import RegisterEntry
from desktop.domain.register import in_groups, is_unchanged
from desktop.i18n import _
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.fields import emptied, hint, label, paragraph
from desktop.ui.parts.tones import set_role, set_tone


class ProofForm(QWidget):
    """What was frozen, and a button that proves it."""

    entry_asked = Signal(str)  # the id of an earlier or later version

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._entry: RegisterEntry | None = None
        self.made, self.digest = paragraph(""), paragraph("")
        self.digest.setAccessibleName(_("Digest of the text"))
        self.prove, self.verdict = QPushButton(_("Prove it")), QLabel()
        self.verdict.setWordWrap(True)
        self.withdrawn = DayLine(_("Withdrawn on"), today)
        self._chain = QHBoxLayout()
        grid = QGridLayout()
        grid.setSpacing(6)
        grid.addWidget(self.prove, 0, 0)
        grid.addWidget(self.verdict, 0, 1, 1, 2)
        grid.addWidget(label(_("Withdrawn on"), self.withdrawn), 1, 0)
        grid.addWidget(self.withdrawn, 1, 1)
        grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._chain)
        column.addWidget(self.made)
        column.addWidget(self.digest)
        column.addLayout(grid)
        column.addStretch(1)
        self.prove.clicked.connect(self._prove)

    def show_entry(self, entry: RegisterEntry | None, corrects: RegisterEntry | None, corrected_by: RegisterEntry | None) -> None:
        """Show what was frozen of a document, and its neighbours in the chain of versions."""
        if entry is None or self._entry is None or entry.id != self._entry.id:
            self.verdict.clear()
        self._entry = entry
        emptied(self._chain)
        if entry is None:
            self.made.clear()
            self.digest.clear()
            return
        for words, other in ((_("Corrects {number}"), corrects), (_("Corrected by {number}"), corrected_by)):
            if other is not None:
                self._link(words.format(number=other.number), other.id)
        if corrected_by is not None and not entry.withdrawn_on and (entry.handed_on or entry.stamp_number):
            asked = QLabel(_("Was this one withdrawn? W notes the day."))
            set_tone(asked, "warning")
            self._chain.addWidget(asked)
        if corrects is not None:
            self._chain.addWidget(hint(_("The old one stays as it is; the new page tells nothing of it."), wrap=False))
        self._chain.addStretch(1)
        self.made.setText(_made(entry))
        self.digest.setText(in_groups(entry.text_sha256))

    def _link(self, words: str, entry_id: str) -> None:
        link = QPushButton(words)
        set_role(link, "link")
        link.clicked.connect(lambda: self.entry_asked.emit(entry_id))
        self._chain.addWidget(link)

    def _prove(self) -> None:
        if self._entry is None:
            return
        if is_unchanged(self._entry):
            self.verdict.setText(_("Unchanged: the SHA-256 of the text, made anew just now, is the one of the approval."))
            set_tone(self.verdict, "good")
        else:
            self.verdict.setText(_("This is not the text that was approved: do not rely on it, and look into a backup."))
            set_tone(self.verdict, "error")


def _made(entry: RegisterEntry) -> str:
    version = _("№ {number}, version {version}; template {template}, version {of_template}.").format(
        number=entry.number, version=entry.version, template=entry.template, of_template=entry.template_version or "–"
    )
    if not entry.law_as_of:
        return version
    day = numbers(date.fromisoformat(entry.law_as_of))
    law = _("Law as of {day}.").format(day=day)
    if entry.norms:
        law = _("Law as of {day}, norms: {norms}.").format(day=day, norms=", ".join(leaned.norm for leaned in entry.norms))
    return _("{first} {second}").format(first=version, second=law)
