"""The keys of a vault: everything it needs is derived from one random master key and the vault's UUID."""

import unicodedata
from dataclasses import dataclass, field
from uuid import UUID

import bech32
import pyrage
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.domain.errors import BadInput

VMK_BYTES = 32
DB_SALT_BYTES = 16
_IDENTITY = "age-secret-key-"


@dataclass(frozen=True)
class Keys:
    """The master key (VMK) of one vault, and what is derived from it. Never shown: the key is not in its `repr`."""

    vmk: bytes = field(repr=False)
    vault: str

    def __post_init__(self) -> None:
        if len(self.vmk) != VMK_BYTES:
            raise ValueError("a master key has 32 bytes")

    @property
    def db(self) -> bytes:
        """The key of `cases.db`."""
        return self._derive("cv1/db")

    @property
    def hdr(self) -> bytes:
        """The key of the header's HMAC."""
        return self._derive("cv1/hdr")

    @property
    def row(self) -> bytes:
        """The key of the digests kept with each stored value."""
        return self._derive("cv1/row")

    @property
    def anchor(self) -> bytes:
        """The key of what this computer remembers of the vault's last state."""
        return self._derive("cv1/anchor")

    @property
    def age_identity(self) -> str:
        """The backup identity as `AGE-SECRET-KEY-1…`: opens every backup and every paper with stock `age`."""
        return _bech32(_IDENTITY, self._derive("cv1/backup-id")).upper()

    @property
    def age_recipient(self) -> str:
        """The public half of the backup identity: `age1…`."""
        return str(pyrage.x25519.Identity.from_str(self.age_identity).to_public())

    def _derive(self, name: str) -> bytes:
        return hkdf(self.vmk, salt=UUID(self.vault).bytes, info=name)


def hkdf(secret: bytes, *, salt: bytes, info: str) -> bytes:
    """32 bytes by HKDF-SHA256."""
    return HKDF(SHA256(), 32, salt, info.encode("ascii")).derive(secret)


def passphrase_bytes(text: str) -> bytes:
    """The bytes a passphrase stands for: UTF-8 of its NFC form, one line end cut, spaces kept.

    Raises BadInput("passphrase", "text") for half a surrogate pair, which no keyboard types.
    """
    if text.endswith("\r\n"):
        text = text[:-2]
    elif text.endswith("\n"):
        text = text[:-1]
    try:
        return unicodedata.normalize("NFC", text).encode("utf-8")
    except UnicodeEncodeError:
        raise BadInput("passphrase", "text") from None


def database_key(keys: Keys, db_salt: bytes) -> str:
    """The key of `cases.db` as SQLCipher takes it: `x'<64 hex key><32 hex salt>'`."""
    key = f"x'{keys.db.hex()}{db_salt.hex()}'"
    # With any other length SQLCipher would take it for a passphrase and say nothing.
    if len(db_salt) != DB_SALT_BYTES or len(key) != 99:
        raise ValueError("a database key has 96 hex digits")
    return key


def identity_from_text(text: str) -> str:
    """The printed `AGE-SECRET-KEY-1…` as typed or scanned: spaces, line breaks and small letters do not matter.

    Raises BadInput("key", "length") or BadInput("key", "checksum"), so that a slip is not taken for a wrong key.
    """
    compact = "".join(text.split()).lower()
    if len(compact) != 74:
        raise BadInput("key", "length")
    name, words = bech32.bech32_decode(compact)
    if name != _IDENTITY or words is None:
        raise BadInput("key", "checksum")
    return compact.upper()


def _bech32(name: str, data: bytes) -> str:
    words = bech32.convertbits(data, 8, 5)
    if words is None:
        raise ValueError("not bytes")
    return bech32.bech32_encode(name, words)
