"""Cards: the keys of a lawyer, as text to be carried, compared by voice, and checked when they come."""

import hashlib
import re
from dataclasses import dataclass

import bech32
import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from desktop.domain.errors import BadInput, FileTooNew
from desktop.domain.transfers import LONGEST_NAME, OwnCard, hidden_signs

FORMAT = 1
LARGEST = 4096  # bytes of a card as a file
_SEALING, _VERIFYING = "age", "sign"
_KEY_BYTES = 32
_ANY = bytes(range(_KEY_BYTES))
_FIRST_LINE = re.compile(r"card ([0-9]{1,4})", re.IGNORECASE)
_KEYS = re.compile(r"(age1[02-9ac-hj-np-z]{58})(sign1[02-9ac-hj-np-z]{58})")
# Six groups of five digits are a hundred bits: nobody makes other keys with the same ones.
_GROUPS, _DIGITS = 6, 5


@dataclass(frozen=True)
class Card:
    """What a card says of its owner: a name as she chose it, `age1…`, and the public Ed25519 key in hex."""

    name: str
    sealing: str
    verifying: str


def new_keys() -> tuple[str, str]:
    """A new `AGE-SECRET-KEY-1…`, and a new private Ed25519 key in hex."""
    return str(pyrage.x25519.Identity.generate()), Ed25519PrivateKey.generate().private_bytes_raw().hex()


def of_own(own: OwnCard) -> Card:
    """The public card of her own keys."""
    sealing = str(pyrage.x25519.Identity.from_str(own.sealing).to_public())
    verifying = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(own.signing)).public_key().public_bytes_raw()
    return Card(own.name, sealing, verifying.hex())


def text_of(card: Card) -> str:
    """The card as text: four lines, for a file, a QR code, or to be typed."""
    return "\n".join((f"card {FORMAT}", card.name, card.sealing, _bech32(_VERIFYING, bytes.fromhex(card.verifying)))) + "\n"


def from_text(untrusted: str) -> Card:
    """The card a text stands for; spaces and line ends in its keys, and capitals, do not matter.

    Raises BadInput("card", "form" | "name" | "checksum"), FileTooNew.
    """
    lines = [line.strip() for line in untrusted.lstrip("\ufeff").splitlines() if line.strip()]
    first = _FIRST_LINE.fullmatch(lines[0]) if lines else None
    if first is None or len(untrusted) > LARGEST:
        raise BadInput("card", "form")
    if int(first.group(1)) > FORMAT:
        raise FileTooNew(int(first.group(1)), FORMAT)
    if len(lines) < 3:
        raise BadInput("card", "form")
    keys = _KEYS.fullmatch("".join("".join(lines[2:]).split()).lower())
    if keys is None:
        raise BadInput("card", "form")
    name, sealing, verifying = lines[1], keys.group(1), _plain(keys.group(2), _VERIFYING)
    if not is_name(name):
        raise BadInput("card", "name")
    if not _can_be_sealed_to(sealing) or verifying is None:
        raise BadInput("card", "checksum")
    return Card(name, sealing, verifying.hex())


def is_name(name: str) -> bool:
    """Whether a card may carry this name: something to read, not long, nothing hidden in it."""
    return 0 < len(name.strip()) <= LONGEST_NAME and not hidden_signs(name) and name.isprintable()


def is_genuine(card: Card) -> bool:
    """Whether a card that stands in a file from outside has the form of one."""
    try:
        return from_text(text_of(card)) == card
    except (BadInput, ValueError):
        return False


def fingerprint(card: Card) -> tuple[str, ...]:
    """What is compared by voice: six groups of five digits over both keys."""
    sealing = _plain(card.sealing, _SEALING)
    digest = hashlib.sha256(b"cv1/card" + (sealing or b"") + bytes.fromhex(card.verifying)).digest()
    number = int.from_bytes(digest) % 10 ** (_GROUPS * _DIGITS)
    digits = f"{number:0{_GROUPS * _DIGITS}d}"
    return tuple(digits[start : start + _DIGITS] for start in range(0, len(digits), _DIGITS))


def signature(own: OwnCard, message: bytes) -> bytes:
    """Her signature of a message: Ed25519, 64 bytes."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(own.signing)).sign(message)


def is_signed(card: Card, message: bytes, untrusted: bytes) -> bool:
    """Whether the owner of the card signed the message."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(card.verifying)).verify(untrusted, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def get_ready() -> None:
    """Have the libraries load all that checking a card and a signature takes: they do it at the first use, when a child may be shut in."""
    any_key = Ed25519PrivateKey.from_private_bytes(_ANY)
    X25519PrivateKey.from_private_bytes(_ANY).exchange(X25519PrivateKey.from_private_bytes(_ANY).public_key())
    any_key.public_key().verify(any_key.sign(_ANY), _ANY)


def _can_be_sealed_to(sealing: str) -> bool:
    plain = _plain(sealing, _SEALING)
    if plain is None:
        return False
    try:
        # Some points make the same secret with everybody; the library refuses them, so no file is ever sealed to one.
        X25519PrivateKey.from_private_bytes(_ANY).exchange(X25519PublicKey.from_public_bytes(plain))
    except ValueError:
        return False
    return True


def _plain(text: str, name: str) -> bytes | None:
    found, words = bech32.bech32_decode(text)
    data = bech32.convertbits(words, 5, 8, False) if words is not None and found == name else None
    return bytes(data) if data is not None and len(data) == _KEY_BYTES else None


def _bech32(name: str, data: bytes) -> str:
    words = bech32.convertbits(data, 8, 5)
    if words is None:
        raise ValueError("not bytes")
    return bech32.bech32_encode(name, words)
