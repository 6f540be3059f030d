"""Phrases that refuse: the list she can add to, and where its phrases stand in a text."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from desktop import resources
from desktop.domain.values import Part

_LIST = "wording.txt"
_BETWEEN = 4
# Latin letters that look like Russian ones: «отказываюсь» with a Latin «o» reads the same on paper.
_ALIKE = str.maketrans("abcehkmoptxyё", "авсенкмортхуе")
# A sentence that speaks of one of these is never let off.
_SERVICE = re.compile(r"\b(?:участ|боев|операци|командировк|приказ|воева|фронт|служб)")
_SENTENCE_ENDS = re.compile(r"[.!?\n]")
# «Не могу не отказаться» refuses.
_NOT = re.compile(r"(?:\b(?:мог\w*|може\w*|смож\w*|нельзя)\s+не\s+)|(\bне\s+)$")


@dataclass(frozen=True, repr=False)
class Hit(Part):
    """A phrase that refuses: where it stands in the text, and its words there."""

    start: int
    end: int
    words: str


def shipped() -> tuple[str, ...]:
    """The lines of the shipped list, remarks left out."""
    return lines((resources.LISTS / _LIST).read_text(encoding="utf-8"))


def lines(text: str) -> tuple[str, ...]:
    """The lines of a list, remarks and empty lines left out."""
    return tuple(line for each in text.splitlines() if (line := each.strip()) and not line.startswith("#"))


def hits(text: str, phrases: Iterable[str]) -> tuple[Hit, ...]:
    """Where a text refuses, in its order; each place once."""
    folded = _folded(text)
    found, excused = _patterns(tuple(phrases))
    excuses = [match.span() for match in excused.finditer(folded)] if excused else []
    places = [
        match.span() for match in (found.finditer(folded) if found else ())
        if not _is_denied(folded, *match.span()) and not any(_excuses(folded, place, match.span()) for place in excuses)
    ]  # fmt: skip
    return tuple(Hit(start, end, text[start:end]) for start, end in places)


def _folded(text: str) -> str:
    """Small letters, ё as е, Latin look-alikes as Russian; every letter stays where it was."""
    return "".join(_fold(letter) for letter in text).translate(_ALIKE)


@lru_cache(maxsize=1024)
def _fold(letter: str) -> str:
    small = unicodedata.normalize("NFC", letter.lower())
    return small if len(small) == 1 else letter


def _is_denied(text: str, start: int, end: int) -> bool:
    """Whether «не» stands right before a phrase that does not say it itself: «не отказываюсь»."""
    if re.search(r"\bне\b", text[start:end]):
        return False
    before = _NOT.search(text[max(0, start - 30) : start])
    return bool(before and before[1])


def _excuses(text: str, excuse: tuple[int, int], place: tuple[int, int]) -> bool:
    if not (excuse[0] <= place[0] and place[1] <= excuse[1]):
        return False
    begins = max((match.end() for match in _SENTENCE_ENDS.finditer(text, 0, place[0])), default=0)
    ends = _SENTENCE_ENDS.search(text, place[1])
    return not _SERVICE.search(text[begins : ends.start() if ends else len(text)])


@lru_cache(maxsize=8)
def _patterns(phrases: tuple[str, ...]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    return _pattern(each for each in phrases if not each.startswith("-")), _pattern(each[1:] for each in phrases if each.startswith("-"))


def _pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """All phrases in one pattern, the longest first."""
    each = sorted({" ".join(_folded(phrase).replace("...", "…").split()) for phrase in phrases} - {""}, key=len, reverse=True)
    return re.compile("|".join(rf"(?:\b{_words(phrase)}\b)" for phrase in each)) if each else None


def _words(phrase: str) -> str:
    pattern = ""
    for word in phrase.split():
        if word == "…":
            pattern += rf"(?:[^\w.!?]+\w+){{0,{_BETWEEN}}}?"
        else:
            pattern += (r"[^\w.!?]+" if pattern else "") + re.escape(word).replace(r"\*", r"\w*")
    return pattern
