"""Merging: a text she has changed, when what it was made from changes too."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")

# Two spans of the same length: of what both came from, where nothing changed on either side; with the places in hers and in the new.
_Calm = tuple[int, int, int, int]
_Clash = Callable[[Sequence[str], Sequence[str], Sequence[str]], tuple[list[str], bool]]


def merged(hers: str, before: str, after: str) -> tuple[str, bool]:
    """Her text with what changed from `before` to `after`, and whether all of it found its place.

    Lines are put together first; within a line that changed on both sides, words. A word she has written over stays hers.
    """
    lines, whole = _woven(hers.split("\n"), before.split("\n"), after.split("\n"), _within_lines)
    return "\n".join(lines), whole


def _within_lines(hers: Sequence[str], before: Sequence[str], after: Sequence[str]) -> tuple[list[str], bool]:
    mine, base, new = (_PIECES.findall("\n".join(side)) for side in (hers, before, after))
    words, whole = _woven(mine, base, new, lambda kept, _before, _after: (list(kept), False))
    return "".join(words).split("\n"), whole


def _woven(hers: Sequence[str], before: Sequence[str], after: Sequence[str], clash: _Clash) -> tuple[list[str], bool]:
    """Three ways into one: what changed on one side only is taken from there; where both changed, `clash` decides."""
    made: list[str] = []
    whole = True
    base = mine = new = 0
    for start, mine_start, new_start, length in _calm(hers, before, after):
        ours, theirs, both = hers[mine:mine_start], after[new:new_start], before[base:start]
        if list(ours) == list(both):
            made += theirs
        elif list(theirs) in (list(both), list(ours)):
            made += ours
        else:
            decided, came_through = clash(ours, both, theirs)
            made += decided
            whole = whole and came_through
        made += before[start : start + length]
        base, mine, new = start + length, mine_start + length, new_start + length
    return made, whole


def _calm(hers: Sequence[str], before: Sequence[str], after: Sequence[str]) -> Iterator[_Calm]:
    """The spans of `before` that stand unchanged in both, in order; an empty one at the end."""
    in_hers, in_new = _blocks(before, hers), _blocks(before, after)
    left = right = 0
    while left < len(in_hers) and right < len(in_new):
        (mine_from, mine, mine_length), (new_from, new, new_length) = in_hers[left], in_new[right]
        start, end = max(mine_from, new_from), min(mine_from + mine_length, new_from + new_length)
        if start < end:
            yield start, mine + start - mine_from, new + start - new_from, end - start
        if mine_from + mine_length < new_from + new_length:
            left += 1
        else:
            right += 1
    yield len(before), len(hers), len(after), 0


def _blocks(before: Sequence[str], now: Sequence[str]) -> list[tuple[int, int, int]]:
    same = SequenceMatcher(a=before, b=now, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in same if block.size]
