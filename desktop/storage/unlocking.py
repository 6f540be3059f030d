"""From what a person gives to the master key: of which kind it is, and which slot it opens."""

from dataclasses import dataclass, field

from desktop.domain.errors import BadInput, WrongSecret
from desktop.storage import key_file, keys, recovery_words, shares, slots, typed
from desktop.storage.header import Header


@dataclass(frozen=True)
class Opened:
    """What a secret opened: the master key, its slot, which kind of way in it is (`passphrase key-file words shares organisation`),
    and whether it was typed on the other keyboard layout.
    """

    vmk: bytes = field(repr=False)
    slot: int
    way: str = "passphrase"
    by_other_layout: bool = False


def opened_slot(head: Header, secret: str, *, key_file_text: str = "", try_other_layout: bool = True) -> Opened:
    """The master key that a secret gives, and the slot it was in. Raises WrongSecret, NotEnoughMemory, BadInput."""
    # A damaged file is told by its own checksum, before a passphrase is called wrong for it.
    file = key_file.secret_from_text(key_file_text) if key_file_text else None
    kind = typed.secret_kind(secret)
    if kind == "words":
        return Opened(*slots.open_with_words(head, recovery_words.entropy_from_words(secret)), kind)
    if kind == "shares":
        return Opened(*slots.open_with(head, slots.shares_secret(shares.joined(shares.apart(secret)))), kind)
    if kind == "key":
        return Opened(*_opened_by_key(head, secret), "organisation")
    try:
        return Opened(*_opened_by_passphrase(head, secret, file))
    except WrongSecret:
        other = typed.other_layout(secret)
        if not try_other_layout or other == secret:
            raise
        return Opened(*_opened_by_passphrase(head, other, file), by_other_layout=True)


def _opened_by_passphrase(head: Header, passphrase: str, file: bytes | None) -> tuple[bytes, int, str]:
    alone = slots.passphrase_secret(head, keys.passphrase_bytes(passphrase))
    if file is not None:
        try:
            return *slots.open_with(head, slots.with_key_file(alone, file)), "key-file"
        except WrongSecret:
            # The stick may be in place although this passphrase needs none.
            pass
    return *slots.open_with(head, alone), "passphrase"


def _opened_by_key(head: Header, key: str) -> tuple[bytes, int]:
    try:
        return slots.open_with_identity(head, keys.identity_from_text(key))
    except WrongSecret:
        # Most likely the printed key, which opens backups and never the vault.
        raise BadInput("key", "not-here") from None
