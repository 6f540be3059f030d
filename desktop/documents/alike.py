"""Alike: what a letter shares, word for word, with letters of other people. A letter is his, not a form."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from desktop.domain.values import Part

# So many words in a row are no accident, and no turn of speech.
RUN = 7
_WORD = re.compile(r"\w+")
_BREAK = ""  # between two words that do not stand side by side


@dataclass(frozen=True, kw_only=True, repr=False)
class Shared(Part):
    """A run of words: where it stands in the text, its words, and how many other letters have it, too."""

    start: int
    end: int
    words: str
    letters: int


def shared(text: str, bare: str, others: Iterable[str]) -> tuple[Shared, ...]:
    """The runs of RUN words and more that stand in other letters, in their order.

    `bare` is what the template makes by itself, with nothing typed into it: what comes from there counts nowhere.
    """
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    folded = _own([_fold(word) for word, _start, _end in words], [_fold(word) for word in _WORD.findall(bare)])
    wanted = {run for place in range(len(folded) - RUN + 1) if _BREAK not in (run := tuple(folded[place : place + RUN]))}
    if not wanted:
        return ()
    found = [in_it for other in others if (in_it := wanted.intersection(_runs(other)))]
    spans = _spans(folded, set().union(*found))
    return tuple(
        Shared(
            start=words[first][1], end=words[last - 1][2], words=text[words[first][1] : words[last - 1][2]],
            letters=sum(any(run in each for run in _within(folded, first, last)) for each in found),
        ) for first, last in spans
    )  # fmt: skip


def _own(words: Sequence[str], bare: Sequence[str]) -> list[str]:
    """The words with a break in place of each that the template brought."""
    kept = list(words)
    for block in SequenceMatcher(None, bare, words, autojunk=False).get_matching_blocks():
        # A word or two in common says nothing of where they came from.
        if block.size > 2:
            kept[block.b : block.b + block.size] = [_BREAK] * block.size
    return kept


def _runs(text: str) -> Iterable[tuple[str, ...]]:
    words = [_fold(word) for word in _WORD.findall(text)]
    return zip(*(words[place:] for place in range(RUN)), strict=False)


def _within(words: Sequence[str], first: int, last: int) -> Iterable[tuple[str, ...]]:
    return (tuple(words[place : place + RUN]) for place in range(first, last - RUN + 1))


def _spans(words: Sequence[str], runs: set[tuple[str, ...]]) -> list[tuple[int, int]]:
    """From where to where the runs reach; those that overlap are one."""
    spans: list[tuple[int, int]] = []
    for place in range(len(words) - RUN + 1):
        if tuple(words[place : place + RUN]) not in runs:
            continue
        if spans and place < spans[-1][1]:
            spans[-1] = (spans[-1][0], place + RUN)
        else:
            spans.append((place, place + RUN))
    return spans


def _fold(word: str) -> str:
    return word.lower().replace("ё", "е")
