"""Masking: real names on the screen are bars until she reveals them."""

import re
from collections.abc import Collection, Iterator

from desktop.documents.russian import CASES, Name, decline
from desktop.domain.people import Person

BAR = "▮"
PAGE_BAR = "—"  # on a drawn page: both typefaces of letters have it
_PARTS = ("surname", "name", "patronymic")
_WORD = re.compile(r"\w+(?:-\w+)*")


def shown_name(person: Person, revealed: bool) -> str:
    """The full name, or bars that tell nothing of its length."""
    return person.full_name if revealed else BAR * 6


def shown_words(text: str, revealed: bool) -> str:
    """A telephone number, an address: as it is, or bars."""
    return text if revealed or not text else BAR * 6


class Names:
    """Knows the names of some people in every case they may stand in, and finds them in a text."""

    def __init__(self, people: Collection[Person]) -> None:
        words = {word for person in people for text in _texts(person) for word in _words(text)}
        # What a hand may have inflected otherwise than the program does: a long name is known by its beginning.
        self._beginnings = tuple(sorted({word[:-2] for word in words if len(word) > 5}))
        self._forms = frozenset(words)

    def is_name(self, word: str) -> bool:
        """Whether a word can be one of the names. Rather one word too many than one too few."""
        folded = _folded(word)
        return folded in self._forms or any(folded.startswith(start) and len(folded) < len(start) + 5 for start in self._beginnings)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where names stand in a text: beginning and length of each."""
        if not self._forms:
            return []
        return [(match.start(), len(match.group())) for match in _WORD.finditer(text) if self.is_name(match.group())]

    def masked(self, text: str, bar: str = BAR) -> str:
        """The text with a bar over every letter of a name."""
        for start, length in self.places(text):
            text = text[:start] + bar * length + text[start + length :]
        return text


def _texts(person: Person) -> Iterator[str]:
    name = Name(surname=person.surname, name=person.name, patronymic=person.patronymic or None)
    declined = decline(name, person.sex, confirmed={part: forms for part, forms in person.forms.items() if part in _PARTS})
    for case in CASES:
        yield declined.full(case)
    yield from person.aliases


def _words(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        yield _folded(match.group())


def _folded(word: str) -> str:
    return word.casefold().replace("ё", "е")
