"""Phrases: lists of words to look for, and where they stand in a text, however they were typed.

One phrase a line, ё or е alike, small letters or capitals: `*` stands for any letters, `#` for a number, `…` for up to four words
between. Latin and other letters that look Russian, digits for letters, invisible characters, accents, words broken at the end
of a line and words with space between all their letters are read as what they look like on paper.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_BETWEEN = 4
# Letters of other scripts that look like Russian ones: «отказываюсь» with a Latin «o» reads the same on paper.
_ALIKE = str.maketrans("abcehkmnoprtuxyiёіїєүһαβεικορτυχ", "авсенкмпоргтихуиеииеунавеикортух")
_DIGITS = str.maketrans("0346", "озчб")
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010-\u2015_*·'’]+[ \t]*\n?[ \t]*(?=[^\W\d_])")
# Single letters with little between them, five or more: «о т к а з», «о.т.к.а.з», «О-Т-К-А-З».
_SPACED = re.compile(r"(?<!\w)(?:\w[^\w\n]{1,4}){4,}\w(?!\w)")
_WITH_DIGIT = re.compile(r"\w*(?:[^\W\d_][0346]|[0346][^\W\d_])\w*")


@dataclass(frozen=True)
class Reading:
    """A text as it is looked through, and where each of its letters stands in the text itself."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of it stands in the text itself."""
        return self.places[start], self.places[end - 1] + 1


def lines(text: str) -> tuple[str, ...]:
    """The lines of a list, remarks and empty lines left out."""
    return tuple(line for each in text.splitlines() if (line := each.strip()) and not line.startswith("#"))


def readings(text: str) -> Iterator[Reading]:
    """The ways a text can be read: as it stands, and with broken words joined where there are any."""
    plain = _plain(text)
    yield plain
    if _BROKEN.search(plain.text):
        yield _without(plain, _BROKEN)


def spaced(text: str) -> Iterator[Reading]:
    """Each run of letters with space between them, the space taken out."""
    plain = _plain(text)
    for run in _SPACED.finditer(plain.text):
        kept = [place for place in range(*run.span()) if plain.text[place].isalnum()]
        yield Reading("".join(plain.text[place] for place in kept).translate(_DIGITS), tuple(plain.places[place] for place in kept))


def pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of the phrases in a reading, the longest first; None where there is none."""
    return _any(rf"(?:{_words(phrase)})" for phrase in _each(phrases))


def squeezed(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """The same for a run whose space was taken out."""
    return _any(r"\w{0,24}?".join(re.escape(word).replace(r"\*", r"\w{0,3}") for word in phrase.replace("…", " ").split())
                for phrase in _each(phrases) if "#" not in phrase)  # fmt: skip


def folded(text: str) -> str:
    """The text as it is looked through."""
    return _plain(text).text


def _plain(text: str) -> Reading:
    letters, places = [], []
    for place, letter in enumerate(text):
        if seen := _fold(letter):
            letters.append(seen)
            places.append(place)
        elif letters and len(whole := unicodedata.normalize("NFC", letters[-1] + letter)) == 1:
            letters[-1] = _fold(whole)  # «и» and a breve typed apart are «й»; an accent is no letter
    read = _WITH_DIGIT.sub(lambda word: word[0].translate(_DIGITS), "".join(letters))
    return Reading(read, tuple(places))


@lru_cache(maxsize=1024)
def _fold(letter: str) -> str:
    """A letter as it is looked for; empty for what nobody sees."""
    if unicodedata.category(letter) in _INVISIBLE:
        return ""
    small = unicodedata.normalize("NFC", letter.lower())
    return small.translate(_ALIKE) if len(small) == 1 else letter


def _without(reading: Reading, gone: re.Pattern[str]) -> Reading:
    out = {place for match in gone.finditer(reading.text) for place in range(*match.span())}
    kept = [place for place in range(len(reading.text)) if place not in out]
    return Reading("".join(reading.text[place] for place in kept), tuple(reading.places[place] for place in kept))


def _each(phrases: Iterable[str]) -> list[str]:
    return sorted({" ".join(folded(phrase).replace("...", "…").split()) for phrase in phrases} - {""}, key=len, reverse=True)


def _any(each: Iterable[str]) -> re.Pattern[str] | None:
    alternatives = "|".join(each)
    return re.compile(rf"\b(?:{alternatives})") if alternatives else None


def _words(phrase: str) -> str:
    made = ""
    for word in phrase.split():
        if word == "…":
            made += rf"(?:[^\w.!?]+\w+){{0,{_BETWEEN}}}?"
        else:
            made += (r"[^\w.!?]+" if made else "") + re.escape(word).replace(r"\*", r"\w*").replace(r"\#", r"\d+")
    return made + r"\b" if made[-1:] != "?" else made
