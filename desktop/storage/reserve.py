"""The reserve: room kept free inside a vault, so that drafts are saved at a lock although the disk is full.

Half of it are pages in the database, which the drafts take over; half is the file `spare`, which becomes the journal of that
save, block for block. Nothing new is asked of the disk, so no other program can be quicker. See docs/decisions/008.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from desktop.domain.errors import CaseFileError
from desktop.storage.disk import told
from desktop.storage.place import PART, Place, fsync_folder
from desktop.storage.vault import DATABASE, Vault

SPARE = "spare"
SIZE = 2 * 1024**2  # of each half
LEAST_FREE = 64 * 1024**2  # with less on the disk the reserve would itself be what fills it
_ROW = 16_000  # one page
_ROWS = SIZE // _ROW


def is_whole(vault: Vault) -> bool:
    """Whether both halves are there."""
    with Place(vault.folder) as place:
        return place.size(SPARE) == SIZE and _has_pages(vault)


def make(vault: Vault) -> bool:
    """Lay what is missing of the reserve, if the disk has room enough. False where it has not."""
    if is_whole(vault):
        return True
    with told():
        found = os.statvfs(vault.folder)
    if found.f_bavail * found.f_frsize < LEAST_FREE:
        return False
    try:
        _lay_pages(vault)
        _lay_spare(vault)
    except CaseFileError:
        return False
    return True


@contextmanager
def given_up(vault: Vault) -> Iterator[None]:
    """Inside, what is saved takes the place of the reserve. Belongs outside of a transaction. Raises as a save does."""
    # A journal that stays where it is keeps its blocks for the next of the two saves.
    vault.rows("PRAGMA journal_mode=PERSIST")
    try:
        with vault.transaction():
            # Nobody else writes now, so there is no other journal in the way; and one that begins with zeros is none.
            with told(), suppress(FileNotFoundError):
                (vault.folder / SPARE).rename(vault.folder / f"{DATABASE}-journal")
            # Pages of zeros need no wiping, which would put all of them into the journal.
            vault.rows("PRAGMA secure_delete=OFF")
            vault.run("DELETE FROM reserve")
        vault.rows("PRAGMA secure_delete=ON")
        yield
    finally:
        vault.rows("PRAGMA secure_delete=ON")
        vault.rows("PRAGMA journal_mode=DELETE")


def _has_pages(vault: Vault) -> bool:
    return vault.rows("SELECT max(number) FROM reserve") == [(_ROWS,)]


def _lay_pages(vault: Vault) -> None:
    with vault.transaction():
        vault.run(
            "INSERT OR IGNORE INTO reserve (number, body)"
            " WITH RECURSIVE count (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM count WHERE number < :rows)"
            " SELECT number, zeroblob(:size) FROM count",
            rows=_ROWS, size=_ROW,
        )  # fmt: skip


def _lay_spare(vault: Vault) -> None:
    with Place(vault.folder) as place:
        place.drop(f"{SPARE}{PART}")
        with place.part(SPARE) as file:
            file.write(bytes(SIZE))
        place.drop(SPARE)
        place.settle(SPARE)
    fsync_folder(vault.folder)
