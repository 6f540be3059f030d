"""Masking: real names on the screen are bars until she reveals them."""

from desktop.documents.names_in_text import BAR, Names
from desktop.domain.people import Person
from desktop.storage import people
from desktop.storage.vault import Vault
from desktop.ui.session import Session

__all__ = ["BAR", "PAGE_BAR", "Masks", "Names", "OfCase", "shown_name", "shown_words"]

PAGE_BAR = "—"  # on a drawn page: both typefaces of letters have it


def shown_name(person: Person, revealed: bool) -> str:
    """The full name, or bars that tell nothing of its length."""
    return person.full_name if revealed else BAR * 6


def shown_words(text: str, revealed: bool) -> str:
    """A telephone number, an address: as it is, or bars."""
    return text if revealed or not text else BAR * 6


class OfCase:
    """The words of a list about one case as she may read them now: names are bars until she reveals them."""

    def __init__(self, session: Session, case_id: str) -> None:
        self._session, self._case_id, self._masks = session, case_id, Masks(session.vault)

    def __call__(self, text: str) -> str:
        """A text as it may be shown."""
        return text if self._session.revealed or not text else self._masks.masked(text, self._case_id, BAR)


class Masks:
    """The names that belong to each case, gathered when a line of it is first drawn."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._names: dict[str, Names] = {}

    def masked(self, text: str, case_id: str, bar: str) -> str:
        """A text of a case with bars over its names."""
        if case_id not in self._names:
            self._names[case_id] = Names(people.of_cases(self._vault, {case_id}))
        return self._names[case_id].masked(text, bar)
