"""The archive of chosen cases: what a file for a colleague holds sealed, and what waits in the vault until it is taken in.

It has a backup's shape, with two differences: its papers lie in it plain, as the archive around them is sealed anyway, and its
end mark is signed.
"""

import hashlib
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.letters import Letter
from desktop.domain.moments import is_moment
from desktop.domain.people import Party
from desktop.domain.transfers import OwnCard, hidden_signs
from desktop.domain.units import Unit
from desktop.storage import age, cards, lines, records, tar
from desktop.storage import manifest as manifests
from desktop.storage.cards import Card
from desktop.storage.contents import Inside, Take, TakePaper, Window, damaged
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
from desktop.storage.meter import Meter
from desktop.storage.papers import Digest
from desktop.storage.records import Stored, StoredChange

LARGEST_PAPER = 64 * MIB
# What never leaves with a case, although it may name one.
STAYS = frozenset({"draft", "put-off", "setting", "own-card", "colleague", "sent", "incoming"})
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
    mark = SignedEnd(digest.hexdigest(), outside, cards.signature(own, _signed(digest.hexdigest(), outside)).hex())
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


def _signed(sha256: str, outside: tuple[Entry, ...]) -> bytes:
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


# --- reading


@dataclass(frozen=True)
class Outside:
    """The unsealed part of a file for a colleague."""

    start: int  # of data.age
    size: int
    how_to: tuple[int, str]


def outside(file: BinaryIO) -> Outside:
    """Look at a file for a colleague from outside. Raises BackupDamaged."""
    try:
        found = list(tar.windows(file, manifests.is_outside))
    except tar.TarDamaged as error:
        file.seek(0)
        first = file.read(tar.BLOCK)
        said = tar.said_by(first)
        if len(first) == tar.BLOCK and (said is None or said[0] != HOW_TO):
            raise damaged("not-a-transfer") from None
        raise damaged({"cut": "truncated", "appended": "appended"}.get(error.where, "digest"), "") from None
    if [name for name, _, _ in found] != [HOW_TO, DATA]:
        raise damaged("not-a-transfer")
    file.seek(found[0][1])
    held = file.read(found[0][2])
    return Outside(found[1][1], found[1][2], (len(held), hashlib.sha256(held).hexdigest()))


def read(source: age.Readable, how_to: tuple[int, str], identity: str, plain: Digest, *, take: Take | None = None) -> Manifest:
    """Decrypt a whole parcel and compare everything, the signature too, with what the parcel says of itself; `plain` adds it up.

    Raises BackupDamaged, FileTooNew, KeyDoesNotFit.
    """
    inside = _OfTransfer(how_to, age.public(identity), take, None)
    unpacking = tar.Unpacking(inside, _is_inside)
    inside.digest = unpacking.digest
    try:
        age.open_into(source, _Both(plain, unpacking), identity)
        unpacking.close()
    except age.AgeDamaged:
        raise damaged("sealed-damaged", DATA) from None
    except tar.TarDamaged as error:
        raise damaged({"cut": "truncated", "appended": "appended"}.get(error.where, "digest")) from None
    return inside.result()


class _Both:
    """Writes to two targets."""

    def __init__(self, first: age.Writable, second: age.Writable) -> None:
        self._first, self._second = first, second

    def write(self, piece: bytes) -> int:
        self._first.write(piece)
        self._second.write(piece)
        return len(piece)


def _is_inside(name: str, size: int) -> bool:
    """A backup of hers may hold larger papers than a colleague may send."""
    return manifests.is_inside(name, size) and (is_record(name) or size <= LARGEST_PAPER)


class _OfTransfer(Inside):
    def __init__(self, how_to: tuple[int, str], recipient: str, take: Take | None, take_paper: TakePaper | None) -> None:
        super().__init__(take, take_paper)
        self._how_to, self._recipient = how_to, recipient
        self._sender: Card | None = None

    def check_manifest(self, manifest: Manifest) -> None:
        """It is for the owner of this key, and says by whom it is."""
        said = manifest.transfer
        if said is None or not lines.is_id(said.id):
            raise damaged("digest", MANIFEST)
        if said.recipient != self._recipient:
            raise damaged("meant-for-another", MANIFEST)
        self._sender = Card(said.name, said.sealing, said.verifying)
        if not cards.is_genuine(self._sender):
            raise damaged("signature-wrong", END)
        if manifest.papers and not manifest.is_whole:
            raise damaged("digest", MANIFEST)

    def end_mark(self, untrusted: bytes) -> tuple[str, tuple[Entry, ...]]:
        """The sum, if the sender signed it."""
        mark = manifests.signed_end(untrusted)
        message = _signed(mark.sha256, mark.outside)
        if self._sender is None or not cards.is_signed(self._sender, message, bytes.fromhex(mark.signature)):
            raise damaged("signature-wrong", END)
        return mark.sha256, mark.outside

    def digest_outside(self, name: str) -> tuple[int, str] | None:
        """That of the one text beside it."""
        return self._how_to if name == HOW_TO else None


class Seen:
    """What the records of a parcel say of each other: nothing but whole cases, and what these name, may be in it."""

    def __init__(self) -> None:
        self._kinds: dict[str, str] = {}
        self._cases: dict[str, str] = {}  # id -> number
        self._of_cases: set[str] = set()
        self._persons: set[str] = set()  # who must be in it, because a record says so
        self._units: set[str] = set()
        self._papers: dict[str, tuple[int, str]] = {}
        self._changed: set[str] = set()
        self._wrong: list[tuple[str, str]] = []

    def __call__(self, record: Stored | StoredChange) -> None:
        """Take note of one record."""
        if isinstance(record, StoredChange):
            self._changed.add(record.record)
            return
        if record.id in self._kinds or not lines.is_id(record.id):
            self._wrong.append(("record-unknown", record.id))
        self._kinds[record.id] = record.kind
        if record.kind in STAYS or (record.case is None) != (record.kind in SHARED) or record.removed:
            self._wrong.append(("kind-not-sent", record.id))
            return
        if not is_moment(record.changed_at) or not record.changed_at or not all(map(is_moment, moments_in(record))):
            self._wrong.append(("record-unknown", record.id))
        if record.case is not None:
            self._of_cases.add(record.case)
        self._names(record)

    def _names(self, record: Stored) -> None:
        value = records.decode(records.KINDS[record.kind], record.body)
        if isinstance(value, Case):
            self._cases[value.id] = value.number
            self._persons.update((value.client, value.contracting))
            self._units.add(value.unit)
            if hidden_signs(value.number + value.pseudonym) or not value.pseudonym.strip() or not value.number.strip():
                self._wrong.append(("hidden-signs", value.id))
        elif isinstance(value, Party):
            self._persons.add(value.person)
        elif isinstance(value, Letter):
            self._persons.update(value.people.values())
        elif isinstance(value, Unit):
            self._persons.update(office.person for office in value.commanders)
        elif isinstance(value, Attachment):
            self._papers[value.sealed.file] = (value.size, value.sha256)

    def problems(self, manifest: Manifest) -> tuple[tuple[str, str], ...]:
        """What does not fit: a code and an id each."""
        wrong = list(self._wrong)
        if not manifest.created or not is_moment(manifest.created):
            wrong.append(("record-unknown", MANIFEST))
        of_kind = {kind: {id_ for id_, each in self._kinds.items() if each == kind} for kind in SHARED}
        for named, kind in ((self._persons, "person"), (self._units, "unit")):
            wrong += [("reference-foreign", id_) for id_ in sorted(named - of_kind[kind] - {""})]
        wrong += [("reference-foreign", case) for case in sorted(self._of_cases - set(self._cases))]
        wrong += [("reference-foreign", id_) for id_ in sorted(self._changed - set(self._kinds))]
        if len(set(self._cases.values())) != len(self._cases):
            wrong.append(("record-unknown", ""))
        if not self._cases or self._papers != {paper.id: (paper.size, paper.sha256) for paper in manifest.papers}:
            wrong.append(("digest", MANIFEST))
        return tuple(wrong)


def moments_in(record: Stored) -> Iterator[str]:
    """What stands in a record where the program writes moments: lists and pages rely on their form."""
    for name, text in _texts(json.loads(record.body)):
        if name.endswith("_at") or name == "at" or (record.kind == "call" and name in {"began", "ended"}):
            yield text


def zones_in(record: Stored) -> Iterator[str]:
    """The time zones a record names."""
    return (text for name, text in _texts(json.loads(record.body)) if name == "zone")


def _texts(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, name)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, str(key))


# --- what waits in the vault: its sum is known, and it was seen through before


def of_file(file: BinaryIO, seen: Outside, identity: str, meter: Meter) -> Generator[bytes, None, None]:
    """The parcel in a file for a colleague, decrypted, a piece at a time. Raises AgeDamaged, KeyDoesNotFit at the end."""
    return age.resealed(Window(file, seen.start, seen.size, meter), identity)


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
