"""X25519 shares that tell nothing: what an organisation's slot shows, every other slot shows too."""

import secrets

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

BYTES = 32
_TOP = 0x80  # the highest bit of the last byte: always 0 in a share, and ignored by X25519 (RFC 7748 §5)


def masked(share: bytes) -> bytes:
    """The share with its one constant bit drawn by lot."""
    if len(share) != BYTES or share[-1] & _TOP:
        raise ValueError("not a share")
    return share[:-1] + bytes([share[-1] | (_TOP & secrets.randbits(8))])


def plain(masked_share: bytes) -> bytes:
    """The share as it was before `masked`."""
    return masked_share[:-1] + bytes([masked_share[-1] & ~_TOP])


def decoy() -> bytes:
    """The masked share of a key that is thrown away.

    Random bytes would not do: only one 32-byte string in sixteen is a share at all (a point on the curve, in its large
    subgroup), so a share among random bytes shows itself. Where all slots hold one, none does.
    """
    return masked(X25519PrivateKey.generate().public_key().public_bytes_raw())
