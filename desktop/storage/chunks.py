"""Bodies too long for one page: the first part stands in the row, the rest goes on in `chunk`."""

from desktop.domain.errors import DataDamaged
from desktop.storage.vault import Vault

# Bytes of a body in its own row, and in each further chunk: with the other columns they stay inside one page.
FIRST, FURTHER = 14_000, 15_500


def cut(body: bytes) -> list[bytes]:
    """The parts of a body, each short enough for its page."""
    return [body[:FIRST], *(body[start : start + FURTHER] for start in range(FIRST, len(body), FURTHER))]


def put(vault: Vault, owner: str, parts: list[bytes]) -> None:
    """Keep what does not fit into the row of its owner. Belongs into a transaction."""
    if len(parts) > 1:
        vault.run_many("INSERT OR FAIL INTO chunk (owner, part, body) VALUES (?, ?, ?)",
                       [(owner, number, part) for number, part in enumerate(parts[1:], start=1)])  # fmt: skip


def joined(vault: Vault, owner: str, parts: int, first: bytes) -> bytes:
    """The whole body again, of the part in the row and what goes on. Raises DataDamaged where something is missing."""
    if parts == 1:
        return first
    rest = vault.rows("SELECT body FROM chunk WHERE owner = :owner ORDER BY part", owner=owner)
    if len(rest) != parts - 1:
        raise DataDamaged(owner)
    return first + b"".join(as_bytes(body) for (body,) in rest)


def as_bytes(value: object) -> bytes:
    """What the library hands out for a body, as bytes."""
    return value if isinstance(value, bytes) else bytes(value) if isinstance(value, bytearray | memoryview) else str(value).encode()
