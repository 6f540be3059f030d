"""The backup file, read: nothing in it is believed before all of it was seen, and every fault has a name."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from desktop.domain.checks import Problem
from desktop.domain.errors import BackupDamaged, FileTooNew, HeaderDamaged
from desktop.storage import age, header, lines, tar
from desktop.storage import manifest as manifests
from desktop.storage.changes import StoredChange
from desktop.storage.header import Sealed as SealedHeader
from desktop.storage.lines import LineDamaged
from desktop.storage.manifest import DATA, END, FORMAT, HEADER, HOW_TO, MANIFEST, Entry, Manifest, ManifestDamaged, ManifestTooNew
from desktop.storage.meter import Meter
from desktop.storage.rows import Stored

Take = Callable[[Stored | StoredChange], None]
TakePaper = Callable[[Entry], age.Writable]


@dataclass(frozen=True)
class Outside:
    """The unsealed part of a backup file, undamaged as far as can be seen without a key."""

    head: SealedHeader
    digests: dict[str, tuple[int, str]]
    start: int  # of data.age
    size: int


def damaged(code: str, where: str = "") -> BackupDamaged:
    """The error for one finding."""
    return BackupDamaged((Problem(code, where),))


def outside(file: BinaryIO) -> Outside:
    """Look at the file from outside. Raises BackupDamaged, FileTooNew."""
    found = _members(file)
    content = {}
    for name, start, size in found[:2]:
        file.seek(start)
        content[name] = file.read(size)
    try:
        head = header.parse(content[HEADER])
    except HeaderDamaged:
        raise damaged("backup-header-damaged", HEADER) from None
    digests = {name: (len(held), hashlib.sha256(held).hexdigest()) for name, held in content.items()}
    _, start, size = found[2]
    return Outside(head, digests, start, size)


def _members(file: BinaryIO) -> list[tuple[str, int, int]]:
    try:
        found = list(tar.windows(file, manifests.is_outside))
    except tar.TarDamaged as error:
        file.seek(0)
        first = file.read(tar.BLOCK)
        said = tar.said_by(first)
        if len(first) == tar.BLOCK and (said is None or said[0] != HOW_TO):
            raise damaged("not-a-backup") from None
        raise damaged(*_named(error)) from None
    if [name for name, _, _ in found] != [HOW_TO, HEADER, DATA]:
        raise damaged("not-a-backup")
    return found


def _named(error: tar.TarDamaged) -> tuple[str, str]:
    return {"cut": ("truncated", ""), "appended": ("appended", "")}.get(error.where, ("digest", error.where))


def read(
    file: BinaryIO, seen: Outside, identity: str, meter: Meter, *, take: Take | None = None, take_paper: TakePaper | None = None
) -> Manifest:
    """Decrypt all of it and compare every size and sum; each record goes to `take`, each paper inside to `take_paper`.

    What was taken must not be used before this returns. Raises BackupDamaged, FileTooNew, KeyDoesNotFit, DiskFailed as OSError.
    """
    return read_sealed(Window(file, seen.start, seen.size, meter), seen, identity, take=take, take_paper=take_paper)


def read_sealed(
    source: age.Readable, seen: Outside, identity: str, *, take: Take | None = None, take_paper: TakePaper | None = None
) -> Manifest:
    """The same, where the sealed part comes by itself. Raises as `read`."""
    inside = _OfBackup(seen, take, take_paper)
    unpacking = tar.Unpacking(inside, manifests.is_inside)
    inside.digest = unpacking.digest
    try:
        age.open_into(source, unpacking, identity)
        unpacking.close()
    except age.AgeDamaged:
        raise damaged("sealed-damaged", DATA) from None
    except tar.TarDamaged as error:
        raise damaged(*_named(error)) from None
    return inside.result()


class _Enough(Exception):
    """The manifest is complete; the rest is not wanted."""


def only_manifest(file: BinaryIO, seen: Outside, identity: str, meter: Meter) -> Manifest:
    """The manifest alone, the rest not looked at. Raises as `read`."""
    inside = _OfBackup(seen, None, None, only_manifest=True)
    unpacking = tar.Unpacking(inside, manifests.is_inside)
    try:
        age.open_into(Window(file, seen.start, seen.size, meter), unpacking, identity)
    except _Enough:
        return inside.result(complete=False)
    except (age.AgeDamaged, age.KeyDoesNotFit, tar.TarDamaged):
        pass
    raise damaged("sealed-damaged", DATA)


class Inside(ABC):
    """Follows the members of a sealed archive and compares them with its manifest. What the two ends of it say, subclasses know."""

    def __init__(self, take: Take | None, take_paper: TakePaper | None) -> None:
        self.digest: Callable[[], bytes] = bytes
        self._take, self._take_paper = take, take_paper
        self._manifest: Manifest | None = None
        self._place = 0  # of the next entry
        self._name = ""
        self._held = bytearray()  # a small member, or a line that is not at its end
        self._hash = hashlib.sha256()
        self._paper: age.Writable | None = None
        self._counts: dict[str, int] = {}
        self._ended = False

    def begin(self, name: str, size: int) -> None:
        """A member begins: is it the one that is due?"""
        if self._ended or name != self._due() or (name not in {MANIFEST, END} and size != self._entry().size):
            raise damaged("digest", name)
        self._name, self._hash = name, hashlib.sha256()
        self._held.clear()
        self._paper = self._take_paper(self._entry()) if self._take_paper and name.startswith("papers/") else None

    def data(self, piece: bytes) -> None:
        """The next bytes of the member."""
        self._hash.update(piece)
        if manifests.is_record(self._name):
            self._records(piece)
        elif self._name in {MANIFEST, END}:
            self._held += piece
        elif self._paper is not None:
            self._paper.write(piece)

    def end(self) -> None:
        """The member is complete: is it what the manifest says?"""
        if self._name == MANIFEST:
            self._begin_manifest()
        elif self._name == END:
            self._end_mark()
        else:
            if self._held or self._hash.hexdigest() != self._entry().sha256:
                raise damaged("digest", self._name)
            self._place += 1

    def result(self, *, complete: bool = True) -> Manifest:
        """The manifest, once all was seen. Raises BackupDamaged."""
        if self._manifest is None or (complete and not self._ended):
            raise damaged("truncated")
        return self._manifest

    def _due(self) -> str:
        if self._manifest is None:
            return MANIFEST
        return self._entry().name if self._place < len(self._manifest.entries) else END

    def _entry(self) -> Entry:
        return self._known().entries[self._place]

    def _known(self) -> Manifest:
        if self._manifest is None:
            raise damaged("digest", MANIFEST)
        return self._manifest

    def _records(self, piece: bytes) -> None:
        if b"\n" not in piece:
            self._held += piece
            return
        complete, _, rest = (bytes(self._held) + piece).rpartition(b"\n")
        self._held = bytearray(rest)
        for line in complete.split(b"\n"):
            self._record(line)

    def _record(self, line: bytes) -> None:
        try:
            record = lines.parse(line)
        except LineDamaged as error:
            raise damaged("record-unknown", error.where or self._name) from None
        kind = record.kind if isinstance(record, Stored) else lines.CHANGE
        self._counts[kind] = self._counts.get(kind, 0) + 1
        if self._take is not None:
            self._take(record)

    @abstractmethod
    def check_manifest(self, manifest: Manifest) -> None:
        """Raise BackupDamaged where the manifest cannot be that of such a file."""

    @abstractmethod
    def end_mark(self, untrusted: bytes) -> tuple[str, tuple[Entry, ...]]:
        """The sum and what lies outside, as the end mark has them. Raises ManifestDamaged, BackupDamaged."""

    @abstractmethod
    def digest_outside(self, name: str) -> tuple[int, str] | None:
        """Size and sum of what lies outside of the sealed part; None where it is no longer at hand."""

    def _begin_manifest(self) -> None:
        try:
            self._manifest = manifests.manifest(bytes(self._held))
        except ManifestDamaged:
            raise damaged("digest", MANIFEST) from None
        except ManifestTooNew as error:
            raise FileTooNew(error.found, FORMAT) from None
        self._held.clear()
        self.check_manifest(self._manifest)

    def _end_mark(self) -> None:
        try:
            sha256, outside_ = self.end_mark(bytes(self._held))
        except ManifestDamaged:
            raise damaged("digest", END) from None
        if bytes.fromhex(sha256) != self.digest():
            raise damaged("digest", END)
        for entry in outside_:
            if self.digest_outside(entry.name) not in (None, (entry.size, entry.sha256)):
                raise damaged("digest", entry.name)
        if self._counts != self._known().counts:
            raise damaged("digest", MANIFEST)
        self._ended = True


class _OfBackup(Inside):
    """The archive of a backup."""

    def __init__(self, seen: Outside, take: Take | None, take_paper: TakePaper | None, *, only_manifest: bool = False) -> None:
        super().__init__(take, take_paper)
        self._seen, self._only_manifest = seen, only_manifest

    def check_manifest(self, manifest: Manifest) -> None:
        """It belongs to the header beside it."""
        head = self._seen.head.header
        if (manifest.vault, manifest.instance, manifest.epoch) != (head.vault, head.instance, head.epoch):
            raise damaged("header-foreign", HEADER)
        if manifest.transfer is not None:
            raise damaged("digest", MANIFEST)
        if self._only_manifest:
            raise _Enough

    def end_mark(self, untrusted: bytes) -> tuple[str, tuple[Entry, ...]]:
        """The sum, and the sums of the instruction and of the header."""
        mark = manifests.end(untrusted)
        return mark.sha256, mark.outside

    def digest_outside(self, name: str) -> tuple[int, str] | None:
        """As it was read before the sealed part."""
        return self._seen.digests[name]


class Window:
    """A part of a file, read as if it were one."""

    def __init__(self, file: BinaryIO, start: int, size: int, meter: Meter) -> None:
        self._file, self._start, self._size, self._meter = file, start, size, meter
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes of this part."""
        left = self._size - self._at
        self._file.seek(self._start + self._at)
        piece = self._file.read(left if size < 0 else min(size, left))
        self._at += len(piece)
        self._meter.add(len(piece))
        return piece

    def tell(self) -> int:
        """Where it stands in this part."""
        return self._at

    def seek(self, at: int) -> int:
        """Go there."""
        self._at = at
        return at
