"""What a secret opens a backup's header to: a way into the vault, or the printed key."""

from dataclasses import dataclass, field

from desktop.storage import keys
from desktop.storage.header import Sealed
from desktop.storage.keys import Keys
from desktop.storage.typed import secret_kind
from desktop.storage.unlocking import opened_slot


@dataclass(frozen=True)
class Opened:
    """The identity that opens the sealed part; the master key as well, unless the printed key alone was given."""

    identity: str = field(repr=False)
    keys: Keys | None


def opened(sealed: Sealed, secret: str, *, key_file_text: str = "") -> Opened:
    """Open a backup's header, or take the printed key as it is. Slow for a passphrase.

    Raises WrongSecret, HeaderForeign, NotEnoughMemory, and BadInput for a slip in words or key.
    """
    if secret_kind(secret) == "key":
        return Opened(keys.identity_from_text(secret), None)
    vmk = opened_slot(sealed.header, secret, key_file_text=key_file_text).vmk
    head = sealed.check(vmk)
    found = Keys(vmk, head.vault)
    return Opened(found.age_identity, found)
