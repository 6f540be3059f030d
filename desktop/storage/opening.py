"""What a secret opens a backup's header to: a way into the vault, or the printed key."""

from contextlib import suppress
from dataclasses import dataclass, field

from desktop.domain.errors import HeaderForeign, WrongSecret
from desktop.storage import keys, slots
from desktop.storage.header import Sealed
from desktop.storage.keys import Keys
from desktop.storage.typed import secret_kind
from desktop.storage.unlocking import opened_slot


@dataclass(frozen=True)
class Opened:
    """The identity that opens the sealed part; the master key as well, unless the printed key alone was given.

    `way` says what it was: `passphrase key-file words shares organisation printed-key`, or `vault` for the keys of an open one.
    """

    identity: str = field(repr=False)
    keys: Keys | None
    way: str


def opened(sealed: Sealed, secret: str, *, key_file_text: str = "") -> Opened:
    """Open a backup's header, or take the printed key as it is. Slow for a passphrase.

    Raises WrongSecret, HeaderForeign, NotEnoughMemory, and BadInput for a slip in words or key.
    """
    if secret_kind(secret) == "key":
        return _by_key(sealed, keys.identity_from_text(secret))
    found = opened_slot(sealed.header, secret, key_file_text=key_file_text)
    return _by_master_key(sealed, found.vmk, found.way)


def opened_by(sealed: Sealed, known: Keys) -> Opened:
    """Open a backup's header with the keys of the open vault. Raises WrongSecret where it is another vault's, or made under other keys."""
    try:
        return _by_master_key(sealed, known.vmk, "vault")
    except HeaderForeign:
        raise WrongSecret from None


def _by_key(sealed: Sealed, identity: str) -> Opened:
    # An organisation's key looks like the printed one, and gives more: the master key.
    with suppress(WrongSecret):
        return _by_master_key(sealed, slots.open_with_identity(sealed.header, identity)[0], "organisation")
    return Opened(identity, None, "printed-key")


def _by_master_key(sealed: Sealed, vmk: bytes, way: str) -> Opened:
    head = sealed.check(vmk)
    found = Keys(vmk, head.vault)
    return Opened(found.age_identity, found, way)
