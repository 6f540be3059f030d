"""Checklists of a case, and the closing of its file: each line leads to where it can be done."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import closing_words
from desktop.domain.cases import Case
from desktop.domain.checklists import Checklist, Item, Place, Ticks, done, is_ticked, of_case, put_aside, shown, toggled
from desktop.domain.closing import Found
from desktop.i18n import _, language, ngettext
from desktop.operations import checklists, closing
from desktop.storage import records
from desktop.ui.case.closing import ClosingPanel
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

LEFT = 316
CLOSING = "closing"


@dataclass(frozen=True)
class Row:
    """A line on the left: a checklist with how much of it is ticked, or the closing check with how many lines are red."""

    id: str
    title: str
    progress: str
    tone: str


class ListsTab(QWidget):
    """Left the lists, right the lines of one. Space ticks, Enter does it now."""

    tab_asked = Signal(str, str)  # a tab of the case, and what to open in it
    place_asked = Signal(str)  # a page of the desk
    document_asked = Signal(str)  # a template to begin
    gone = Signal()  # the case was put into the bin
    destruction_asked = Signal()

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._lists: tuple[Checklist, ...] = ()
        self._ticks: Ticks | None = None
        self.line = Line(name=_("Message"))
        self.lists = Table(
            (Column(_("List"), lambda row: row.title, 0), Column(_("Done"), lambda row: row.progress, 86, tone_of=lambda row: row.tone)),
            _("Lists of the case"),
        )
        self.items = Table(
            (
                Column(_("What"), lambda item: item.text, 0, is_ticked=self._is_ticked, tone_of=self._tone),
                Column(_("Do it now"), lambda item: closing_words.place_words(item.place), 150, tone_of=lambda _item: "accent"),
            ),
            _("Lines of the list"),
        )
        self.more = Choice(_("Another list for this case"), ())
        self.add, self.aside = QPushButton(_("Add")), QPushButton(_("Put this list aside"))
        self.now = QPushButton(_("Do it now (Enter)"))
        self.closing = ClosingPanel(session, case_id, self.line)
        self._stack = QStackedWidget()
        self._lay_out()
        self._listen()
        self.show_case()

    def _lay_out(self) -> None:
        set_role(self.now, "primary")
        left = QVBoxLayout()
        left.addWidget(self.lists, 1)
        left.addWidget(hint(_("Lists of your own: Norms and templates → Checklists.")))
        more = QHBoxLayout()
        more.addWidget(self.more, 1)
        more.addWidget(self.add)
        left.addLayout(more)
        side = QWidget()
        side.setFixedWidth(LEFT)
        left.setContentsMargins(0, 0, 0, 0)
        side.setLayout(left)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.items, 1)
        foot = QHBoxLayout()
        foot.addWidget(hint(_("Space ticks, and takes the tick away"), wrap=False))
        foot.addStretch(1)
        foot.addWidget(self.aside)
        foot.addWidget(self.now)
        column.addLayout(foot)
        self._stack.addWidget(inside)
        self._stack.addWidget(self.closing)
        across = QHBoxLayout()
        across.setSpacing(20)
        across.addWidget(side)
        across.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 4)
        whole.addLayout(across, 1)
        whole.addWidget(self.line)

    def _listen(self) -> None:
        self.lists.current_changed.connect(self._on_list)
        self.lists.chosen.connect(lambda _row: self._into())
        self.items.chosen.connect(self._do)
        self.items.current_changed.connect(lambda item: self.now.setEnabled(item is not None and bool(item.place)))
        self.now.clicked.connect(lambda: self._do(self.items.current()))
        self.add.clicked.connect(self._add)
        self.aside.clicked.connect(self._put_aside)
        Keys(self.lists, {"Right": self._into})
        Keys(self.items, {"Space": self._tick, "Left": self.lists.setFocus})
        self.closing.place_asked.connect(self._go)
        self.closing.list_asked.connect(self._to_open_list)
        self.closing.document_asked.connect(self.document_asked)
        self.closing.gone.connect(self.gone)
        self.closing.destruction_asked.connect(self.destruction_asked)
        self.closing.left.connect(self.lists.setFocus)
        self._session.changed.connect(self.show_case)

    def show_case(self) -> None:
        """Read the lists again and show them."""
        vault = self._session.vault
        case = records.find(vault, Case, self._case_id)
        if case is None:
            return  # it was just destroyed
        every = checklists.every(vault, language())
        self._ticks = checklists.ticks_of(vault, case.id)
        self._lists = of_case(every, case, self._ticks)
        found = closing.found(vault, case.id, language())
        self.lists.show_rows([*map(self._row, self._lists), _closing_row(found, bool(case.closed_at))])
        others = [each for each in every if each not in self._lists]
        self.more.show_words([(each.id, each.title) for each in others])
        for widget in (self.more, self.add):
            widget.setEnabled(bool(others))
        self.closing.show_found(found)
        self._on_list(self.lists.current())

    def _row(self, each: Checklist) -> Row:
        ticked, lines = done(each, self._ticks), len(each.items)
        words = _("{done} of {all}").format(done=ticked, all=lines)
        return Row(each.id, each.title, words, "green" if ticked == lines else "dim")

    def _on_list(self, row: Row | None) -> None:
        chosen = next((each for each in self._lists if row is not None and each.id == row.id), None)
        self._stack.setCurrentIndex(0 if chosen else 1)
        if chosen:
            self.items.show_rows(chosen.items)

    @property
    def chosen(self) -> Checklist | None:
        """The list whose lines are shown; None where it is the closing check."""
        row = self.lists.current()
        return next((each for each in self._lists if row is not None and each.id == row.id), None)

    # --- what the page of the case asks

    def take_focus(self) -> None:
        """Put the keyboard on the lists."""
        self.lists.setFocus()

    def open_subject(self, subject: str) -> None:
        """Open the closing check, or a list by its id."""
        rows = [row.id for row in self.lists.model_.rows]
        if subject in rows:
            self.lists.select(rows.index(subject))
            self._into()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved."""
        return self.closing.unsaved()

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self.closing.put_back(texts)
        self.open_subject(CLOSING)

    # --- deeds

    def _into(self) -> None:
        if self.chosen is not None:
            self.items.setFocus()
        else:
            self.closing.take_focus()

    def _tick(self) -> None:
        chosen, item = self.chosen, self.items.current()
        if chosen is None or item is None or self._ticks is None:
            return
        row = self.items.currentIndex().row()
        if self._change(_("Checklist"), toggled(self._ticks, chosen.id, item, self._session.vault.now().isoformat())):
            self.items.select(min(row + self._is_ticked(item), len(chosen.items) - 1))

    def _do(self, item: Item | None) -> None:
        if item is not None and item.place:
            self._go(item.place, "")

    def _go(self, place: Place, subject: str) -> None:
        if place in {Place.REGISTER, Place.BACKUPS}:
            self.place_asked.emit(place)
        else:
            self.tab_asked.emit(place, subject)

    def _to_open_list(self) -> None:
        for each in self._lists:
            if done(each, self._ticks) < len(each.items):
                self.open_subject(each.id)
                return

    def _add(self) -> None:
        code = str(self.more.code)
        case = records.get(self._session.vault, Case, self._case_id)
        fits = [each.id for each in checklists.every(self._session.vault, language()) if each.fits(case)]
        if code and self._ticks is not None and self._change(_("Add a list"), shown(self._ticks, code, fits)):
            self.open_subject(code)

    def _put_aside(self) -> None:
        chosen = self.chosen
        if chosen is not None and self._ticks is not None and self._change(_("Put a list aside"), put_aside(self._ticks, chosen.id)):
            self.line.say(_("Put aside: {what}. Ctrl+Z brings it back.").format(what=chosen.title))
            self.lists.setFocus()

    def _change(self, title: str, after: Ticks) -> bool:
        vault, before = self._session.vault, self._ticks
        return attempt(self.line, lambda: self._session.change(title, before, after, partial(checklists.keep_ticks, vault)))

    def _is_ticked(self, item: Item) -> bool:
        chosen = self.chosen
        return chosen is not None and is_ticked(self._ticks, chosen.id, item)

    def _tone(self, item: Item) -> str | None:
        return "dim" if self._is_ticked(item) else None


def _closing_row(found: tuple[Found, ...], closed: bool) -> Row:
    count = sum(each.is_open for each in found)
    if closed:
        return Row(CLOSING, _("Closing the file"), _("closed"), "dim")
    words = ngettext("{count} open", "{count} open", count).format(count=count)
    return Row(CLOSING, _("Closing the file"), words, "red" if count else "green")
