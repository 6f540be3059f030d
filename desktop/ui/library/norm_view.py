"""One norm as it stood on a day: what it says, how surely, since when, what must be read beside it, and what leans on it."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from desktop import law_words
from desktop.domain.law import Origin
from desktop.i18n import _, ngettext
from desktop.operations import law
from desktop.operations.law import Shown
from desktop.storage import settings
from desktop.ui.library import norm_words as words
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
        self._show_wording(column, shown, day)
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
        column.addWidget(hint(words.act_words(shown)))

    def _show_wording(self, column: QVBoxLayout, shown: Shown, day: date) -> None:
        column.addWidget(heading(_("As it stood on {day}").format(day=numbers(day))))
        column.addWidget(paragraph(words.line_words(shown)))
        if shown.version is None:
            return
        column.addWidget(hint(words.fact_words(shown)))
        for sentence in words.doubt_lines(shown):
            warning = paragraph(sentence)
            set_tone(warning, "warning")
            column.addWidget(warning)

    def _show_versions(self, column: QVBoxLayout, shown: Shown) -> None:
        others = words.other_lines(shown)
        if others:
            column.addWidget(heading(_("At other times")))
        for line in others:
            column.addWidget(paragraph(line))

    def _show_beside(self, column: QVBoxLayout, shown: Shown) -> None:
        beside = law.beside(self._session.vault, shown.known)
        if beside:
            column.addWidget(heading(_("Read together with")))
        for known in beside:
            name = f"{law_words.named(known.norm)} – {law_words.local(known.norm.titles)}"
            column.addWidget(_link(name, partial(self.norm_asked.emit, known.norm.id)))

    def _show_uses(self, column: QVBoxLayout, shown: Shown) -> None:
        uses = law.used_by(self._session.vault, shown.known.norm.id)
        lines = words.use_lines(uses)
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
