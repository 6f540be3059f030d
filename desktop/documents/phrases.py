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


# Refusals, risky words and the draft's own colours look through the same text, one after the other.
@lru_cache(maxsize=8)
def readings(text: str) -> tuple[Reading, ...]:
    """The ways a text can be read: as it stands, and with broken words joined where there are any."""
    plain = _plain(text)
    return (plain, _without(plain, _BROKEN)) if _BROKEN.search(plain.text) else (plain,)


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


class _Folds(dict[int, str]):
    """Each letter as it is looked for, made when it is first met: for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold(chr(code))
        return self[code]


_FOLDS = _Folds()


@lru_cache(maxsize=8)
def _plain(text: str) -> Reading:
    quick = text.translate(_FOLDS)
    if len(quick) == len(text):  # nothing invisible, nothing in two pieces: each letter stands where it stood
        return Reading(_with_digits_read(quick), tuple(range(len(text))))
    letters, places = [], []
    for place, letter in enumerate(text):
        if seen := _fold(letter):
            letters.append(seen)
            places.append(place)
        elif letters and len(whole := unicodedata.normalize("NFC", letters[-1] + letter)) == 1:
            letters[-1] = _fold(whole)  # «и» and a breve typed apart are «й»; an accent is no letter
    return Reading(_with_digits_read("".join(letters)), tuple(places))


def _with_digits_read(text: str) -> str:
    """Digits inside a word read as the letters they look like."""
    return _WITH_DIGIT.sub(lambda word: word[0].translate(_DIGITS), text)


@lru_cache(maxsize=1024)
def _fold(letter: str) -> str:
    """A letter as it is looked for; empty for what nobody sees."""
    if unicodedata.category(letter) in _INVISIBLE:
        return ""
    small = unicodedata.normalize("NFC", letter.lower())
    return small.translate(_ALIKE) if len(small) == 1 else letter


def _without(reading: Reading, gone: re.Pattern[str]) -> Reading:
    texts: list[str] = []
    places: list[int] = []
    start = 0
    for first, last in [*(match.span() for match in gone.finditer(reading.text)), (len(reading.text), 0)]:
        texts.append(reading.text[start:first])
        places += reading.places[start:first]
        start = last
    return Reading("".join(texts), tuple(places))


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
