"""Whose names, addresses, telephones and papers stand in a text, and where."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from desktop.documents.russian import CASES, Name, decline
from desktop.domain.people import Person

_PARTS = ("surname", "name", "patronymic")
_WORD = re.compile(r"\w+(?:-\w+)*")
_DIGITS = re.compile(r"\d+")
_Forms = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # confirmed ones, by part and case
BAR = "▮"
_SHORTEST = 3  # letters of the beginning of a name


class Names:
    """Knows the names of some people in every case they may stand in, their addresses, telephones and papers, and finds them in a text."""

    def __init__(self, people: Collection[Person]) -> None:
        self._details = tuple(pattern for person in people for pattern in _details(person))
        words = {word for person in people for word in _words_of(person)}
        # What a hand may have inflected otherwise than the program does: a long name is known by its beginning.
        self._beginnings = tuple(sorted({word[:-2] for word in words if len(word) > 5}))
        self._forms = frozenset(words)

    def is_name(self, word: str) -> bool:
        """Whether a word can be one of the names. Rather one word too many than one too few."""
        folded = _folded(word)
        if folded in self._forms:
            return True
        # All beginnings at once first: hundreds of people stand behind a page of hits.
        return folded.startswith(self._beginnings) and any(
            folded.startswith(start) and len(folded) < len(start) + 5 for start in self._beginnings
        )

    def masked_beginnings(self, text: str) -> str:
        """As `masked`, and with bars over words with which a name can begin, three letters at the least: so names are searched for."""
        return _WORD.sub(lambda word: BAR * len(word[0]) if self._is_begun(word[0]) else word[0], self.masked(text))

    def _is_begun(self, word: str) -> bool:
        folded = _folded(word)
        return len(folded) >= _SHORTEST and any(form.startswith(folded) for form in self._forms)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where names and the rest stand in a text: beginning and length of each word."""
        folded, digits = _folded(text), "".join(_DIGITS.findall(text))
        found = [span for detail in self._details for span in detail.spans(text, folded, digits)]
        return [
            (match.start(), len(match.group()))
            for match in _WORD.finditer(text)
            if self.is_name(match.group()) or any(start < match.end() and match.start() < end for start, end in found)
        ]

    def of_names(self, text: str) -> list[tuple[int, int]]:
        """Where words stand that can be one of the names: beginning and end of each."""
        return [match.span() for match in _WORD.finditer(text) if self.is_name(match.group())]

    def of_addresses(self, text: str) -> list[tuple[int, int]]:
        """Where addresses and papers stand: beginning and end of each."""
        return [span for detail in self._details if not detail.digits for span in detail.spans(text, _folded(text), "")]

    def of_phones(self, text: str) -> list[tuple[int, int]]:
        """Where telephones stand: beginning and end of each."""
        digits = "".join(_DIGITS.findall(text))
        return [span for detail in self._details if detail.digits for span in detail.spans(text, "", digits)]

    def masked(self, text: str, bar: str = BAR) -> str:
        """The text with a bar over every letter of a name."""
        for start, length in self.places(text):
            text = text[:start] + bar * length + text[start + length :]
        return text


def _words_of(person: Person) -> frozenset[str]:
    forms = tuple((part, tuple(person.forms[part].items())) for part in _PARTS if part in person.forms)
    return _words_of_name(person.surname, person.name, person.patronymic, person.sex, forms) | {
        word for alias in person.aliases for word in _words(alias)
    }


# The same people stand behind hit after hit while she types.
@lru_cache(maxsize=2048)
def _words_of_name(surname: str, name: str, patronymic: str, sex: str, forms: _Forms) -> frozenset[str]:
    whole = Name(surname=surname, name=name, patronymic=patronymic or None)
    declined = decline(whole, sex, confirmed={part: dict(of_part) for part, of_part in forms})
    return frozenset(word for case in CASES for word in _words(declined.full(case)))


@dataclass(frozen=True, repr=False)
class _Detail:
    """An address, a paper or a telephone. The expression is long in making and seldom needed: first its words are looked for."""

    words: tuple[str, ...]
    digits: str
    expression: str

    def spans(self, text: str, folded: str, digits: str) -> Iterator[tuple[int, int]]:
        if self.digits in digits and all(word in folded for word in self.words):
            for match in re.finditer(self.expression, text, re.IGNORECASE):
                yield match.span()


def _details(person: Person) -> Iterator[_Detail]:
    """An address and a paper are known by their words, a telephone by its digits, however they are set."""
    for text in (person.address, person.identity_paper):
        if words := _WORD.findall(text):
            yield _Detail(tuple(map(_folded, words)), "", r"(?<!\w)" + r"\W{1,4}".join(map(_either_e, words)) + r"(?!\w)")
    for phone in person.phones:
        # 8 and +7 before the last ten digits are the same telephone.
        if len(digits := "".join(_DIGITS.findall(phone))[-10:]) >= 5:
            yield _Detail((), digits, r"(?<!\d)(?:\+?\d\W{0,3}){0,2}?" + r"\W{0,3}".join(digits) + r"(?!\d)")


def _either_e(word: str) -> str:
    """The word as an expression; е stands for ё, too."""
    return re.sub("[её]", "[её]", re.escape(word), flags=re.IGNORECASE)


def _words(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        yield _folded(match.group())


def _folded(word: str) -> str:
    return word.casefold().replace("ё", "е")
