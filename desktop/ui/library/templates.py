"""Templates: the shipped ones and hers, what each makes of a sample case; hers are written here, come in and go out."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.documents import compose, fonts, template_samples
from desktop.documents.template_samples import Sample
from desktop.documents.templates import Template, catalogue
from desktop.domain.drafts import Draft
from desktop.domain.template_marks import TemplateMark
from desktop.domain.templates import OwnTemplate
from desktop.i18n import _, language, ngettext
from desktop.operations import letters, template_marks, templates
from desktop.storage import records
from desktop.ui.library.template_editor import TemplateEditor
from desktop.ui.library.template_import import ImportPage
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import TextLine, hint
from desktop.ui.parts.front import by_the_front
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

SIDE = 380
PAUSE = 120  # milliseconds the cursor rests on a template before its page is drawn
LIST, EDITOR, IMPORT = range(3)


@dataclass(frozen=True)
class Row:
    """A template as the list shows it: a shipped one, or one of hers, in use or not."""

    template: Template
    own: OwnTemplate | None = None
    checked_by: str = ""  # who read this very text

    @property
    def id(self) -> str:
        """Which template it is."""
        return self.template.id


class TemplatesPage(QWidget):
    """N begins one, C copies, Enter opens one of hers, I takes a file in, E writes one, Del removes."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.words = TextLine(_("Find a template"), hint=_("words of the title or the text"))
        self.table = Table(
            (
                Column(_("Document"), _title, 0, bold=True),
                Column(_("Whose"), _whose, 116, tone_of=lambda row: None if row.own else "dim"),
                Column(_("State"), _state, 206, tone_of=_tone),
                Column(_("Version"), lambda row: row.template.version, 66),
            ),
            _("Templates"),
        )
        self.page = PdfView(_("What it makes of an invented case"))
        self.line = Line(name=_("Message"))
        self.new, self.copy, self.edit = QPushButton(_("New template")), QPushButton(_("Edit a copy")), QPushButton(_("Edit"))
        self.take_in, self.give, self.remove = QPushButton(_("Import …")), QPushButton(_("Export …")), QPushButton(_("Remove"))
        self.editor, self.importing = TemplateEditor(session), ImportPage(session)
        self._stack, self._inner = QStackedWidget(), QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._show_page)
        self._lay_out()
        self._listen()
        self._show()

    def _lay_out(self) -> None:
        set_role(self.copy, "primary")
        self._inner.addWidget(self.table)
        self._inner.addWidget(EmptyState(_("No template holds all these words.")))
        self.page.setFixedWidth(SIDE)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addWidget(self._inner, 1)
        across.addWidget(self.page)
        foot = QHBoxLayout()
        for button in (self.take_in, self.give, self.remove):
            foot.addWidget(button)
        foot.addWidget(self.line, 1)
        for button in (self.new, self.edit, self.copy):
            foot.addWidget(button)
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        column.addLayout(across, 1)
        column.addWidget(hint(_("N new · C a copy · Enter edit · I import · E export · Del remove")))
        column.addLayout(foot)
        for page in (listing, self.editor, self.importing):
            self._stack.addWidget(page)
        by_the_front(self._stack)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 0, 16, 6)
        whole.addWidget(self._stack)

    def _listen(self) -> None:
        self.words.textChanged.connect(lambda _text: self._show())
        self.table.current_changed.connect(self._on_current)
        self.table.chosen.connect(self._open)
        self.new.clicked.connect(self.begin)
        self.copy.clicked.connect(self.begin_copy)
        self.edit.clicked.connect(lambda: self._open(self.table.current()))
        self.take_in.clicked.connect(self.ask_to_import)
        self.give.clicked.connect(self.ask_to_export)
        self.remove.clicked.connect(self.drop)
        self.editor.closed.connect(self._to_list)
        self.importing.closed.connect(self._to_list)
        self.importing.taken.connect(self._edit)
        self._session.changed.connect(self._show)
        keys = {"N": self.begin, "C": self.begin_copy, "I": self.ask_to_import, "E": self.ask_to_export, "Del": self.drop}
        Keys(self.table, keys)
        Keys(self.words, {"Down": self.table.setFocus, "Return": self.table.setFocus})

    def take_focus(self) -> None:
        """Put the keyboard where the work goes on."""
        page = self._stack.currentIndex()
        if page == LIST:
            self.table.setFocus()
        else:
            (self.editor if page == EDITOR else self.importing).take_focus()

    def show_template(self, template_id: str) -> None:
        """Go to a template in the list, whatever was searched for."""
        self.words.setText("")
        self._to_list()
        for place, row in enumerate(self.table.model_.rows):
            if row.id == template_id:
                self.table.select(place)

    def save_draft(self) -> Draft | None:
        """Which template is being written, so that she comes back to it, and what of it could not be kept."""
        if self._stack.currentIndex() != EDITOR or not self.editor.own_id:
            return None
        texts = self.editor.unsaved()
        return Draft(id=self._session.vault.new_id(), page="", subject=self.editor.own_id, fields=texts)

    def restore_draft(self, draft: Draft) -> None:
        """Open the template that was being written."""
        own = records.find(self._session.vault, OwnTemplate, draft.subject)
        if own is not None and not own.removed_at:
            self._edit(own)
            if "text" in draft.fields:
                self.editor.put_back(draft.fields["text"])

    # --- what she does

    def begin(self) -> None:
        """Write a new template."""
        self._edit(templates.blank(self._session.vault))

    def begin_copy(self) -> None:
        """Write on a copy of the template under the cursor."""
        row = self.table.current()
        if row is None:
            return
        copy = templates.copy_of(self._session.vault, _copied(row.template))
        keep = partial(templates.keep_template, self._session.vault)
        gone = replace(copy, removed_at=self._session.vault.now().isoformat())
        if attempt(self.line, lambda: self._session.change(_("Copy a template"), gone, copy, keep)):
            self._edit(copy)

    def drop(self) -> None:
        """Put the template of hers under the cursor into the bin."""
        row = self.table.current()
        if row is None:
            return
        if row.own is None:
            self.line.say(_("A shipped template cannot be removed; a copy of it can be changed."), "warning")
            return
        own = row.own
        gone = replace(own, removed_at=self._session.vault.now().isoformat())
        keep = partial(templates.keep_template, self._session.vault)
        if attempt(self.line, lambda: self._session.change(_("Remove a template"), own, gone, keep)):
            self.line.say(_("Removed. Drafts made from it keep their text. Ctrl+Z brings it back."))

    def ask_to_export(self) -> None:
        """Write the template under the cursor to a file, after one honest warning."""
        row = self.table.current()
        if row is None:
            return
        warning = [_("The file can be read by anybody who gets at it, and on a stick it cannot be erased for certain.")]
        strange = [each for each in templates.remarks(self._session.vault, row.template) if each.code in {"name", "unit", "phone", "paper"}]
        if strange:
            count = len(strange)
            said = ngettext("{count} place in it looks as if it spoke of somebody real: look at the sample page of the editor first.",
                            "{count} places in it look as if they spoke of somebody real: look at the sample page of the editor first.",
                            count)  # fmt: skip
            warning.append(said.format(count=count))
        deed = partial(self._choose_file, row.template)
        self._session.asking.question(self, "\n\n".join(warning), _("Write the file"), deed, dangerous=True)

    def ask_to_import(self) -> None:
        """Choose a file, and show what comes in before anything is kept."""
        self._session.asking.open_file(self, _("Which file of a template?"), self._look_at, kinds=_("Templates (*.txt)"))

    def _choose_file(self, template: Template) -> None:
        name = templates.file_name(template)
        self._session.asking.save_file(self, _("Export a template"), name, partial(self._export, template), kinds=_("Templates (*.txt)"))

    def _export(self, template: Template, path: Path) -> None:
        if attempt(self.line, lambda: templates.write_file(template, path)):
            self.line.say(_("Written. The file lies outside of the vault."), "good")

    def _look_at(self, path: Path) -> None:
        if attempt(self.line, lambda: self.importing.look_at(path)):
            self._stack.setCurrentIndex(IMPORT)
            self.importing.take_focus()

    def _open(self, row: Row | None) -> None:
        if row is not None and row.own is not None:
            self._edit(row.own)
        elif row is not None:
            self.line.say(_("A shipped template stays as it is: C makes a copy that can be changed."))

    def _edit(self, own: OwnTemplate) -> None:
        if attempt(self.line, lambda: self.editor.open_template(own)):
            self._stack.setCurrentIndex(EDITOR)
            self.editor.take_focus()

    def _to_list(self) -> None:
        self._stack.setCurrentIndex(LIST)
        self._show()
        self.take_focus()

    # --- what shows it

    def _show(self) -> None:
        if not self._session.vault.is_open:
            return
        hers = [Row(templates.in_a_list(own), own) for own in records.every(self._session.vault, OwnTemplate)]
        rows = [*hers, *(Row(template) for template in catalogue() if template.language == "ru")]
        marks = template_marks.marks(self._session.vault)
        wanted = _plain(self.words.text()).split()
        rows = [row for row in rows if all(word in _told(row.template) for word in wanted)]
        self.table.show_rows([_marked(row, marks.get(row.id)) for row in rows])
        self._inner.setCurrentIndex(0 if rows else 1)

    def _on_current(self, row: Row | None) -> None:
        self.edit.setVisible(row is not None and row.own is not None)
        self.remove.setEnabled(row is not None and row.own is not None)
        self.copy.setEnabled(row is not None)
        self.give.setEnabled(row is not None)
        self._pause.start()

    def _show_page(self) -> None:
        row = self.table.current()
        if row is None or self._stack.currentIndex() != LIST or not self._session.vault.is_open:
            self.page.clear()
            return
        template = row.template
        archive = template.is_past(self._session.today)

        def draw() -> None:
            text = compose.compose(template, template_samples.facts_of(Sample.MAN, template)).text
            self.page.show_pdf(letters.preview_of(text, fonts.chosen(), archive=archive))

        if not attempt(self.line, draw):
            self.page.clear()


def _marked(row: Row, mark: TemplateMark | None) -> Row:
    """The row with who checked its text; what she is writing is another text than the one that was checked."""
    return replace(row, checked_by=mark.by) if mark is not None and template_marks.holds(mark, row.template) else row


def _copied(template: Template) -> Template:
    """The template with titles that tell the copy from it."""
    titles = {code: words.format(title=template.titles[code]) for code, words in _COPIES.items() if code in template.titles}
    return replace(template, titles=titles)


# What a title is in either language, whatever the window speaks.
_COPIES = {"ru": "{title} (копия)", "en": "{title} (copy)"}


def _title(row: Row) -> str:
    return row.template.titles[language()] or row.id


def _told(template: Template) -> str:
    return _plain(" ".join((*template.titles.values(), *template.help.values(), template.body)))


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е")


def _whose(row: Row) -> str:
    if row.own is None:
        return _("shipped")
    return _("mine, imported") if row.own.imported else _("mine")


def _state(row: Row) -> str:
    if row.own is not None and not row.own.text:
        return _("being written, not in use")
    if row.own is not None and row.own.working:
        return _("in use, changed since")
    return _("checked by {name}").format(name=row.checked_by) if row.checked_by else _("not yet checked by a lawyer")


def _tone(row: Row) -> str | None:
    if row.own is not None and row.own.working:
        return "red"
    return "dim" if row.checked_by else "amber"
