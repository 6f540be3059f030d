"""The sample case beside a template: what it makes of invented people, or of a case of hers, as a page, at every pause."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop import template_words
from desktop.documents import compose, fonts, template_rules, template_samples
from desktop.documents.compose import Composed
from desktop.documents.names_in_text import Names
from desktop.documents.template_samples import Sample
from desktop.documents.templates import Template, complete
from desktop.domain.errors import CaseFileError, TemplateBroken
from desktop.domain.letters import Letter
from desktop.i18n import N_, _
from desktop.operations import letter_people, letters, templates
from desktop.storage import cases
from desktop.ui.masking import PAGE_BAR
from desktop.ui.parts.fields import Choice, emptied
from desktop.ui.parts.line import Line
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.short_button import ShortButton
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session
from desktop.words import explain

PAUSE = 60  # milliseconds
MOST_SHOWN, MOST_REMARKS = 30_000, 5  # letters of a text that are made into pages; remarks
_SAMPLES: Mapping[Sample, str] = {
    Sample.MAN: N_("Invented: a man, everything filled in"),
    Sample.WOMAN: N_("Invented: a woman, everything filled in"),
    Sample.NOTHING: N_("Invented: nothing known yet"),
}


class SamplePage(QWidget):
    """The page as it would print; above it one sentence where none can be made, and the last good page stays."""

    line_asked = Signal(int)
    failed = Signal(int)  # the line in which it failed; 0 when it did not

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._template: Template | None = None
        self.which = Choice(_("Sample case"), [])
        self.wrong, self.to_line = Line(lines=2, name=_("Message")), QPushButton()
        set_role(self.to_line, "link")
        self._line, self.sentence = 0, ""
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(0)
        self.page = PdfView(_("The page as it would print"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.which)
        column.addWidget(self.wrong)
        column.addWidget(self.to_line)
        column.addLayout(self._remarks)
        column.addWidget(self.page, 1)
        self.which.chosen.connect(lambda _code: self._show())
        self.to_line.clicked.connect(lambda: self.line_asked.emit(self._line))
        session.revealed_changed.connect(lambda _now: self._pause.start())
        session.visit_changed.connect(self._on_visit)
        self.wrong.hide()
        self.to_line.hide()

    def begin(self) -> None:
        """Forget the page of another template, and offer the cases there are now."""
        self._template = None
        self.page.clear()
        self._offer()

    def _on_visit(self) -> None:
        """Only what the visitor may see is offered, and nothing of another case stays on the page."""
        self.which.show_code(Sample.MAN)
        self._offer()
        self._pause.start()

    def _offer(self) -> None:
        rows = [row for row in cases.rows(self._session.vault) if self._session.shows(row.id)]
        self.which.show_words(
            [*((sample, _(words)) for sample, words in _SAMPLES.items()), *((row.id, f"{row.pseudonym}  {row.number}") for row in rows)]
        )

    def show_template(self, template: Template) -> None:
        """Show what a template makes, after a short pause."""
        self._template = template
        self._pause.start()

    @property
    def is_wrong(self) -> bool:
        """Whether the last try made no page."""
        return bool(self.sentence)

    def settle(self) -> None:
        """Show it now."""
        if self._pause.isActive():
            self._pause.stop()
            self._show()

    def _show(self) -> None:
        if self._template is None or not self._session.vault.is_open:
            return
        template = complete(self._template)
        try:
            template_rules.check(template)
            composed, names = self._made(template)
            text = names.masked(composed.text, PAGE_BAR) if names is not None and not self._session.revealed else composed.text
            archive = template.is_past(self._session.today)
            self.page.show_pdf(letters.preview_of(text[:MOST_SHOWN], fonts.chosen(), archive=archive))
        except TemplateBroken as error:
            self._fail(template_words.broken(error), error.line)
        except CaseFileError as error:
            self._fail(explain(error), 0)
        else:
            self._fail("", 0)
        self._show_remarks(self._template)

    def _made(self, template: Template) -> tuple[Composed, Names | None]:
        code = self.which.code
        if isinstance(code, Sample):
            return compose.compose(template, template_samples.facts_of(code, template)), None
        fields = {each.key: template_samples.said(each) for each in template.fields}
        composed = letters.try_on(self._session.vault, str(code), template, fields)
        there = letter_people.standing(self._session.vault, Letter(id="", case=str(code), template=template.id))
        return composed, Names([each.person for each in there])

    def _fail(self, sentence: str, line: int) -> None:
        self._line, self.sentence = line, sentence
        self.wrong.setVisible(bool(sentence))
        self.wrong.say(sentence, "error" if sentence else "plain")
        self.to_line.setVisible(line > 0)
        self.to_line.setText(_("Go to line {line}").format(line=line))
        self.failed.emit(line)

    def _show_remarks(self, template: Template) -> None:
        emptied(self._remarks)
        for remark in templates.remarks(self._session.vault, template)[:MOST_REMARKS]:
            button = ShortButton(template_words.remark_words(remark))
            set_tone(button, "warning")
            button.clicked.connect(lambda _checked, line=remark.line: self.line_asked.emit(line))
            self._remarks.addWidget(button)
