"""The page of one case: a fixed head and six tabs."""

from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.domain.drafts import Draft
from desktop.i18n import _
from desktop.ui.case.head import CaseHead
from desktop.ui.case.letters import LettersTab
from desktop.ui.case.notes import NotesTab
from desktop.ui.case.overview import OverviewTab
from desktop.ui.case.papers import PapersTab
from desktop.ui.case.people import PeopleTab
from desktop.ui.case.timeline import TimelineTab
from desktop.ui.parts.shortcut import bind
from desktop.ui.session import Session

TABS = ("overview", "timeline", "letters", "notes", "papers", "people")


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

    def __init__(self, session: Session, case_id: str, tab: str = "overview") -> None:
        super().__init__()
        self._session, self.case_id = session, case_id
        self._draft_id = session.vault.new_id()
        self.head = CaseHead(session, case_id)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(_("Parts of the case"))
        self.overview = OverviewTab(session, case_id)
        self.timeline = TimelineTab(session, case_id)
        self.letters = LettersTab(session, case_id)
        self.notes = NotesTab(session, case_id)
        self.papers = PapersTab(session, case_id)
        self.people = PeopleTab(session, case_id)
        widgets: tuple[QWidget, ...] = (self.overview, self.timeline, self.letters, self.notes, self.papers, self.people)
        self._pages: tuple[Tab, ...] = (self.overview, self.timeline, self.letters, self.notes, self.papers, self.people)
        titles = (_("Overview"), _("Timeline"), _("Letters"), _("Notes"), _("Papers"), _("People"))
        for number, (page, title) in enumerate(zip(widgets, titles, strict=True)):
            self._tabs.addTab(page, title)
            self._tabs.setTabToolTip(number, _("Alt+{number}").format(number=number + 1))
        for number, tab_name in enumerate(TABS, start=1):
            # Shortcuts, not `Keys`: a field takes Alt+2 for a letter, and would have a 2 more.
            bind(self, f"Alt+{number}", partial(self.show_tab, tab_name), inside=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self._tabs, 1)
        self.overview.tab_asked.connect(self.show_tab)
        self.letters.person_asked.connect(partial(self.show_tab, "people"))
        self.show_tab(tab)

    @property
    def tab(self) -> str:
        """The tab in sight."""
        return TABS[self._tabs.currentIndex()]

    def show_tab(self, tab: str, subject: str = "") -> None:
        """Bring a tab to the front, with the keyboard in it; with `subject`, open that letter, note, paper or event."""
        self._tabs.setCurrentIndex(TABS.index(tab) if tab in TABS else 0)
        page = self._pages[self._tabs.currentIndex()]
        if subject:
            page.open_subject(subject)
        else:
            page.take_focus()

    def save_draft(self) -> Draft | None:
        """What is typed in the tabs and not saved; None where all is saved. Notes and letters are saved on the way."""
        fields = {f"{tab}.{name}": text for tab, page in zip(TABS, self._pages, strict=True) for name, text in page.unsaved().items()}
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
        for tab, page in zip(TABS, self._pages, strict=True):
            mine = {name.partition(".")[2]: text for name, text in draft.fields.items() if name.partition(".")[0] == tab}
            if mine:
                page.put_back(mine)
        self.show_tab(draft.subject)
