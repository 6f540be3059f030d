"""The header of a vault: two copies of the little that must be known before it can be opened.

One copy, all numbers big-endian:

    magic `PFLH` · u16 format · u64 epoch · u32 length · body · SHA-256 · HMAC-SHA256

The body is JSON of that length with sorted keys, no spaces, in UTF-8; bytes are lower-case hex. SHA-256 covers all
before it and is checked without a key: it tells damage from a wrong passphrase. The HMAC covers all before it, the
SHA-256 too, under `cv1/hdr`: it tells that somebody meant harm. See docs/file-format.md.
"""

import hashlib
import hmac
import json
import os
import struct
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_bytes
from uuid import UUID, uuid4

from desktop.domain.errors import DiskFailed, FileTooNew, HeaderDamaged, HeaderForeign, NotAVault
from desktop.storage import disguise
from desktop.storage.disk import told
from desktop.storage.kdf import Kdf
from desktop.storage.keys import DB_SALT_BYTES, Keys

__all__ = ["COPIES", "FORMAT", "MAGIC", "SLOTS", "SLOT_BYTES", "Found", "Header", "Kdf", "Sealed"]
__all__ += ["blank", "destroy", "fresh", "heal", "next_epoch", "parse", "read", "seal", "write"]

MAGIC = b"PFLH"
FORMAT = 1
COPIES = ("header.a", "header.b")
SLOTS, SLOT_BYTES = 8, 192
MOST_BODY = 64 * 1024

_HEAD = struct.Struct(">4sHQI")
_DIGEST = 32
_LARGEST = _HEAD.size + MOST_BODY + 2 * _DIGEST


@dataclass(frozen=True)
class Header:
    """What is readable without a secret. It tells nothing of who can open the vault, or of what is in it."""

    vault: str
    instance: str
    epoch: int
    kdf: Kdf
    db_salt: bytes
    slots: tuple[bytes, ...]


@dataclass(frozen=True)
class Sealed:
    """A header as it stood in a file: undamaged, but not yet known to be genuine."""

    header: Header
    signed: bytes
    mac: bytes

    @property
    def blob(self) -> bytes:
        """The bytes of the file."""
        return self.signed + self.mac

    def is_genuine(self, vmk: bytes) -> bool:
        """True if whoever wrote it knew the master key."""
        return hmac.compare_digest(self.mac, _mac(self.signed, vmk, self.header.vault))

    def check(self, vmk: bytes) -> Header:
        """The header, once the master key proves it genuine. Raises HeaderForeign if it was altered or swapped."""
        if not self.is_genuine(vmk):
            raise HeaderForeign
        return self.header


@dataclass(frozen=True)
class Found:
    """What a folder holds: its undamaged copies, the higher epoch first; two that are alike count once.

    `whole` says that both are there and alike, so that there is nothing to heal.
    """

    copies: tuple[Sealed, ...]
    whole: bool

    @property
    def sealed(self) -> Sealed:
        """The copy to open."""
        return self.copies[0]

    def check(self, vmk: bytes) -> Sealed:
        """The first copy that the master key proves genuine. Raises HeaderForeign if there is none."""
        for sealed in self.copies:
            if sealed.is_genuine(vmk):
                return sealed
        raise HeaderForeign


def fresh(kdf: Kdf) -> Header:
    """The first header of a new vault: new UUIDs, a new database salt, and eight slots nobody can open."""
    slots = tuple(blank() for _ in range(SLOTS))
    return Header(str(uuid4()), str(uuid4()), 1, kdf, token_bytes(DB_SALT_BYTES), slots)


def blank() -> bytes:
    """An entry nobody can open. It ends in a share, as every entry does: an organisation's would be known by its own."""
    return token_bytes(SLOT_BYTES - disguise.BYTES) + disguise.decoy()


def next_epoch(header: Header) -> Header:
    """The header to be written after this one; of two copies the higher epoch counts."""
    return replace(header, epoch=header.epoch + 1)


def seal(header: Header, vmk: bytes) -> bytes:
    """The bytes of one copy."""
    body = _body(header)
    start = _HEAD.pack(MAGIC, FORMAT, header.epoch, len(body)) + body
    signed = start + hashlib.sha256(start).digest()
    return signed + _mac(signed, vmk, header.vault)


def parse(untrusted_blob: bytes) -> Sealed:
    """One copy, its shape, limits and checksum checked. Raises HeaderDamaged, or FileTooNew if it is whole but newer."""
    number, epoch, body = _frame(untrusted_blob)
    if number != FORMAT:
        raise FileTooNew(number, FORMAT)
    header = _header(epoch, body)
    if _body(header) != body:
        raise HeaderDamaged
    return Sealed(header, untrusted_blob[:-_DIGEST], untrusted_blob[-_DIGEST:])


def read(folder: Path) -> Found:
    """The copies whose checksum holds.

    Raises NotAVault where there is no copy at all, HeaderDamaged where none is whole, FileTooNew where the best
    was written by a newer program, DiskFailed where no copy can be read.
    """
    contents = {name: _content(folder / name) for name in COPIES}
    if not any(os.path.lexists(folder / name) for name in COPIES):
        raise NotAVault
    if all(content is None for content in contents.values()):
        raise DiskFailed
    copies = _undamaged(contents)
    if not copies:
        raise HeaderDamaged
    best = copies[0].sealed or parse(copies[0].blob)
    others = (copy.sealed for copy in copies[1:] if copy.sealed is not None and copy.blob != best.blob)
    return Found((best, *others), all(content == best.blob for content in contents.values()))


def write(folder: Path, sealed: bytes) -> None:
    """Put the header into both copies, one after the other, each on the disk before the next is touched.

    The copies are written in place: nothing of an old slot stays behind in free blocks, and a full disk does not
    stand in the way. The worse copy goes first, so that at every moment one whole header is on the disk.
    Raises DiskFull, VaultReadOnly, DiskFailed.
    """
    contents = {name: _content(folder / name) for name in COPIES}
    copies = _undamaged(contents)
    order = COPIES if copies and copies[0].name == "header.b" else tuple(reversed(COPIES))
    with told():
        for name in order:
            # What is right already is not risked again.
            if contents[name] != sealed:
                _put(folder / name, sealed)
        _fsync_folder(folder)


def heal(folder: Path, genuine: Sealed) -> bool:
    """Make both copies what `Found.check` gave. True if there was something to heal. Raises as `write` does."""
    if all(_content(folder / name) == genuine.blob for name in COPIES):
        return False
    write(folder, genuine.blob)
    return True


def destroy(folder: Path) -> None:
    """Let no slot open any more: random bytes over both copies where they lie, then files of other random bytes in their place.

    What is in the way at one copy does not stop the other. Raises DiskFailed, VaultReadOnly where a copy may still be whole.
    """
    failed: list[OSError] = []
    for name in COPIES:
        try:
            _overwrite(folder / name)
        except OSError as error:
            failed.append(error)
    # The copies are useless by now; a full disk is no reason to say otherwise.
    with suppress(OSError):
        for name in COPIES:
            _put(folder / f"{name}.new", token_bytes((folder / name).stat().st_size))
            (folder / f"{name}.new").replace(folder / name)
        _fsync_folder(folder)
    if failed:
        with told():
            raise failed[0]


@dataclass(frozen=True)
class _Copy:
    """An undamaged copy; one of a newer format is not `sealed`."""

    name: str
    epoch: int
    blob: bytes
    sealed: Sealed | None


def _undamaged(contents: dict[str, bytes | None]) -> list[_Copy]:
    """The undamaged copies, the one to use first. A copy of a newer format counts: the other is not better."""
    copies = []
    for name, content in contents.items():
        blob = content or b""
        try:
            number, epoch, _ = _frame(blob)
            copies.append(_Copy(name, epoch, blob, parse(blob) if number == FORMAT else None))
        except HeaderDamaged:
            continue
    return sorted(copies, key=lambda copy: -copy.epoch)


def _frame(untrusted: bytes) -> tuple[int, int, bytes]:
    """Format, epoch and body. All formats share this frame, so a newer one is told from a damaged one."""
    if not _HEAD.size + 2 * _DIGEST <= len(untrusted) <= _LARGEST:
        raise HeaderDamaged
    magic, number, epoch, length = _HEAD.unpack_from(untrusted)
    if magic != MAGIC or number < FORMAT or len(untrusted) != _HEAD.size + length + 2 * _DIGEST:
        raise HeaderDamaged
    covered, checksum = untrusted[: _HEAD.size + length], untrusted[_HEAD.size + length : -_DIGEST]
    if hashlib.sha256(covered).digest() != checksum:
        raise HeaderDamaged
    return number, epoch, covered[_HEAD.size :]


def _body(header: Header) -> bytes:
    kdf = header.kdf
    told_openly = {
        "db_salt": header.db_salt.hex(),
        "instance": header.instance,
        "kdf": {"m": kdf.m, "name": "argon2id", "p": kdf.p, "salt": kdf.salt.hex(), "t": kdf.t},
        "slots": [slot.hex() for slot in header.slots],
        "vault": header.vault,
    }
    return json.dumps(told_openly, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def _header(epoch: int, untrusted_body: bytes) -> Header:
    """Whatever does not fit in kind, name, number or size is damage: the caller compares the whole body after."""
    try:
        told_openly = json.loads(untrusted_body)
        kdf = told_openly["kdf"]
        header = Header(
            vault=str(UUID(told_openly["vault"])),
            instance=str(UUID(told_openly["instance"])),
            epoch=epoch,
            kdf=Kdf(_number(kdf["m"]), _number(kdf["t"]), _number(kdf["p"]), bytes.fromhex(kdf["salt"])),
            db_salt=bytes.fromhex(told_openly["db_salt"]),
            slots=tuple(bytes.fromhex(slot) for slot in told_openly["slots"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise HeaderDamaged from None
    if not header.kdf.is_within_limits() or len(header.db_salt) != DB_SALT_BYTES:
        raise HeaderDamaged
    if len(header.slots) != SLOTS or any(len(slot) != SLOT_BYTES for slot in header.slots):
        raise HeaderDamaged
    return header


def _number(untrusted: object) -> int:
    if type(untrusted) is not int:
        raise TypeError
    return untrusted


def _mac(signed: bytes, vmk: bytes, vault: str) -> bytes:
    return hmac.digest(Keys(vmk, vault).hdr, signed, "sha256")


def _content(path: Path) -> bytes | None:
    """The file's bytes, no more than a header may have; None where it is missing or cannot be read."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except OSError:
        return None


def _put(path: Path, sealed: bytes) -> None:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        rest = memoryview(sealed)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.ftruncate(descriptor, len(sealed))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _overwrite(path: Path) -> None:
    """Random bytes in the very blocks of the file, on the disk when this returns. A copy that is missing needs none."""
    try:
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return
    try:
        rest = memoryview(token_bytes(os.fstat(descriptor).st_size))
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _fsync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # a folder cannot be flushed there; its entries go with the files
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
