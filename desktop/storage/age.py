"""age files: sealed to recipients, opened with an identity, and looked at before a library is trusted with them."""

import base64
import binascii
import errno
import hmac
import io
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from queue import Empty, Queue
from random import SystemRandom
from threading import Event, Thread
from typing import Any, Protocol

import bech32
import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"age-encryption.org/v1\n"
LARGEST_HEAD = 64 * 1024
MOST_STANZAS = 20
STANZAS = 4

_SIZE_OF_CHUNK, _TAG, _NONCE = 64 * 1024, 16, 16


class AgeDamaged(Exception):
    """What was opened is no whole age file, or nothing this program accepts as one."""


class KeyDoesNotFit(Exception):
    """None of the recipients of the age file is the given identity."""


class Writable(Protocol):
    """What an age file, or what is in one, is written to."""

    def write(self, piece: bytes, /) -> int | None:
        """Take the next bytes."""


class Readable(Protocol):
    """What an age file is read from."""

    def read(self, size: int, /) -> bytes:
        """The next bytes."""

    def tell(self) -> int:
        """Where it stands."""

    def seek(self, at: int, /) -> int:
        """Go there."""


@dataclass(frozen=True)
class Stanza:
    """One recipient, as the head of the file shows it."""

    words: tuple[str, ...]
    body: bytes


@dataclass(frozen=True)
class Head:
    """The readable beginning of an age file."""

    stanzas: tuple[Stanza, ...]
    size: int

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kind word of each stanza."""
        return tuple(stanza.words[0] for stanza in self.stanzas)


def public(identity: str) -> str:
    """The `age1…` of an `AGE-SECRET-KEY-1…`."""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def sealed_size(size: int, head: int) -> int:
    """The bytes of an age file with a head of that size over `size` bytes."""
    chunks = max(1, -(-size // _SIZE_OF_CHUNK))
    return head + _NONCE + size + chunks * _TAG


def read_head(untrusted: bytes) -> Head:
    """The head at the beginning of these bytes; 64 KiB of a file are enough. Raises AgeDamaged.

    Refused: more than 20 stanzas, and a passphrase stanza, whose cost the sender would choose.
    """
    end = untrusted.find(b"\n---", 0, LARGEST_HEAD)
    stop = untrusted.find(b"\n", end + 1, LARGEST_HEAD)
    if not untrusted.startswith(MAGIC) or end < 0 or stop < 0:
        raise AgeDamaged
    try:
        lines = untrusted[len(MAGIC) : end].decode("ascii").split("\n")
        stanzas = tuple(_stanzas(lines))
    except (UnicodeDecodeError, binascii.Error) as error:
        raise AgeDamaged from error
    if not 1 <= len(stanzas) <= MOST_STANZAS or any(stanza.words[0] == "scrypt" for stanza in stanzas):
        raise AgeDamaged
    return Head(stanzas, stop + 1)


def _stanzas(lines: Sequence[str]) -> Iterator[Stanza]:
    words: tuple[str, ...] = ()
    body: list[str] = []
    for line in (*lines, "->"):
        if line.startswith("->"):
            if words:
                yield Stanza(words, _bytes("".join(body)))
            words, body = tuple(line.split(" ")[1:]), []
        elif words and len(line) <= 64:
            body.append(line)
        else:
            raise AgeDamaged
        if len(body) > LARGEST_HEAD // 64:
            raise AgeDamaged


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii").rstrip("=")


def seal(source: Iterable[bytes], target: Writable, identity: str, others: Sequence[str] = ()) -> None:
    """Write what `source` gives as an age file to the owner of `identity`, and to `others` (`age1…`).

    There are always four stanzas of one kind: dummies nobody can open take the free places, in an order that tells
    nothing, so that a file does not show whether an organisation can open it.
    """
    recipients = [public(identity), *others]
    recipients += [str(pyrage.x25519.Identity.generate().to_public()) for _ in range(STANZAS - len(recipients))]
    if len(recipients) != STANZAS:
        raise ValueError("an age file of ours has four stanzas")
    SystemRandom().shuffle(recipients)
    _encrypt(source, _Ungreased(target, identity), recipients)


def seal_for_one(source: Iterable[bytes], target: Writable, recipient: str) -> None:
    """Write what `source` gives as an age file to one recipient."""
    _encrypt(source, target, [recipient])


def open_into(source: Readable, target: Writable, identity: str) -> None:
    """Decrypt an age file. What is written must not be believed before this returns.

    Raises KeyDoesNotFit, AgeDamaged, the OSError of a source that cannot be read, and what the target raises.
    """
    start = source.tell()
    read_head(source.read(LARGEST_HEAD))
    source.seek(start)
    reading, writing = _Reading(source), _Writing(target)
    try:
        pyrage.decrypt_io(reading, writing, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, OSError) as error:
        # The library passes some errors of the two ends on and wraps others; the end itself remembers its own.
        own = writing.error or reading.error
        if own is not None:
            raise own from None
        if "No matching keys" in str(error):
            raise KeyDoesNotFit from None
        raise AgeDamaged from None


class Piped:
    """What can be read only once, as a source: it goes back to its beginning as far as the head of an age file goes."""

    def __init__(self, read: Callable[[int], bytes], size: int) -> None:
        self._read, self._left, self._at = read, size, 0
        self._start = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        if self._at < len(self._start):
            piece = self._start[self._at :] if size < 0 else self._start[self._at : self._at + size]
        else:
            piece = self._read(self._left if size < 0 else min(size, self._left))
            self._left -= len(piece)
            if self._at < LARGEST_HEAD:
                self._start += piece
        self._at += len(piece)
        return piece

    def tell(self) -> int:
        """Where it stands."""
        return self._at

    def seek(self, at: int) -> int:
        """Go back, if what is there was kept. Raises OSError."""
        if at > len(self._start):
            raise OSError(errno.ESPIPE, "what is read only once goes back to what was kept of it")
        self._at = at
        return at


def _encrypt(source: Iterable[bytes], target: Writable, recipients: Sequence[str]) -> None:
    reading, writing = _Reading(_Pieces(source)), _Writing(target)
    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    try:
        pyrage.encrypt_io(reading, writing, keys)
    except (pyrage.EncryptError, OSError):
        own = reading.error or writing.error
        if own is None:
            raise
        raise own from None


def resealed(source: Readable, identity: str) -> Generator[bytes, None, None]:
    """What is in an age file, a piece at a time, to be sealed anew. Raises at the end as `open_into`.

    The library can only push out of the old file and pull into the new one, so a thread stands between; the plain bytes
    never touch a disk.
    """
    pieces: Queue[bytes | BaseException | None] = Queue(maxsize=16)
    given_up = Event()

    def work() -> None:
        end: BaseException | None = None
        try:
            open_into(source, _Handing(pieces, given_up), identity)
        except (AgeDamaged, KeyDoesNotFit, OSError, _GivenUp) as error:
            end = error
        if not given_up.is_set():
            pieces.put(end)

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        while isinstance(piece := pieces.get(), bytes):
            yield piece
        if piece is not None:
            raise piece
    finally:
        given_up.set()
        with suppress(Empty):
            while True:
                pieces.get_nowait()
        thread.join()


class _GivenUp(Exception):
    """Nobody takes the pieces any more."""


class _Handing:
    """Hands pieces to the other thread."""

    def __init__(self, pieces: "Queue[bytes | BaseException | None]", given_up: Event) -> None:
        self._pieces, self._given_up = pieces, given_up

    def write(self, piece: bytes) -> int:
        if self._given_up.is_set():
            raise _GivenUp
        self._pieces.put(piece)
        return len(piece)


class _Reading:
    """A source for the library that remembers what went wrong with it."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return bytes(self._source.read(size))
        except BaseException as error:
            self.error = error
            raise


class _Writing:
    """A target for the library that remembers what went wrong with it."""

    def __init__(self, target: Writable) -> None:
        self._target = target
        self.error: BaseException | None = None

    def write(self, piece: bytes) -> int:
        try:
            self._target.write(piece)
        except BaseException as error:
            # The library may come once more with what it still holds: the first error is the one that tells.
            self.error = self.error or error
            raise
        return len(piece)

    def flush(self) -> None:
        """Nothing waits here."""


class _Pieces(io.RawIOBase):
    """Pieces of bytes, read like a file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._rest = iter(pieces), memoryview(b"")

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        part, self._rest = self._rest[:size], self._rest[size:]
        return bytes(part)


class _Ungreased:
    """Takes the extra stanza of random words out of the head that the library puts in ("grease").

    It would make the number and the length of what one sees vary. The head's MAC is made anew under the same file key.
    """

    def __init__(self, target: Writable, identity: str) -> None:
        self._target, self._identity = target, identity
        self._waiting: bytearray | None = bytearray()

    def write(self, piece: bytes) -> int:
        if self._waiting is None:
            self._target.write(piece)
            return len(piece)
        self._waiting += piece
        head = read_head(bytes(self._waiting)) if b"\n---" in self._waiting else None
        if head is not None:
            rest = bytes(self._waiting[head.size :])
            self._waiting = None
            self._target.write(_without_grease(head, self._identity) + rest)
        return len(piece)


def _without_grease(head: Head, identity: str) -> bytes:
    kept = [stanza for stanza in head.stanzas if stanza.words[0] == "X25519"]
    shown = MAGIC + b"".join(f"-> {' '.join(stanza.words)}\n{_text(stanza.body)}\n".encode("ascii") for stanza in kept) + b"---"
    return shown + b" " + head_mac(file_key(kept, identity), shown) + b"\n"


def file_key(stanzas: Iterable[Stanza], identity: str) -> bytes:
    """The file key, as the age specification has it for an X25519 stanza. Raises KeyDoesNotFit."""
    _, words = bech32.bech32_decode(identity.lower())
    own = X25519PrivateKey.from_private_bytes(bytes(bech32.convertbits(words or [], 5, 8, False) or []))
    for stanza in stanzas:
        share = _bytes(stanza.words[1])
        shared = own.exchange(X25519PublicKey.from_public_bytes(share))
        key = hkdf(shared, salt=share + own.public_key().public_bytes_raw(), info=b"age-encryption.org/v1/X25519")
        try:
            return ChaCha20Poly1305(key).decrypt(bytes(12), stanza.body, None)
        except InvalidTag:
            continue
    raise KeyDoesNotFit


def head_mac(key: bytes, shown: bytes) -> bytes:
    """What stands at the end of a head, after `shown` up to its three hyphens, under this file key."""
    return _text(hmac.digest(hkdf(key, salt=b"", info=b"header"), shown, sha256)).encode("ascii")


def hkdf(secret: bytes, *, salt: bytes, info: bytes) -> bytes:
    """The 32 bytes that HKDF-SHA256 makes of a secret, as age uses it everywhere."""
    return HKDF(SHA256(), 32, salt, info).derive(secret)
