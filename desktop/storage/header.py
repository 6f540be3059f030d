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
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

from desktop.domain.errors import DiskFailed, FileTooNew, HeaderDamaged, HeaderForeign, NotAVault
from desktop.storage.disk import told
from desktop.storage.kdf import SALT_BYTES, Kdf
from desktop.storage.keys import DB_SALT_BYTES, Keys

__all__ = ["COPIES", "FORMAT", "MAGIC", "SLOTS", "SLOT_BYTES", "Found", "Header", "Kdf", "Sealed"]
__all__ += ["fresh", "heal", "next_epoch", "parse", "read", "seal", "write"]

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

    def check(self, vmk: bytes) -> Header:
        """The header, once the master key proves it genuine. Raises HeaderForeign if it was altered or swapped."""
        if not hmac.compare_digest(self.mac, _mac(self.signed, vmk, self.header.vault)):
            raise HeaderForeign
        return self.header


@dataclass(frozen=True)
class Found:
    """The better of a folder's two copies; `whole` is False if the other is missing, damaged or older."""

    sealed: Sealed
    whole: bool


def fresh(kdf: Kdf) -> Header:
    """The first header of a new vault: new UUIDs, a new database salt, and eight slots nobody can open."""
    slots = tuple(token_bytes(SLOT_BYTES) for _ in range(SLOTS))
    return Header(str(uuid4()), str(uuid4()), 1, kdf, token_bytes(DB_SALT_BYTES), slots)


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
    epoch, body = _frame(untrusted_blob)
    header = _header(epoch, body)
    if not _is_sound(header) or _body(header) != body:
        raise HeaderDamaged
    return Sealed(header, untrusted_blob[:-_DIGEST], untrusted_blob[-_DIGEST:])


def read(folder: Path) -> Found:
    """The copy with the highest epoch whose checksum holds.

    Raises NotAVault where there is no copy at all, HeaderDamaged where none is whole, FileTooNew where the best
    was written by a newer program, DiskFailed where no copy can be read.
    """
    best = _best(folder)
    if best is None:
        raise HeaderDamaged
    blob = best.blob
    return Found(parse(blob), all(_content(folder / name) == blob for name in COPIES))


def write(folder: Path, sealed: bytes) -> None:
    """Put the header into both copies, one after the other, each on the disk before the next is touched.

    The copies are written in place: nothing of an old slot stays behind in free blocks, and a full disk does not
    stand in the way. The worse copy goes first, so that at every moment one whole header is on the disk.
    Raises DiskFull, VaultReadOnly, DiskFailed.
    """
    best = _best(folder)
    spare_first = ("header.a", "header.b") if best is not None and best.name == "header.b" else ("header.b", "header.a")
    with told():
        for name in spare_first:
            _put(folder / name, sealed)
        _fsync_folder(folder)


def heal(folder: Path, found: Found) -> bool:
    """Bring the other copy up to the found one; call it only after `check`. True if there was something to heal."""
    if found.whole:
        return False
    write(folder, found.sealed.blob)
    return True


@dataclass(frozen=True)
class _Copy:
    name: str
    epoch: int
    blob: bytes


def _best(folder: Path) -> _Copy | None:
    """The undamaged copy of the highest epoch, `a` where they are equal; None where both are damaged."""
    contents = {name: _content(folder / name) for name in COPIES}
    if all(content is None for content in contents.values()):
        if any(os.path.lexists(folder / name) for name in COPIES):
            raise DiskFailed
        raise NotAVault
    copies = []
    for name, blob in contents.items():
        try:
            copies.append(_Copy(name, _frame(blob or b"", newer_too=True)[0], blob or b""))
        except HeaderDamaged:
            continue
    return max(copies, key=lambda copy: copy.epoch, default=None)
