"""The manifest and the end mark of a backup: what is in it, and what proves that it is all there."""

import re
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from desktop.domain.attachments import Sealed
from desktop.storage import tar

FORMAT = 1
MANIFEST, END = "manifest.json", "END.json"
HOW_TO, HEADER, DATA = "HOW-TO-OPEN.txt", "header", "data.age"

KIB, MIB, GIB = 1024, 1024**2, 1024**3
MOST_ENTRIES = 100_000
LARGEST_ENTRY = 16 * MIB
LARGEST_TOTAL = 8 * GIB - 1

_RECORDS = re.compile(r"records/[0-9]{4}\.jsonl")
_PAPER = re.compile(r"papers/[0-9a-f]{32}")
_HEX64 = re.compile(r"[0-9a-f]{64}")
_HEX128 = re.compile(r"[0-9a-f]{128}")
_HEX32 = re.compile(r"[0-9a-f]{32}")
_OUTSIDE = {HOW_TO: 64 * KIB, HEADER: 128 * KIB, DATA: tar.LARGEST}

T = TypeVar("T")


class ManifestDamaged(Exception):
    """It is not the JSON a manifest or end mark of ours would be."""


class ManifestTooNew(Exception):
    """A newer program wrote it: `found` is its format."""

    def __init__(self, found: int) -> None:
        super().__init__(found)
        self.found = found


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One member of the archive."""

    name: str
    size: int
    sha256: str


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One paper the records name: its age file, which lies beside the backup or in it."""

    id: str
    size: int
    sha256: str

    @property
    def sealed(self) -> Sealed:
        """The paper as records name it."""
        return Sealed(file=self.id, size=self.size, sha256=self.sha256)


class Transfer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a file for a colleague says of itself; its keys are those of two cards."""

    id: str
    name: str
    sealing: str
    verifying: str
    recipient: str  # `age1…`: what is sealed anew for another does not pass for a file to that one


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a backup holds; `epoch` is that of its header, `counts` are lines by kind. Only a file for a colleague has `transfer`."""

    format: int
    vault: str
    instance: str
    epoch: int
    created: str
    schema: int
    counts: dict[str, int]
    entries: tuple[Entry, ...]
    papers: tuple[Paper, ...]
    transfer: Transfer | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the papers are in the backup itself."""
        return any(_PAPER.fullmatch(entry.name) for entry in self.entries)

    @property
    def lines(self) -> int:
        """All lines of all records entries."""
        return sum(self.counts.values())


class End(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The end mark: SHA-256 of the archive up to it, and what lies outside of the sealed part."""

    sha256: str
    outside: tuple[Entry, ...]


class SignedEnd(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The end mark of a file for a colleague: with the sender's signature, 128 hex digits."""

    sha256: str
    outside: tuple[Entry, ...]
    signature: str


class _Format(msgspec.Struct):
    format: int


def encode(value: Manifest | End | SignedEnd) -> bytes:
    """The JSON."""
    return msgspec.json.encode(value)


def manifest(untrusted: bytes) -> Manifest:
    """The manifest, every name, size and sum of it checked. Raises ManifestDamaged, ManifestTooNew."""
    found = _decoded(untrusted, _Format).format
    if found > FORMAT:
        raise ManifestTooNew(found)
    value = _decoded(untrusted, Manifest)
    if value.format < 1 or value.epoch < 0 or value.schema < 1 or not _is_sound(value.entries, value.papers):
        raise ManifestDamaged
    return value


def end(untrusted: bytes) -> End:
    """The end mark. Raises ManifestDamaged."""
    value = _decoded(untrusted, End)
    if [entry.name for entry in value.outside] != [HOW_TO, HEADER]:
        raise ManifestDamaged
    return value


def signed_end(untrusted: bytes) -> SignedEnd:
    """The end mark of a file for a colleague. Raises ManifestDamaged."""
    value = _decoded(untrusted, SignedEnd)
    if [entry.name for entry in value.outside] != [HOW_TO] or not _HEX64.fullmatch(value.sha256) or not _HEX128.fullmatch(value.signature):
        raise ManifestDamaged
    return value


def is_outside(name: str, size: int) -> bool:
    """Whether a backup file may have such a member."""
    return size <= _OUTSIDE.get(name, -1)


def is_inside(name: str, size: int) -> bool:
    """Whether the sealed archive of a backup may have such a member."""
    if name == MANIFEST:
        return size <= 64 * MIB
    if name == END:
        return size <= 64 * KIB
    if _RECORDS.fullmatch(name):
        return size <= LARGEST_ENTRY
    return bool(_PAPER.fullmatch(name)) and size <= LARGEST_TOTAL


def is_record(name: str) -> bool:
    """Whether it is a member with records."""
    return bool(_RECORDS.fullmatch(name))


def _decoded(untrusted: bytes, type_: type[T]) -> T:
    try:
        return msgspec.json.decode(untrusted, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ManifestDamaged from None


def _is_sound(entries: Sequence[Entry], papers: Sequence[Paper]) -> bool:
    names = [entry.name for entry in entries]
    ids = [paper.id for paper in papers]
    inside = {entry.name: (entry.size, entry.sha256) for entry in entries if _PAPER.fullmatch(entry.name)}
    return (
        len(entries) <= MOST_ENTRIES
        and len(set(names)) == len(names)
        and len(set(ids)) == len(ids)
        and all(is_inside(entry.name, entry.size) and entry.name not in {MANIFEST, END} for entry in entries)
        and all(_HEX64.fullmatch(entry.sha256) and entry.size >= 0 for entry in entries)
        and all(_HEX64.fullmatch(paper.sha256) and paper.size >= 0 for paper in papers)
        and all(_HEX32.fullmatch(each) for each in ids)
        and sum(entry.size for entry in entries) <= LARGEST_TOTAL
        and (not inside or inside == {f"papers/{paper.id}": (paper.size, paper.sha256) for paper in papers})
    )
