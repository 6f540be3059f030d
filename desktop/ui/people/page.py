"""People: the address book, and the units with those in office."""

from functools import cached_property, partial
from typing import Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.domain.drafts import Draft
from desktop.i18n import _
from desktop.ui.parts.front import by_the_front
from desktop.ui.parts.shortcut import bind
from desktop.ui.people.book import BookTab
from desktop.ui.people.units import UnitsTab
from desktop.ui.session import Session

T = TypeVar("T", bound=QWidget)

TABS = ("people", "units")


class Tab(Protocol):
    """What the page asks of each of its tabs."""

    def take_focus(self) -> None:
        """Put the keyboard where the work goes on."""

    def show_subject(self, subject: str) -> None:
        """Open what has this id."""

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved."""

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""


class PeoplePage(QWidget):
    """Shared between all files: whoever is in three of them stands here once."""

    case_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._draft_id = session, session.vault.new_id()
        self._places: dict[str, QVBoxLayout] = {}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("People and units"))
        for number, title in enumerate((_("People"), _("Units")), start=1):
            place = QWidget()
            self._places[TABS[number - 1]] = QVBoxLayout(place)
            self._places[TABS[number - 1]].setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(place, title)
            self.tabs.setTabToolTip(number - 1, _("Alt+{number}").format(number=number))
            bind(self, f"Alt+{number}", partial(self.show_tab, TABS[number - 1]), inside=True)
        by_the_front(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.tabs.currentChanged.connect(lambda _number: self._part(self.tab))
        self._part("people")

    # Each tab is made when it is first looked at.

    @cached_property
    def people(self) -> BookTab:
        """The address book."""
        tab = BookTab(self._session)
        tab.case_asked.connect(self.case_chosen)
        tab.unit_asked.connect(lambda unit: self.show_tab("units", unit))
        return self._put("people", tab)

    @cached_property
    def units(self) -> UnitsTab:
        """The units."""
        tab = UnitsTab(self._session)
        tab.case_asked.connect(self.case_chosen)
        tab.person_asked.connect(lambda person: self.show_tab("people", person))
        return self._put("units", tab)

    @property
    def tab(self) -> str:
        """The tab in sight."""
        return TABS[self.tabs.currentIndex()]

    def show_tab(self, name: str, subject: str = "") -> None:
        """Bring a tab to the front, with the keyboard in it; with `subject`, open that person or unit."""
        self.tabs.setCurrentIndex(TABS.index(name))
        if subject:
            self._part(name).show_subject(subject)
        else:
            self._part(name).take_focus()

    def take_focus(self) -> None:
        """Put the keyboard into the tab in sight."""
        self._part(self.tab).take_focus()

    def save_draft(self) -> Draft | None:
        """What is typed in the tabs and not saved."""
        made = [name for name in TABS if name in self.__dict__]
        fields = {f"{name}.{field}": text for name in made for field, text in self._part(name).unsaved().items()}
        return Draft(id=self._draft_id, page="people", subject=self.tab, fields=fields) if fields else None

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        for name in TABS:
            mine = {field.partition(".")[2]: text for field, text in draft.fields.items() if field.partition(".")[0] == name}
            if mine:
                self._part(name).put_back(mine)
        self.tabs.setCurrentIndex(TABS.index(draft.subject) if draft.subject in TABS else 0)

    def _part(self, name: str) -> Tab:
        part: Tab = getattr(self, name)
        return part

    def _put(self, name: str, tab: T) -> T:
        self._places[name].addWidget(tab)
        # At once: a layout would show it a turn later, and what is hidden takes no focus.
        tab.show()
        return tab
