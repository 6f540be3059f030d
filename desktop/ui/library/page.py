"""Norms and templates: what the documents say, and what they lean on."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.domain.drafts import Draft
from desktop.i18n import _
from desktop.ui.library.checklists import ChecklistsPage
from desktop.ui.library.days_off import DaysOffPage
from desktop.ui.library.norms import NormsPage
from desktop.ui.library.templates import TemplatesPage
from desktop.ui.library.terms import TermsPage
from desktop.ui.parts.front import by_the_front
from desktop.ui.parts.shortcut import bind
from desktop.ui.session import Session


class Tab(Protocol):
    """A tab of the library."""

    def show(self) -> None:
        """Let it be seen."""

    def take_focus(self) -> None:
        """Put the cursor where she will type first."""

    def save_draft(self) -> Draft | None:
        """What is typed and not kept."""

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""


class LibraryPage(QWidget):
    """One tab for each kind of thing; each is made when it is first looked at."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._parts: dict[str, Tab] = {}
        self._makers: dict[str, Callable[[], Tab]] = {
            "norms": partial(NormsPage, session),
            "terms": partial(self._make_terms, session),
            "days-off": partial(DaysOffPage, session),
            "templates": partial(TemplatesPage, session),
            "checklists": partial(ChecklistsPage, session),
        }
        titles = {"norms": _("Norms"), "terms": _("Terms"), "days-off": _("Days off"), "templates": _("Templates"),
                  "checklists": _("Checklists")}  # fmt: skip
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Norms and templates"))
        self._places: dict[str, QVBoxLayout] = {}
        for number, (name, title) in enumerate(titles.items(), start=1):
            place = QWidget()
            self._places[name] = QVBoxLayout(place)
            self._places[name].setContentsMargins(0, 8, 0, 0)
            self.tabs.addTab(place, title)
            self.tabs.setTabToolTip(number - 1, _("Alt+{number}").format(number=number))
            bind(self, f"Alt+{number}", partial(self.show_tab, name), inside=True)
        by_the_front(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.tabs.currentChanged.connect(lambda _number: self.part(self.tab))
        self.part(self.tab)

    def _make_terms(self, session: Session) -> TermsPage:
        page = TermsPage(session)
        page.norm_asked.connect(self.show_norm)
        return page

    @property
    def tab(self) -> str:
        """The tab in sight."""
        return list(self._places)[self.tabs.currentIndex()]

    def part(self, name: str) -> Tab:
        """A tab, made where it was not yet."""
        if name not in self._parts:
            made = self._makers[name]()
            self._parts[name] = made
            if isinstance(made, QWidget):
                self._places[name].addWidget(made)
            # At once: a layout would show it a turn later, and what is hidden takes no focus.
            made.show()
        return self._parts[name]

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front, with the keyboard in it."""
        self.tabs.setCurrentIndex(list(self._places).index(name))
        self.part(name).take_focus()

    def show_norm(self, norm_id: str) -> None:
        """Bring a norm to the front."""
        self.show_tab("norms")
        norms = self.part("norms")
        if isinstance(norms, NormsPage):
            norms.show_norm(norm_id)

    def show_template(self, template_id: str) -> None:
        """Bring the templates to the front, with this one in sight."""
        self.show_tab("templates")
        part = self.part("templates")
        if isinstance(part, TemplatesPage):
            part.show_template(template_id)

    def take_focus(self) -> None:
        """Put the cursor into the tab in sight."""
        self.part(self.tab).take_focus()

    def save_draft(self) -> list[Draft]:
        """What is typed in the tabs and not kept."""
        found = ((name, part.save_draft()) for name, part in self._parts.items())
        return [replace(draft, page="library", subject=f"{name}:{draft.subject}") for name, draft in found if draft is not None]

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        name, _colon, subject = draft.subject.partition(":")
        if name in self._places:
            self.show_tab(name)
            self.part(name).restore_draft(replace(draft, subject=subject))
