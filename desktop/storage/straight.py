"""A new file written past the memory that the system has of files: half the work, and what is read back comes from the medium."""

import errno
import fcntl
import mmap
import os
from collections.abc import Callable
from queue import Queue
from threading import Thread
from typing import BinaryIO

BLOCK = 4 * 1024 * 1024  # bytes that go to the disk at a time; aligned to its sectors, whatever they are
_BLOCKS = 3  # one is being filled, one written, one waits


class Straight:
    """Takes the bytes of an empty file. Whole blocks go to the disk on a thread of their own, and `wrote` hears of them there.

    A file system that cannot do without the system's memory (some of FUSE) is written to the ordinary way.
    """

    def __init__(self, file: BinaryIO, wrote: Callable[[int], None]) -> None:
        self._descriptor, self._wrote = file.fileno(), wrote
        self._block, self._filled, self._at = mmap.mmap(-1, BLOCK), 0, 0
        self._free, self._full = Queue[mmap.mmap](), Queue[mmap.mmap | None]()
        self._thread: Thread | None = None
        self._error: OSError | MemoryError | None = None

    def write(self, piece: bytes) -> int:
        """Take the next bytes. Raises OSError and MemoryError, for earlier ones, too."""
        left = memoryview(piece)
        while left:
            part = left[: BLOCK - self._filled]
            self._block[self._filled : self._filled + len(part)] = part
            self._filled += len(part)
            left = left[len(part) :]
            if self._filled == BLOCK:
                self._hand_over()
        return len(piece)

    def finish(self) -> None:
        """Write what is left; it is no whole block. Raises OSError."""
        self.give_up()
        self._raise()
        self._go_straight(False)
        self._put(memoryview(self._block)[: self._filled])
        self._filled = 0

    def give_up(self) -> None:
        """End the thread; twice is no harm."""
        if self._thread is not None:
            self._full.put(None)
            self._thread.join()
            self._thread = None

    def _hand_over(self) -> None:
        if self._thread is None:
            self._go_straight(True)
            for _ in range(_BLOCKS - 1):
                self._free.put(mmap.mmap(-1, BLOCK))
            self._thread = Thread(target=self._run, daemon=True)
            self._thread.start()
        self._full.put(self._block)
        self._block, self._filled = self._free.get(), 0
        self._raise()

    def _run(self) -> None:
        while (block := self._full.get()) is not None:
            try:
                if self._error is None:
                    self._put(memoryview(block))
            except (OSError, MemoryError) as error:
                self._error = error
            self._free.put(block)

    def _put(self, left: memoryview) -> None:
        size = len(left)
        while left:
            try:
                done = os.pwrite(self._descriptor, left, self._at)
            except OSError as error:
                if error.errno != errno.EINVAL or not self._go_straight(False):
                    raise
            else:
                self._at += done
                left = left[done:]
        self._wrote(size)

    def _go_straight(self, wanted: bool) -> bool:
        """Whether that is another way than before."""
        flags = fcntl.fcntl(self._descriptor, fcntl.F_GETFL)
        wished = flags | os.O_DIRECT if wanted else flags & ~os.O_DIRECT
        try:
            fcntl.fcntl(self._descriptor, fcntl.F_SETFL, wished)
        except OSError:
            return False
        return wished != flags

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error
