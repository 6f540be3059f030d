"""Phrases that refuse: the list she can add to, and where its phrases stand in a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from desktop import resources
from desktop.documents import phrases as wording
from desktop.documents.phrases import Reading
from desktop.domain.values import Part

_LIST = "wording.txt"
# A sentence that speaks of one of these is never let off; the copy of an order is a paper, not an order.
_SERVICE = re.compile(r"\b(?:участ|боев|операци|командировк|воева|фронт|служб|(?<!копия )(?<!копии )(?<!копию )(?<!копией )(?<!из )приказ)")
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
    return wording.lines((resources.LISTS / _LIST).read_text(encoding="utf-8"))


def hits(text: str, phrases: Iterable[str]) -> tuple[Hit, ...]:
    """Where a text refuses, in its order; each place once."""
    found, excused, tight = _patterns(tuple(phrases))
    if found is None or tight is None:
        return ()
    places = [place for reading in wording.readings(text) for place in _places(reading, found, excused)]
    # A word set letter by letter is never let off: nobody writes «не отказываюсь» like that.
    places += [reading.span(*match.span()) for reading in wording.spaced(text) for match in tight.finditer(reading.text)]
    return tuple(Hit(start, end, text[start:end]) for start, end in _once(places))


def _places(reading: Reading, found: re.Pattern[str], excused: re.Pattern[str] | None) -> list[tuple[int, int]]:
    text = reading.text
    excuses = [match.span() for match in excused.finditer(text)] if excused else []
    return [
        reading.span(*match.span()) for match in found.finditer(text)
        if not _is_denied(text, *match.span()) and not any(_excuses(text, excuse, match.span()) for excuse in excuses)
    ]  # fmt: skip


def _once(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In their order; of those that overlap, the first."""
    kept: list[tuple[int, int]] = []
    for place in sorted(places):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return kept


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
def _patterns(phrases: tuple[str, ...]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None]:
    refusing = [each for each in phrases if not each.startswith("-")]
    excusing = [each[1:] for each in phrases if each.startswith("-")]
    return wording.pattern(refusing), wording.pattern(excusing), wording.squeezed(refusing)
