"""One document that can be begun: what it is for, who read its text, what it asks for, what it leans on."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop import law_words
from desktop.documents.templates import Template
from desktop.domain.law import Direction
from desktop.i18n import N_, _, language, ngettext
from desktop.operations import law
from desktop.storage import settings
from desktop.ui.letters.offers import Offer
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.fields import TextLine, heading, hint, label, paragraph
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session

_ADDRESSEES: Mapping[str, str] = {
    "commander": N_("to the commander of the unit"),
    "superior": N_("to the superior commander"),
    "officer": N_("to an official"),
    "duty": N_("to the officer on duty"),
    "prosecutor": N_("to the military prosecutor"),
    "investigator": N_("to the military investigators"),
    "court": N_("to a military court"),
    "board": N_("to the draft board"),
    "any": N_("to whom it may be addressed"),
    "client": N_("for him"),
    "operator": N_("for you, as the one who keeps the data"),
    "own": N_("for your own file"),
    "post": N_("for the post"),
}


class OfferView(QScrollArea):
    """Shows the document under the cursor; below, the mark that a lawyer read it is set and taken back."""

    mark_asked = Signal(str, object)  # by whom, on which day
    unmark_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("About the document"))
        self.by, self.on = TextLine(_("Checked by")), DayLine(_("Checked on"), lambda: session.today, exact=True)
        self.mark, self.unmark = QPushButton(), QPushButton()

    def show_offer(self, offer: Offer | None) -> None:
        """Show a document; nothing where there is none."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(4)
        if offer is not None:
            self._show_head(column, offer)
            self._show_asked(column, offer.template)
            self._show_norms(column, offer.template)
            self._show_deeds(column, offer)
        column.addStretch(1)
        self.setWidget(inside)

    def _show_head(self, column: QVBoxLayout, offer: Offer) -> None:
        template = offer.template
        title = paragraph(law_words.local(template.titles))
        set_role(title, "sentence")
        column.addWidget(title)
        if (russian := template.titles.get("ru", "")) != law_words.local(template.titles):
            column.addWidget(hint(russian))
        if template.help:
            column.addWidget(paragraph(law_words.local(template.help)))
        state = paragraph(_standing(offer))
        set_tone(state, "good" if offer.is_checked else "warning")
        column.addWidget(state)
        column.addWidget(hint(" · ".join(_facts(template))))

    def _show_asked(self, column: QVBoxLayout, template: Template) -> None:
        needed = [law_words.local(field.labels) for field in template.fields if field.required]
        if needed:
            column.addWidget(heading(_("It cannot do without")))
            column.addWidget(paragraph("; ".join(needed)))
        if template.attachments:
            column.addWidget(heading(_("To be enclosed")))
            column.addWidget(paragraph(law_words.local(template.attachments)))

    def _show_norms(self, column: QVBoxLayout, template: Template) -> None:
        if template.norms:
            column.addWidget(heading(_("It leans on, or touches")))
        known = {each.norm.id: each for each in law.library(self._session.vault)} if template.norms else {}
        for cited in template.norms:
            if (norm := known.get(cited.id)) is None:
                column.addWidget(paragraph(cited.id))
                continue
            shown = law.shown(norm, self._session.today, language(), today=self._session.today)
            against = shown.version is not None and shown.version.direction is Direction.AGAINST
            parts = (law_words.named(norm.norm), law_words.direction_words(Direction.AGAINST) if against else "",
                     law_words.standing_short(shown.standing, shown.check))  # fmt: skip
            line = paragraph(" · ".join(part for part in parts if part))
            if against:
                set_tone(line, "warning")
            column.addWidget(line)

    def _show_deeds(self, column: QVBoxLayout, offer: Offer) -> None:
        column.addWidget(heading(_("Checked by a lawyer")))
        column.addWidget(hint(_("For this version and this wording. It stands on no paper and leaves with no letter.")))
        if offer.is_checked:
            self.unmark = QPushButton(_("Take the mark back"))
            self.unmark.clicked.connect(self.unmark_asked)
            column.addWidget(self.unmark, 0, Qt.AlignmentFlag.AlignLeft)
            return
        self.by, self.on = TextLine(_("Checked by")), DayLine(_("Checked on"), lambda: self._session.today, exact=True)
        self.by.show_text(settings.read(self._session.vault, "lawyer.name"))
        self.on.line.put_back(numbers(self._session.today))
        self.on.setFixedWidth(120)
        self.mark = QPushButton(_("Mark as checked"))
        self.mark.clicked.connect(self._on_mark)
        Keys(self.by, {"Return": self._on_mark})
        column.addWidget(label(_("By whom"), self.by))
        column.addWidget(self.by)
        row = QHBoxLayout()
        row.addWidget(label(_("On"), self.on.line))
        row.addWidget(self.on)
        row.addStretch(1)
        row.addWidget(self.mark)
        column.addLayout(row)

    def _on_mark(self) -> None:
        day = self.on.day
        self.mark_asked.emit(self.by.text(), day.earliest if day and day.earliest else self._session.today)


def _standing(offer: Offer) -> str:
    if offer.mark is None:
        return _("The text has not been checked by a lawyer yet.")
    said = {"name": offer.mark.by, "day": numbers(offer.mark.on)}
    if offer.is_checked:
        return _("The text was checked by {name} on {day}.").format(**said)
    return _("The text is another than the one {name} checked on {day}: not checked yet.").format(**said)


def _facts(template: Template) -> Iterator[str]:
    if words := _ADDRESSEES.get(template.addressee):
        yield _(words)
    yield ngettext("{count} copy", "{count} copies", template.copies).format(count=template.copies)
    if template.registration_mark:
        yield _("mark of receipt on his own")
    if template.valid_from or template.valid_to:
        yield law_words.span(template.valid_from, template.valid_to)
