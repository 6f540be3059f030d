"""The anchor: what this computer remembers of a vault's last state, outside the vault, to know an older copy by.

    magic `PFLA` · u16 format · u8 doubt · u64 epoch · u64 counter · root 32 · u64 seconds · HMAC-SHA256

The HMAC is under `cv1/anchor`, over all before it and the UUIDs of vault and instance. The file's name is keyed as well:
without the vault's key nobody can tell which vault it is of.
"""

import hashlib
import hmac
import os
import struct
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from desktop import preferences
from desktop.storage.header import Header
from desktop.storage.keys import Keys

_MAGIC, _FORMAT = b"PFLA", 1
_BODY = struct.Struct(">4sHBQQ32sQ")
_MAC = 32


@dataclass(frozen=True)
class Anchor:
    """The state of a vault: the epoch of its header, the count of its saves, the sum over all it holds.

    `doubt` says that an older state was met since, and that she has not accepted it.
    """

    epoch: int
    counter: int
    sum: bytes
    seconds: int
    doubt: bool = False


def read(keys: Keys, head: Header) -> Anchor | None:
    """What this computer remembers of the vault; None where it remembers nothing that can be believed."""
    try:
        untrusted = _path(keys, head).read_bytes()
    except OSError:
        return None
    body, mac = untrusted[: _BODY.size], untrusted[_BODY.size :]
    if len(body) != _BODY.size or not hmac.compare_digest(mac, _mac(keys, head, body)):
        return None
    magic, number, doubt, epoch, counter, total, seconds = _BODY.unpack(body)
    return Anchor(epoch, counter, total, seconds, bool(doubt)) if (magic, number) == (_MAGIC, _FORMAT) else None


def write(keys: Keys, head: Header, anchor: Anchor) -> bool:
    """Remember the state, all of it or as it was. False where nothing can be written: then an older copy would not be noticed."""
    body = _BODY.pack(_MAGIC, _FORMAT, anchor.doubt, anchor.epoch, anchor.counter, anchor.sum, anchor.seconds)
    target = _path(keys, head)
    temporary = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as file:
            temporary = file.name
            file.write(body + _mac(keys, head, body))
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except OSError:
        Path(temporary).unlink(missing_ok=True) if temporary else None
        return False
    return True


def destroy(keys: Keys, head: Header) -> None:
    """Let this computer remember nothing of the vault, as far as its disk lets go."""
    path = _path(keys, head)
    with suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        try:
            os.write(descriptor, os.urandom(_BODY.size + _MAC))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        path.unlink()


def _path(keys: Keys, head: Header) -> Path:
    name = hashlib.blake2b(_about(head), key=keys.anchor, digest_size=16, person=b"cv1/anchor").hexdigest()
    return preferences.state_folder() / name


def _mac(keys: Keys, head: Header, body: bytes) -> bytes:
    return hmac.digest(keys.anchor, body + _about(head), "sha256")


def _about(head: Header) -> bytes:
    # A restored vault has an instance of its own: it is older by intent.
    return UUID(head.vault).bytes + UUID(head.instance).bytes
