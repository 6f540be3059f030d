"""A database under new keys that is being made beside the old one, and the moment at which it takes its place.

Nothing of the old vault is touched until the new database is whole and was read back. Then the header with the new keys is
written: that is the moment. Whoever opens the vault next finds the new database still beside the old one and moves it.
"""

import os
from contextlib import suppress
from pathlib import Path

from desktop.domain.errors import CaseFileError
from desktop.storage import connection as connections
from desktop.storage import keys
from desktop.storage.disk import told
from desktop.storage.header import Header
from desktop.storage.keys import Keys
from desktop.storage.place import fsync_folder

COMING = "cases.db.new"
_JOURNAL = "-journal"


def is_under_way(folder: Path) -> bool:
    """Whether new keys were being made when the program ended, or are being made now."""
    return (folder / COMING).exists()


def settle(folder: Path, database: str, key: Keys, head: Header) -> bool:
    """Move the new database to its place if the header already has its keys. False if there is none, or the keys are the old ones."""
    if not is_under_way(folder) or not _opens(folder / COMING, key, head):
        return False
    with told():
        # A journal of the old database must never be played into the new one.
        (folder / f"{database}{_JOURNAL}").unlink(missing_ok=True)
        fsync_folder(folder)
        (folder / COMING).replace(folder / database)
        fsync_folder(folder)
    return True


def give_up(folder: Path) -> None:
    """Take away what was made of the new database: its keys never came into the header."""
    for name in (f"{COMING}{_JOURNAL}", COMING):
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def make_last(folder: Path) -> None:
    """Make sure that the new database is on the disk, name and all."""
    with told():
        descriptor = os.open(folder / COMING, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        fsync_folder(folder)


def _opens(path: Path, key: Keys, head: Header) -> bool:
    """Whether the new database is one of these keys. One that has a journal still was never finished, and is not even opened."""
    if path.with_name(f"{path.name}{_JOURNAL}").exists():
        return False
    try:
        connections.connect(path, keys.database_key(key, head.db_salt)).close()
    except CaseFileError:
        return False
    return True
