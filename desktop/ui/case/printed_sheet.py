"""The empty sheet on paper, for an interview without the computer: the same questions in the same order, and no name."""

from desktop import sheet_words
from desktop.documents.question_sheet import Asked, AskedPart, render
from desktop.domain.cases import Category, Consent, Situation, Threat
from desktop.domain.events import Certainty
from desktop.domain.people import Sex
from desktop.domain.sheets import Form, Question, Way, sections
from desktop.i18n import _
from desktop.ui import choices
from desktop.ui.parts.fields import Choice, hint, label
from desktop.ui.parts.printed import Printed
from desktop.ui.session import Session

_TICKED = {"category": Category, "sex": Sex, "consent": Consent, "situation": Situation, "threat": Threat}


class PrintedSheet(Printed):
    """The pages, and beside them the printer."""

    def __init__(self, session: Session) -> None:
        self.form = Choice(_("Which sheet"), [(form, _(words)) for form, words in sheet_words.FORMS.items()])
        told = hint(_("Nothing on it says whose it is or who asks. A filled sheet is as secret as the file: keep it so."))
        super().__init__(session, _("Empty sheet"), _("Back to the sheet"), self._pdf, label(_("Which sheet"), self.form), self.form, told)
        self.form.chosen.connect(lambda _code: self.show_sheets())

    def open_form(self, form: Form) -> None:
        """Show the pages of a form."""
        self.line.clear()
        self.form.show_code(form)
        self.show_sheets()
        self.form.setFocus()

    def _pdf(self) -> bytes:
        return empty_sheet(Form(self.form.code))


def empty_sheet(form: Form) -> bytes:
    """The empty sheet of a form in the language of the window, as a PDF. Raises FontMissing, PageFailed."""
    about = _("{form}. What is not known stays empty; a day may be about, before, or unknown.").format(
        form=_(sheet_words.FORMS[form]).capitalize()
    )
    parts = [
        AskedPart(title=_(sheet_words.SECTIONS[section.key]), questions=tuple(_asked(question) for question in section.questions))
        for section in sections(form)
    ]
    return render(_("Questions"), about, parts)


def _asked(question: Question) -> Asked:
    help_ = sheet_words.HELP.get(question.key, "")
    return Asked(title=_(sheet_words.QUESTIONS[question.key]), help=_(help_) if help_ else "", way=_way(question), ticks=_ticks(question))


def _way(question: Question) -> Way:
    """On paper a rank and a clock are written down: too many to be ticked."""
    return Way.LINE if question.way is Way.CHOICE and question.key not in _TICKED else question.way


def _ticks(question: Question) -> tuple[str, ...]:
    if question.way is Way.YES_NO:
        return (_("yes"), _("no"))
    if question.way is Way.EVENTS:
        return tuple(words for _code, words in choices.words(Certainty))
    kind = _TICKED.get(question.key)
    return tuple(words for _code, words in choices.words(kind)) if kind else ()
