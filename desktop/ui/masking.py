"""Masking: real names on the screen are bars until she reveals them."""

from desktop.documents.names_in_text import BAR, Names
from desktop.domain.people import Person

__all__ = ["BAR", "PAGE_BAR", "Names", "shown_name", "shown_words"]

PAGE_BAR = "—"  # on a drawn page: both typefaces of letters have it


def shown_name(person: Person, revealed: bool) -> str:
    """The full name, or bars that tell nothing of its length."""
    return person.full_name if revealed else BAR * 6


def shown_words(text: str, revealed: bool) -> str:
    """A telephone number, an address: as it is, or bars."""
    return text if revealed or not text else BAR * 6
