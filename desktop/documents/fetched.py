"""A stranger's file as the child sees it that draws it: part by part, as it needs them; it was never given the whole."""

import io
from collections.abc import Callable
from typing import Any

from desktop.documents.drawing import MOST_WANTED

_PART = 64 * 1024  # as a sealed file has them: each is opened once


class Fetched(io.RawIOBase):
    """Reads by asking for so many bytes from somewhere; what was given is kept."""

    def __init__(self, ask: Callable[[int, int], bytes], size: int) -> None:
        self._ask, self._size, self._at = ask, size, 0
        self._parts: dict[int, bytes] = {}

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, at: int, whence: int = io.SEEK_SET) -> int:
        """Go there; where that is."""
        self._at = at + (0, self._at, self._size)[whence]
        return self._at

    def tell(self) -> int:
        """Where it stands."""
        return self._at

    def readinto(self, into: Any) -> int:
        """Fill this with what comes next; how many bytes that were."""
        room = memoryview(into).cast("B")
        end = min(self._at + len(room), self._size)
        filled = 0
        for number in range(self._at // _PART, -(-end // _PART)):
            if number not in self._parts:
                self._fetch(number, end)
            start = self._at + filled - number * _PART
            part = memoryview(self._parts[number])[start : start + end - self._at - filled]
            room[filled : filled + len(part)] = part
            filled += len(part)
        self._at += filled
        return filled

    def readall(self) -> bytes:
        """All of it, from its beginning; nothing of that is kept."""
        pieces = (self._ask(at, min(MOST_WANTED, self._size - at)) for at in range(0, self._size, MOST_WANTED))
        return b"".join(pieces)

    def _fetch(self, first: int, end: int) -> None:
        start = first * _PART
        data = self._ask(start, min(-(-end // _PART) * _PART - start, MOST_WANTED, self._size - start))
        for at in range(0, len(data), _PART):
            self._parts[first + at // _PART] = data[at : at + _PART]
