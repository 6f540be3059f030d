"""A hit that was chosen: the page on which it stands, and the marks on it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import _
from desktop.storage.marks import Marker
from desktop.storage.search import Hit
from desktop.ui.case.page import CasePage
from desktop.ui.case.tabs import TAB_OF
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.marks import Marks
from desktop.ui.places import Places
from desktop.ui.session import Session


class Leading(QObject):
    """Brings to the front what was found, and marks there what was searched for until she types or presses Escape."""

    said = Signal(str)

    def __init__(self, session: Session, stack: QStackedWidget, places: Places) -> None:
        super().__init__(stack)
        self._stack, self._places = stack, places
        self._marks: dict[QWidget, Marks] = {}
        session.revealed_changed.connect(lambda _now: self._on_names())
        session.visit_changed.connect(self._forget)

    def show(self, hit: Hit, marker: Marker) -> None:
        """Show the page of a hit, with marks. Of an earlier version that is what stands there now, and it is said."""
        self._lead(hit)
        page = self._stack.currentWidget()
        if hit.until and not (isinstance(page, CasePage) and page.case_id != hit.case):
            said = _("This is how it stands now: it was found in an earlier version, which stood there until {when}.")
            self.said.emit(said.format(when=moment_words(hit.until)))
        if isinstance(page, CasePage):
            # A file that is not for a visitor's eyes was not opened.
            if page.case_id == hit.case:
                page.mark(marker)
        elif page is not None:
            if page not in self._marks:
                self._marks[page] = Marks(page)
                page.destroyed.connect(lambda: self._marks.pop(page, None))
            self._marks[page].show(marker, until_typing=True)

    def _on_names(self) -> None:
        for marks in self._marks.values():
            marks.show_later()

    def _forget(self) -> None:
        for marks in self._marks.values():
            marks.clear()

    def _lead(self, hit: Hit) -> None:
        places = self._places
        if hit.kind == "call":
            places.show_call(hit.id)
        elif hit.kind == "template":
            places.show_place("library").show_template(hit.id)  # type: ignore[attr-defined]
        elif hit.kind == "norm":
            places.show_place("library").show_norm(hit.id)  # type: ignore[attr-defined]
        elif hit.kind == "unit" or (hit.kind == "person" and not hit.case):
            places.show_in_people("units" if hit.kind == "unit" else "people", hit.id)
        elif hit.case:
            places.open_case(hit.case, TAB_OF.get(hit.kind, "overview"), hit.id if hit.kind in TAB_OF else "")
        elif hit.kind == "task":
            places.show_place("agenda").show_dated(hit.id)  # type: ignore[attr-defined]
