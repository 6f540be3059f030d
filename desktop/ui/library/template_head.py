"""What a document is, before its text: title, to whom, when it may be used, copies. The lines of the head, as a form."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.documents.template_file import ADDRESSEES, MOST_COPIES, MOST_HELP, MOST_TITLE
from desktop.documents.templates import Template
from desktop.domain.cases import Category
from desktop.domain.days import Day
from desktop.i18n import N_, _
from desktop.ui import choices
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.fields import Choice, TextLine, heading, label
from desktop.ui.parts.growing import GrowingEdit
from desktop.ui.parts.ticks import Tick
from desktop.ui.session import Session

PAUSE = 250  # milliseconds without a key before what was typed counts
LANGUAGES = (("ru", N_("in Russian")), ("en", N_("in English")))
_ADDRESSEES: Mapping[str, str] = {
    "any": N_("anybody"), "board": N_("draft board"), "client": N_("the client"), "commander": N_("commander"), "court": N_("court"),
    "duty": N_("officer on duty"), "investigator": N_("investigators"), "none": N_("nobody: a paper for hand or file"),
    "officer": N_("official"), "operator": N_("operator of data"), "own": N_("the lawyer’s own papers"), "post": N_("post"),
    "prosecutor": N_("prosecutor"), "superior": N_("superior command"),
}  # fmt: skip


class HeadForm(QWidget):
    """One field below the other. `changed` comes at a pause in typing, or with a choice."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.changed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 10, 6)
        self._column.setSpacing(3)
        self.titles = self._lines(_("Title"), MOST_TITLE)
        self.addressee = Choice(_("Addressee"), [("", _("not said")), *((code, _(_ADDRESSEES[code])) for code in ADDRESSEES)])
        self._add(_("Addressee"), self.addressee)
        self.helps = self._texts(_("Help"))
        self.attachments = self._texts(_("To be enclosed"))
        self.valid_from = DayLine(_("Usable from"), lambda: session.today, exact=True)
        self.valid_to = DayLine(_("Usable until"), lambda: session.today, exact=True)
        self._add(_("Usable from"), self.valid_from)
        self._add(_("Usable until"), self.valid_to)
        self.archive = Tick(_("Archive: it only ever becomes a marked copy for the file"))
        self.mark = Tick(_("Second copy with a block for the stamp"))
        self.copies = Choice(_("Copies"), [(str(number), str(number)) for number in range(1, MOST_COPIES + 1)])
        self._add(_("Copies"), self.copies)
        self._column.addWidget(self.mark)
        self._column.addWidget(self.archive)
        self._column.addWidget(heading(_("For whom it is made; no tick: for everybody")))
        self.categories = {category: Tick(choices.word(category)) for category in Category if category is not Category.UNKNOWN}
        for tick in self.categories.values():
            self._column.addWidget(tick)
        self._column.addStretch(1)
        self._listen()

    def _listen(self) -> None:
        for line in (*self.titles.values(), self.valid_from.line, self.valid_to.line):
            line.textEdited.connect(self._pause.start)
        for edit in (*self.helps.values(), *self.attachments.values()):
            edit.textChanged.connect(self._pause.start)
        for tick in (self.archive, self.mark, *self.categories.values()):
            tick.toggled.connect(self._pause.start)
        for choice in (self.addressee, self.copies):
            choice.chosen.connect(self._pause.start)
        for day in (self.valid_from, self.valid_to):
            day.committed.connect(self._pause.start)

    @property
    def is_wrong(self) -> bool:
        """Whether a day stands here that is none."""
        return self.valid_from.is_wrong or self.valid_to.is_wrong

    def settle(self) -> bool:
        """Let what was typed a moment ago count; True where there was something."""
        waiting = self._pause.isActive()
        self._pause.stop()
        return waiting

    def show_template(self, template: Template) -> None:
        """Show the head of a template."""
        for language, line in self.titles.items():
            line.mark_saved()
            line.show_text(template.titles.get(language, ""))
        for texts, edits in ((template.help, self.helps), (template.attachments, self.attachments)):
            for language, edit in edits.items():
                edit.mark_saved()
                edit.show_text(texts.get(language, ""))
        for day, field in ((template.valid_from, self.valid_from), (template.valid_to, self.valid_to)):
            field.line.setText("")
            field.line.mark_saved()
            field.show_day(Day.of(day) if day else None)
        self.addressee.show_code(template.addressee)
        self.copies.show_code(str(template.copies))
        self.archive.show_ticked(template.archive)
        self.mark.show_ticked(template.registration_mark)
        for category, tick in self.categories.items():
            tick.show_ticked(category in template.categories)
        self._pause.stop()

    def told(self, template: Template) -> Template:
        """The template with the head that stands here."""
        since, until = self.valid_from.day, self.valid_to.day
        return replace(
            template,
            titles={language: plain(line.text()) for language, line in self.titles.items() if language == "ru" or line.text().strip()},
            help=_said(self.helps), attachments=_said(self.attachments), addressee=str(self.addressee.code),
            valid_from=since.earliest if since else None, valid_to=until.earliest if until else None, archive=self.archive.is_ticked,
            registration_mark=self.mark.is_ticked, copies=int(str(self.copies.code)),
            categories=tuple(str(category) for category, tick in self.categories.items() if tick.is_ticked),
        )  # fmt: skip

    def _add(self, words: str, field: QWidget) -> None:
        self._column.addWidget(label(words, field))
        self._column.addWidget(field)

    def _lines(self, words: str, most: int) -> dict[str, TextLine]:
        made = {}
        for language, name in LANGUAGES:
            made[language] = TextLine(_("{what}, {language}").format(what=words, language=_(name)))
            made[language].setMaxLength(most)
            self._add(made[language].accessibleName(), made[language])
        return made

    def _texts(self, words: str) -> dict[str, GrowingEdit]:
        made = {}
        for language, name in LANGUAGES:
            made[language] = GrowingEdit(_("{what}, {language}").format(what=words, language=_(name)), lines=2, most_lines=6)
            self._add(made[language].accessibleName(), made[language])
        return made


def _said(edits: Mapping[str, GrowingEdit]) -> dict[str, str]:
    return {language: edit.toPlainText().strip()[:MOST_HELP] for language, edit in edits.items() if edit.toPlainText().strip()}


def plain(text: str) -> str:
    """A title or a label on one line; square brackets are those of a gap, and would end one too early."""
    return " ".join(text.split()).translate(str.maketrans("[]", "()"))
