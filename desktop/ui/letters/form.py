"""The left side of the workshop: what is missing or doubtful, who stands in the document, what the file lacks, and its fields."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.documents import fonts
from desktop.documents.compose import Composed
from desktop.documents.templates import Template
from desktop.i18n import _
from desktop.ui.letters.fields import Fields
from desktop.ui.letters.matrix import Matrix
from desktop.ui.letters.missing import Missing
from desktop.ui.parts.fields import Choice, emptied, heading, label
from desktop.ui.parts.short_button import ShortButton
from desktop.ui.session import Session


class Form(QScrollArea):
    """One thing below the other."""

    changed = Signal()  # some value is another one now
    gap_asked = Signal(int, int)  # a gap or doubt, by its place in the text
    doubt_asked = Signal(str, str)  # person and part

    def __init__(self, session: Session, keys: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self._session = session
        self.people, self.missing, self.fields = Matrix(), Missing(), Fields(session, keys, title=_("Fields"))
        self.typeface = Choice(_("Typeface"), ((fonts.SERIF, "Liberation Serif"), (fonts.PT_SERIF, "PT Serif")))
        self.typeface.chosen.connect(lambda _code: self.changed.emit())
        self.fields.changed.connect(self.changed)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Fields of the document"))
        self._marks = QVBoxLayout()
        self._marks.setSpacing(0)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(3)
        column.addLayout(self._marks)
        for part in (self.people, self.missing, self.fields, label(_("Typeface"), self.typeface), self.typeface):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        """As little as it can do with: it scrolls, and must not ask for a higher window."""
        return self.minimumSizeHint()

    def show_template(self, template: Template, values: Mapping[str, str], font: str) -> None:
        """Lay out the fields of a template."""
        self.fields.show_fields(template.fields, values)
        self.typeface.show_code(fonts.chosen(font))

    def show_values(self, values: Mapping[str, str], font: str) -> None:
        """Show other values: what an undo brought back."""
        self.fields.show_values(values)
        self.typeface.show_code(fonts.chosen(font))

    @property
    def chosen_font(self) -> str:
        """The typeface she chose."""
        return str(self.typeface.code)

    def go_to(self, key: str) -> bool:
        """Put the cursor into the field where a gap is filled: one of the document, or of the file; False where there is none."""
        field = self.fields.inputs.get(key) or self.missing.go_to(key)
        if field is None:
            return False
        self.ensureWidgetVisible(field)
        field.setFocus()
        return True

    def show_marks(self, composed: Composed) -> None:
        """List the gaps and the doubtful forms of the text."""
        emptied(self._marks)
        doubts = [doubt for doubt in composed.doubtful if doubt.form in composed.text]
        if composed.gaps or doubts:
            self._marks.addWidget(heading(_("Missing and doubtful (F4)")))
        for gap in composed.gaps:
            self._mark(_("missing: {what}").format(what=gap.label), lambda gap=gap: self.gap_asked.emit(gap.start, gap.end))
        for person, part in dict.fromkeys((doubt.person, doubt.part) for doubt in doubts):
            form = next(doubt.form for doubt in doubts if (doubt.person, doubt.part) == (person, part))
            words = form if self._session.revealed else _("a form of a name")
            self._mark(_("doubtful: {what}").format(what=words), lambda p=person, q=part: self.doubt_asked.emit(p, q))

    def _mark(self, text: str, deed: object) -> None:
        button = ShortButton(text)
        button.setToolTip(text)
        # A long name of a gap must not make the fields wider than their column.
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(deed)
        self._marks.addWidget(button)
