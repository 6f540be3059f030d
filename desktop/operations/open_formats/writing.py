"""Files in open formats on their way out: into a folder, or as a tar into one sealed file; read back before they have their name."""

import hashlib
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import BinaryIO

from desktop.devices import drives
from desktop.domain.errors import DataDamaged, NotReadBack
from desktop.operations.open_formats.source import Member
from desktop.storage import age, contents, papers, tar, volumes
from desktop.storage.disk import told
from desktop.storage.meter import Meter
from desktop.storage.place import PART, Place, forget

SUMS = "SHA256SUMS"
TOP = "files/"  # in the tar, so that unpacking does not strew the files about

_GATHERED = 256 * 1024
_HELD = 8 * 1024 * 1024  # of a member whose size nobody knows yet: what is larger is made twice


class Writing(ABC):
    """One export: its files with their sums, in the order they were written."""

    def __init__(self, place: Place, name: str, meter: Meter) -> None:
        self.name, self.files, self.bytes = name, 0, 0
        self._place, self._meter = place, meter
        self._sums: dict[str, tuple[int, str]] = {}

    @abstractmethod
    def write(self, members: Iterable[Member]) -> None:
        """Write them under a name that says that it is not whole yet. Raises what the disk and the members raise."""

    @abstractmethod
    def prove(self) -> None:
        """Read all of it from the medium and compare. Raises NotReadBack, DiskFailed."""

    @abstractmethod
    def settle(self) -> str:
        """Give it its name, which comes back."""

    @abstractmethod
    def take_back(self) -> None:
        """Remove what was written."""

    def _all(self, members: Iterable[Member]) -> Iterator[Member]:
        """The members, and last the list of their sums, as `sha256sum -c` reads it."""
        yield from members
        lines = "".join(f"{sha256}  {name}\n" for name, (_size, sha256) in self._sums.items())
        yield Member(SUMS, lambda: [lines.encode()])

    def _watched(self, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces of a member, gathered, counted and summed up on their way."""
        self._meter.tell()
        digest = papers.Digest()
        for piece in _gathered(pieces):
            digest.write(piece)
            yield piece
            self._meter.add(len(piece))
        self._sums[name] = digest.size, digest.sha256
        self.files, self.bytes = self.files + 1, self.bytes + digest.size


class Folder(Writing):
    """Files in the clear."""

    def write(self, members: Iterable[Member]) -> None:
        """Write each; then wait until the medium has them."""
        with self._place.within(self.name + PART) as root:
            for member in self._all(members):
                root.write(member.name, self._watched(member.name, member.pieces()))
            with told():
                drives.flush(root.path)

    def prove(self) -> None:
        """Read each file and compare its size and sum."""
        with self._place.within(self.name + PART) as root:
            for name, expected in self._sums.items():
                digest = papers.Digest()
                with told(), root.open(name) as file:
                    forget(file)
                    for piece in papers.pieces(file):
                        digest.write(piece)
                        self._meter.add(len(piece))
                if (digest.size, digest.sha256) != expected:
                    raise NotReadBack

    def settle(self) -> str:
        """The folder gets its name."""
        self._place.settle(self.name)
        return self.name

    def take_back(self) -> None:
        """Remove the folder."""
        self._place.drop_folder(self.name + PART)


class Sealed(Writing):
    """One age file over a tar. `largest` is what a file of the place may have; None where that is no matter."""

    def __init__(self, place: Place, name: str, meter: Meter, *, keys: tuple[str, ...], likely: int, largest: int | None) -> None:
        super().__init__(place, name, meter)
        self._identity, *self._others = keys
        self._piece = min(largest or volumes.PIECE, volumes.PIECE)
        self._is_split = largest is not None and likely > self._piece

    def write(self, members: Iterable[Member]) -> None:
        """Seal them as they come."""
        with self._new() as file:
            age.seal(self._tar(members), file, self._identity, self._others)

    def prove(self) -> None:
        """Open it, and compare every member with what went in."""
        unpacking = tar.Unpacking(_Comparing(self._sums), lambda _name, _size: True)
        try:
            with told(), self._again() as file:
                size = file.seek(0, os.SEEK_END)
                age.open_into(contents.Window(file, 0, size, self._meter), unpacking, self._identity)
            unpacking.close()
        except (age.AgeDamaged, age.KeyDoesNotFit, tar.TarDamaged):
            raise NotReadBack from None

    def settle(self) -> str:
        """The file, or its pieces, get their names."""
        if self._is_split:
            return volumes.settle(self._place, self.name)
        self._place.settle(self.name)
        return self.name

    def take_back(self) -> None:
        """Remove the file, or its pieces."""
        volumes.drop(self._place, self.name)

    def _new(self) -> AbstractContextManager[BinaryIO]:
        return volumes.part(self._place, self.name, self._piece) if self._is_split else self._place.part(self.name)

    def _again(self) -> AbstractContextManager[BinaryIO]:
        return volumes.part_again(self._place, self.name) if self._is_split else self._place.open(self.name + PART)

    def _tar(self, members: Iterable[Member]) -> Iterator[bytes]:
        for member in self._all(members):
            held, size, rest = _beginning(member)
            yield tar.head(TOP + member.name, size)
            written = 0
            for piece in self._watched(member.name, held if rest is None else rest):
                written += len(piece)
                yield piece
            if written != size:
                raise DataDamaged(member.name)
            yield tar.padding(size)
        yield tar.END


def _beginning(member: Member) -> tuple[list[bytes], int, Iterable[bytes] | None]:
    """The pieces and the size of a member; of one too large to hold, its size alone: it is made once more, for a snapshot stands still."""
    if member.size is not None:
        return [], member.size, member.pieces()
    held, size = list[bytes](), 0
    pieces = iter(_gathered(member.pieces()))
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > _HELD:
            held.clear()
            return held, size + sum(map(len, pieces)), member.pieces()
    return held, size, None


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces."""
    held, size = list[bytes](), 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _GATHERED:
            yield b"".join(held)
            held.clear()
            size = 0
    if size:
        yield b"".join(held)


class _Comparing:
    """Takes the members of a tar, and compares each with the sum it must have; in their order, and none more."""

    def __init__(self, sums: dict[str, tuple[int, str]]) -> None:
        self._due = iter(sums.items())
        self._digest = hashlib.sha256()
        self._expected = ""

    def begin(self, name: str, size: int) -> None:
        """The next member must be the one that is due."""
        due, (expected_size, self._expected) = next(self._due, ("", (0, "")))
        self._digest = hashlib.sha256()
        if (name, size) != (TOP + due, expected_size):
            raise NotReadBack

    def data(self, piece: bytes) -> None:
        """The next bytes of the member."""
        self._digest.update(piece)

    def end(self) -> None:
        """All of it was seen."""
        if self._digest.hexdigest() != self._expected:
            raise NotReadBack
