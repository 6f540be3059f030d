"""Which inputs are worth keeping: the smallest that together reach every step of the program that all of them reach."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import Any

from tests.fuzz.parsers import PARSERS

_OURS = str(Path("desktop").resolve())
_LARGEST = 16 * 1024  # bytes: what is longer is not kept


def smallest(name: str, inputs: Iterable[bytes]) -> list[bytes]:
    """Of these inputs for a parser those that reach a step no smaller one does."""
    seen, chosen = set[tuple[str, int, int]](), list[bytes]()
    for data in sorted({each for each in inputs if len(each) <= _LARGEST}, key=lambda each: (len(each), each)):
        steps = _steps(PARSERS[name], data)
        if steps - seen:
            seen |= steps
            chosen.append(data)
    return chosen


def _steps(parse: Callable[[bytes], None], data: bytes) -> set[tuple[str, int, int]]:
    """From which line to which line it went, in which of our files."""
    found = set[tuple[str, int, int]]()

    def enter(frame: FrameType, event: str, argument: Any) -> Callable[..., Any] | None:
        path = frame.f_code.co_filename
        if not path.startswith(_OURS):
            return None
        last = frame.f_lineno

        def step(inner: FrameType, what: str, _argument: Any) -> Callable[..., Any]:
            nonlocal last
            if what == "line":
                found.add((path, last, inner.f_lineno))
                last = inner.f_lineno
            return step

        return step

    sys.settrace(enter)
    try:
        parse(data)
    finally:
        sys.settrace(None)
    return found
