"""Breaking text into lines: greedy, hyphenated where the line would gape, never at the cost of a letter."""

import re
from collections import deque
from dataclasses import dataclass
from functools import cache, lru_cache

import pyphen

from desktop.documents.fonts import Face
from desktop.documents.russian import tied

# A word longer than this is cut where the line ends; looking for syllables in it would take minutes.
LONGEST_WORD = 60
_SHORTEST = 2
_SHORTEST_LAST = 5  # a last line of three letters is no line
_HYPHENS_IN_A_ROW = 2
# A line is left alone while its spaces need not grow by more than this, in parts of the size of the letters.
_EASY_STRETCH = 0.28

_NBSP = "\N{NO-BREAK SPACE}"
_LETTERS = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True, repr=False)
class Broken:
    """A line: its text, and whether more of the paragraph follows it (only then is it stretched to the margin)."""

    text: str
    width: float
    goes_on: bool


@lru_cache(maxsize=512)
def lines(text: str, face: Face, size: float, width: float, *, first: float | None = None, hyphenate: bool = True) -> tuple[Broken, ...]:
    """The lines of a paragraph for a column of `width` points, its first line `first` points wide. At least one, perhaps empty.

    Kept for a while: between two looks at a page she changes one paragraph of it, and letters of one kind share most.
    """
    column = _Column(face, size, width, width if first is None else first, hyphenate=hyphenate)
    words = deque(word for word in tied(text).split(" ") if word)
    while words:
        word = words.popleft()
        column.least = _SHORTEST if words else _SHORTEST_LAST
        if len(word) > LONGEST_WORD and _NBSP in word:
            words.extendleft(reversed(word.split(_NBSP)))
        elif len(word) > LONGEST_WORD:
            column.put_cut(word)
        else:
            column.put(word)
    return column.finished()


class _Column:
    """A column being filled, line by line."""

    def __init__(self, face: Face, size: float, width: float, first: float, *, hyphenate: bool) -> None:
        self._face, self._size, self._width, self._room, self._hyphenate = face, size, width, first, hyphenate
        self.least = _SHORTEST  # letters of a word that may go to the next line
        self._space = face.width(" ", size)
        self._line, self._used, self._hyphens = "", 0.0, 0
        self._done: list[Broken] = []

    def put(self, word: str) -> None:
        """Set a word: on this line, in part, or on the next."""
        while word:
            start = self._used + self._space if self._line else 0.0
            wide = self._face.width(word, self._size)
            if start + wide <= self._room + 0.01:
                self._add(word, start + wide)
                return
            head, word = self._part(word, self._room - start)
            if head:
                self._add(head, start + self._face.width(head, self._size))
            self._end(hyphen=bool(head) and head.endswith("-"))

    def put_cut(self, word: str) -> None:
        """Set a word nobody could read, letter after letter, from the beginning of a line."""
        if self._line:
            self._end(hyphen=False)
        start, used = 0, 0.0
        for place, letter in enumerate(word):
            wide = self._face.width(letter, self._size)
            if used + wide > self._room and place > start:
                self._add(word[start:place], used)
                self._end(hyphen=False)
                start, used = place, 0.0
            used += wide
        self._add(word[start:], used)

    def finished(self) -> tuple[Broken, ...]:
        """The lines, the last of them not to be stretched."""
        if self._line or not self._done:
            self._done.append(Broken(self._line, self._used, goes_on=False))
        return tuple(self._done)

    def _add(self, text: str, used: float) -> None:
        self._line, self._used = (f"{self._line} {text}" if self._line else text), used

    def _end(self, *, hyphen: bool) -> None:
        self._done.append(Broken(self._line, self._used, goes_on=True))
        self._line, self._used, self._room = "", 0.0, self._width
        self._hyphens = self._hyphens + 1 if hyphen else 0

    def _part(self, word: str, room: float) -> tuple[str, str]:
        """What of `word` still goes on this line, and what is left of it."""
        if self._hyphenate and self._gapes and (not self._line or self._hyphens < _HYPHENS_IN_A_ROW):
            for place in _places(word):
                if (
                    len(word) - place >= self.least
                    and self._face.width(word[:place], self._size) + self._face.width("-", self._size) <= room
                ):
                    return word[:place] + "-", word[place:]
        if self._line:
            return "", word
        place = len(word)
        while place > 1 and self._face.width(word[:place], self._size) > room:
            place -= 1
        return word[:place], word[place:]

    @property
    def _gapes(self) -> bool:
        gaps = self._line.count(" ") + self._line.count(_NBSP)
        return self._room - self._used > gaps * _EASY_STRETCH * self._size


@lru_cache(maxsize=4096)
def _places(word: str) -> tuple[int, ...]:
    """Where a word may be parted with a hyphen, the last place first. Numbers and abbreviations stay whole."""
    found = []
    for match in _LETTERS.finditer(word):
        run = match[0]
        if not run.isupper():
            found += [match.start() + place for place in _hyphenation().positions(run.lower()) if _fits(word, match, place)]
    return tuple(sorted(found, reverse=True))


def _fits(word: str, run: re.Match[str], place: int) -> bool:
    """Whether both parts are long enough; next to a hyphen of its own, a part of two letters is not."""
    before = _SHORTEST + (word[run.start() - 1 : run.start()] == "-")
    behind = _SHORTEST + (word[run.end() : run.end() + 1] == "-")
    return before <= place <= len(run[0]) - behind


@cache
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="ru_RU", left=_SHORTEST, right=_SHORTEST)
