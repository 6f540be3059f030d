"""What is done to the page of a paper before it goes into a working copy; the sealed original stays as it came."""

import json
from dataclasses import asdict, dataclass

from desktop.domain.values import Part

MOST_DEGREES = 45.0  # what is more is turned by quarters first


@dataclass(frozen=True, kw_only=True, repr=False)
class Mend(Part):
    """How a page is put right, in this order: quarters, degrees, edges, colours."""

    quarters: int = 0  # a quarter turn to the right, so many times
    degrees: float = 0.0  # to the right, after that
    cut: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # the share taken off at the left, top, right, bottom
    black_and_white: bool = False


@dataclass(frozen=True, kw_only=True, repr=False)
class Leaf(Part):
    """One page of a working copy: the paper it is of, its number there, from 0, and what is done to it."""

    paper: str
    page: int
    mend: Mend = Mend()
    begins: bool = False  # a copy of its own begins with this page


def copies_of(leaves: tuple[Leaf, ...]) -> tuple[tuple[Leaf, ...], ...]:
    """The leaves by the copies they make: a new one begins where a leaf says so."""
    done: list[list[Leaf]] = []
    for leaf in leaves:
        if leaf.begins or not done:
            done.append([])
        done[-1].append(leaf)
    return tuple(map(tuple, done))


def written(leaves: tuple[Leaf, ...]) -> str:
    """The leaves as text, for a draft."""
    return json.dumps([asdict(leaf) for leaf in leaves])


def read(text: str) -> tuple[Leaf, ...]:
    """The leaves a draft holds; none where it holds no such thing."""
    try:
        return tuple(_leaf(**each) for each in json.loads(text))
    except (TypeError, ValueError, KeyError):
        return ()


def _leaf(*, mend: dict[str, object], **rest: object) -> Leaf:
    cut = mend.pop("cut")
    return Leaf(mend=Mend(cut=tuple(cut), **mend), **rest)  # type: ignore[arg-type]
