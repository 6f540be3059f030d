"""Pages of a database file, decrypted one by one without the database library: what is left when that gives up.

SQLCipher 4 keeps each page by itself: ciphertext (AES-256-CBC) · IV 16 · HMAC-SHA512 of both and the page's number. The first
page begins with the salt. Inside are SQLite's own pages, of which only the leaves of tables are read here.
"""

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.storage.connection import PAGE
from desktop.storage.disk import told
from desktop.storage.header import Header
from desktop.storage.keys import Keys

Value = None | int | float | str | bytes
Row = tuple[int, tuple[Value, ...]]

_SALT, _IV, _MAC = 16, 16, 64
_MASK, _ROUNDS, _KEY = 0x3A, 2, 32
_FILE_HEADER = 100  # SQLite's own, at the beginning of the first page
_FIRST_TRUNK = 32  # where that header names the first page of the list of free pages
_TABLE_LEAF = 0x0D
_LOOKED_AT = 64  # pages that are tried before a database is called another vault's


class Pages:
    """The pages of one database file."""

    def __init__(self, path: Path, key: Keys, head: Header) -> None:
        self._path, self._key = path, key.db
        salt = bytes(byte ^ _MASK for byte in head.db_salt)
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key.db, salt, _ROUNDS, _KEY)
        with told():
            self.count = -(-path.stat().st_size // PAGE)

    def read(self, number: int) -> bytes | None:
        """The plain page `number` (from 1), without what belongs to the cipher; None where it is damaged or cannot be read."""
        try:
            with self._path.open("rb", buffering=0) as file:
                file.seek((number - 1) * PAGE)
                page = file.read(PAGE) or b""
        except OSError:
            return None
        if len(page) != PAGE:
            return None
        start = _SALT if number == 1 else 0
        sealed, mac = page[start:-_MAC], page[-_MAC:]
        if not hmac.compare_digest(mac, hmac.digest(self._mac_key, sealed + number.to_bytes(4, "little"), "sha512")):
            return None
        opening = Cipher(algorithms.AES(self._key), modes.CBC(sealed[-_IV:])).decryptor()
        return bytes(start) + opening.update(sealed[:-_IV]) + opening.finalize()


def free_leaves(pages: Pages) -> frozenset[int]:
    """The numbers of the pages that hold nothing and wait to be used again; none where the list of them cannot be read.

    SQLite keeps no copy of such a page in its journal before it writes there: after a power cut it may be half old, half new.
    """
    first = pages.read(1)
    found, seen = set[int](), set[int]()
    trunk = int.from_bytes(first[_FIRST_TRUNK:][:4], "big") if first else 0
    while trunk and trunk not in seen:
        seen.add(trunk)
        plain = pages.read(trunk)
        if plain is None:
            return frozenset()
        numbers = [int.from_bytes(plain[at : at + 4], "big") for at in range(0, len(plain) - _IV - _MAC, 4)]
        found.update(numbers[2 : 2 + numbers[1]])
        trunk = numbers[0]
    return frozenset(found - seen)


def belongs(path: Path, key: Keys, head: Header) -> bool:
    """Whether a database is of the vault with these keys, as far as can be told: damage leaves some pages whole. Raises DiskFailed.

    Without one page that opens it still counts as this vault's if it begins with the salt or with zeros, or is smaller than any vault.
    """
    pages = Pages(path, key, head)
    if pages.count < 2 or pages.read(1) is not None:
        return True
    with told(), path.open("rb", buffering=0) as file:
        begins = file.read(PAGE) or b""
    if begins[:_SALT] == head.db_salt or not any(begins):
        return True
    some = range(2, pages.count + 1, max(1, pages.count // _LOOKED_AT))
    return any(pages.read(number) is not None for number in some)


def rows(page: bytes, *, is_first: bool = False) -> Iterator[Row]:
    """The rows on a page, each with its number, if it is a leaf of a table; none on any other page."""
    start = _FILE_HEADER if is_first else 0
    if page[start] != _TABLE_LEAF:
        return
    for place in range(int.from_bytes(page[start + 3 : start + 5], "big")):
        at = int.from_bytes(page[start + 8 + 2 * place :][:2], "big")
        try:
            yield _cell(page, at)
        except (IndexError, ValueError):
            continue  # no cell of ours: our rows never go on in another page


def _cell(page: bytes, at: int) -> Row:
    size, at = _varint(page, at)
    number, at = _varint(page, at)
    if at + size > len(page):
        raise ValueError
    return number, tuple(_values(page[at : at + size]))


def _values(payload: bytes) -> Iterator[Value]:
    end, at = _varint(payload, 0)
    body = end
    while at < end:
        kind, at = _varint(payload, at)
        size = _size(kind)
        piece = payload[body : body + size]
        if len(piece) != size:
            raise ValueError
        yield _value(kind, piece)
        body += size


def _size(kind: int) -> int:
    return (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)[kind] if kind < 10 else (kind - 12) // 2


def _value(kind: int, piece: bytes) -> Value:
    if kind == 0:
        return None
    if kind in {8, 9}:
        return kind - 8
    if kind < 7:
        return int.from_bytes(piece, "big", signed=True)
    return piece.decode("utf-8") if kind % 2 and kind > 12 else piece


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9
