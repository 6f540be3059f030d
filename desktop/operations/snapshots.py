"""A vault as it is at one moment, found sound: what is copied and carried out."""

from collections.abc import Iterator
from contextlib import contextmanager

from desktop.domain.errors import VaultUnhealthy
from desktop.storage import snapshot
from desktop.storage.vault import Vault


@contextmanager
def sound(vault: Vault) -> Iterator[Vault]:
    """The snapshot, to be read while others go on writing to the vault. Raises VaultUnhealthy, DiskFull, DiskFailed."""
    with snapshot.room_for_copy(vault) as copy:
        with vault.transaction():
            snapshot.copy(vault, copy)
        if problems := snapshot.findings(vault, copy):
            raise VaultUnhealthy(problems)
        with vault.snapshot(copy) as frozen:
            # An old page put back passes both checks of the library; the sums over all rows show it.
            if problems := frozen.problems_of_roots():
                raise VaultUnhealthy(problems)
            yield frozen
