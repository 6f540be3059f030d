"""One plain ustar: what any `tar` reads, written one way only, so that nothing else need be understood when reading.

A member is a regular file with the few facts below, everything else fixed. A reader builds the block a member of that
name and size must have and compares: links, devices, sparse files, pax and GNU extensions cannot even be said.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

BLOCK = 512
LARGEST = 8 * 1024**3 - 1  # eleven octal digits
END = bytes(2 * BLOCK)

# 1980: the oldest day every file system knows, and older than anything it could tell.
_TIME = 315532800
_SIZE = slice(124, 136)


class TarDamaged(Exception):
    """It is no tar of the one form; `where` names the member, or says "cut" or "appended"."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class Sink(Protocol):
    """Takes what a tar holds, piece by piece; raises what it does not like."""

    def begin(self, name: str, size: int) -> None:
        """A member begins."""

    def data(self, piece: bytes) -> None:
        """The next bytes of the member."""

    def end(self) -> None:
        """The member is complete."""


def head(name: str, size: int) -> bytes:
    """The block before a member."""
    if not 0 <= size <= LARGEST or not 0 < len(name.encode("ascii")) <= 100:
        raise ValueError("no member of a plain tar")
    block = bytearray(BLOCK)
    for at, field in (
        (0, name.encode("ascii")),
        (100, b"0000600\0"),
        (108, b"0000000\0"),
        (116, b"0000000\0"),
        (124, b"%011o\0" % size),
        (136, b"%011o\0" % _TIME),
        (148, b" " * 8),
        (156, b"0"),
        (257, b"ustar\x0000"),
        (329, b"0000000\0"),
        (337, b"0000000\0"),
    ):
        block[at : at + len(field)] = field
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def padding(size: int) -> bytes:
    """The zeros after a member of that size."""
    return bytes(-size % BLOCK)


def member(name: str, content: bytes) -> bytes:
    """A small member, whole."""
    return head(name, len(content)) + content + padding(len(content))


def weight(*sizes: int) -> int:
    """The bytes a tar of members of these sizes takes."""
    return sum(BLOCK + size + len(padding(size)) for size in sizes) + len(END)


def said_by(block: bytes) -> tuple[str, int] | None:
    """The name and size a block tells; None unless it is exactly the block `head` would make."""
    name = block[: block.find(b"\0")] if b"\0" in block[:101] else block[:100]
    digits = block[_SIZE][:-1]
    if not name or not name.isascii() or not digits.isdigit() or b"8" in digits or b"9" in digits:
        return None
    size = int(digits, 8)
    told = name.decode("ascii")
    return (told, size) if head(told, size) == block else None


def windows(file: BinaryIO, allowed: Callable[[str, int], bool]) -> Iterator[tuple[str, int, int]]:
    """The name, offset and size of each member of a seekable file; all of the file must be accounted for.

    Raises TarDamaged: "cut" where the file ends too early, "appended" where something follows, else the member.
    """
    length = file.seek(0, 2)
    at, last = 0, "the beginning"
    while True:
        file.seek(at)
        block = file.read(BLOCK)
        if len(block) < BLOCK:
            raise TarDamaged("cut")
        if not any(block):
            break
        said = said_by(block)
        if said is None or not allowed(*said):
            raise TarDamaged(last)
        last, size = said
        after = at + BLOCK + size
        file.seek(after)
        zeros = file.read(len(padding(size)))
        if after + len(padding(size)) > length:
            raise TarDamaged("cut")
        if any(zeros):
            raise TarDamaged(last)
        yield last, at + BLOCK, size
        at = after + len(zeros)
    if length < at + len(END):
        raise TarDamaged("cut")
    file.seek(at)
    if length > at + len(END) or any(file.read(len(END))):
        raise TarDamaged("appended")


class Unpacking:
    """Takes a tar in pieces of any size, as a file to write to, and hands its members to a sink.

    `digest()` is SHA-256 of all bytes up to the member that began last, its block left out.
    """

    def __init__(self, sink: Sink, allowed: Callable[[str, int], bool]) -> None:
        self._sink, self._allowed = sink, allowed
        self._hash = hashlib.sha256()
        self._block = bytearray()
        self._left = self._padding = self._zeros = 0
        self._last = "the beginning"
        self._before = b""

    def digest(self) -> bytes:
        """SHA-256 of all before the member that began last."""
        return self._before

    def write(self, piece: bytes) -> int:
        """Take the next bytes. Raises TarDamaged, and whatever the sink raises."""
        at, view = 0, memoryview(piece)
        while at < len(view):
            if self._left:
                at += self._body(view[at : at + self._left])
            elif self._padding:
                at += self._pad(view[at : at + self._padding])
            else:
                at += self._head(view[at : at + BLOCK - len(self._block)])
        return len(piece)

    def flush(self) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        """The bytes are at their end. Raises TarDamaged("cut") if the tar is not."""
        if self._zeros != 2 or self._block:
            raise TarDamaged("cut")

    def _body(self, part: memoryview) -> int:
        self._hash.update(part)
        self._sink.data(bytes(part))
        self._left -= len(part)
        if not self._left:
            self._sink.end()
        return len(part)

    def _pad(self, part: memoryview) -> int:
        if any(part):
            raise TarDamaged(self._last)
        self._hash.update(part)
        self._padding -= len(part)
        return len(part)

    def _head(self, part: memoryview) -> int:
        self._block += part
        if len(self._block) == BLOCK:
            block = bytes(self._block)
            self._block.clear()
            self._whole_block(block)
        return len(part)

    def _whole_block(self, block: bytes) -> None:
        if not any(block) and self._zeros < 2:
            self._zeros += 1
            return
        if self._zeros:
            raise TarDamaged("appended")
        said = said_by(block)
        if said is None or not self._allowed(*said):
            raise TarDamaged(self._last)
        self._last, size = said
        self._before = self._hash.digest()
        self._hash.update(block)
        self._left, self._padding = size, len(padding(size))
        self._sink.begin(self._last, size)
        if not size:
            self._sink.end()
