"""Files written past the system's memory of files: every byte is there, whatever the file system can do, and errors are heard."""

import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from desktop.storage.straight import BLOCK, Straight


@pytest.fixture
def file(tmp_path: Path) -> Iterator[BinaryIO]:
    with (tmp_path / "file").open("w+b") as opened:
        yield opened


def written(file: BinaryIO, content: bytes, step: int) -> list[int]:
    """Write it, and say what was heard of the disk."""
    heard = list[int]()
    target = Straight(file, heard.append)
    try:
        for at in range(0, len(content), step):
            target.write(content[at : at + step])
        target.finish()
    finally:
        target.give_up()
    return heard


@pytest.mark.parametrize("size", [0, 5, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK + 77])
def test_every_byte_is_there(file: BinaryIO, tmp_path: Path, size: int):
    content = os.urandom(size)

    heard = written(file, content, 1_000_001)

    assert (tmp_path / "file").read_bytes() == content
    assert heard == [BLOCK] * (size // BLOCK) + [size % BLOCK]
    assert not fcntl.fcntl(file.fileno(), fcntl.F_GETFL) & os.O_DIRECT


def test_a_file_system_that_needs_the_memory_of_the_system_is_written_the_ordinary_way(
    file: BinaryIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    content, pwrite, refused = os.urandom(2 * BLOCK + 9), os.pwrite, list[int]()

    def without_direct(descriptor: int, data: memoryview, at: int) -> int:
        if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_DIRECT:
            refused.append(at)
            raise OSError(errno.EINVAL, "")
        return pwrite(descriptor, data[:1_000_000], at)  # and only a part of it at a time

    monkeypatch.setattr(os, "pwrite", without_direct)

    written(file, content, BLOCK)

    assert (tmp_path / "file").read_bytes() == content
    assert refused == [0]


@pytest.mark.parametrize("blocks", [0, 1, 9])
def test_a_disk_that_fails_is_heard(file: BinaryIO, monkeypatch: pytest.MonkeyPatch, blocks: int):
    def full(descriptor: int, data: memoryview, at: int) -> int:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(os, "pwrite", full)

    with pytest.raises(OSError, match="28"):
        written(file, bytes(blocks * BLOCK + 9), BLOCK)


def test_a_writing_that_ends_for_want_of_memory_is_heard_too(file: BinaryIO, monkeypatch: pytest.MonkeyPatch):
    def exhausted(descriptor: int, data: memoryview, at: int) -> int:
        raise MemoryError

    monkeypatch.setattr(os, "pwrite", exhausted)

    with pytest.raises(MemoryError):
        written(file, bytes(BLOCK), BLOCK)
