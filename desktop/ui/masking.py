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
    """Knows the names of some people in every case they may stand in, their addresses, telephones and papers, and finds them in a text."""

    def __init__(self, people: Collection[Person]) -> None:
        self._details = tuple(pattern for person in people for pattern in _details(person))
        words = {word for person in people for text in _texts(person) for word in _words(text)}
        # What a hand may have inflected otherwise than the program does: a long name is known by its beginning.
        self._beginnings = tuple(sorted({word[:-2] for word in words if len(word) > 5}))
        self._forms = frozenset(words)

    def is_name(self, word: str) -> bool:
        """Whether a word can be one of the names. Rather one word too many than one too few."""
        folded = _folded(word)
        return folded in self._forms or any(folded.startswith(start) and len(folded) < len(start) + 5 for start in self._beginnings)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where names and the rest stand in a text: beginning and length of each word."""
        found = [detail.span() for pattern in self._details for detail in pattern.finditer(text)]
        return [
            (match.start(), len(match.group()))
            for match in _WORD.finditer(text)
            if self.is_name(match.group()) or any(start < match.end() and match.start() < end for start, end in found)
        ]

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


def _details(person: Person) -> Iterator[re.Pattern[str]]:
    """An address and a paper are known by their words, a telephone by its digits, however they are set."""
    for text in (person.address, person.identity_paper):
        if words := _WORD.findall(text):
            yield re.compile(r"(?<!\w)" + r"\W{1,4}".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE)
    for phone in person.phones:
        # 8 and +7 before the last ten digits are the same telephone.
        if len(digits := re.findall(r"\d", phone)[-10:]) >= 5:
            yield re.compile(r"(?<!\d)(?:\+?\d\W{0,3}){0,2}?" + r"\W{0,3}".join(digits) + r"(?!\d)")


def _words(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        yield _folded(match.group())


def _folded(word: str) -> str:
    return word.casefold().replace("ё", "е")
