"""The check before printing, in the page: what stops the letter, each with the way to mend it, and the ticks for what was explained."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.documents import explanations
from desktop.documents.gate import Finding, stops
from desktop.i18n import _
from desktop.ui.explaining import explanation_words
from desktop.ui.parts.fields import heading, hint
from desktop.ui.parts.ticks import Tick
from desktop.ui.parts.tones import set_role, set_tone
from desktop.words import finding_sentence

MENDED_IN_TEXT = ("gap", "doubtful", "glyph")


class Check(QWidget):
    """Red lines with "mend"; below, ticks where the text refuses; below, the one button that goes on."""

    mend_asked = Signal(object)  # Finding
    ticked = Signal()
    approve_asked = Signal()
    closed = Signal()

    def __init__(self, pseudonym: Callable[[], str], revealed: Callable[[], bool]) -> None:
        super().__init__()
        self._pseudonym, self._revealed = pseudonym, revealed
        self._findings: tuple[Finding, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.ticks = {each.id: Tick(explanation_words(each.id)) for each in explanations.catalogue()}
        self._ticks_title = heading(_("The text refuses something. Explained to him (only ids and the day are kept):"))
        self._ticks_title.setWordWrap(True)
        self.insist = Tick(_("Leave the gaps and unconfirmed forms as they are. The register keeps that."))
        self.back_dated = Tick(_("The document bears an earlier day on purpose."))
        self.approve, self.back = QPushButton(), QPushButton(_("Back to the text"))
        set_role(self.approve, "primary")
        self._all_right = QLabel(_("Nothing stops this document."))
        set_tone(self._all_right, "good")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.addWidget(heading(_("Check before printing")))
        column.addWidget(self._all_right)
        column.addLayout(self._list)
        column.addWidget(self._ticks_title)
        for tick in self.ticks.values():
            tick.toggled.connect(lambda _on: self.ticked.emit())
            column.addWidget(tick)
        for box in (self.insist, self.back_dated):
            box.toggled.connect(lambda _on: self.ticked.emit())
            column.addWidget(box)
        column.addWidget(hint(_("Once approved, the text never changes. A correction is a new version.")))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # One below the other: a long pseudonym needs the whole width.
        buttons = QVBoxLayout()
        buttons.addWidget(self.approve)
        buttons.addWidget(self.back)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area, 1)
        whole.addLayout(buttons)
        self.approve.clicked.connect(self.approve_asked)
        self.back.clicked.connect(self.closed)

    @property
    def explained(self) -> tuple[str, ...]:
        """The ids that are ticked."""
        return tuple(id_ for id_, tick in self.ticks.items() if tick.is_ticked)

    def begin(self, explained: Sequence[str]) -> None:
        """Begin a check with these ticks."""
        for id_, tick in self.ticks.items():
            tick.show_ticked(id_ in explained)
        self.insist.show_ticked(False)
        self.back_dated.show_ticked(False)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show what was found."""
        self._findings = findings
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        refuses = any(finding.code == "refusing" for finding in findings)
        for finding in findings:
            if finding.code != "refusing":
                self._list.addWidget(self._line(finding))
        self._ticks_title.setVisible(refuses)
        for tick in self.ticks.values():
            tick.setVisible(refuses)
        self.insist.setVisible(any(finding.code in {"gap", "doubtful"} for finding in findings))
        self.back_dated.setVisible(any(finding.asks for finding in findings))
        waits = any(finding.asks for finding in findings) and not self.back_dated.is_ticked
        self._all_right.setVisible(not stops(findings) and not waits)
        self.approve.setEnabled(not stops(findings) and not waits)
        self.approve.setText(_("Approve — {pseudonym}").format(pseudonym=self._pseudonym()))

    def _line(self, finding: Finding) -> QWidget:
        line = QWidget()
        hidden = finding.code == "doubtful" and not self._revealed()
        words = QLabel(finding_sentence(replace(finding, where=_("a form of a name")) if hidden else finding))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        set_tone(words, "error" if finding.blocking else "warning")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        if finding.code in MENDED_IN_TEXT:
            mend = QPushButton(_("mend"))
            set_role(mend, "link")
            mend.clicked.connect(lambda: self.mend_asked.emit(finding))
            row.addWidget(mend)
        return line
