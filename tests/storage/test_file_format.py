"""A second reader, written from docs/file-format.md with `cryptography` alone: nothing of ours opens the vault here."""

import hashlib
import hmac
import json
import re
import struct
import unicodedata
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PAGE = (Path(__file__).parents[2] / "docs" / "file-format.md").read_text("utf-8")
GOLDEN = Path(__file__).parent / "golden" / "header-format-1"
PASSPHRASE = "Клён и 'rain'"
VMK = bytes(range(32))
BECH32 = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"


class Reader:
    """One header, as the page tells it."""

    def __init__(self, blob: bytes) -> None:
        magic, self.format, self.epoch, length = struct.unpack(">4sHQI", blob[:18])
        assert magic == b"PFLH"
        assert len(blob) == 18 + length + 64
        assert hashlib.sha256(blob[:-64]).digest() == blob[-64:-32]
        self.blob = blob
        self.body = json.loads(blob[18:-64].decode("utf-8"))
        self.vault = UUID(self.body["vault"]).bytes

    def open(self, secret: bytes, info: bytes) -> bytes | None:
        for entry in map(bytes.fromhex, self.body["slots"]):
            assert len(entry) == 192
            key = HKDF(SHA256(), 32, entry[:16], info).derive(secret)
            try:
                return ChaCha20Poly1305(key).decrypt(entry[16:28], entry[28:76], b"PFLH" + struct.pack(">H", self.format) + self.vault)
            except InvalidTag:
                continue
        return None

    def stretch(self, passphrase: str) -> bytes:
        kdf = self.body["kdf"]
        salt = bytes.fromhex(kdf["salt"])
        stretched = Argon2id(salt=salt, length=32, iterations=kdf["t"], lanes=kdf["p"], memory_cost=kdf["m"])
        return stretched.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8"))

    def key(self, vmk: bytes, info: str) -> bytes:
        return HKDF(SHA256(), 32, self.vault, info.encode()).derive(vmk)

    def is_genuine(self, vmk: bytes) -> bool:
        return hmac.digest(self.key(vmk, "cv1/hdr"), self.blob[:-32], "sha256") == self.blob[-32:]


def test_the_example_opens_by_the_page_with_the_passphrase():
    reader = Reader(GOLDEN.read_bytes())

    vmk = reader.open(reader.stretch(PASSPHRASE), b"cv1/slot/passphrase")

    assert vmk == VMK
    assert reader.is_genuine(VMK)
    assert reader.open(reader.stretch(PASSPHRASE + "x"), b"cv1/slot/passphrase") is None


def test_the_example_opens_by_the_page_with_the_words():
    reader = Reader(GOLDEN.read_bytes())

    assert reader.open(bytes.fromhex("7f" * 32), b"cv1/slot/words") == VMK


def test_the_keys_are_those_on_the_page():
    reader = Reader(GOLDEN.read_bytes())

    for name in ("cv1/db", "cv1/hdr", "cv1/row", "cv1/anchor"):
        assert f"| `{name}` | `{reader.key(VMK, name).hex()}` |" in PAGE


def test_the_backup_identity_is_the_one_on_the_page():
    private = Reader(GOLDEN.read_bytes()).key(VMK, "cv1/backup-id")
    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    assert data_of_bech32(re.search(r"AGE-SECRET-KEY-1([A-Z0-9]{50,})", PAGE)[1]) == private  # type: ignore[index]
    assert data_of_bech32(re.search(r"age1([a-z0-9]{50,})", PAGE)[1].upper()) == public  # type: ignore[index]


def data_of_bech32(text: str) -> bytes:
    bits = "".join(f"{BECH32.index(letter):05b}" for letter in text[:-6])
    return int(bits[:256], 2).to_bytes(32, "big")


def test_the_body_has_the_fields_of_the_page_in_canonical_form():
    reader = Reader(GOLDEN.read_bytes())

    assert sorted(reader.body) == re.findall(r"^\| `(\w+)` \| (?:16 bytes|UUID|`m` memory|eight)", PAGE, re.MULTILINE)
    assert sorted(reader.body["kdf"]) == ["m", "name", "p", "salt", "t"]
    assert json.dumps(reader.body, sort_keys=True, separators=(",", ":")).encode() == reader.blob[18:-64]
    assert len(reader.body["slots"]) == 8


def test_what_the_program_writes_today_opens_by_the_page(tmp_path):
    from desktop.storage import header, slots
    from desktop.storage.kdf import Kdf
    from desktop.storage.keys import passphrase_bytes

    made = header.fresh(Kdf(64, 1, 4, bytes(16)))
    made = slots.add(made, None, VMK, slots.passphrase_secret(made, passphrase_bytes(PASSPHRASE + "\r\n")))
    header.write(tmp_path, header.seal(made, VMK))

    for name in ("header.a", "header.b"):
        reader = Reader((tmp_path / name).read_bytes())
        assert reader.open(reader.stretch(PASSPHRASE), b"cv1/slot/passphrase") == VMK
        assert reader.is_genuine(VMK)
        assert (reader.format, reader.epoch) == (1, 2)


def test_the_program_reads_what_it_wrote_in_format_1():
    from desktop.storage import header, slots
    from desktop.storage.keys import Keys, passphrase_bytes
    from desktop.storage.recovery_words import entropy_from_words

    sealed = header.parse(GOLDEN.read_bytes())
    words = re.search(r"\| recovery words \| ([a-z ]+) \|", PAGE)
    assert words is not None

    assert slots.open_with_passphrase(sealed.header, passphrase_bytes(PASSPHRASE)) == (VMK, 6)
    assert slots.open_with_words(sealed.header, entropy_from_words(words[1])) == (VMK, 1)
    assert sealed.check(VMK).epoch == 3
    assert Keys(VMK, sealed.header.vault).age_identity in PAGE
