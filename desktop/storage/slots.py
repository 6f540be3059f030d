"""The eight slots of a header: each can hold the master key under another secret, and none shows whether it does.

One entry, 192 bytes: salt 16 · nonce 12 · wrapped master key 48 · random 84 · decoy share 32. An organisation's entry
has another layout (`organisation`), and an unused one is random but for its decoy; all three look alike.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from secrets import choice, token_bytes
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from desktop.domain.errors import BadInput, WrongSecret
from desktop.storage import disguise, organisation
from desktop.storage.header import FORMAT, MAGIC, SLOT_BYTES, SLOTS, Header, blank, next_epoch
from desktop.storage.kdf import derive
from desktop.storage.keys import VMK_BYTES, hkdf

ENTROPY_BYTES = 32

_SALT, _NONCE, _WRAPPED = 16, 12, VMK_BYTES + 16
_RANDOM = SLOT_BYTES - _SALT - _NONCE - _WRAPPED - disguise.BYTES


@dataclass(frozen=True)
class Secret:
    """What opens a slot, after the slow part: 32 bytes and the name that keeps the kinds apart."""

    material: bytes = field(repr=False)
    info: str


def passphrase_secret(header: Header, passphrase: bytes) -> Secret:
    """The secret behind a passphrase (`keys.passphrase_bytes`); a second of Argon2id serves all slots.

    Raises NotEnoughMemory.
    """
    return Secret(derive(passphrase, header.kdf), "cv1/slot/passphrase")


def with_key_file(passphrase: Secret, key_file: bytes) -> Secret:
    """The secret of a passphrase and a key file together, from that of the passphrase alone: neither opens without the other."""
    if len(key_file) != ENTROPY_BYTES:
        raise ValueError("a key file holds 32 bytes")
    return Secret(passphrase.material + key_file, "cv1/slot/passphrase-and-file")


def words_secret(entropy: bytes) -> Secret:
    """The secret behind the 24 recovery words. Fast: 256 random bits need no stretching."""
    if len(entropy) != ENTROPY_BYTES:
        raise ValueError("recovery words stand for 32 bytes")
    return Secret(entropy, "cv1/slot/words")


def shares_secret(shared: bytes) -> Secret:
    """The secret that shares for colleagues give back."""
    if len(shared) != ENTROPY_BYTES:
        raise ValueError("shares stand for 32 bytes")
    return Secret(shared, "cv1/slot/shares")


def fresh_entropy() -> bytes:
    """The secret behind new recovery words, or new shares."""
    return token_bytes(ENTROPY_BYTES)


def free_slot(used: Collection[int]) -> int:
    """A slot to put something in, by lot, so that its place tells no kind. Raises BadInput("slot", "full")."""
    free = [index for index in range(SLOTS) if index not in used]
    if not free:
        raise BadInput("slot", "full")
    return choice(free)


def add(header: Header, index: int | None, vmk: bytes, secret: Secret, used: Collection[int] = ()) -> Header:
    """The next header, in which the secret opens slot `index`, or any slot not in `used`.

    The header cannot tell which slots are used; the vault remembers that. What was in the slot is gone.
    """
    place = free_slot(used) if index is None else index
    return put(header, place, wrapped(header, vmk, secret))


def put(header: Header, index: int, entry: bytes) -> Header:
    """The next header, with these 192 bytes in slot `index`."""
    if not 0 <= index < SLOTS or len(entry) != SLOT_BYTES:
        raise ValueError("no such slot")
    return next_epoch(replace(header, slots=(*header.slots[:index], entry, *header.slots[index + 1 :])))


def remove(header: Header, index: int) -> Header:
    """The next header, in which nothing opens slot `index`."""
    return put(header, index, blank())


def open_with(header: Header, secret: Secret) -> tuple[bytes, int]:
    """The master key, and the slot it was in. Raises WrongSecret."""
    for index, entry in enumerate(header.slots):
        vmk = _unwrap(header, entry, secret)
        if vmk is not None:
            return vmk, index
    raise WrongSecret


def open_with_passphrase(header: Header, passphrase: bytes) -> tuple[bytes, int]:
    """The master key, and the slot it was in; takes about a second. Raises WrongSecret, NotEnoughMemory."""
    return open_with(header, passphrase_secret(header, passphrase))


def open_with_words(header: Header, entropy: bytes) -> tuple[bytes, int]:
    """The master key, and the slot it was in. Raises WrongSecret."""
    return open_with(header, words_secret(entropy))


def open_with_identity(header: Header, identity: str) -> tuple[bytes, int]:
    """The master key and its slot, by an organisation's `AGE-SECRET-KEY-1…`. Raises WrongSecret."""
    for index, entry in enumerate(header.slots):
        vmk = organisation.unwrap(entry, identity)
        if vmk is not None:
            return vmk, index
    raise WrongSecret


def wrapped(header: Header, vmk: bytes, secret: Secret) -> bytes:
    """An entry of this header in which the secret finds the master key."""
    if len(vmk) != VMK_BYTES:
        raise ValueError("a master key has 32 bytes")
    salt, nonce = token_bytes(_SALT), token_bytes(_NONCE)
    key = _cipher(secret, salt).encrypt(nonce, vmk, _bound_to(header))
    return salt + nonce + key + token_bytes(_RANDOM) + disguise.decoy()


def _unwrap(header: Header, entry: bytes, secret: Secret) -> bytes | None:
    salt, nonce, wrapped = entry[:_SALT], entry[_SALT : _SALT + _NONCE], entry[_SALT + _NONCE :][:_WRAPPED]
    try:
        return _cipher(secret, salt).decrypt(nonce, wrapped, _bound_to(header))
    except InvalidTag:
        return None


def _cipher(secret: Secret, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(hkdf(secret.material, salt=salt, info=secret.info))


def _bound_to(header: Header) -> bytes:
    """The vault and format a slot belongs to, so that it opens nowhere else."""
    return MAGIC + FORMAT.to_bytes(2, "big") + UUID(header.vault).bytes
