"""A parcel from outside, seen through: every sum, the signature, and what its records say of each other."""

import hashlib
import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.letters import Letter
from desktop.domain.moments import is_moment
from desktop.domain.people import Party
from desktop.domain.transfers import hidden_signs
from desktop.domain.units import Unit
from desktop.storage import age, cards, kinds, lines, parcel, tar
from desktop.storage import manifest as manifests
from desktop.storage.cards import Card
from desktop.storage.changes import StoredChange
from desktop.storage.contents import Inside, Take, TakePaper, Window, damaged
from desktop.storage.manifest import (
    DATA,
    END,
    HOW_TO,
    MANIFEST,
    Entry,
    Manifest,
    is_record,
)
from desktop.storage.meter import Meter
from desktop.storage.papers import Digest
from desktop.storage.rows import Stored


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
    return manifests.is_inside(name, size) and (is_record(name) or size <= parcel.LARGEST_PAPER)


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
        message = parcel.signed_text(mark.sha256, mark.outside)
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
        if record.kind in parcel.STAYS or (record.case is None) != (record.kind in parcel.SHARED) or record.removed:
            self._wrong.append(("kind-not-sent", record.id))
            return
        if not is_moment(record.changed_at) or not record.changed_at or not all(map(is_moment, moments_in(record))):
            self._wrong.append(("record-unknown", record.id))
        if record.case is not None:
            self._of_cases.add(record.case)
        self._names(record)

    def _names(self, record: Stored) -> None:
        value = kinds.decode(kinds.KINDS[record.kind], record.body)
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
        of_kind = {kind: {id_ for id_, each in self._kinds.items() if each == kind} for kind in parcel.SHARED}
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


def of_file(file: BinaryIO, seen: Outside, identity: str, meter: Meter) -> Generator[bytes, None, None]:
    """The parcel in a file for a colleague, decrypted, a piece at a time. Raises AgeDamaged, KeyDoesNotFit at the end."""
    return age.resealed(Window(file, seen.start, seen.size, meter), identity)
