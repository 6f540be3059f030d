"""The chunks that follow the head of an age file, as its specification has them: what opens them, and any part of a file by itself."""

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from desktop.storage import age
from desktop.storage.age import AgeDamaged

CHUNK = 64 * 1024
_TAG, _NONCE = 16, 16
SEALED = CHUNK + _TAG  # bytes of a whole chunk in the file


class Chunks:
    """Opens the chunks of one file."""

    def __init__(self, key: bytes, begin: int) -> None:
        self.begin = begin  # where the first chunk stands
        self._cipher = ChaCha20Poly1305(key)

    def opened(self, sealed: bytes | bytearray | memoryview, number: int, *, is_last: bool) -> bytes:
        """What is in a chunk, from 0. Raises AgeDamaged."""
        try:
            return self._cipher.decrypt(number.to_bytes(11, "big") + bytes((is_last,)), sealed, None)
        except (InvalidTag, ValueError):
            raise AgeDamaged from None


def begun(start: bytes, identity: str) -> Chunks | None:
    """The chunks of the file that begins so; None where more of it must be seen. Raises AgeDamaged, KeyDoesNotFit."""
    end = start.find(b"\n", start.find(b"\n---") + 1)
    if b"\n---" not in start or end < 0 or len(start) < end + 1 + _NONCE:
        if len(start) >= age.LARGEST_HEAD:
            raise AgeDamaged
        return None
    head = age.read_head(start)
    try:
        # The library may put in a stanza of random words beside the one that counts.
        key = age.file_key([stanza for stanza in head.stanzas if stanza.words[0] == "X25519"], identity)
    except (ValueError, IndexError):
        raise AgeDamaged from None
    shown, _space, mac = start[: head.size - 1].rpartition(b" ")
    if not hmac.compare_digest(mac, age.head_mac(key, shown)):
        raise AgeDamaged
    begin = head.size + _NONCE
    return Chunks(age.hkdf(key, salt=start[head.size : begin], info=b"payload"), begin)


class Ranges:
    """An age file of which any part is opened by itself. Each chunk proves itself and its place; who needs to know that the
    file is the right one compares it as a whole.
    """

    def __init__(self, descriptor: int, identity: str) -> None:
        """Of an open file. Raises AgeDamaged, KeyDoesNotFit, OSError."""
        self._descriptor = descriptor
        chunks = begun(os.pread(self._descriptor, age.LARGEST_HEAD, 0), identity)
        if chunks is None:
            raise AgeDamaged
        self._chunks, sealed = chunks, os.fstat(self._descriptor).st_size - chunks.begin
        self._count = max(1, -(-sealed // SEALED))
        self.size = sealed - self._count * _TAG
        if self.size < 0:
            raise AgeDamaged

    def read(self, at: int, size: int) -> bytes:
        """So many bytes from there, fewer at the end. Raises AgeDamaged, OSError."""
        first, last = at // CHUNK, (min(at + size, self.size) - 1) // CHUNK
        if not 0 <= at < self.size or last < first:
            return b""
        sealed = memoryview(os.pread(self._descriptor, (last + 1 - first) * SEALED, self._chunks.begin + first * SEALED))
        opened = b"".join(self._opened(sealed, first, number) for number in range(first, last + 1))
        return opened[at - first * CHUNK : at - first * CHUNK + size]

    def _opened(self, sealed: memoryview, first: int, number: int) -> bytes:
        start = (number - first) * SEALED
        return self._chunks.opened(sealed[start : start + SEALED], number, is_last=number == self._count - 1)
