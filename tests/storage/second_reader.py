"""A second reader of a vault, written from docs/file-format.md alone: the standard library, `cryptography` and `sqlcipher3`.

python second_reader.py FOLDER      the passphrase is the first line of standard input; prints every record as JSON
"""

import hashlib
import hmac
import json
import struct
import sys
import unicodedata
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2 as sqlite


class Header:
    """One copy of the header."""

    def __init__(self, blob: bytes) -> None:
        magic, self.format, self.epoch, length = struct.unpack(">4sHQI", blob[:18])
        if magic != b"PFLH" or len(blob) != 18 + length + 64 or hashlib.sha256(blob[:-64]).digest() != blob[-64:-32]:
            raise ValueError("damaged")
        self.blob, self.body = blob, json.loads(blob[18:-64])
        self.vault = UUID(self.body["vault"]).bytes
        self.instance = UUID(self.body["instance"]).bytes
        self.slots = [bytes.fromhex(slot) for slot in self.body["slots"]]

    def opened(self, secret: bytes, info: str) -> bytes | None:
        """The master key, by one of the four kinds of slots that have one layout."""
        for slot in self.slots:
            key = HKDF(SHA256(), 32, slot[:16], info.encode()).derive(secret)
            try:
                return ChaCha20Poly1305(key).decrypt(slot[16:28], slot[28:76], b"PFLH" + struct.pack(">H", self.format) + self.vault)
            except InvalidTag:
                continue
        return None

    def opened_by_organisation(self, private: bytes) -> bytes | None:
        """The master key, by the key of an organisation."""
        for slot in self.slots:
            share = slot[160:191] + bytes([slot[191] & 0x7F])
            stanza = b"-> X25519 " + _base64(share) + b"\n" + _base64(slot[:32]) + b"\n"
            head = b"age-encryption.org/v1\n" + stanza + b"--- "
            try:
                return b"".join(age_opened(head + _base64(slot[32:64]) + b"\n" + slot[64:128], private))
            except ValueError:
                continue
        return None

    def stretched(self, passphrase: str) -> bytes:
        """The secret that a passphrase gives."""
        kdf = self.body["kdf"]
        if passphrase.endswith("\n"):
            passphrase = passphrase[:-2] if passphrase.endswith("\r\n") else passphrase[:-1]
        stretching = Argon2id(salt=bytes.fromhex(kdf["salt"]), length=32, iterations=kdf["t"], lanes=kdf["p"], memory_cost=kdf["m"])
        return stretching.derive(unicodedata.normalize("NFC", passphrase).encode())

    def key(self, vmk: bytes, info: str) -> bytes:
        """Any other key."""
        return HKDF(SHA256(), 32, self.vault, info.encode()).derive(vmk)

    def is_genuine(self, vmk: bytes) -> bool:
        """Whether whoever wrote it knew the master key."""
        return hmac.digest(self.key(vmk, "cv1/hdr"), self.blob[:-32], "sha256") == self.blob[-32:]


def better_header(folder: Path) -> Header:
    """The undamaged copy with the higher epoch."""
    found = []
    for name in ("header.a", "header.b"):
        try:
            found.append(Header((folder / name).read_bytes()))
        except (OSError, ValueError, struct.error):
            continue
    return max(found, key=lambda header: header.epoch)


def entropy_of(words: str, listed: list[str]) -> bytes:
    """The 32 bytes behind 24 recovery words; `listed` are the 2,048 of the list."""
    places = [unicodedata.normalize("NFKD", word) for word in listed]
    bits = "".join(f"{places.index(unicodedata.normalize('NFKD', word)):011b}" for word in words.split())
    entropy = int(bits[:256], 2).to_bytes(32, "big")
    if f"{hashlib.sha256(entropy).digest()[0]:08b}" != bits[256:]:
        raise ValueError("checksum")
    return entropy


def key_file_secret(text: str) -> bytes:
    """The 32 bytes in a key file."""
    content = bytes.fromhex("".join(text.split()))
    if hashlib.sha256(b"cv1/key-file" + content[:32]).digest()[:8] != content[32:]:
        raise ValueError("checksum")
    return content[:32]


class Vault:
    """An opened vault, only read."""

    def __init__(self, folder: Path, header: Header, vmk: bytes) -> None:
        if not header.is_genuine(vmk):
            raise ValueError("the header is not genuine")
        self.folder, self.header, self.vmk = folder, header, vmk
        self.row_key = header.key(vmk, "cv1/row")
        self.identity = header.key(vmk, "cv1/backup-id")
        self.database = sqlite.connect(f"{(folder / 'cases.db').absolute().as_uri()}?mode=ro", uri=True)
        self.database.execute(f"PRAGMA key=\"x'{header.key(vmk, 'cv1/db').hex()}{header.body['db_salt']}'\"")
        self.database.execute("PRAGMA cipher_page_size=16384")

    def records(self) -> Iterator[dict[str, object]]:
        """Every record; the digest of each holds."""
        rows = self.database.execute(
            "SELECT id, kind, case_id, rev, device, changed_at, removed, parts, body, digest FROM record ORDER BY number"
        ).fetchall()
        for id_, kind, case, rev, device, at, removed, parts, first, digest in rows:
            body = self._joined(id_, parts, first)
            self._compare((id_, kind, case or "", str(rev), device, at, str(removed)), body, digest)
            yield {"id": id_, "kind": kind, "case": case, "rev": rev, "device": device, "changed_at": at,
                   "removed": bool(removed), "value": json.loads(body)}  # fmt: skip

    def changes(self) -> Iterator[dict[str, object]]:
        """Every remembered change; the digest of each holds."""
        rows = self.database.execute(
            "SELECT number, record, rev, device, changed_at, fields, parts, body, digest FROM change ORDER BY number"
        ).fetchall()
        for number, record, rev, device, at, fields, parts, first, digest in rows:
            body = self._joined(f"change:{number}", parts, first)
            self._compare(("change", record, str(rev), device, at, fields), body, digest)
            yield {"record": record, "rev": rev, "fields": fields.split(), "value": json.loads(body)}

    def _joined(self, owner: str, parts: int, first: bytes) -> bytes:
        rest = self.database.execute("SELECT part, body FROM chunk WHERE owner = ? ORDER BY part", (owner,)).fetchall()
        if [part for part, _ in rest] != list(range(1, parts)):
            raise ValueError("a piece is missing")
        return bytes(first) + b"".join(bytes(body) for _, body in rest)

    def _compare(self, about: tuple[str, ...], body: bytes, digest: bytes) -> None:
        text = "\x1f".join(about).encode() + b"\x1e" + body
        if hashlib.blake2b(text, key=self.row_key, digest_size=32).digest() != digest:
            raise ValueError("digest")

    def broken_sums(self) -> list[str]:
        """The cases whose sums do not hold, `""` for what belongs to none, `" "` for the whole vault."""
        kept = {case: (counter, total, mac) for case, counter, total, mac in self.database.execute("SELECT * FROM root")}
        sums = self._sums()
        wrong = [case for case in sums | kept if case != " " and self._is_wrong(case, kept.get(case), sums.get(case, 0))]
        counter, total, mac = kept[" "]
        (in_first_page,) = self.database.execute("PRAGMA application_id").fetchone()
        (segments,) = self.database.execute("SELECT block FROM words_data WHERE id = 10").fetchone()
        told = _packed([" ", counter, total, bytes(segments)])
        holds = (
            int.from_bytes(total, "little") == sum(sums.values()) % 2**256
            and in_first_page == counter % 2**31
            and mac == hashlib.blake2b(told, digest_size=32, key=self.row_key, person=b"cv1/root").digest()
        )
        return wrong if holds else [*wrong, " "]

    def _sums(self) -> dict[str, int]:
        sums: dict[str, int] = defaultdict(int)
        tables = self.database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'words%' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        for (table,) in tables:
            if table in UNSUMMED:
                continue
            columns = [column[1] for column in self.database.execute(f"PRAGMA table_info({table})").fetchall()]
            of_case = {"record": "case_id", "due": "case_id", "party": "case_id", "journal": "case_id", "case_row": "id"}.get(table)
            for row in self.database.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall():
                case = (row[columns.index(of_case)] or "") if of_case else ""
                packed = _packed([table, *row])
                digest = hashlib.blake2b(packed, digest_size=32, key=self.row_key, person=b"cv1/rowsum").digest()
                sums[case] = (sums[case] + int.from_bytes(digest, "little")) % 2**256
        return {case: total for case, total in sums.items() if total}

    def _is_wrong(self, case: str, kept: tuple[int, bytes, bytes] | None, total: int) -> bool:
        if kept is None:
            return total != 0
        counter, was, mac = kept
        told = _packed([case, counter, was, b""])
        sound = mac == hashlib.blake2b(told, digest_size=32, key=self.row_key, person=b"cv1/root").digest()
        return not sound or int.from_bytes(was, "little") != total

    def paper(self, value: dict[str, object]) -> bytes:
        """The contents of a paper, from the value of its record."""
        sealed = value["sealed"]
        assert isinstance(sealed, dict)
        blob = (self.folder / "papers" / sealed["file"]).read_bytes()
        if (len(blob), hashlib.sha256(blob).hexdigest()) != (sealed["size"], sealed["sha256"]):
            raise ValueError("the file of a paper is damaged")
        return b"".join(age_opened(blob, self.identity))

    def anchor(self, state_folder: Path) -> tuple[int, int, bytes] | None:
        """What the computer remembers of the vault: epoch, counter, sum."""
        key, about = self.header.key(self.vmk, "cv1/anchor"), self.header.vault + self.header.instance
        name = hashlib.blake2b(about, key=key, digest_size=16, person=b"cv1/anchor").hexdigest()
        if not (state_folder / name).exists():
            return None
        blob = (state_folder / name).read_bytes()
        if hmac.digest(key, blob[:-32] + about, "sha256") != blob[-32:]:
            return None
        magic, number, _doubt, epoch, counter, total, _seconds = struct.unpack(">4sHBQQ32sQ", blob[:-32])
        return (epoch, counter, total) if (magic, number) == (b"PFLA", 1) else None


# The tables that the sums leave out.
UNSUMMED = ("root", "reserve")


def _packed(value: object) -> bytes:
    """MessagePack, the shortest form of each, as far as rows need it."""
    if value is None:
        return b"\xc0"
    if isinstance(value, int):
        return _packed_number(value)
    if isinstance(value, str):
        text = value.encode()
        return _sized(len(text), (0xA0, 32), (0xD9, 0xDA, 0xDB)) + text
    if isinstance(value, bytes):
        return _sized(len(value), None, (0xC4, 0xC5, 0xC6)) + value
    assert isinstance(value, list)
    return _sized(len(value), (0x90, 16), (None, 0xDC, 0xDD)) + b"".join(map(_packed, value))


def _packed_number(value: int) -> bytes:
    if -32 <= value < 128:
        return struct.pack("b" if value < 0 else "B", value)
    codes = ((0xCC, "B", 2**8), (0xCD, ">H", 2**16), (0xCE, ">I", 2**32), (0xCF, ">Q", 2**64))
    if value < 0:
        codes = ((0xD0, "b", 2**7), (0xD1, ">h", 2**15), (0xD2, ">i", 2**31), (0xD3, ">q", 2**63))
    return next(bytes([code]) + struct.pack(form, value) for code, form, limit in codes if abs(value) <= limit - (value >= 0))


def _sized(length: int, short: tuple[int, int] | None, codes: tuple[int | None, int, int]) -> bytes:
    if short and length < short[1]:
        return bytes([short[0] | length])
    for code, form, limit in zip(codes, ("B", ">H", ">I"), (2**8, 2**16, 2**32), strict=True):
        if code is not None and length < limit:
            return bytes([code]) + struct.pack(form, length)
    raise ValueError("too long")


def age_opened(blob: bytes, private: bytes) -> Iterator[bytes]:
    """The contents of an age v1 file that an X25519 key opens."""
    end = blob.index(b"\n--- ")
    head, _, rest = blob[: end + 4], blob[end + 4 : end + 5], blob[end + 5 :]
    mac, _, payload = rest.partition(b"\n")
    lines = head.split(b"\n")
    own = X25519PrivateKey.from_private_bytes(private)
    public = own.public_key().public_bytes_raw()
    for place, line in enumerate(lines):
        if not line.startswith(b"-> X25519 "):
            continue
        share = _plain(line[len(b"-> X25519 ") :])
        wrapping = HKDF(SHA256(), 32, share + public, b"age-encryption.org/v1/X25519")
        key = wrapping.derive(own.exchange(X25519PublicKey.from_public_bytes(share)))
        try:
            file_key = ChaCha20Poly1305(key).decrypt(bytes(12), _plain(lines[place + 1]), b"")
        except InvalidTag:
            continue
        if hmac.digest(HKDF(SHA256(), 32, b"", b"header").derive(file_key), head, "sha256") != _plain(mac):
            raise ValueError("the head of an age file was altered")
        yield from _chunks(HKDF(SHA256(), 32, payload[:16], b"payload").derive(file_key), payload[16:])
        return
    raise ValueError("the key does not fit")


def _chunks(key: bytes, sealed: bytes) -> Iterator[bytes]:
    size = 64 * 1024 + 16
    for number, start in enumerate(range(0, len(sealed), size)):
        last = start + size >= len(sealed)
        yield ChaCha20Poly1305(key).decrypt(number.to_bytes(11, "big") + bytes([last]), sealed[start : start + size], b"")


def _base64(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _plain(text: bytes) -> bytes:
    return b64decode(text + b"=" * (-len(text) % 4))


def main(folder: Path, passphrase: str) -> None:
    """Print every record of a vault."""
    header = better_header(folder)
    vmk = header.opened(header.stretched(passphrase), "cv1/slot/passphrase")
    if vmk is None:
        sys.exit("the passphrase opens nothing")
    for record in Vault(folder, header, vmk).records():
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.readline())
