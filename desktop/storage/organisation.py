"""An organisation's slot: the master key in an age file to its public key, without the parts that never change.

192 bytes: wrapped file key 32 · MAC of the head 32 · payload (nonce 16, master key 32, tag 16) · random 32 · masked
share 32. With the constant words put back it is an age file of one stanza, which stock `age` opens.
"""

import hmac
from base64 import b64encode
from secrets import token_bytes

import bech32
import pyrage
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.domain.errors import BadInput
from desktop.storage import disguise

MAGIC = b"age-encryption.org/v1"
_BODY, _MAC, _PAYLOAD, _RANDOM = 32, 32, 16 + 32 + 16, 32
_FILE_KEY, _NONCE = 16, 16
_LAST_CHUNK = bytes(11) + b"\x01"  # the nonce of a payload's only chunk


def recipient_from_text(text: str) -> str:
    """The `age1…` of an organisation as typed or scanned: spaces, line breaks and capitals do not matter.

    Raises BadInput("recipient", "length") or BadInput("recipient", "checksum").
    """
    compact = "".join(text.split()).lower()
    if len(compact) != 62:
        raise BadInput("recipient", "length")
    try:
        pyrage.x25519.Recipient.from_str(compact)
    except pyrage.RecipientError:
        raise BadInput("recipient", "checksum") from None
    return compact


def wrap(vmk: bytes, recipient: str) -> bytes:
    """The 192 bytes of a slot that the owner of `recipient` (`age1…`) opens. Composed as the age specification has it."""
    public = _raw(recipient)
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    file_key, nonce = token_bytes(_FILE_KEY), token_bytes(_NONCE)
    wrapping = _hkdf(shared, salt=share + public, info=b"age-encryption.org/v1/X25519")
    body = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    mac = hmac.digest(_hkdf(file_key, salt=b"", info=b"header"), _head(share, body), "sha256")
    payload = ChaCha20Poly1305(_hkdf(file_key, salt=nonce, info=b"payload")).encrypt(_LAST_CHUNK, vmk, None)
    return body + mac + nonce + payload + token_bytes(_RANDOM) + disguise.masked(share)


def unwrap(entry: bytes, identity: str) -> bytes | None:
    """The master key in a slot, if it was wrapped for this `AGE-SECRET-KEY-1…`; else None."""
    try:
        return bytes(pyrage.decrypt(age_file(entry), [pyrage.x25519.Identity.from_str(identity)]))
    except pyrage.DecryptError:
        return None


def age_file(entry: bytes) -> bytes:
    """The age file a slot stands for, if it is an organisation's."""
    body, rest = entry[:_BODY], entry[_BODY:]
    mac, payload = rest[:_MAC], rest[_MAC:][:_PAYLOAD]
    share = disguise.plain(entry[-disguise.BYTES :])
    return _head(share, body) + b" " + _text(mac) + b"\n" + payload


def _head(share: bytes, body: bytes) -> bytes:
    return MAGIC + b"\n-> X25519 " + _text(share) + b"\n" + _text(body) + b"\n---"


def _raw(recipient: str) -> bytes:
    _, words = bech32.bech32_decode(recipient)
    return bytes(bech32.convertbits(words or [], 5, 8, False) or [])


def _text(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _hkdf(secret: bytes, *, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(secret)
