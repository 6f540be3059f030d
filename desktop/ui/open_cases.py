"""The cases that are open on the desk: their pages, and the keys that bring them to the front."""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtWidgets import QStackedWidget

from desktop.domain.cases import Case
from desktop.storage import records
from desktop.ui.case.page import CasePage
from desktop.ui.session import Session
from desktop.ui.side import OpenCase, Side

MOST_OPEN = 5


class OpenCases:
    """Makes the page of a case when it is first looked at, and lets the oldest go where too many are open."""

    def __init__(self, session: Session, stack: QStackedWidget, side: Side, make: Callable[[str, str], CasePage]) -> None:
        self._session, self._stack, self._side, self._make = session, stack, side, make
        self._pages: dict[str, CasePage | None] = {}  # None: open since before the lock, and not looked at yet

    def __iter__(self) -> Iterator[str]:
        """Their ids, in the order in which they were opened."""
        return iter(tuple(self._pages))

    def __contains__(self, case_id: object) -> bool:
        """Whether this case is open."""
        return case_id in self._pages

    @property
    def pages(self) -> tuple[CasePage, ...]:
        """The pages that were made."""
        return tuple(page for page in self._pages.values() if page is not None)

    def known(self, case_id: str) -> CasePage | None:
        """The page of a case, if it was made."""
        return self._pages.get(case_id)

    def take_up(self, case_ids: Iterable[str]) -> None:
        """These were open before the lock, as far as they are still there; their pages wait until they are looked at."""
        for case_id in case_ids:
            if records.find(self._session.vault, Case, case_id):
                self._pages[case_id] = None

    def page(self, case_id: str, tab: str = "") -> CasePage:
        """The page of a case, made now if there was none. Raises what reading the case raises."""
        page = self._pages.get(case_id)
        if page is None:
            page = self._pages[case_id] = self._make(case_id, tab or "overview")
            self._stack.addWidget(page)
            self._drop_surplus(case_id)
            self.show()
        return page

    def keyed(self) -> list[str]:
        """The cases that have a key of their own: the five opened last, in the order they were opened."""
        return list(self._pages)[-MOST_OPEN:]

    def drop(self, case_id: str) -> None:
        """The page of a case goes."""
        page = self._pages.pop(case_id)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()
        self.show()

    def show(self) -> None:
        """Show in the side which are open, as far as a visitor may see them."""
        cases = [records.find(self._session.vault, Case, case_id) for case_id in self._pages if self._session.shows(case_id)]
        keys = {case_id: number for number, case_id in enumerate(self.keyed(), start=1)}
        self._side.show_cases([OpenCase(case.id, case.pseudonym, case.colour, keys.get(case.id, 0)) for case in cases if case])

    def _drop_surplus(self, newest: str) -> None:
        for case_id, page in tuple(self._pages.items()):
            if len(self._pages) <= MOST_OPEN:
                return
            if case_id != newest and (page is None or page.save_draft() is None):
                self.drop(case_id)
