"""A sealed file read back while it is written: what the disk has is opened by another library, and must be what went in."""

import io
import os
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.errors import DataDamaged, DiskFailed
from desktop.storage import age, papers, read_back
from desktop.storage.age import AgeDamaged, KeyDoesNotFit
from desktop.storage.keys import Keys
from desktop.storage.read_back import Opening
from desktop.storage.straight import BLOCK

CHUNK = 64 * 1024


@pytest.fixture
def identity(keys: Keys) -> str:
    return keys.age_identity


def sealed(content: bytes, identity: str) -> bytes:
    target = io.BytesIO()
    age.seal_for_one([content], target, age.public(identity))
    return target.getvalue()


def opened(data: bytes, identity: str, step: int = 10_000) -> bytes:
    target = io.BytesIO()
    opening = Opening(identity, target)
    for at in range(0, len(data), step):
        opening.write(data[at : at + step])
    opening.finish()
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5])
@pytest.mark.parametrize("step", [7_001, CHUNK, 10**6])
def test_what_the_library_seals_is_opened(identity: str, size: int, step: int):
    content = os.urandom(size)

    assert opened(sealed(content, identity), identity, step) == content


def test_what_is_cut_altered_added_to_or_for_another_is_not(identity: str):
    data = sealed(os.urandom(2 * CHUNK + 5), identity)

    for wrong in (data[:-1], data[:-21], data[: -5 - 16], data[: CHUNK + 216], data + b"x", data[:40], b"", b"x" * 70_000,
                  bytes([*data[:-1], data[-1] ^ 1]), bytes([*data[:300], data[300] ^ 1, *data[301:]])):  # fmt: skip
        with pytest.raises((AgeDamaged, KeyDoesNotFit)):
            opened(wrong, identity)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
def test_any_part_of_a_paper_is_read_by_itself(tmp_path: Path, identity: str, size: int):
    content = os.urandom(size)
    written = papers.write(tmp_path, [content], identity)
    paper = papers.OpenSealed(tmp_path, written.sealed, identity)

    assert paper.size == size
    with closing(paper):
        for at in (0, 5, CHUNK - 1, CHUNK, max(0, size - 1), size, size + CHUNK):
            for wanted in (0, 1, 2, CHUNK, 2 * CHUNK, size):
                assert paper.read(at, wanted) == content[at : at + wanted]
        paper.prove()


@pytest.mark.parametrize("where", ["first", "middle", "end", "cut", "head"])
def test_a_part_that_is_not_what_was_sealed_is_named(tmp_path: Path, identity: str, where: str):
    written = papers.write(tmp_path, [bytes(3 * CHUNK)], identity)
    file = tmp_path / written.sealed.file
    data, chunk = bytearray(file.read_bytes()), CHUNK + 16
    match where:
        case "first" | "middle":
            data[-chunk * (3 if where == "first" else 2)] ^= 1
        case "end":
            data[-1] ^= 1
        case "cut":
            del data[-chunk:]
        case "head":
            data[60] ^= 1
    file.write_bytes(data)

    for deed in (lambda paper: paper.read({"first": 0, "middle": CHUNK}.get(where, 2 * CHUNK), 5), papers.OpenSealed.prove):
        with pytest.raises(DataDamaged), closing(papers.OpenSealed(tmp_path, written.sealed, identity)) as paper:
            deed(paper)


def test_another_key_opens_nothing(identity: str):
    import pyrage

    with pytest.raises(KeyDoesNotFit):
        opened(sealed(b"x", identity), str(pyrage.x25519.Identity.generate()))


def test_a_long_paper_is_read_back_in_parts_while_it_is_written(tmp_path: Path, identity: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(read_back, "PART", BLOCK)
    content = os.urandom(3 * BLOCK + 3)

    written = papers.write(tmp_path, [content[at : at + 50_000] for at in range(0, len(content), 50_000)], identity)

    target = io.BytesIO()
    papers.pour(tmp_path, written.sealed, identity, target)
    assert target.getvalue() == content
    assert written.sealed.size == (tmp_path / written.sealed.file).stat().st_size


def test_a_disk_that_keeps_something_else_is_told_before_the_paper_counts(tmp_path: Path, identity: str, monkeypatch: pytest.MonkeyPatch):
    preadv = os.preadv

    def bad(descriptor: int, into: list[memoryview], at: int) -> int:
        size = preadv(descriptor, into, at)
        if size:
            into[0][size - 1] ^= 1
        return size

    monkeypatch.setattr(os, "preadv", bad)

    with pytest.raises(DiskFailed):
        papers.write(tmp_path, [b"x" * 300_000], identity)

    assert list(tmp_path.iterdir()) == []


def test_a_reading_that_ends_for_want_of_memory_proves_nothing(tmp_path: Path, identity: str, monkeypatch: pytest.MonkeyPatch):
    def exhausted(descriptor: int, into: list[memoryview], at: int) -> int:
        raise MemoryError

    monkeypatch.setattr(os, "preadv", exhausted)

    with pytest.raises(MemoryError):
        papers.write(tmp_path, [], identity)

    assert list(tmp_path.iterdir()) == []


def test_a_library_that_seals_something_else_is_told(tmp_path: Path, identity: str, monkeypatch: pytest.MonkeyPatch):
    seal = age.seal_for_one
    monkeypatch.setattr(age, "seal_for_one", lambda source, *rest: seal([piece.replace(b"x", b"y") for piece in source], *rest))

    with pytest.raises(DiskFailed):
        papers.write(tmp_path, [b"x" * 300_000], identity)

    assert list(tmp_path.iterdir()) == []
