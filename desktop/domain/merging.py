"""Merging: a text she has changed, when what it was made from changes too."""

from difflib import SequenceMatcher


def merged(hers: str, before: str, after: str) -> tuple[str, bool]:
    """Her text with the lines that changed from `before` to `after`, and whether all of them found their place.

    A line she has written over stays hers.
    """
    lines, old, new = hers.split("\n"), before.split("\n"), after.split("\n")
    whole = True
    for tag, first, last, start, end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        # An insertion is anchored by the line before it; a change stands by itself.
        anchor = old[first - 1 : first] if tag == "insert" else []
        place = _find(lines, anchor + old[first:last])
        if place < 0 or not (anchor or old[first:last]):
            whole = False
            continue
        lines[place : place + len(anchor) + last - first] = anchor + new[start:end]
    return "\n".join(lines), whole


def _find(lines: list[str], wanted: list[str]) -> int:
    """Where these lines stand one under the other; -1 where they do not, or not only once."""
    places = [start for start in range(len(lines) - len(wanted) + 1) if lines[start : start + len(wanted)] == wanted]
    return places[0] if len(places) == 1 else -1
