"""A template from a file, shown before anything of it is kept: what it is, its text, and how it differs from one of the same name."""

import difflib
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop import template_words
from desktop.documents import compose, fonts, template_file, template_samples
from desktop.documents.template_samples import Sample
from desktop.documents.templates import Template, complete
from desktop.i18n import _, language
from desktop.operations import letters, templates
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import paragraph
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

SIDE = 420
MOST_REMARKS, MOST_SHOWN = 6, 30_000  # letters of a text that are made into pages


class ImportPage(QWidget):
    """Nothing of a file is used before she takes it in, and then as a new template of hers, unchecked and not in use."""

    taken = Signal(object)  # OwnTemplate
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._template: Template | None = None
        self.about = paragraph("")
        self.text, self.differences = _reading(_("The file")), _reading(_("Differences"))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("What comes in"))
        self.page = PdfView(_("What it makes of an invented case"))
        self.line = Line(name=_("Message"))
        self.back, self.take = QPushButton(_("All templates")), QPushButton(_("Take it in as a template of mine"))
        set_role(self.take, "primary")
        self.page.setFixedWidth(SIDE)
        left = QVBoxLayout()
        left.addWidget(self.about)
        left.addWidget(self.tabs, 1)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addLayout(left, 1)
        across.addWidget(self.page)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(across, 1)
        column.addLayout(foot)
        self.take.clicked.connect(self._take)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit})

    def take_focus(self) -> None:
        """Put the cursor on what takes it in."""
        self.take.setFocus()

    def look_at(self, path: Path) -> None:
        """Read a file and show what it holds. Raises TemplateBroken, NotFound, BadInput, DiskFailed; then nothing is shown."""
        # Written anew, so that the lines that are spoken of are those that are shown.
        template = complete(template_file.read_text(template_file.write(templates.read_file(path)), path.name[:60]))
        template_samples.try_out(template)
        text = compose.compose(template, template_samples.facts_of(Sample.MAN, template)).text
        pdf = letters.preview_of(text[:MOST_SHOWN], fonts.chosen(), archive=template.is_past(self._session.today))
        self._template = template
        self.page.show_pdf(pdf)
        self.text.setPlainText(template_file.write(template))
        known = templates.known_as(self._session.vault, template)
        self.differences.setPlainText(_differences(known, template) if known else "")
        self.tabs.clear()
        self.tabs.addTab(self.text, _("The file"))
        if known is not None:
            self.tabs.addTab(self.differences, _("Differences"))
        self.about.setText("\n".join(self._words(template, known)))
        self.line.clear()

    def _words(self, template: Template, known: Template | None) -> list[str]:
        fields = ", ".join(each.labels[language()] for each in template.fields) or _("none")
        words = [template.titles[language()], _("Fields: {fields}.").format(fields=fields)]
        if known is not None:
            same = _("It is the same as the template “{title}” that is here.")
            other = _("It differs from the template “{title}” of the same name.")
            words.append((same if _same(known, template) else other).format(title=known.titles[language()]))
        words.append(_("Somebody else wrote it: it comes in beside the others, unchecked, and is used once you take it into use."))
        words += [template_words.remark_words(each) for each in templates.remarks(self._session.vault, template)[:MOST_REMARKS]]
        return words

    def _take(self) -> None:
        template = self._template
        if template is None:
            return
        vault = self._session.vault
        own = templates.copy_of(vault, template, imported=True)

        gone = replace(own, removed_at=vault.now().isoformat())
        keep = partial(templates.keep_template, vault)
        if attempt(self.line, lambda: self._session.change(_("Import a template"), gone, own, keep)):
            self._template = None
            self.taken.emit(own)


def _reading(name: str) -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setAccessibleName(name)
    return text


def _differences(known: Template, template: Template) -> str:
    """Line for line, what the file has instead of what is here."""
    here, there = (template_file.write(each).splitlines() for each in (known, template))
    return "\n".join(difflib.unified_diff(here, there, _("here"), _("in the file"), lineterm="", n=1))


def _same(known: Template, template: Template) -> bool:
    return known.body.strip() == template.body.strip() and known.fields == template.fields
