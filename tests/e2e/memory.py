"""What a running process holds in its memory."""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_MAP = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) (r...) ")
_PIECE = 16 * 1024 * 1024


def hits(pid: int, words: Iterable[str]) -> dict[str, int]:
    """How often each word lies in the memory of a process, in UTF-8 or UTF-16. Needs root."""
    words = tuple(words)
    patterns = [(word, word.encode(code)) for word in words for code in ("utf-8", "utf-16-le")]
    found = dict.fromkeys(words, 0)
    with Path(f"/proc/{pid}/mem").open("rb") as memory:
        for line in Path(f"/proc/{pid}/maps").read_text("ascii", "replace").splitlines():
            if match := _MAP.match(line):
                for piece in _pieces(memory, int(match[1], 16), int(match[2], 16)):
                    for word, pattern in patterns:
                        found[word] += piece.count(pattern)
    return found


def has_come(pid: int, *words: str) -> bool:
    """Whether each word lies in what the process can write to: a quick look, to wait for what is coming. Needs root."""
    missing = {word: [word.encode(code) for code in ("utf-8", "utf-16-le")] for word in words}
    with Path(f"/proc/{pid}/mem").open("rb") as memory:
        for line in Path(f"/proc/{pid}/maps").read_text("ascii", "replace").splitlines():
            if (match := _MAP.match(line)) and match[3].startswith("rw"):
                for piece in _pieces(memory, int(match[1], 16), int(match[2], 16)):
                    missing = {word: codes for word, codes in missing.items() if not any(code in piece for code in codes)}
                    if not missing:
                        return True
    return False


def _pieces(memory: BinaryIO, start: int, end: int) -> Iterable[bytes]:
    while start < end:
        try:
            memory.seek(start)
            yield memory.read(min(_PIECE, end - start))
        except (OSError, OverflowError, ValueError):
            return
        start += _PIECE


def family(pid: int) -> list[int]:
    """The process and everything it started."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        # A process may end while its folder is being read.
        with suppress(OSError):
            for child in task.read_text("ascii").split():
                found += family(int(child))
    return found


def is_replaced(pid: int) -> bool:
    """Whether the process is a locked program that took the place of an unlocked one. Needs root."""
    try:
        return b"PORTFEL_LOCKED=" in Path(f"/proc/{pid}/environ").read_bytes()
    except (ProcessLookupError, FileNotFoundError):
        # For a moment of the replacing the process has no memory at all.
        return False
