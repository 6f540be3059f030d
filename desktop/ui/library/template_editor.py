"""The editor of a template of hers: what it is at the left, its text in the middle, placeholders, sample case and versions at the right.

What is typed is kept in the vault at every pause, and used for nothing until she takes it into use.
"""

import re
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from desktop import template_words
from desktop.documents import template_file
from desktop.documents.templates import Field, Template
from desktop.domain.errors import BadInput, TemplateBroken
from desktop.domain.templates import Edition, OwnTemplate
from desktop.i18n import _
from desktop.operations import templates
from desktop.storage import records
from desktop.ui.history import History, Step
from desktop.ui.library.template_body import BodyEdit
from desktop.ui.library.template_fields import FieldsForm
from desktop.ui.library.template_head import HeadForm
from desktop.ui.library.template_placeholders import PlaceholderPanel
from desktop.ui.library.template_sample import SamplePage
from desktop.ui.library.template_versions import Versions
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role
from desktop.ui.parts.turning import Turning
from desktop.ui.session import Session
from desktop.words import explain

LEFT, RIGHT, LEAST, HIGHEST = 330, 430, 300, 16_777_215  # the last is what Qt has where nothing is said
SAVE_PAUSE, SHOW_PAUSE = 800, 40  # milliseconds
_TAG = re.compile(r"\{\{[^{}]*\}\}|\{%(?:[^%]|%(?!\})){0,2000}%\}")
_OF_HEAD = frozenset({"head", "toml", "fence", "file"})
HEAD, FIELDS = range(2)
PLACEHOLDERS, SAMPLE, VERSIONS = range(3)


class TemplateEditor(QWidget):
    """F4 goes to placeholders, F6 to the sample case, F7 to the fields, Ctrl+S takes the text into use, Escape leaves."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._own: OwnTemplate | None = None
        self._template: Template | None = None
        self._history = History()
        self.head, self.fields, self.body = HeadForm(session), FieldsForm(), BodyEdit()
        self.placeholders, self.sample, self.versions = PlaceholderPanel(), SamplePage(session), Versions(lambda: session.today)
        self.line, self.where = Line(name=_("Message")), hint("", wrap=False)
        self.back, self.use = QPushButton(_("All templates")), QPushButton(_("Take into use"))
        self._save_pause = QTimer(self, singleShot=True, interval=SAVE_PAUSE)
        self._show_pause = QTimer(self, singleShot=True, interval=SHOW_PAUSE)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        set_role(self.use, "primary")
        self.use.setToolTip(_("Ctrl+S. From then on letters are made from this text; those begun before follow it, too."))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.head)
        self.left, self.right = QTabWidget(), QTabWidget()
        self.left.setAccessibleName(_("About the document"))
        self.left.addTab(area, _("Document"))
        self.left.addTab(self.fields, _("Fields"))
        self.left.setFixedWidth(LEFT)
        self.right.setAccessibleName(_("Beside the text"))
        self.right.addTab(self.placeholders, _("Placeholders"))
        self.right.addTab(self.sample, _("Sample"))
        self.right.addTab(self.versions, _("Versions"))
        self.right.setFixedWidth(RIGHT)
        for tabs in (self.left, self.right):
            tabs.setMinimumHeight(LEAST)
        self._fit(is_column=False)
        self.body.setMinimumWidth(260)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.left)
        row.addWidget(self.body, 1)
        row.addWidget(self.right)
        Turning(self, row).turned.connect(self._fit)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.where)
        foot.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row, 1)
        column.addLayout(foot)

    def _fit(self, is_column: bool) -> None:
        # What is longer scrolls inside: it must not make the window higher than a small screen.
        for tabs in (self.left, self.right):
            tabs.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred if is_column else QSizePolicy.Policy.Ignored)
            tabs.setMaximumHeight(LEAST if is_column else HIGHEST)

    def _listen(self) -> None:
        self.head.changed.connect(self._on_typed)
        self.fields.changed.connect(self._on_fields)
        self.body.typed.connect(self._on_typed)
        self.body.cursorPositionChanged.connect(self._show_where)
        self.placeholders.chosen.connect(self.body.insert)
        self.placeholders.left.connect(self.body.setFocus)
        self.sample.line_asked.connect(self.body.go_to_line)
        self.sample.failed.connect(self.body.mark_line)
        self.versions.chosen.connect(self._take_back)
        self.right.currentChanged.connect(lambda _number: self._show_pause.start())
        self._save_pause.timeout.connect(self.save)
        self._show_pause.timeout.connect(self._show)
        self.back.clicked.connect(self.leave)
        self.use.clicked.connect(self.take_into_use)
        self._session.changed.connect(self._on_changed)
        Keys(self, {"F4": self._to_placeholders, "F6": self._to_sample, "F7": self._to_fields, "Ctrl+S": self.take_into_use,
                    "Escape": self.leave})  # fmt: skip
        Keys(self.left, {"Ctrl+Z": self._undo, "Ctrl+Shift+Z": self._redo})

    @property
    def own_id(self) -> str:
        """The template that is open; empty where none is."""
        return self._own.id if self._own else ""

    def open_template(self, own: OwnTemplate) -> None:
        """Open a template of hers as she left it; the one that stands here is saved first. Raises TemplateBroken."""
        if not self.save():
            return
        template = templates.as_left(own)
        self._own = self._template = None  # nothing is saved while the form is filled
        self._history.forget()
        self.head.show_template(template)
        self.fields.show_fields(template.fields)
        self.body.start_with(template.body.strip("\n"))
        self.sample.begin()
        self._own = own
        # An empty line at the end is no change of hers.
        self._template = self._told(template)
        self.line.clear()
        self._show_state()
        self._show()

    def take_focus(self) -> None:
        """Put the cursor into the text; of a new template into the title."""
        (self.body if self.body.toPlainText() else self.head.titles["ru"]).setFocus()

    def save(self) -> bool:
        """Keep what is typed; False where it could not be kept, which the line then says."""
        self._settle()
        self._save_pause.stop()
        own, template = self._own, self._template
        if own is None or template is None or not self._session.vault.is_open:
            return True
        text = template_file.write(template)
        if text == own.latest:
            return True

        def keep() -> None:
            self._own = templates.keep_working(self._session.vault, own, text, template.titles.get("ru", ""))

        kept = attempt(self.line, keep)
        self._show_state()
        return kept

    def unsaved(self) -> dict[str, str]:
        """What could not be saved."""
        if self.save() or self._template is None:
            return {}
        return {"template": self.own_id, "text": template_file.write(self._template)}

    def put_back(self, text: str) -> None:
        """Put back what could not be saved."""
        if self._own is not None:
            self.open_template(replace(self._own, working=text))
            self._save_pause.start()

    def leave(self) -> None:
        """Save, and go back to the list."""
        if self.save():
            self._own = self._template = None
            self.closed.emit()

    def take_into_use(self) -> None:
        """Let letters be made from the text as it stands, if one can be."""
        if not self.save() or self._own is None:
            return
        own = self._own
        if self.head.is_wrong:
            self.left.setCurrentIndex(HEAD)
            self.line.say(_("There is no such day. Type it like 14.5.2026."), "error")
            return
        self._show()
        self.sample.settle()

        if self.sample.is_wrong:
            self.line.say(self.sample.sentence, "error")
            self._to_sample()
            return
        try:
            after = templates.in_use(self._session.vault, own)
        except TemplateBroken as error:
            self._say_broken(error)
            return
        except BadInput as error:
            self.line.say(explain(error), "error")
            return
        keep = partial(templates.keep_template, self._session.vault)
        if attempt(self.line, lambda: self._session.change(_("Take a template into use"), own, after, keep)):
            self.line.say(_("In use from now on. Ctrl+Z outside of the text takes it back."), "good")

    def _say_broken(self, error: TemplateBroken) -> None:
        """Say the line as it stands here: the head has its own in the file, and none in the window."""
        if self._template is None or error.why in _OF_HEAD:
            self.line.say(template_words.broken(error), "error")
            return
        before = template_file.head_length(self._template)
        self.line.say(template_words.broken(error, before=before), "error")
        self.body.mark_line(error.line - before)
        self.body.go_to_line(error.line - before)

    # --- what changes it

    def _told(self, template: Template) -> Template:
        body = self.body.toPlainText().strip("\n")
        return replace(self.head.told(template), fields=self.fields.fields, body=body + "\n" if body else "")

    def _settle(self) -> None:
        self.fields.settle()
        if self._template is not None and (self.head.settle() or self._show_pause.isActive()):
            self._template = self._told(self._template)

    def _on_typed(self) -> None:
        if self._own is not None:
            self.use.setEnabled(True)
            self._show_pause.start()
            self._save_pause.start()

    def _on_fields(self, before: tuple[Field, ...], after: tuple[Field, ...]) -> None:
        if self._own is None:
            return
        self._follow_names(before, after)
        self._history.take(Step(_("Fields"), before, after, self._put_fields))
        self._on_typed()

    def _put_fields(self, fields: tuple[Field, ...]) -> None:
        # When the change is taken, the form has these fields already, and she is still typing in it.
        if fields != self.fields.fields:
            self._follow_names(self.fields.fields, fields)
            self.fields.show_fields(fields)

    def _follow_names(self, before: tuple[Field, ...], after: tuple[Field, ...]) -> None:
        """A field that was given another name is called so in the text, too."""
        if len(before) != len(after) or not self.body.toPlainText():
            return
        text = self.body.toPlainText()
        for old, new in zip(before, after, strict=True):
            if old.key != new.key and old.key not in {each.key for each in after}:
                word = re.compile(rf"\b{re.escape(old.key)}\b")
                text = _TAG.sub(lambda tag, word=word, new=new: word.sub(new.key, tag.group()), text)  # type: ignore[misc]
        if text != self.body.toPlainText():
            self.body.replace_all(text)

    def _undo(self) -> None:
        if self._history.undo() is None:
            self._session.undo()
        self._on_typed()

    def _redo(self) -> None:
        if self._history.redo() is None:
            self._session.redo()
        self._on_typed()

    def _take_back(self, edition: Edition) -> None:
        """Begin again with an earlier text; what stood here until now is one Ctrl+Z away."""
        if self._own is None or not self.save():
            return
        template = templates.as_left(replace(self._own, working=edition.text))
        self.head.show_template(template)
        self.fields.show_fields(template.fields)
        self.body.replace_all(template.body.strip("\n"))
        self._on_typed()
        self.line.say(_("Version {number} stands here again; it is used once you take it into use.").format(number=edition.version))

    def _on_changed(self) -> None:
        own = self._own
        if own is None or not self._session.vault.is_open:
            return
        known = records.find(self._session.vault, OwnTemplate, own.id)
        if known is None or known == own:
            return  # nothing was typed into a new one yet, or something else changed
        self._own = self._template = None
        if known.removed_at:
            self.closed.emit()
        elif _same(known, own):
            self._own, self._template = known, self._told(templates.as_left(known))
        else:
            # An undo brought another text: what stands here is not to be kept over it.
            self.open_template(known)
        self._show_state()

    # --- what shows it

    def _show(self) -> None:
        self._show_pause.stop()
        if self._template is None:
            return
        self._template = self._told(self._template)
        self.placeholders.show_fields(self._template.fields)
        self.sample.show_template(self._template)

    def _show_where(self) -> None:
        self.where.setText(_("Line {line}").format(line=self.body.line))

    def _show_state(self) -> None:
        if self._own is not None:
            self.versions.show_template(self._own)
            self.use.setEnabled(bool(self._own.working) or not self._own.text)

    def _to_placeholders(self) -> None:
        self.right.setCurrentIndex(PLACEHOLDERS)
        self.placeholders.take_focus()

    def _to_sample(self) -> None:
        self.right.setCurrentIndex(SAMPLE)
        self.sample.which.setFocus()

    def _to_fields(self) -> None:
        self.left.setCurrentIndex(FIELDS)
        (self.fields.table if self.fields.fields else self.fields.add).setFocus()


def _same(one: OwnTemplate, other: OwnTemplate) -> bool:
    """Whether both say the same; that a text refuses is noted when it is taken into use, and is nothing she typed."""
    first, second = (replace(templates.as_left(own), gated=False) for own in (one, other))
    return first == second
