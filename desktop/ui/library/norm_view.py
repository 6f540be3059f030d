"""One norm as it stood on a day: what it says, how surely, since when, what must be read beside it, and what leans on it."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from desktop import law_words
from desktop.domain.law import NormVersion, Origin, Standing
from desktop.i18n import _, ngettext
from desktop.operations import law
from desktop.operations.law import Shown
from desktop.storage import settings
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.fields import TextLine, heading, hint, label, paragraph
from desktop.ui.parts.short_button import ShortButton
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session


class NormView(QScrollArea):
    """What is known of a norm. What she can do with it stands below."""

    norm_asked = Signal(str)
    mark_asked = Signal(str, object, int)  # by whom, on which day, for how many days it is relied on
    unmark_asked = Signal()
    edit_asked = Signal()
    drop_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("The norm"))
        self.by, self.on = TextLine(_("Who checked it")), DayLine(_("Checked on"), lambda: session.today, exact=True)
        self.again = QSpinBox()
        self.mark = QPushButton(_("Mark as checked"))
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is under the cursor."""
        self.setWidget(QWidget())

    def take_focus(self) -> None:
        """Put the cursor where it is said who checked the norm."""
        self.by.setFocus()

    def show_norm(self, shown: Shown, day: date) -> None:
        """Show a norm as it stood on a day."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(4)
        self._show_head(column, shown)
        self._showparagraph(column, shown, day)
        self._show_versions(column, shown)
        self._show_beside(column, shown)
        self._show_uses(column, shown)
        self._show_deeds(column, shown)
        column.addStretch(1)
        self.setWidget(inside)

    def _show_head(self, column: QVBoxLayout, shown: Shown) -> None:
        norm = shown.known.norm
        title = paragraph(law_words.named(norm))
        set_role(title, "sentence")
        column.addWidget(title)
        column.addWidget(paragraph(law_words.local(norm.titles)))
        column.addWidget(hint(_act(shown)))

    def _showparagraph(self, column: QVBoxLayout, shown: Shown, day: date) -> None:
        version = shown.version
        column.addWidget(heading(_("As it stood on {day}").format(day=numbers(day))))
        if version is None:
            column.addWidget(paragraph(_("It did not stand then.")))
            return
        column.addWidget(
            paragraph(shown.text or _("The wording was not looked up: nothing is stated. Read the act, then write the line yourself."))
        )
        facts = [
            law_words.direction_words(version.direction),
            _span(version),
            law_words.standing_words(shown.standing, shown.check),
            _("seen in: {source}").format(source=law_words.source_words(version.source)) if version.lines else "",
            _("edition of {day}").format(day=numbers(version.as_of)) if version.as_of else "",
            _("changed by {acts}").format(acts=", ".join(version.amended_by)) if version.amended_by else "",
            law_words.origin_words(shown.known.origin),
        ]
        column.addWidget(hint(" · ".join(fact for fact in facts if fact)))
        for sentence in (law_words.freshness_words(shown.freshness), _changed_below(shown)):
            if sentence:
                warning = paragraph(sentence)
                set_tone(warning, "warning")
                column.addWidget(warning)

    def _show_versions(self, column: QVBoxLayout, shown: Shown) -> None:
        others = [version for version in shown.known.norm.versions if version is not shown.version]
        if others:
            column.addWidget(heading(_("At other times")))
        for version in others:
            standing = law.standing_of(shown.known, version)
            line = "" if standing is Standing.SLOT else law_words.local(version.lines)
            column.addWidget(paragraph(f"{_span(version)}: {line or law_words.standing_words(standing)}"))

    def _show_beside(self, column: QVBoxLayout, shown: Shown) -> None:
        beside = law.beside(self._session.vault, shown.known)
        if beside:
            column.addWidget(heading(_("Read together with")))
        for known in beside:
            words = f"{law_words.named(known.norm)} – {law_words.local(known.norm.titles)}"
            column.addWidget(_link(words, partial(self.norm_asked.emit, known.norm.id)))

    def _show_uses(self, column: QVBoxLayout, shown: Shown) -> None:
        uses = law.used_by(self._session.vault, shown.known.norm.id)
        lines = [*(law_words.local(template.titles) for template in uses.templates), *(law_words.local(rule.titles) for rule in uses.rules)]
        if not lines:
            return
        column.addWidget(heading(_("What leans on it")))
        column.addWidget(paragraph("\n".join(f"– {line}" for line in lines)))
        if uses.deadlines:
            column.addWidget(
                hint(
                    ngettext("{count} open term is counted by it.", "{count} open terms are counted by it.", uses.deadlines).format(
                        count=uses.deadlines
                    )
                )
            )

    def _show_deeds(self, column: QVBoxLayout, shown: Shown) -> None:
        version = shown.version
        if version is not None and any(version.lines.values()):
            self._show_marking(column, shown)
        row = QHBoxLayout()
        edit = QPushButton(_("Change the wording …"))
        edit.clicked.connect(self.edit_asked)
        row.addWidget(edit)
        if shown.known.entry:
            drop = QPushButton(_("Take mine away") if shown.known.origin is Origin.HERS else _("Back to the shipped wording"))
            drop.clicked.connect(self.drop_asked)
            row.addWidget(drop)
        row.addStretch(1)
        column.addLayout(row)

    def _show_marking(self, column: QVBoxLayout, shown: Shown) -> None:
        column.addWidget(heading(_("Did you read the act?")))
        vault = self._session.vault
        self.by = TextLine(_("Who checked it"))
        self.by.setText(settings.read(vault, "lawyer.name"))
        self.on = DayLine(_("Checked on"), lambda: self._session.today, exact=True)
        self.on.line.setText(numbers(self._session.today))
        self.again = QSpinBox()
        self.again.setAccessibleName(_("to be read again after days"))
        self.again.setRange(1, 3650)
        self.again.setValue(law.review_days(vault))
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(label(_("Who checked it"), self.by))
        first.addWidget(self.by, 1)
        second.addWidget(label(_("on"), self.on.line))
        second.addWidget(self.on)
        second.addWidget(label(_("again after, days"), self.again))
        second.addWidget(self.again)
        column.addLayout(first)
        column.addLayout(second)
        row = QHBoxLayout()
        self.mark = QPushButton(_("Mark as checked"))
        set_role(self.mark, "primary")
        self.mark.clicked.connect(self._mark)
        row.addWidget(self.mark)
        if shown.check is not None:
            back = QPushButton(_("Take the mark back"))
            back.clicked.connect(self.unmark_asked)
            row.addWidget(back)
        row.addStretch(1)
        column.addLayout(row)

    def _mark(self) -> None:
        day = self.on.day
        if self.on.check() and day is not None and day.earliest is not None:
            self.mark_asked.emit(self.by.text(), day.earliest, self.again.value())


def _link(text: str, deed: Callable[[], None]) -> QWidget:
    button = ShortButton(text)
    button.clicked.connect(lambda _checked: deed())
    return button


def _act(shown: Shown) -> str:
    act = shown.known.norm.act
    of = _("of {day}").format(day=numbers(act.day)) if act.day else ""
    number = _("No. {number}").format(number=act.number) if act.number else ""
    return " ".join(part for part in (law_words.local(act.titles), of, number) if part)


def _span(version: NormVersion) -> str:
    return law_words.span(version.valid_from, version.valid_to) or _("no limit in time is known")


def _changed_below(shown: Shown) -> str:
    return _("The shipped wording is another than the one you changed: compare them.") if shown.known.shipped_changed else ""
