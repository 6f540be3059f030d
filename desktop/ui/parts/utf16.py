"""Places in a text as Qt counts them."""

from collections.abc import Iterable, Iterator


def units(text: str) -> int:
    """How many places Qt counts in a text: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def places(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Beginnings and ends as Qt counts them, of spans that stand in order and beside each other: the text is counted once."""
    done = at = 0
    for start, end in spans:
        begun = at + units(text[done:start])
        done, at = end, begun + units(text[start:end])
        yield begun, at
