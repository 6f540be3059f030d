"""Drafts: what is being typed on any page is in the vault within seconds, and at the lock at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from desktop.domain.drafts import Draft
from desktop.domain.errors import CaseFileError
from desktop.operations.drafts import keep_drafts, keep_drafts_at_lock
from desktop.ui.session import Session

EVERY = 1500  # milliseconds; a crash costs no more than two seconds of typing


class Page(Protocol):
    """A page on which something can be typed."""

    def save_draft(self) -> Draft | Sequence[Draft] | None:
        """What is typed and not saved."""


class DraftKeeper(QObject):
    """Collects the drafts of all pages and keeps them."""

    def __init__(
        self, session: Session, pages: Callable[[], Iterable[QObject]], place: Callable[[], Draft | None], waiting: tuple[Draft, ...] = ()
    ) -> None:
        super().__init__(session)
        self._session, self._pages, self._place, self._waiting = session, pages, place, waiting
        self._kept = waiting
        self._found: tuple[Draft, ...] = ()
        self._ids: dict[tuple[str, str, str], str] = {}
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._on_time)
        self._timer.start()

    def lost_pages(self) -> tuple[str, ...]:
        """The page words of the drafts seen last that are not in the vault: what would be lost now. Safe on any thread."""
        return tuple(dict.fromkeys(draft.page for draft in self._found if draft not in self._kept))

    @property
    def waiting(self) -> tuple[Draft, ...]:
        """What waits to be put back on its page; everything else stands there again, and is kept from there."""
        return self._waiting

    def set_aside(self, drafts: Iterable[Draft]) -> None:
        """The pages of these are gone for now: they wait until they can be put back."""
        self._waiting = (*self._waiting, *drafts)

    def forget(self, case_id: str) -> None:
        """Nothing typed about this case waits any more."""
        self._waiting = tuple(draft for draft in self._waiting if draft.case != case_id)

    def put_back(self, restore: Callable[[Draft], bool]) -> None:
        """Put back what was being typed; what `restore` cannot put back yet goes on waiting."""
        self._waiting = tuple(draft for draft in self._waiting if not restore(draft))

    def keep(self, *, panic: bool) -> None:
        """Keep what stands on the pages now, and where she is, on a full disk too. Raises what saving raises."""
        self._found = self._collect()
        keep_drafts_at_lock(self._session.vault, [replace(draft, panic=panic) for draft in self._with_place()])
        # Not before: where this fails, the window may stay, and she goes on typing.
        self._timer.stop()
        self._kept = self._found

    def _on_time(self) -> None:
        self._found = self._collect()
        if self._found == self._kept:
            return
        try:
            keep_drafts(self._session.vault, self._with_place() if self._found else [])
        except CaseFileError:
            # A full disk is told where she saves; a draft is only the net below.
            return
        self._kept = self._found

    def _with_place(self) -> list[Draft]:
        """The drafts seen last, and where she is: after a crash, too, she comes back to what she was typing."""
        place = self._place()
        now = self._session.vault.now().isoformat()
        return [replace(draft, saved_at=now) for draft in (*self._found, *([self._named(place)] if place else []))]

    def _collect(self) -> tuple[Draft, ...]:
        found = list(self._waiting)
        for page in self._pages():
            save = getattr(page, "save_draft", None)
            drafts = save() if save else None
            if drafts is not None:
                found += [self._named(draft) for draft in ([drafts] if isinstance(drafts, Draft) else drafts)]
        return tuple(found)

    def _named(self, draft: Draft) -> Draft:
        """The same page keeps the same id, so that an unchanged draft is equal to itself."""
        place = (draft.page, draft.case, draft.subject)
        return replace(draft, id=self._ids.setdefault(place, draft.id), saved_at="", panic=False)
