"""The archive of chosen cases: what a file for a colleague holds sealed, and what waits in the vault until it is taken in.

It has a backup's shape, with two differences: its papers lie in it plain, as the archive around them is sealed anyway, and its
end mark is signed.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.domain.transfers import OwnCard
from desktop.storage import age, cards, lines, tar
from desktop.storage import manifest as manifests
from desktop.storage.cards import Card
from desktop.storage.changes import StoredChange
from desktop.storage.contents import damaged
from desktop.storage.lines import Measured
from desktop.storage.manifest import (
    DATA,
    END,
    FORMAT,
    HOW_TO,
    MANIFEST,
    MIB,
    Entry,
    Manifest,
    ManifestDamaged,
    Paper,
    SignedEnd,
    Transfer,
    encode,
    is_record,
)
from desktop.storage.papers import Digest
from desktop.storage.rows import Stored

LARGEST_PAPER = 64 * MIB
# What never leaves with a case, although it may name one.
STAYS = frozenset(
    {
        "draft",
        "put-off",
        "setting",
        "own-card",
        "colleague",
        "sent",
        "incoming",
        "checklist",
        "closing",
        "retention",
        "stub",
        "power",
        "case-view",
        "search",
        "import-part",
    }
)
# What cases share: it goes along as a copy.
SHARED = frozenset({"person", "unit"})

_HOW_TO = (
    "Этот файл может открыть только тот, кому он предназначен: в своей программе, где лежат его записи.\n"
    "С его ключом (AGE-SECRET-KEY-1…) в файле key.txt он открывается и так:\n"
    "\n"
    "Only the one whom this file is for can open it: in the program that holds his or her own records.\n"
    "With his or her key (AGE-SECRET-KEY-1…) in a file key.txt it opens like this, too:\n"
    "\n"
    "    tar -xf *.sealed\n"
    "    age -d -i key.txt data.age | tar -x\n"
).encode()


@dataclass(frozen=True)
class Inner:
    """A paper on its way: the name and sum it has inside, and how to get its bytes."""

    file: str
    size: int
    sha256: str
    pieces: Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class About:
    """What is written on a parcel: its id, the vault it is from, when it was made, and for whom (`age1…`)."""

    id: str
    vault: str
    instance: str
    created: str
    schema: int
    recipient: str


def plan(measured: Measured, inner: Sequence[Inner], about: About, sender: Card) -> Manifest:
    """The manifest of a parcel with these lines and papers."""
    named = tuple(Paper(each.file, each.size, each.sha256) for each in inner)
    inside = tuple(Entry(f"papers/{paper.id}", paper.size, paper.sha256) for paper in named)
    return Manifest(
        format=FORMAT, vault=about.vault, instance=about.instance, epoch=0, created=about.created, schema=about.schema,
        counts=measured.counts, entries=(*measured.entries, *inside), papers=named,
        transfer=Transfer(about.id, sender.name, sender.sealing, sender.verifying, about.recipient),
    )  # fmt: skip


def archive(planned: Manifest, again: Iterable[bytes], inner: Sequence[Inner], own: OwnCard) -> Iterator[bytes]:
    """The bytes of the parcel. Raises DataDamaged where lines or papers are not what they were when planned."""
    digest = hashlib.sha256()
    for piece in _members(planned, again, inner):
        digest.update(piece)
        yield piece
    outside = (Entry(HOW_TO, len(_HOW_TO), hashlib.sha256(_HOW_TO).hexdigest()),)
    mark = SignedEnd(digest.hexdigest(), outside, cards.signature(own, signed_text(digest.hexdigest(), outside)).hex())
    yield tar.member(END, encode(mark))
    yield tar.END


def _members(planned: Manifest, again: Iterable[bytes], inner: Sequence[Inner]) -> Iterator[bytes]:
    yield tar.member(MANIFEST, encode(planned))
    with_records = [entry for entry in planned.entries if is_record(entry.name)]
    for entry, content in lines.fill(with_records, again):
        yield tar.head(entry.name, entry.size)
        yield from content
        yield tar.padding(entry.size)
    for each in inner:
        yield tar.head(f"papers/{each.file}", each.size)
        yield from each.pieces()
        yield tar.padding(each.size)


def signed_text(sha256: str, outside: tuple[Entry, ...]) -> bytes:
    """What the sender signs."""
    return b"cv1/transfer\n" + sha256.encode("ascii") + b"\n" + outside[0].sha256.encode("ascii")


def weight(planned: Manifest) -> int:
    """About so many bytes a file with this parcel takes."""
    inside = tar.weight(len(encode(planned)), *(entry.size for entry in planned.entries), 1024)
    return age.sealed_size(inside, 2048) + tar.weight(len(_HOW_TO), 0)


def write_file(file: BinaryIO, pieces: Iterable[bytes], recipient: str) -> str:
    """Write the file for a colleague: how to open it, and the parcel, sealed to her alone; SHA-256 of the sealed part comes back."""
    file.write(tar.member(HOW_TO, _HOW_TO))
    before = file.tell()
    file.write(tar.head(DATA, 0))
    start = file.tell()
    sealed = Digest(file)
    age.seal_for_one(pieces, sealed, recipient)
    size = file.tell() - start
    file.write(tar.padding(size) + tar.END)
    # Its size is known only now.
    file.seek(before)
    file.write(tar.head(DATA, size))
    return sealed.sha256


# --- what waits in the vault: its sum is known, and it was seen through before


def members(pieces: Iterable[bytes]) -> Iterator[tuple[str, int, Iterator[bytes]]]:
    """Name, size and bytes of each member; each must be read to its end before the next. Raises BackupDamaged."""
    source = Stream(pieces)
    while any(block := source.exactly(tar.BLOCK)):
        said = tar.said_by(block)
        if said is None:
            raise damaged("digest")
        name, size = said
        yield name, size, source.upto(size)
        source.exactly(len(tar.padding(size)))


def entries(pieces: Iterable[bytes]) -> Iterator[Stored | StoredChange]:
    """Every record of a parcel; its papers are not read. Raises BackupDamaged."""
    for name, _size, content in members(pieces):
        if name not in {MANIFEST, END} and not is_record(name):
            return
        held = b"".join(content)
        if is_record(name):
            for line in held.splitlines():
                yield _parsed(line, name)


def manifest_of(pieces: Iterable[bytes]) -> Manifest:
    """The manifest of a parcel. Raises BackupDamaged."""
    for _name, _size, content in members(pieces):
        try:
            return manifests.manifest(b"".join(content))
        except (ManifestDamaged, manifests.ManifestTooNew):
            break
    raise damaged("digest", MANIFEST)


def paper_of(pieces: Iterable[bytes], file: str) -> bytes:
    """One paper of a parcel, whole. Raises BackupDamaged where it has none of this name."""
    for name, _size, content in members(pieces):
        if name == f"papers/{file}":
            return b"".join(content)
        for _ in content:
            pass
    raise damaged("backup-paper-missing", file)


def _parsed(line: bytes, where: str) -> Stored | StoredChange:
    try:
        return lines.parse(line)
    except lines.LineDamaged as error:
        raise damaged("record-unknown", error.where or where) from None


class Stream:
    """Pieces of bytes, taken by size."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._rest = iter(pieces), memoryview(b"")

    def upto(self, size: int) -> Iterator[bytes]:
        """The next so many bytes, in handy pieces. Raises BackupDamaged where they end before."""
        while size:
            if not self._rest:
                self._rest = memoryview(next(self._pieces, b""))
                if not self._rest:
                    raise damaged("truncated")
            part, self._rest = self._rest[:size], self._rest[size:]
            size -= len(part)
            yield bytes(part)

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
        part, self._rest = self._rest[:size], self._rest[size:]
        return bytes(part)

    def exactly(self, size: int) -> bytes:
        """The next so many bytes."""
        return b"".join(self.upto(size))
