"""A sealed file read back from the medium and opened, while its end is still being written.

The library seals in this process; what it made is opened by another one (`cryptography`), as the age specification has it, and must give
the bytes that went in. A part is looked at as soon as the disk has it, so the proof takes hardly longer than the writing.
"""

import mmap
import os
from collections.abc import Callable
from threading import Condition, Thread
from typing import BinaryIO

from desktop.storage import age
from desktop.storage.age import AgeDamaged, KeyDoesNotFit, Writable
from desktop.storage.age_chunks import SEALED, Chunks, begun
from desktop.storage.straight import BLOCK

PART = 32 * 1024 * 1024  # bytes that are flushed, forgotten and read back at a time


class Opening:
    """Opens an age file as its bytes are written to it, into `target`. What came out must not be believed before `finish` returns."""

    def __init__(self, identity: str, target: Writable) -> None:
        self._identity, self._target = identity, target
        self._waiting, self._number = bytearray(), 0
        self._chunks: Chunks | None = None

    def write(self, piece: bytes | memoryview) -> int:
        """Take the next sealed bytes. Raises AgeDamaged, KeyDoesNotFit."""
        sealed = memoryview(piece)
        if self._chunks is None:
            self._waiting += piece
            if not self._begin():
                return len(piece)
            sealed, self._waiting = memoryview(self._waiting), bytearray()
        # Which chunk is the last is known at the end alone, so one stays behind.
        at = 0
        if self._waiting:
            at = SEALED - len(self._waiting)
            self._waiting += sealed[:at]
            if at < len(sealed):
                self._open(self._waiting, is_last=False)
                self._waiting.clear()
        while len(sealed) - at > SEALED:
            self._open(sealed[at : at + SEALED], is_last=False)
            at += SEALED
        self._waiting += sealed[at:]
        return len(piece)

    def finish(self) -> None:
        """Open the last chunk. Raises AgeDamaged, KeyDoesNotFit."""
        if self._chunks is None and not self._begin():
            raise AgeDamaged
        self._open(self._waiting, is_last=True)

    def _begin(self) -> bool:
        self._chunks = begun(bytes(self._waiting[: age.LARGEST_HEAD]), self._identity)
        if self._chunks is not None:
            del self._waiting[: self._chunks.begin]
        return self._chunks is not None

    def _open(self, sealed: bytearray | memoryview, *, is_last: bool) -> None:
        if self._chunks is None:
            raise AgeDamaged
        self._target.write(self._chunks.opened(sealed, self._number, is_last=is_last))
        self._number += 1


class ReadBack:
    """Reads a file that is being written, on a thread of its own. `look` sees its bytes, which do not stay; `plain` gets what is in it."""

    def __init__(self, file: BinaryIO, identity: str, look: Callable[[memoryview], None], plain: Writable) -> None:
        self._file, self._look, self._opening = file, look, Opening(identity, plain)
        self._changed, self._wrote, self._until, self._is_last, self._is_over = Condition(), 0, 0, False, False
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def wrote(self, size: int) -> None:
        """So many more bytes were given to the disk: whole blocks, and the rest at the end."""
        self._wrote += size
        if self._wrote - self._until >= PART:
            self._tell(is_last=False)

    def finish(self) -> None:
        """All is on the disk: wait until all was read. Raises AgeDamaged, KeyDoesNotFit, OSError."""
        self._tell(is_last=True)
        self._thread.join()
        if self._error is not None:
            raise self._error

    def give_up(self) -> None:
        """Nothing will come of it."""
        with self._changed:
            self._is_over = True
            self._changed.notify()
        self._thread.join()

    def _tell(self, *, is_last: bool) -> None:
        with self._changed:
            self._until, self._is_last = self._wrote, is_last
            self._changed.notify()

    def _run(self) -> None:
        try:
            self._read()
        except (AgeDamaged, KeyDoesNotFit, OSError, MemoryError) as error:
            self._error = error

    def _read(self) -> None:
        descriptor, at, is_last = self._file.fileno(), 0, False
        block = memoryview(mmap.mmap(-1, BLOCK))
        while not is_last:
            until, is_last = self._awaited(at)
            if self._is_over:
                return
            os.fdatasync(descriptor)
            os.posix_fadvise(descriptor, at, 0, os.POSIX_FADV_DONTNEED)
            while (is_last or at < until) and (size := os.preadv(descriptor, [block], at)):
                at += size
                self._look(block[:size])
                self._opening.write(block[:size])
        self._opening.finish()

    def _awaited(self, at: int) -> tuple[int, bool]:
        """Until where there is something to read, and whether that is the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_over or self._is_last or self._until > at)
            return self._until, self._is_last
