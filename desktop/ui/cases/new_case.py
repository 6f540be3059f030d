"""A new case: four lines, none of them required, and it is there."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop import i18n
from desktop.domain.cases import Category
from desktop.domain.drafts import Draft
from desktop.domain.likeness import names_in
from desktop.domain.people import Person, Role
from desktop.i18n import _
from desktop.operations.cases import open_case
from desktop.ui import choices
from desktop.ui.committing import conflict_words
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice, hint
from desktop.ui.parts.line import Line
from desktop.ui.parts.shortcut import bind
from desktop.ui.people.alike import AlikePanel
from desktop.ui.session import Session

COLUMN = 620


class NewCasePage(QWidget):
    """Asks who rings, about whom, where he is, and what must happen by when."""

    case_opened = Signal(str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._fields = {
            "called_by": _field(_("Who is calling, and what he or she is to him"), _("his mother, Anna")),
            "about": _field(_("About whom"), _("the name may stay empty")),
            "where": _field(_("Where he is"), _("at the unit, in hospital, no link")),
            "matter": _field(_("What happened, and by which hour something must be done"), _("has an order for tomorrow, 6:00")),
        }
        self._category = Choice(_("How he serves"), choices.words(Category))
        self._line = Line(name=_("Message"), lines=2)
        same, none = _("This is the same man"), _("Conflict checked: none")
        self.alike = AlikePanel(session, same, none, whose=_("About whom"))
        self.caller_alike = AlikePanel(session, same, none, whose=_("Who is calling"))
        self._known = {"client": "", "caller": ""}  # who of those to be put down stands in the vault already
        self._checked = ""
        self._build()
        for name, panel, role in (("about", self.alike, Role.CLIENT), ("called_by", self.caller_alike, Role.RELATIVE)):
            self._fields[name].textChanged.connect(partial(self._look_for_alike, panel, role))
            panel.case_asked.connect(self.case_opened)
            panel.none.connect(self._on_checked)
        self.alike.same_man.connect(partial(self._on_same_man, "client"))
        self.caller_alike.same_man.connect(partial(self._on_same_man, "caller"))

    def take_focus(self) -> None:
        """Put the cursor into the first empty line."""
        next((field for field in self._fields.values() if not field.text()), self._fields["called_by"]).setFocus()

    def save_draft(self) -> Draft | None:
        """What is typed and not yet a case."""
        fields = {name: field.text() for name, field in self._fields.items()}
        if not any(fields.values()):
            return None
        fields |= {"category": str(self._category.code), "checked": self._checked, **self._known}
        return Draft(id=self._session.vault.new_id(), page="new-case", fields=fields)

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        for name, field in self._fields.items():
            field.setText(draft.fields.get(name, ""))
        self._known = {name: draft.fields.get(name, "") for name in self._known}
        self._checked = draft.fields.get("checked", "")
        self._tell()
        self._category.show_code(draft.fields.get("category", Category.UNKNOWN))

    def _build(self) -> None:
        head = QLabel(_("New case"))
        head.setProperty("role", "head")
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(head)
        column.addWidget(hint(_("Nothing is required. The case gets a random number and a pseudonym of its own.")))
        for field in self._fields.values():
            label = QLabel(field.accessibleName())
            label.setBuddy(field)
            column.addSpacing(6)
            column.addWidget(label)
            column.addWidget(field)
        label = QLabel(_("How he serves"))
        label.setBuddy(self._category)
        column.addSpacing(6)
        column.addWidget(label)
        column.addWidget(self._category)
        column.addWidget(self._line)
        column.addLayout(self._buttons())
        column.addStretch(1)
        self._taken = hint("")
        frame = QWidget()
        frame.setFixedWidth(COLUMN)
        frame.setLayout(column)
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 8, 24, 8)
        across.addWidget(frame)
        beside = QVBoxLayout()
        beside.addSpacing(60)
        for panel in (self.caller_alike, self.alike):
            beside.addWidget(panel)
        beside.addWidget(self._taken)
        beside.addStretch(1)
        across.addSpacing(24)
        across.addLayout(beside, 1)
        order = [*self._fields.values()]
        for field, following in zip(order, [*order[1:], self._category], strict=True):
            field.returnPressed.connect(following.setFocus)
        bind(self, "Ctrl+Return|Ctrl+Enter", self._open, inside=True)

    def _buttons(self) -> QHBoxLayout:
        cancel, open_ = QPushButton(_("Discard")), QPushButton(_("Open the case"))
        open_.setProperty("role", "primary")
        open_.setToolTip(_("Ctrl+Enter"))
        cancel.clicked.connect(self._discard)
        open_.clicked.connect(self._open)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (cancel, open_):
            button.setAutoDefault(True)
            row.addWidget(button)
        return row

    def _open(self) -> None:
        typed = {name: field.text() for name, field in self._fields.items()}
        opened: list[str] = []

        def deed() -> None:
            case = open_case(
                self._session.vault, **typed, **self._known, category=Category(self._category.code), language=i18n.language(),
                conflict_checked=self._checked,
            )  # fmt: skip
            opened.append(case.id)

        if attempt(self._line, deed):
            self._clear()
            self._session.changed.emit()
            self.case_opened.emit(opened[0])

    def _look_for_alike(self, panel: AlikePanel, role: Role, text: str) -> None:
        panel.ask(*names_in(text), role=role)

    def _on_same_man(self, whose: str, person: Person) -> None:
        """Said once he is put down; said again, or of another, it is another's."""
        self._known[whose] = "" if self._known[whose] == person.id else person.id
        self._tell()

    def _on_checked(self) -> None:
        self._checked = "" if self._checked else conflict_words(self._session.today)
        self._tell()

    def _tell(self) -> None:
        """What of her answers will be kept with the case, and nothing before."""
        said = [
            _("In whose interest: somebody who is known already.") if self._known["client"] else "",
            _("A relative: somebody who is known already.") if self._known["caller"] else "",
            _("Conflict checked: {day}.").format(day=self._checked) if self._checked else "",
        ]
        self._taken.setText("\n".join(each for each in said if each))

    def _discard(self) -> None:
        self._clear()
        self.left.emit()

    def _clear(self) -> None:
        for field in self._fields.values():
            field.clear()
        self._known, self._checked = dict.fromkeys(self._known, ""), ""
        self._tell()
        self._category.show_code(Category.UNKNOWN)


def _field(name: str, example: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(example)
    field.setMaxLength(20_000)
    return field
