"""What purged rows leave behind in the database file and its journal, and how it goes.

Deleted rows are overwritten with zeros at once, but SQLite moves rows between pages and leaves their old bytes in the free part of a
page. Only a file that is written anew holds nothing of them. Its journal holds the pages as they were: it is kept until it was
overwritten where it lies. All of this is encrypted, like the file.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from desktop.storage.disk import told
from desktop.storage.place import Place
from desktop.storage.vault import DATABASE, Vault

_JOURNAL = f"{DATABASE}-journal"
_STRETCH = 4 * 1024**2


@contextmanager
def watched(vault: Vault) -> Iterator[None]:
    """Inside, the journal of a save stays where it is, so that it can be overwritten. Belongs outside of a transaction."""
    vault.rows("PRAGMA journal_mode=PERSIST")
    try:
        yield
        _wipe_journal(vault)
    finally:
        vault.rows("PRAGMA journal_mode=DELETE")


def clear(vault: Vault) -> None:
    """Write the database file anew, so that nothing of what was purged is in it. Belongs outside of a transaction.

    Needs room for the file and its journal. Raises DiskFull, DiskFailed, DiskBusy.
    """
    with Place(vault.folder) as place:
        place.need(2 * (place.size(DATABASE) or 0))
    with watched(vault):
        vault.rows("VACUUM")


def _wipe_journal(vault: Vault) -> None:
    # Nobody else writes now, so nobody has a journal that is in use; and one that begins with zeros is none.
    with vault.transaction(), told(), suppress(FileNotFoundError):
        fd = os.open(vault.folder / _JOURNAL, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        with os.fdopen(fd, "wb", buffering=0) as file:
            left = os.fstat(fd).st_size
            while left:
                left -= file.write(bytes(min(left, _STRETCH))) or 0
            os.fsync(fd)
