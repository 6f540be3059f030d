"""What a passphrase, recovery words or the printed key open a backup's header to."""

from dataclasses import dataclass, field

from desktop.domain.errors import WrongSecret
from desktop.storage import keys, recovery_words, slots
from desktop.storage.header import Sealed
from desktop.storage.keys import Keys
from desktop.storage.typed import other_layout, secret_kind


@dataclass(frozen=True)
class Opened:
    """The identity that opens the sealed part; the master key as well, unless the printed key alone was given."""

    identity: str = field(repr=False)
    keys: Keys | None


def opened(sealed: Sealed, secret: str) -> Opened:
    """Open a backup's header, or take the printed key as it is. Slow for a passphrase.

    Raises WrongSecret, HeaderForeign, NotEnoughMemory, and BadInput for a slip in words or key.
    """
    kind = secret_kind(secret)
    if kind == "key":
        return Opened(keys.identity_from_text(secret), None)
    vmk = _words(sealed, secret) if kind == "words" else _passphrase(sealed, secret)
    head = sealed.check(vmk)
    found = Keys(vmk, head.vault)
    return Opened(found.age_identity, found)


def _words(sealed: Sealed, secret: str) -> bytes:
    return slots.open_with_words(sealed.header, recovery_words.entropy_from_words(secret))[0]


def _passphrase(sealed: Sealed, secret: str) -> bytes:
    try:
        return slots.open_with_passphrase(sealed.header, keys.passphrase_bytes(secret))[0]
    except WrongSecret:
        other = other_layout(secret)
        if other == secret:
            raise
        return slots.open_with_passphrase(sealed.header, keys.passphrase_bytes(other))[0]
