"""The check before printing, in the page: what stops the letter, what wants a look, each with the way to mend it; three ways to go on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.check_words import finding_sentence
from desktop.documents import explanations, risky
from desktop.documents.alike import Shared
from desktop.documents.gate import Finding, stops
from desktop.i18n import _, language, ngettext
from desktop.ui.committing import into
from desktop.ui.explaining import explanation_words
from desktop.ui.parts.fields import heading, hint
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.ticks import Tick
from desktop.ui.parts.tones import set_role, set_tone

SHARED = "shared"
MENDED_IN_TEXT = ("gap", "doubtful", "glyph", "risky", SHARED)


class Check(QWidget):
    """What stops, with "mend"; ticks where the text refuses; what only wants a look; below, the ways to go on.

    A text that refuses leaves three: change it, put it off, or approve it once all was explained. No reason is asked for.
    """

    mend_asked = Signal(object)  # Finding
    ticked = Signal()
    approve_asked = Signal()
    put_off_asked = Signal()
    closed = Signal()

    def __init__(self, pseudonym: Callable[[], str], revealed: Callable[[], bool]) -> None:
        super().__init__()
        self._pseudonym, self._revealed = pseudonym, revealed
        self._findings: tuple[Finding, ...] = ()
        self._refusal: Finding | None = None
        self._shared: Sequence[Shared] = ()
        self._list, self._looks = QVBoxLayout(), QVBoxLayout()
        for lines in (self._list, self._looks):
            lines.setSpacing(2)
        self.ticks = {each.id: Tick(explanation_words(each.id)) for each in explanations.catalogue()}
        self._ticks_title = _wrapped(_("The text refuses something. Explained to him (only ids and the day are kept):"))
        self.insist = Tick(_("Leave the gaps and unconfirmed forms as they are. The register keeps that."))
        self.back_dated = Tick(_("The document bears an earlier day on purpose."))
        self.approve, self.back = QPushButton(), QPushButton(_("Back to the text"))
        self.change, self.put_off = QPushButton(_("Change the text")), QPushButton(_("Put off: it stays a draft"))
        set_role(self.approve, "primary")
        self._all_right = QLabel(_("Nothing stops this document."))
        set_tone(self._all_right, "good")
        self._lay_out()
        self.approve.clicked.connect(self.approve_asked)
        self.put_off.clicked.connect(self.put_off_asked)
        self.change.clicked.connect(lambda: self.mend_asked.emit(self._refusal))
        self.back.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(_("Check before printing")))
        column.addWidget(self._all_right)
        column.addLayout(self._list)
        column.addWidget(self._ticks_title)
        for tick in (*self.ticks.values(), self.insist, self.back_dated):
            tick.toggled.connect(lambda _on: self.ticked.emit())
            column.addWidget(tick)
        column.addLayout(self._looks)
        column.addWidget(hint(_("Once approved, the text never changes. A correction is a new version.")))
        column.addStretch(1)
        # One below the other: a long pseudonym needs the whole width.
        buttons = QVBoxLayout()
        for button in (self.approve, self.change, self.put_off, self.back):
            buttons.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(inside), 1)
        whole.addLayout(buttons)

    @property
    def explained(self) -> tuple[str, ...]:
        """The ids that are ticked."""
        return tuple(id_ for id_, tick in self.ticks.items() if tick.is_ticked)

    def take_focus(self) -> None:
        """Put the keyboard on the way that is open: on, or back to the text."""
        (self.approve if self.approve.isEnabled() else self.back if self._refusal is None else self.change).setFocus()

    def begin(self, explained: Sequence[str], shared: Sequence[Shared] = ()) -> None:
        """Begin a check with these ticks, and with what the text shares with other people's letters."""
        self._shared = shared
        for id_, tick in self.ticks.items():
            tick.show_ticked(id_ in explained)
        self.insist.show_ticked(False)
        self.back_dated.show_ticked(False)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show what was found."""
        self._findings = findings
        self._refusal = next((finding for finding in findings if finding.code == "refusing"), None)
        self._show_list(findings)
        self._show_looks([finding for finding in findings if finding.code == "risky"])
        refuses = self._refusal is not None
        for widget in (self._ticks_title, self.change, self.put_off, *self.ticks.values()):
            widget.setVisible(refuses)
        self.back.setVisible(not refuses)
        self.insist.setVisible(any(finding.code in {"gap", "doubtful"} for finding in findings))
        asks = any(finding.asks for finding in findings)
        self.back_dated.setVisible(asks)
        waits = bool(stops(findings)) or (asks and not self.back_dated.is_ticked)
        self._all_right.setVisible(not waits)
        self.approve.setEnabled(not waits)
        self.approve.setText(into(_("Explained. Approve") if refuses else _("Approve"), self._pseudonym()))

    def _show_list(self, findings: Iterable[Finding]) -> None:
        _empty(self._list)
        for finding in findings:
            if finding.code not in {"refusing", "risky"}:
                hidden = finding.code == "doubtful" and not self._revealed()
                words = finding_sentence(replace(finding, where=_("a form of a name")) if hidden else finding)
                self._list.addWidget(self._line(words, finding, "error" if finding.blocking else "warning"))

    def _show_looks(self, risks: Sequence[Finding]) -> None:
        """What stops nothing: risky words, each group with its line why, and what makes the letter one like others."""
        _empty(self._looks)
        if risks:
            self._looks.addWidget(_wrapped(_("Words to look at; they stop nothing")))
        for group in dict.fromkeys(finding.why for finding in risks):
            self._looks.addWidget(hint(_reason(group)))
            for finding in risks:
                if finding.why == group:
                    words = _("a word of your list") if group == risky.HERS and not self._revealed() else f"«{finding.where}»"
                    self._looks.addWidget(self._line(words, finding, "warning"))
        if self._shared:
            self._looks.addWidget(_wrapped(_("Make it personal")))
            self._looks.addWidget(hint(_("These words stand in other people's documents, too. This is kept nowhere.")))
        for run in self._shared:
            count = len(run.words.split())
            words = ngettext("{count} word in a row", "{count} words in a row", count).format(count=count)
            others = ngettext("in {count} other document", "in {count} other documents", run.letters).format(count=run.letters)
            self._looks.addWidget(self._line(f"{words} – {others}", Finding(code=SHARED, start=run.start, end=run.end), "warning"))

    def _line(self, text: str, finding: Finding, tone: str) -> QWidget:
        line = QWidget()
        words = QLabel(text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        set_tone(words, tone)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        if finding.code in MENDED_IN_TEXT:
            mend = QPushButton(_("mend"))
            set_role(mend, "link")
            mend.clicked.connect(lambda: self.mend_asked.emit(finding))
            row.addWidget(mend)
        return line


def _wrapped(text: str) -> QLabel:
    title = heading(text)
    title.setWordWrap(True)
    return title


def _empty(lines: QVBoxLayout) -> None:
    while (item := lines.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _reason(group: str) -> str:
    return risky.why()[group][language()] if group in risky.why() else _("You put this on your list.")
