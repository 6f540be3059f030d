"""What a deed on the list asks for, on one line between the head and the table: a name, a tag, a stage, a date, a yes."""

from datetime import date
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import closing_words
from desktop.domain.agenda import Matter
from desktop.domain.cases import Situation, Stage
from desktop.domain.closing import Outcome
from desktop.i18n import N_, _
from desktop.operations import term_book
from desktop.ui import choices
from desktop.ui.parts.due_line import DueLine
from desktop.ui.parts.fields import Choice, TextLine, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.tags_line import TagsLine
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

AS_IT_IS = ""
DAY, OUTCOME = 230, 250  # pixels
_MATTERS = {Matter.REMINDER: N_("reminder"), Matter.APPOINTMENT: N_("meeting, hearing, call"), Matter.TASK: N_("task")}


class Form(QWidget):
    """One line: what for, the fields, the button that does it. Its name is that of the deed, in a draft, too."""

    agreed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.what = label("", top=True)
        self.what.hide()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(self.what)

    def _put(self, *parts: QWidget, wide: QWidget | None = None) -> None:
        for part in parts:
            self.row.addWidget(part, 1 if part is wide else 0)
            self.row.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.row.setAlignment(self.what, Qt.AlignmentFlag.AlignTop)

    def texts(self) -> dict[str, str]:
        """What is typed here."""
        return {}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""


class NameForm(Form):
    """Asks for a name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.line, self.button = TextLine(_("Name")), primary("")
        self._put(self.line, self.button, wide=self.line)
        self.line.returnPressed.connect(self.agreed)
        self.button.clicked.connect(self.agreed)
        self.setFocusProxy(self.line)

    def ask(self, what: str, text: str, button: str) -> None:
        """Say what the name is for, and what it is now."""
        self.what.setText(what)
        self.what.show()
        self.button.setText(button)
        self.line.put_back(text)
        self.line.selectAll()

    def texts(self) -> dict[str, str]:
        """What is typed here."""
        return {"what": self.what.text(), "name": self.line.text(), "button": self.button.text()}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self.ask(texts.get("what", ""), texts.get("name", ""), texts.get("button", ""))


class TagForm(Form):
    """Asks for tags; those there are complete what is typed. They are set, or taken away."""

    taken = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("tag")
        self.line = TagsLine(session, _("Tag"))
        self.set, self.take = primary(_("Set the tag")), QPushButton(_("Take it away"))
        self.take.setAutoDefault(True)
        self._put(self.line, self.take, self.set, wide=self.line)
        self.line.returnPressed.connect(self.agreed)
        self.set.clicked.connect(self.agreed)
        self.take.clicked.connect(self.taken)
        self.setFocusProxy(self.line)

    def texts(self) -> dict[str, str]:
        """What is typed here."""
        return {"tag": self.line.text()}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self.line.put_back(texts.get("tag", ""))


class StandingForm(Form):
    """Asks for a stage, a situation, or both."""

    def __init__(self) -> None:
        super().__init__("standing")
        same = (AS_IT_IS, _("as it is"))
        # A file is closed by a deed of its own.
        stages = [pair for pair in choices.words(Stage) if pair[0] not in {Stage.CLOSED, Stage.ARCHIVED}]
        self.stage = Choice(_("Stage"), (same, *stages))
        self.situation = Choice(_("Where"), (same, *choices.words(Situation)))
        self.button = primary(_("Set it"))
        self._put(
            label(_("Stage"), self.stage, top=True), self.stage, label(_("Where"), self.situation, top=True), self.situation, self.button
        )
        self.row.addStretch(1)
        self.button.clicked.connect(self.agreed)
        self.setFocusProxy(self.stage)

    @property
    def codes(self) -> tuple[Stage | Situation, ...]:
        """What was chosen."""
        return tuple(kind(choice.code) for kind, choice in ((Stage, self.stage), (Situation, self.situation)) if choice.code != AS_IT_IS)

    def clear(self) -> None:
        """Leave both as they are."""
        for choice in (self.stage, self.situation):
            choice.show_code(AS_IT_IS)


class DateForm(Form):
    """Asks what is to be done, and by when. A task may go without a day; a term of law is counted in its own file."""

    def __init__(self, session: Session) -> None:
        super().__init__("date")
        kinds: list[tuple[StrEnum | str, str]] = [(matter, _(text)) for matter, text in _MATTERS.items()]
        self.kind = Choice(_("Kind"), kinds)
        self.title = TextLine(_("What"), hint=_("What is to be done"))
        self.day = DueLine(_("By when"), lambda: session.today, lambda: term_book.calendar(session.vault))
        self.button = primary(_("Give it"))
        self.day.setMinimumWidth(DAY)
        self._put(self.kind, self.title, self.day, self.button, wide=self.title)
        self.title.returnPressed.connect(self.day.line.setFocus)
        self.day.line.returnPressed.connect(self.agreed)
        self.button.clicked.connect(self.agreed)
        self.setFocusProxy(self.title)

    @property
    def matter(self) -> Matter:
        """What kind it is to be."""
        return Matter(self.kind.code)

    @property
    def due(self) -> date | None:
        """The day; None where the field is empty."""
        return self.day.day

    def is_complete(self) -> bool:
        """Whether the day is one, and there where it must be; else the cursor goes there."""
        if self.day.check() and (self.day.day or self.matter is Matter.TASK):
            return True
        self.day.line.setFocus()
        return False

    def clear(self) -> None:
        """Empty it."""
        self.title.put_back("")
        self.day.clear()

    def texts(self) -> dict[str, str]:
        """What is typed here."""
        return {"title": self.title.text(), "day": self.day.typed_text, "kind": str(self.kind.code)}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self.kind.show_code(texts.get("kind", ""))
        self.title.put_back(texts.get("title", ""))
        self.day.put_back(texts.get("day", ""))


class CloseForm(Form):
    """Says what closing would do, asks with what outcome, and for a yes."""

    def __init__(self) -> None:
        super().__init__("close")
        self.outcome = Choice(_("Why"), closing_words.outcomes())
        self.button = primary("")
        self.what.setWordWrap(True)
        self.row.setStretch(0, 1)
        self.outcome.setMinimumWidth(OUTCOME)
        self.why = label(_("Why"), self.outcome, top=True)
        self._put(self.why, self.outcome, self.button)
        self.button.clicked.connect(self.agreed)
        self.setFocusProxy(self.outcome)

    def ask(self, what: str, button: str, *, possible: bool) -> None:
        """Say what would be done."""
        self.what.setText(what)
        self.button.setText(button)
        self.outcome.show_code(Outcome.REACHED)
        self.what.show()
        for part in (self.why, self.outcome, self.button):
            part.setVisible(possible)


class Forms(QWidget):
    """The form that is asked for, and the way back. Hidden while nothing is asked."""

    left = Signal()

    def __init__(self, *forms: Form) -> None:
        super().__init__()
        self._forms = {form.name: form for form in forms}
        self._stack = QStackedWidget()
        for form in forms:
            self._stack.addWidget(form)
        self.back = QPushButton(_("Leave it"))
        self.back.setAutoDefault(True)
        self.back.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._stack, 1)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 4)
        column.addLayout(row)
        Keys(self, {"Escape": self.leave})
        self.hide()

    @property
    def form(self) -> Form | None:
        """The form that is open; None where none is."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Form) and not self.isHidden() else None

    def open_form(self, name: str) -> None:
        """Ask, and give the form the keyboard."""
        form = self._forms[name]
        self._stack.setCurrentWidget(form)
        self.show()
        form.setFocus()

    def knows(self, name: str) -> bool:
        """Whether there is a form of this name."""
        return name in self._forms

    def shut(self) -> None:
        """Ask no more."""
        self.hide()

    def leave(self) -> None:
        """Ask no more, and say so, that the page takes the keyboard back."""
        if not self.isHidden():
            self.hide()
            self.left.emit()


def primary(text: str) -> QPushButton:
    """The button that does it."""
    button = QPushButton(text)
    set_role(button, "primary")
    button.setAutoDefault(True)
    return button
