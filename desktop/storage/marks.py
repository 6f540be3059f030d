"""Where what was searched for stands in a text: by the beginnings of words, by their other forms, е for ё, and phrases whole."""

import re
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop.domain import phones
from desktop.domain.asked import Asked
from desktop.storage import tokens, word_forms

Span = tuple[int, int]  # beginning and end, in letters

_WITH_SIGNS = re.compile("(?s).[\u0300-\u036f]*")  # a letter, and the signs that stand above and below it
_BETWEEN = r"[\s()./-]{0,3}"  # what may stand between the digits of a telephone number
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Marker:
    """Knows the words and phrases of one search, and finds them in a text as the search index does."""

    words: str
    phrases: tuple[str, ...] = ()

    @classmethod
    def of(cls, asked: Asked) -> "Marker":
        """The marker of what was asked; what was left out is nowhere."""
        return cls(asked.words, asked.phrases)

    def __bool__(self) -> bool:
        return bool(self._beginnings or self._wholes)

    def spans(self, text: str) -> list[Span]:
        """Where they stand, in order; no two of them overlap."""
        plain, places = _compared(text)
        found, ended = list[Span](), 0
        for begun, end in self._in_plain(plain):
            start, ended = max(begun, ended), end
            found.append((start, end) if places is None else (places[start], places[end]))
        return found

    def first(self, text: str) -> int:
        """Where the first of them stands: a beginning of a word, else another form; 0 where none does."""
        plain, places = _compared(text)
        begun = self._begun.search(plain) if self._beginnings and not self._number else None
        start = begun.start() if begun else next(self._in_plain(plain), (0, 0))[0]
        return start if places is None else places[start]

    def _in_plain(self, plain: str) -> Iterator[Span]:
        if self._number:
            yield from (match.span() for match in self._number.finditer(plain))
            return
        if not self._wholes:
            yield from (word.span() for word in _WORD.finditer(plain) if self._is_form(word[0]))
            return
        longest = max(map(len, self._wholes))
        found = deque[re.Match[str]](maxlen=longest)  # this word, and those before it with which a phrase may have begun
        for word in _WORD.finditer(plain):
            found.append(word)
            said = [each[0] for each in found]
            begun = next((found[-len(whole)] for whole in self._wholes if whole == said[-len(whole) :]), None)
            if begun is not None:
                yield begun.start(), word.end()
            elif self._is_form(word[0]):
                yield word.span()

    def _is_form(self, word: str) -> bool:
        return bool(self._beginnings) and (word.startswith(self._beginnings) or not self._stems.isdisjoint(word_forms.stems(word)))

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return tuple(tokens.words(self.words))

    @cached_property
    def _begun(self) -> re.Pattern[str]:
        return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, self._beginnings)) + ")")

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem for word in self._beginnings for stem in word_forms.stems(word))

    @cached_property
    def _wholes(self) -> tuple[list[str], ...]:
        return tuple(words for phrase in self.phrases if (words := tokens.words(phrase)))

    @cached_property
    def _number(self) -> re.Pattern[str] | None:
        """A telephone number stands there as people set it, with 8 or +7 before it."""
        number = min(phones.as_words(self.words), key=len, default="")
        country = rf"(?:\+?[78]{_BETWEEN})?" if len(number) > phones.LAST else ""
        return re.compile(country + _BETWEEN.join(number) + r"(?!\d)") if number else None


def in_sight(spans: Sequence[Span], hidden: Sequence[Span]) -> list[Span]:
    """The spans of which no letter is hidden: a mark over a bar would say which name stands below it."""
    return [span for span in spans if not any(start < span[1] and span[0] < end for start, end in hidden)]


def _compared(text: str) -> tuple[str, list[int] | None]:
    """The text as it is compared, and where each of its letters stands in what was given; None where at the same place."""
    if unicodedata.is_normalized("NFC", text):
        return tokens.plain(text), None
    parts, places = list[str](), list[int]()
    for match in _WITH_SIGNS.finditer(text):
        part = tokens.plain(match[0])
        parts.append(part)
        places += [match.start(), *[match.end()] * (len(part) - 1)]
    return "".join(parts), [*places, len(text)]
