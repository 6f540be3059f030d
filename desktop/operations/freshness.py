"""Whether a vault is as new as when it was last seen here: an old copy put in its place is told."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from desktop.storage import anchor, header
from desktop.storage.anchor import Anchor
from desktop.storage.header import Header
from desktop.storage.vault import Vault

Code = Literal["header-older", "vault-older", "vault-other"]


@dataclass(frozen=True)
class Older:
    """The vault is not the one that was last seen here: its header or its records are older, or they took another way.

    `seen_at` is when this computer last saw the newer state (ISO 8601); `saves` how many saves are missing, if that is known.
    """

    code: Code
    seen_at: str
    saves: int = 0


def look(vault: Vault) -> Older | None:
    """Compare the vault with what this computer remembers of it; None where it is as new, newer, or met here for the first time.

    From now on its state is remembered when it closes. What was found stays found, at later openings too, until `accept`.
    """
    vault.at_close(lambda: remember(vault))
    head = _head(vault)
    known = anchor.read(vault.keys, head)
    if known is None:
        return None
    found = _compare(vault, head, known)
    if found is None and not known.doubt:
        return None
    if not known.doubt:
        anchor.write(vault.keys, head, replace(known, doubt=True))
    return found or Older("vault-other", _moment(known))


def remember(vault: Vault) -> bool:
    """Let this computer remember the vault's state: at a lock, and every few minutes. False where that could not be done.

    A state that is older than the remembered one does not take its place: that is for `accept`.
    """
    head = _head(vault)
    known = anchor.read(vault.keys, head)
    if known is not None and (known.doubt or _compare(vault, head, known)):
        return False
    return _write(vault, head)


def is_doubted(vault: Vault) -> bool:
    """Whether an older state than the newest seen here was met, and nobody has accepted it."""
    head = _head(vault)
    known = anchor.read(vault.keys, head)
    return known is not None and (known.doubt or _compare(vault, head, known) is not None)


def accept(vault: Vault) -> bool:
    """She knows why the vault is older, and goes on with it. False where that could not be remembered."""
    return _write(vault, _head(vault))


def _compare(vault: Vault, head: Header, known: Anchor) -> Older | None:
    if head.epoch < known.epoch:
        return Older("header-older", _moment(known))
    root = vault.root()
    if root is None:
        return None  # damage, not age: the check of the roots says it
    if root.counter < known.counter:
        return Older("vault-older", _moment(known), known.counter - root.counter)
    return Older("vault-other", _moment(known)) if root.counter == known.counter and root.sum != known.sum else None


def _write(vault: Vault, head: Header) -> bool:
    root = vault.root()
    return root is not None and anchor.write(
        vault.keys, head, Anchor(head.epoch, root.counter, root.sum, max(0, int(vault.now().timestamp())))
    )


def _moment(known: Anchor) -> str:
    return datetime.fromtimestamp(known.seconds, UTC).isoformat()


def _head(vault: Vault) -> Header:
    return header.read(vault.folder).check(vault.keys.vmk).header
