"""The page of one case: a fixed head and its tabs."""

from functools import cached_property, partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop import words
from desktop.domain.drafts import Draft
from desktop.domain.errors import CaseFileError
from desktop.i18n import _
from desktop.storage.marks import Marker
from desktop.ui.case.find_bar import FindBar
from desktop.ui.case.head import CaseHead
from desktop.ui.case.letters import LettersTab
from desktop.ui.case.lists import ListsTab
from desktop.ui.case.notes import NotesTab
from desktop.ui.case.overview import OverviewTab
from desktop.ui.case.papers import PapersTab
from desktop.ui.case.people import PeopleTab
from desktop.ui.case.tabs import TABS
from desktop.ui.case.timeline import TimelineTab
from desktop.ui.parts import stripes
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.front import by_the_front
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.marks import Marks
from desktop.ui.parts.shortcut import bind
from desktop.ui.session import Session

T = TypeVar("T", bound=QWidget)


class Tab(Protocol):
    """What the page asks of each of its tabs."""

    def take_focus(self) -> None:
        """Put the keyboard where the work goes on."""

    def open_subject(self, subject: str) -> None:
        """Open what has this id."""

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved."""

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""


class CasePage(QWidget):
    """One case. Whatever is typed and not yet saved in any tab is in its draft."""

    case_asked = Signal(str)
    unit_asked = Signal(str)
    place_wanted = Signal(str)  # a page of the desk
    gone = Signal()  # the case was put into the bin
    destruction_wanted = Signal()

    def __init__(self, session: Session, case_id: str, tab: str = "overview") -> None:
        super().__init__()
        self._session, self.case_id = session, case_id
        self._draft_id = session.vault.new_id()
        self.head = CaseHead(session, case_id)
        self._places: dict[str, QVBoxLayout] = {}
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(_("Parts of the case"))
        titles = (_("Overview"), _("Timeline"), _("Letters"), _("Notes"), _("Papers"), _("People"), _("Lists"))
        self._titles = dict(zip(TABS, titles, strict=True))
        for number, title in enumerate(self._titles.values()):
            place = QWidget()
            self._places[TABS[number]] = QVBoxLayout(place)
            self._places[TABS[number]].setContentsMargins(0, 0, 0, 0)
            self._tabs.addTab(place, title)
            self._tabs.setTabToolTip(number, _("Alt+{number}").format(number=number + 1))
        by_the_front(self._tabs)
        for number, tab_name in enumerate(TABS, start=1):
            # Shortcuts, not `Keys`: a field takes Alt+2 for a letter, and would have a 2 more.
            bind(self, f"Alt+{number}", partial(self.show_tab, tab_name), inside=True)
        self.marks = Marks(self._tabs)
        self.finding = FindBar(session, case_id, self.marks, self._tabs.tabBar(), self._titles.__getitem__)
        layout = QVBoxLayout(self)
        # Beside the head, the tabs and whatever is open in them: whose file this is.
        layout.setContentsMargins(stripes.WIDTH, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.finding)
        layout.addWidget(self._tabs, 1)
        QWidget.setTabOrder(self.finding.leave, self._tabs.tabBar())
        self._tabs.setCurrentIndex(TABS.index(tab) if tab in TABS else 0)
        self._tabs.currentChanged.connect(self._on_tab)
        self.finding.entry_wanted.connect(self._show_found)
        self.finding.counted.connect(self._show_counts)
        self.finding.closed.connect(lambda: self.show_tab(self.tab))
        find = self.finding
        Keys(self, {"Ctrl+F": find.begin, "Ctrl+G": partial(find.step, 1), "Ctrl+Shift+G": partial(find.step, -1)})
        session.changed.connect(self.update)
        self.show_tab(tab)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        stripes.paint(painter, QRect(0, 0, stripes.WIDTH, self.height()), self.head.colour)
        painter.end()

    # Each tab is made when it is first looked at: six at once take longer than opening the vault.

    @cached_property
    def overview(self) -> OverviewTab:
        """What stands out, and what is wanting."""
        tab = OverviewTab(self._session, self.case_id)
        tab.tab_asked.connect(self.show_tab)
        tab.document_asked.connect(self._begin_document)
        tab.case_asked.connect(self.case_asked)
        tab.unit_asked.connect(self.unit_asked)
        tab.orders_asked.connect(partial(self.place_wanted.emit, "orders"))
        return self._put("overview", tab)

    @cached_property
    def timeline(self) -> TimelineTab:
        """What happened."""
        tab = TimelineTab(self._session, self.case_id)
        tab.paper_asked.connect(partial(self.show_tab, "papers"))
        tab.entry_asked.connect(partial(self.show_tab, "letters"))
        return self._put("timeline", tab)

    @cached_property
    def letters(self) -> LettersTab:
        """The documents."""
        tab = LettersTab(self._session, self.case_id)
        tab.person_asked.connect(partial(self.show_tab, "people"))
        return self._put("letters", tab)

    @cached_property
    def notes(self) -> NotesTab:
        """The notes."""
        tab = NotesTab(self._session, self.case_id)
        tab.letter_asked.connect(partial(self.show_tab, "letters"))
        tab.check_asked.connect(partial(self.place_wanted.emit, "sheet-check"))
        return self._put("notes", tab)

    @cached_property
    def papers(self) -> PapersTab:
        """The papers."""
        return self._put("papers", PapersTab(self._session, self.case_id))

    @cached_property
    def people(self) -> PeopleTab:
        """The people."""
        tab = PeopleTab(self._session, self.case_id)
        tab.case_asked.connect(self.case_asked)
        tab.unit_asked.connect(self.unit_asked)
        return self._put("people", tab)

    @cached_property
    def lists(self) -> ListsTab:
        """Checklists, and the closing of the file."""
        tab = ListsTab(self._session, self.case_id)
        tab.tab_asked.connect(self.show_tab)
        tab.place_asked.connect(self.place_wanted)
        tab.document_asked.connect(self._begin_document)
        tab.gone.connect(self.gone)
        tab.destruction_asked.connect(self.destruction_wanted)
        return self._put("lists", tab)

    @property
    def tab(self) -> str:
        """The tab in sight."""
        return TABS[self._tabs.currentIndex()]

    def show_tab(self, tab: str, subject: str = "") -> None:
        """Bring a tab to the front, with the keyboard in it; with `subject`, open that letter, note, paper or event."""
        self._tabs.setCurrentIndex(TABS.index(tab) if tab in TABS else 0)
        page = self._seen(self.tab)
        if page is not None and subject:
            page.open_subject(subject)
        elif page is not None:
            page.take_focus()

    def mark(self, marker: Marker) -> None:
        """Mark what was searched for in what is in sight, and lead to the first of it; until something is typed, or Escape."""
        self.finding.close_bar()
        if self.tab == "papers":
            self.papers.show_found(marker)
        self.marks.show(marker, until_typing=True)
        if self.marks.places:
            self.marks.go(0, take_focus=True)

    def _show_found(self, tab: str, subject: str, marker: Marker) -> None:
        self.show_tab(tab, subject)
        if self.tab == "papers":
            self.papers.show_found(marker)

    def _show_counts(self, counts: dict[str, int]) -> None:
        for number, (tab, title) in enumerate(self._titles.items()):
            count = counts.get(tab, 0)
            self._tabs.setTabText(number, _("{tab} · {count}").format(tab=title, count=count) if count else title)

    def _begin_document(self, template: str) -> None:
        self.show_tab("letters")
        self.letters.begin(template)

    def save_draft(self) -> Draft | None:
        """What is typed in the tabs and not saved; None where all is saved. Notes and letters are saved on the way."""
        made = [tab for tab in TABS if tab in self.__dict__]
        fields = {f"{tab}.{name}": text for tab in made for name, text in self._page(tab).unsaved().items()}
        if not fields:
            return None
        subject = self.tab
        return Draft(
            id=self._draft_id,
            page="case",
            case=self.case_id,
            subject=subject,
            fields=fields,
            saved_at=self._session.vault.now().isoformat(),
        )

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        for tab in TABS:
            mine = {name.partition(".")[2]: text for name, text in draft.fields.items() if name.partition(".")[0] == tab}
            if mine:
                self._page(tab).put_back(mine)
        self.show_tab(draft.subject)

    def _page(self, tab: str) -> Tab:
        page: Tab = getattr(self, tab)
        return page

    def _put(self, tab: str, page: T) -> T:
        self._places[tab].addWidget(page)
        # At once: a layout would show it a turn later, and what is hidden takes no focus.
        page.show()
        return page

    def _on_tab(self, _number: int) -> None:
        self._seen(self.tab)

    def _seen(self, tab: str) -> Tab | None:
        """The tab; None where it cannot be read, which then stands in its place: the others still can."""
        try:
            return self._page(tab)
        except CaseFileError as error:
            if not self._places[tab].count():
                self._places[tab].addWidget(said := EmptyState(words.explain(error)))
                said.show()
            return None
