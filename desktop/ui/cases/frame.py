"""The page of cases as it looks: the chips, the line, the table with its preview, and where deeds are asked for and told."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.caseload import Layout
from desktop.i18n import N_, _
from desktop.ui.cases import columns
from desktop.ui.cases.head import Head
from desktop.ui.cases.preview import Preview
from desktop.ui.cases.table import CaseTable
from desktop.ui.cases.ticked import Ticked
from desktop.ui.cases.titles import LateTitles
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import quiet, set_role
from desktop.ui.session import Session

NOTHING_YET = N_("No files yet. Ctrl+N new file, F2 a call without a file.")


class Frame(QWidget):
    """The parts of the page, each in its place."""

    new_wanted = Signal()
    group_wanted = Signal()
    table_wanted = Signal()
    bin_wanted = Signal()
    print_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, session: Session, layout: Layout) -> None:
        super().__init__()
        self._titles = LateTitles(session, self)
        self.head, self._said = Head(), QLabel()
        self.table = CaseTable(columns.columns(layout, session.today, self._titles), _("Cases"))
        self.preview = Preview(session, self._titles)
        self._empty = EmptyState(_(NOTHING_YET))
        self.line, self.undo = Line(name=_("Message")), _button(_("Undo"), "Ctrl+Z", self.undo_wanted.emit, role="link")
        self.ticked = Ticked()
        self._place, self._ordinary = QWidget(), QWidget()  # where something is asked for; the buttons while nothing is ticked
        self._stack, self._sheets = QStackedWidget(), QStackedWidget()  # rows or none; the list or its sheets
        # From outside inwards: each part that is put into another place is dressed anew, with all that is in it.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._sheets)
        listing = QWidget()
        self._sheets.addWidget(listing)
        self._fill(listing)
        self._fill_ordinary()

    def _fill(self, listing: QWidget) -> None:
        whole = QVBoxLayout(listing)
        whole.setContentsMargins(16, 0, 16, 4)
        whole.setSpacing(4)
        whole.addWidget(self.head)
        tools = QHBoxLayout()
        tools.setSpacing(10)
        whole.addLayout(tools)
        tools.addWidget(self.head.line, 1)
        tools.addWidget(self._ordinary)
        tools.addWidget(self.ticked, 4)
        whole.addWidget(self._place)
        whole.addWidget(self._said)
        whole.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        whole.addLayout(foot)
        foot.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.line, 1)
        self.undo.hide()
        self._place.hide()
        filled = QWidget()
        self._stack.addWidget(filled)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.preview)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        quiet(self._said)

    def _fill_ordinary(self) -> None:
        row = QHBoxLayout(self._ordinary)
        row.setContentsMargins(0, 0, 0, 0)
        several = _("One document for several clients, a letter of his own for each (Ctrl+G)")
        for button in (
            _button(_("Print …"), "Ctrl+P", self.print_wanted.emit),
            _button(_("Bin"), _("What was removed, until it goes for good (Ctrl+Del)"), self.bin_wanted.emit),
            _button(_("From a table …"), _("Cases and people out of a list in XLSX or CSV (Ctrl+I)"), self.table_wanted.emit),
            _button(_("For several …"), several, self.group_wanted.emit),
            _button(_("New case"), "Ctrl+N", self.new_wanted.emit, role="primary"),
        ):
            row.addWidget(button)


def _button(text: str, tip: str, deed: Callable[[], object], *, role: str = "") -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.clicked.connect(lambda _checked: deed())
    if role:
        set_role(button, role)
    return button
