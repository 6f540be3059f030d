"""The backup file, written: a plain tar of the way to open it, the vault's header, and the sealed archive."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.storage import age, lines, papers, tar
from desktop.storage.how_to_open import TEXT
from desktop.storage.lines import Measured
from desktop.storage.manifest import DATA, END, FORMAT, HEADER, HOW_TO, MANIFEST, End, Entry, Manifest, Paper, encode
from desktop.storage.meter import Meter
from desktop.storage.place import Place

HOW_TO_BYTES = TEXT.encode("utf-8")


@dataclass(frozen=True)
class Plan:
    """All a backup file will hold, known before its first byte is written."""

    head: bytes  # the vault's header
    manifest: Manifest
    identity: str
    others: tuple[str, ...]  # the organisation's recipient, if any

    @property
    def size(self) -> int:
        """About so many bytes the file takes."""
        inside = tar.weight(len(encode(self.manifest)), *(entry.size for entry in self.manifest.entries), 1024)
        return age.sealed_size(inside, 1024) + tar.weight(len(HOW_TO_BYTES), len(self.head), 0)


def plan(measured: Measured, head: bytes, *, about: "About", whole: bool, identity: str, others: Sequence[str]) -> Plan:
    """The plan of a backup of these lines; `whole` puts the papers into it."""
    named = tuple(Paper(paper.file, paper.size, paper.sha256) for paper in measured.papers)
    inside = tuple(Entry(f"papers/{paper.id}", paper.size, paper.sha256) for paper in named) if whole else ()
    manifest = Manifest(
        format=FORMAT, vault=about.vault, instance=about.instance, epoch=about.epoch, created=about.created, schema=about.schema,
        counts=measured.counts, entries=(*measured.entries, *inside), papers=named,
    )  # fmt: skip
    return Plan(head, manifest, identity, tuple(others))


@dataclass(frozen=True)
class About:
    """Which vault a backup is of, and when it was made."""

    vault: str
    instance: str
    epoch: int
    created: str
    schema: int


def write(file: BinaryIO, planned: Plan, again: Callable[[], Iterable[bytes]], source: Place, meter: Meter) -> None:
    """Write the backup file; `again` gives the same lines once more, `source` holds the papers.

    Raises DataDamaged and FileMissing where the vault is not what it was, and what `meter` raises.
    """
    file.write(tar.member(HOW_TO, HOW_TO_BYTES) + tar.member(HEADER, planned.head))
    before = file.tell()
    file.write(tar.head(DATA, 0))
    start = file.tell()
    age.seal(_metered(_archive(planned, again, source), meter), file, planned.identity, planned.others)
    size = file.tell() - start
    file.write(tar.padding(size) + tar.END)
    # Its size is known only now.
    file.seek(before)
    file.write(tar.head(DATA, size))


def _metered(pieces: Iterable[bytes], meter: Meter) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        meter.add(len(piece))


def _archive(planned: Plan, again: Callable[[], Iterable[bytes]], source: Place) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for piece in _members(planned, again, source):
        digest.update(piece)
        yield piece
    outside = (_outside(HOW_TO, HOW_TO_BYTES), _outside(HEADER, planned.head))
    yield tar.member(END, encode(End(digest.hexdigest(), outside)))
    yield tar.END


def _members(planned: Plan, again: Callable[[], Iterable[bytes]], source: Place) -> Iterator[bytes]:
    yield tar.member(MANIFEST, encode(planned.manifest))
    inside = planned.manifest.entries
    with_records = [entry for entry in inside if not entry.name.startswith("papers/")]
    for entry, content in lines.fill(with_records, again()):
        yield from _member(entry, content)
    if planned.manifest.is_whole:
        for entry, paper in zip(inside[len(with_records) :], planned.manifest.papers, strict=True):
            yield from _member(entry, papers.sealed_pieces(source, paper.sealed))


def _member(entry: Entry, content: Iterable[bytes]) -> Iterator[bytes]:
    yield tar.head(entry.name, entry.size)
    yield from content
    yield tar.padding(entry.size)


def _outside(name: str, content: bytes) -> Entry:
    return Entry(name, len(content), hashlib.sha256(content).hexdigest())
