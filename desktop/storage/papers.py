"""Papers: immutable age files in the vault's folder, each named by 32 hex digits that tell nothing."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from secrets import token_bytes, token_hex
from threading import Thread
from typing import BinaryIO
from weakref import finalize

from cryptography.hazmat.primitives.poly1305 import Poly1305

from desktop.domain.attachments import Sealed
from desktop.domain.errors import DataDamaged, DiskFailed, FileMissing
from desktop.storage import age
from desktop.storage.age_chunks import Ranges
from desktop.storage.disk import told
from desktop.storage.place import Place, forget
from desktop.storage.read_back import Opening, ReadBack
from desktop.storage.straight import Straight

NAME = re.compile(r"[0-9a-f]{32}")
PIECE = 1024 * 1024

# A reference to a paper as it stands in the canonical JSON of a record. Quotes inside a text are escaped there, so no
# text can look like one.
_REFERENCE = re.compile(rb'\{"file":"([0-9a-f]{32})","sha256":"([0-9a-f]{64})","size":([0-9]{1,16})\}')


@dataclass(frozen=True)
class Written:
    """A new paper: its age file, and what was put into it."""

    sealed: Sealed
    size: int
    sha256: str


class Digest:
    """Adds up size and SHA-256 of what is written to it, and passes it on."""

    def __init__(self, target: age.Writable | None = None) -> None:
        self._target, self._hash, self.size = target, hashlib.sha256(), 0

    def write(self, piece: bytes) -> int:
        """Take the next bytes."""
        self.look(piece)
        if self._target is not None:
            self._target.write(piece)
        return len(piece)

    def look(self, piece: bytes | memoryview) -> None:
        """Add up the next bytes, and pass nothing on."""
        self._hash.update(piece)
        self.size += len(piece)

    @property
    def sha256(self) -> str:
        """SHA-256 so far, in hex."""
        return self._hash.hexdigest()


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time."""
    while piece := file.read(PIECE):
        yield piece


def write(folder: Path, source: Iterable[bytes], identity: str) -> Written:
    """Seal what `source` gives into a new file of `folder`, and read it back from the medium and open it before it counts.

    Raises DiskFull, VaultReadOnly, DiskFailed, and what the source raises; then nothing is left behind.
    """
    name, key = token_hex(16), token_bytes(32)
    with Place(folder) as place:
        read, given, opened = Digest(), Mark(key), Mark(key)
        with place.part(name) as file:
            plain = Beside(Digest(given))
            back = ReadBack(file, identity, read.look, opened)
            target = Straight(file, back.wrote)
            try:
                age.seal_for_one(_watched(source, plain), target, age.public(identity))
                target.finish()
                back.finish()
                told = plain.finish()
            except (age.AgeDamaged, age.KeyDoesNotFit):
                raise DiskFailed from None
            finally:
                target.give_up()
                back.give_up()
                plain.finish()
            if opened.mark() != given.mark():
                raise DiskFailed
        try:
            place.settle(name)
        except BaseException:
            place.drop(f"{name}.part")
            raise
    return Written(Sealed(file=name, size=read.size, sha256=read.sha256), told.size, told.sha256)


class Mark:
    """Tells whether what came out is what went in, two of them with one random key: a second SHA-256 would take as long as the sealing."""

    def __init__(self, key: bytes) -> None:
        self._sum = Poly1305(key)

    def write(self, piece: bytes) -> int:
        """Take the next bytes."""
        self._sum.update(piece)
        return len(piece)

    def mark(self) -> bytes:
        """What all of it comes to; once."""
        return self._sum.finalize()


def _watched(source: Iterable[bytes], digest: "Beside") -> Iterator[bytes]:
    for piece in source:
        digest.write(piece)
        yield piece


class Beside:
    """A digest on a thread of its own: hashing takes as long as sealing, and a computer has two cores."""

    def __init__(self, digest: Digest) -> None:
        self._digest, self._pieces = digest, Queue[bytes](maxsize=8)
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def write(self, piece: bytes) -> None:
        """Take the next bytes."""
        if piece:
            self._pieces.put(piece)

    def finish(self) -> Digest:
        """The digest of all there was."""
        if self._thread.is_alive():
            self._pieces.put(b"")
            self._thread.join()
        return self._digest

    def _run(self) -> None:
        while piece := self._pieces.get():
            self._digest.write(piece)


def prove(place: Place, sealed: Sealed) -> None:
    """Read a paper's file from the medium and compare. Raises FileMissing, DataDamaged, DiskFailed."""
    for _ in sealed_pieces(place, sealed, from_medium=True):
        pass


def sealed_pieces(place: Place, sealed: Sealed, *, from_medium: bool = False) -> Iterator[bytes]:
    """The bytes of a paper's file. Raises FileMissing, DiskFailed, and at the end DataDamaged if they are not the right ones."""
    digest = Digest()
    if place.size(sealed.file) is None:
        raise FileMissing(sealed.file)
    with told(), place.open(sealed.file) as file:
        if from_medium:
            forget(file)
        for piece in pieces(file):
            digest.write(piece)
            yield piece
    if (digest.size, digest.sha256) != (sealed.size, sealed.sha256):
        raise DataDamaged(sealed.file)


def pour(folder: Path, sealed: Sealed, identity: str, target: age.Writable) -> None:
    """Decrypt a paper into `target`; its file is compared first, so that nothing wrong is poured out.

    Raises FileMissing, DataDamaged, DiskFailed.
    """
    with Place(folder) as place:
        for _ in sealed_pieces(place, sealed):
            pass
        try:
            with told(), place.open(sealed.file) as file:
                age.open_into(file, target, identity)
        except (age.AgeDamaged, age.KeyDoesNotFit):
            raise DataDamaged(sealed.file) from None


def open_whole(folder: Path, sealed: Sealed, identity: str, target: age.Writable) -> None:
    """Decrypt a paper into `target` in one pass, as it is read. What was written must not be believed before this returns.

    Raises FileMissing, DataDamaged, DiskFailed.
    """
    opening = Opening(identity, target)
    try:
        with Place(folder) as place:
            for piece in sealed_pieces(place, sealed):
                opening.write(piece)
        opening.finish()
    except (age.AgeDamaged, age.KeyDoesNotFit):
        raise DataDamaged(sealed.file) from None


class OpenSealed:
    """A paper that is read part by part: nothing but what is asked for is decrypted.

    A part proves itself and its place; that no other paper of this vault lies there is known when the whole was compared (`prove`).
    Raises FileMissing, DataDamaged, DiskFailed, at every step.
    """

    def __init__(self, folder: Path, sealed: Sealed, identity: str) -> None:
        self._folder, self._sealed = folder, sealed
        with Place(folder) as place:
            size = place.size(sealed.file)
            if size is None:
                raise FileMissing(sealed.file)
            if size != sealed.size:
                raise DataDamaged(sealed.file)
            with told(), place.open(sealed.file) as file:
                descriptor = os.dup(file.fileno())
        # Whoever looks at a paper may be gone without a word.
        self._let_go = finalize(self, os.close, descriptor)
        try:
            with self._damage_told():
                self._ranges = Ranges(descriptor, identity)
        except BaseException:
            self.close()
            raise
        self.size = self._ranges.size

    def read(self, at: int, size: int) -> bytes:
        """So many bytes of the paper from there, fewer at its end."""
        with self._damage_told():
            return self._ranges.read(at, size)

    def prove(self) -> None:
        """Compare the file as a whole, by a descriptor of its own."""
        with Place(self._folder) as place:
            for _ in sealed_pieces(place, self._sealed):
                pass

    def close(self) -> None:
        """Let the file go; twice is no harm."""
        self._let_go()

    @contextmanager
    def _damage_told(self) -> Iterator[None]:
        try:
            with told():
                yield
        except (age.AgeDamaged, age.KeyDoesNotFit):
            raise DataDamaged(self._sealed.file) from None


def remove(folder: Path, file: str) -> None:
    """Take a paper's file away."""
    with Place(folder) as place:
        place.drop(file)
        place.sync()


def named_in(body: bytes) -> Iterator[Sealed]:
    """The papers a record's JSON names."""
    for found in _REFERENCE.finditer(body):
        file, sha256, size = (part.decode("ascii") for part in found.groups())
        yield Sealed(file=file, size=int(size), sha256=sha256)


def renamed_in(body: bytes, new: dict[str, Sealed]) -> bytes:
    """A record's JSON with each paper's reference replaced by the new one for its file."""

    def other(found: re.Match[bytes]) -> bytes:
        sealed = new[found.group(1).decode("ascii")]
        return b'{"file":"%s","sha256":"%s","size":%d}' % (sealed.file.encode(), sealed.sha256.encode(), sealed.size)

    return _REFERENCE.sub(other, body)


def orphans(folder: Path, named: Iterable[str]) -> list[str]:
    """Files among the papers that no record names: a crash between paper and record leaves one."""
    known = frozenset(named)
    with Place(folder) as place:
        return [name for name in place.names() if name not in known]
