"""Searches offered below the empty line: those she keeps under a name, and the last ones of this sitting, which nothing keeps."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from desktop.domain.caseload import NAME_LENGTH
from desktop.domain.errors import CaseFileError
from desktop.domain.searches import KeptSearch
from desktop.i18n import _
from desktop.operations import searches
from desktop.ui.masking import Names
from desktop.ui.search.found import Found
from desktop.ui.search.rows import Group, Recent, Row
from desktop.ui.session import Session
from desktop.words import explain

MOST_RECENT = 5


class Keeping(QObject):
    """Keeps the search that stands in the line, renames one, removes one. Beside a visitor nobody sees any."""

    search_wanted = Signal()  # what stands in the line

    def __init__(self, session: Session, box: QLineEdit, found: Found) -> None:
        super().__init__(box)
        self._session, self._box, self._found = session, box, found
        self._recent = list[str]()
        self._names: dict[str, Names] = {}  # of each line: a cell is asked for its words again and again
        self._naming: KeptSearch | None = None
        found.masked = self._masked
        found.keeping_wanted.connect(self.ask_name)
        found.named.connect(self._keep)
        found.left.connect(self._leave_naming)
        session.changed.connect(self._on_changed)

    @property
    def _text(self) -> str:
        return self._box.text().strip()

    @property
    def current(self) -> KeptSearch | None:
        """The kept search under the cursor; None where another thing is."""
        row = self._found.table.current() if self._found.isVisible() and not self._text else None
        return row if isinstance(row, KeptSearch) else None

    def show_start(self) -> None:
        """Offer the searches she kept, and the last ones of this sitting."""
        if self._session.visit is not None or self._text:
            return
        kept = searches.kept_searches(self._session.vault)
        self._names.clear()
        rows: list[Row] = [Group(_("Kept searches")), *kept] if kept else []
        rows += [Group(_("Just now")), *map(Recent, self._recent)] if self._recent else []
        self._found.show_others(rows)
        if not rows:
            self._found.hide()
        self._found.say(_("Enter searches again · Ctrl+S another name · Del removes") if kept else "")

    def remember(self, line: str) -> None:
        """She found something by this line."""
        self._recent = [line, *(each for each in self._recent if each != line)][:MOST_RECENT]

    def forget(self) -> None:
        """Nothing was searched for in this sitting."""
        self._recent.clear()

    def _masked(self, line: str) -> str:
        """A line of hers with bars over the names in it."""
        if self._session.revealed:
            return line
        if line not in self._names:
            self._names[line] = Names(searches.people_named_in(self._session.vault, line))
        return self._names[line].masked_beginnings(line)

    # --- what she does

    def ask_name(self) -> None:
        """Under which name the search is kept, or the kept one from now on."""
        if self._session.visit is not None:
            self._found.say(_("Not while a visitor is beside you: F8 first."), is_warning=True)
            return
        text, known = self._text, self.current
        if known is None and not text:
            return
        if text:
            self.search_wanted.emit()
        self._naming = known or KeptSearch(id=self._session.vault.new_id(), name="", text=text)
        self._found.ask_name(known.name if known else text[:NAME_LENGTH])

    def remove(self) -> None:
        """Take the kept search under the cursor away; one step brings it back."""
        kept = self.current
        if kept and self._change(_("Search removed"), kept, replace(kept, removed_at=self._session.vault.now().isoformat())):
            self.show_start()
            self._found.say(_("Removed. Ctrl+Z brings it back."))
            self._found.place()

    def _keep(self, name: str) -> None:
        kept = self._naming
        if kept is None:
            return
        vault = self._session.vault
        known = next((each for each in searches.kept_searches(vault) if each.id == kept.id), None)
        before = known or replace(kept, name=name, removed_at=vault.now().isoformat())
        if self._change(_("Search kept"), before, replace(kept, name=name)):
            self._leave_naming()
            self._found.say(_("Kept: it stands here whenever the line is empty."))

    def _change(self, title: str, before: KeptSearch, after: KeptSearch) -> bool:
        try:
            self._session.change(title, before, after, partial(searches.keep_search, self._session.vault))
        except CaseFileError as error:
            self._found.say(explain(error), is_warning=True)
            return False
        return True

    def _leave_naming(self) -> None:
        self._naming = None
        self._box.setFocus()
        if self._text:
            self.search_wanted.emit()
        else:
            self.show_start()

    def _on_changed(self) -> None:
        """A kept search may be another one now, or gone."""
        if self._found.isVisible() and any(isinstance(row, KeptSearch) for row in self._found.table.model_.rows):
            self.show_start()
