"""What comes in a file from outside: backups, transfers, the archives and records in them, cards, and what opens a vault.

Each takes anything, and raises only where something is the matter with the house.
"""

import hashlib
import io
from contextlib import suppress

from desktop.domain.errors import BackupDamaged, BadInput, CaseFileError, FileTooNew, HeaderDamaged
from desktop.storage import age, cards, contents, header, key_file, kinds, lines, organisation, parcel_check, recovery_words, shares, tar
from desktop.storage import manifest as manifests
from desktop.storage.changes import StoredChange
from desktop.storage.manifest import Entry, Manifest, Transfer
from desktop.storage.rows import Stored
from tests.fuzz.oracle import same

# Keys of nobody, the same in every run: what they sealed is among the seeds.
IDENTITY = "AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SWRYDWG"
_MOST = 1 << 20
_PIECES = (1, 7, 511, 512, 513, 4096)


def age_file(untrusted: bytes) -> None:
    """Its head, and all of it."""
    with suppress(age.AgeDamaged):
        head = age.read_head(untrusted)
        same(head.size <= age.LARGEST_HEAD, True)
        same("scrypt" in head.kinds, False)
    plain = io.BytesIO()
    with suppress(age.AgeDamaged, age.KeyDoesNotFit):
        age.open_into(io.BytesIO(untrusted), plain, IDENTITY)
    same(len(plain.getvalue()) <= len(untrusted), True)


class _Members:
    """What was unpacked."""

    def __init__(self) -> None:
        self.found: list[tuple[str, bytes]] = []
        self._name, self._held = "", bytearray()

    def begin(self, name: str, size: int) -> None:
        self._name, self._held = name, bytearray()

    def data(self, piece: bytes) -> None:
        self._held += piece

    def end(self) -> None:
        self.found.append((self._name, bytes(self._held)))


def _allowed(name: str, size: int) -> bool:
    return size <= _MOST


def archive(untrusted: bytes) -> None:
    """A tar, looked at as a file and taken in pieces: both must see the same, or both refuse."""
    file, seen = io.BytesIO(untrusted), None
    with suppress(tar.TarDamaged):
        seen = [(name, untrusted[start : start + size]) for name, start, size in tar.windows(file, _allowed)]
    size = _PIECES[len(untrusted) % len(_PIECES)]
    members, unpacked = _Members(), None
    unpacking = tar.Unpacking(members, _allowed)
    with suppress(tar.TarDamaged):
        for start in range(0, len(untrusted), size):
            unpacking.write(untrusted[start : start + size])
        unpacking.close()
        unpacked = members.found
    same(unpacked, seen)
    if seen is not None:
        same(b"".join(tar.member(*each) for each in seen) + tar.END, untrusted)


def manifest(untrusted: bytes) -> None:
    """A manifest and the two kinds of end mark; what is taken means the same when it is written again."""
    with suppress(manifests.ManifestDamaged, manifests.ManifestTooNew):
        found = manifests.manifest(untrusted)
        same(manifests.manifest(manifests.encode(found)), found)
        same(found.lines, sum(found.counts.values()))
    with suppress(manifests.ManifestDamaged):
        bytes.fromhex(manifests.signed_end(untrusted).signature)
    with suppress(manifests.ManifestDamaged):
        manifests.end(untrusted)


def line(untrusted: bytes) -> None:
    """A record, or what one change replaced; what is taken is written as it came in."""
    try:
        found = lines.parse(untrusted)
    except lines.LineDamaged:
        return
    written = lines.of_record(found) if isinstance(found, Stored) else lines.of_change(found, None)
    again = lines.parse(written.rstrip(b"\n"))
    same(again, found)
    if isinstance(found, Stored):
        list(parcel_check.moments_in(found))
        list(parcel_check.zones_in(found))


class _Trusting(contents.Inside):
    """An archive whose sums and signature are taken for right: a fuzzer finds none."""

    def check_manifest(self, manifest: Manifest) -> None:
        """Any will do."""

    def end_mark(self, untrusted: bytes) -> tuple[str, tuple[Entry, ...]]:
        """Its own sum."""
        return self.digest().hex(), manifests.end(untrusted).outside

    def digest_outside(self, name: str) -> tuple[int, str] | None:
        """None is at hand."""
        return None


def backup(untrusted: bytes) -> None:
    """A backup file from outside, and as if it were the archive that is sealed in one."""
    with suppress(BackupDamaged, FileTooNew):
        contents.outside(io.BytesIO(untrusted))
    inside = _Trusting(lambda _record: None, None)
    unpacking = tar.Unpacking(inside, manifests.is_inside)
    inside.digest = unpacking.digest
    with suppress(BackupDamaged, FileTooNew, tar.TarDamaged):
        unpacking.write(untrusted)
        unpacking.close()
        inside.result()


_OWN = Transfer(id="a" * 32, name="x", sealing="", verifying="", recipient="")


def transfer(untrusted: bytes) -> None:
    """A file for a colleague from outside; and as its records, which say things of each other."""
    with suppress(BackupDamaged, FileTooNew):
        parcel_check.outside(io.BytesIO(untrusted))
    seen, counts = parcel_check.Seen(), dict[str, int]()
    taken: list[Stored | StoredChange] = []
    for each in untrusted.split(b"\n"):
        with suppress(lines.LineDamaged):
            taken.append(lines.parse(each))
    for record in taken:
        kind = record.kind if isinstance(record, Stored) else lines.CHANGE
        counts[kind] = counts.get(kind, 0) + 1
        seen(record)
    about = Manifest(1, "v", "i", 1, "2026-05-14T09:00:00+00:00", 1, counts, (), (), _OWN)
    for code, _where in seen.problems(about):
        same(bool(code), True)


def card(untrusted: bytes) -> None:
    """A card; what is taken is genuine, has a fingerprint, and reads the same when it is written."""
    try:
        found = cards.from_text(untrusted.decode("utf-8", "replace"))
    except (BadInput, FileTooNew):
        return
    same(cards.from_text(cards.text_of(found)), found)
    same(len(cards.fingerprint(found)), 6)


def head(untrusted: bytes) -> None:
    """A copy of a vault's header; also with its sums made right, so that its body is looked at."""
    framed = header._HEAD.pack(header.MAGIC, header.FORMAT, 1, len(untrusted)) + untrusted
    for blob in (untrusted, framed + hashlib.sha256(framed).digest() + bytes(32)):
        with suppress(HeaderDamaged, FileTooNew):
            found = header.parse(blob)
            same(found.header.kdf.is_within_limits(), True)
            same(found.is_genuine(bytes(32)), False)


def secret(untrusted: bytes) -> None:
    """What is typed or scanned to open a vault: a key file, recovery words, shares, an organisation's key."""
    text = untrusted.decode("utf-8", "replace")
    for read in (key_file.secret_from_text, recovery_words.entropy_from_words, organisation.recipient_from_text):
        with suppress(BadInput):
            read(text)
    recovery_words.known_words(text)
    shares.looks_like(text)
    with suppress(BadInput):
        shares.joined(shares.apart(text))
    with suppress(BadInput):
        shares.joined(text.splitlines())


def value(untrusted: bytes) -> None:
    """The JSON of a record as the vault's database has it: the first line says of which kind."""
    kind, _, body = untrusted.partition(b"\n")
    type_ = kinds.KINDS.get(kind.decode("utf-8", "replace"))
    if type_ is None:
        return
    try:
        found = kinds.decode(type_, body)
    except (CaseFileError, ValueError, TypeError):
        return
    same(kinds.decode(type_, kinds.encode(found)), found)
    kinds.case_of(found)
