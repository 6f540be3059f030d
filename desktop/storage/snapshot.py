"""A copy of the database as it is at one moment: what a backup is made from while she goes on typing."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from desktop.domain.checks import Problem
from desktop.domain.errors import CaseFileError, DataDamaged, DiskFailed, FileMissing
from desktop.storage import connection as connections
from desktop.storage import keys
from desktop.storage.disk import told
from desktop.storage.place import Place
from desktop.storage.vault import DATABASE, SNAPSHOT, Vault

# Each on a connection of its own: one bad page spoils later checks on the same one.
_CHECKS = ("PRAGMA cipher_integrity_check", "PRAGMA integrity_check")


@contextmanager
def room_for_copy(vault: Vault) -> Iterator[str]:
    """The name of a copy to be made in the vault's folder; whatever becomes of it, it is gone afterwards."""
    name = f"{SNAPSHOT}{token_hex(8)}"
    with Place(vault.folder) as place:
        place.need(place.size(DATABASE) or 0)
        try:
            yield name
        finally:
            place.drop(name)


def copy(vault: Vault, name: str) -> None:
    """Copy the encrypted file byte by byte. Belongs into a transaction: nobody writes meanwhile. Raises DiskFull, DiskFailed.

    Another program copies: if this one closed a handle of the database, SQLite would lose its locks on it.
    """
    source, target = vault.folder / DATABASE, vault.folder / name
    done = subprocess.run(["cp", "--reflink=auto", "--", source, target], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode == 0 and target.stat().st_size == source.stat().st_size:
        return
    with Place(vault.folder) as place:
        place.need(0)
    raise DiskFailed


def findings(vault: Vault, name: str) -> tuple[Problem, ...]:
    """What both checks of the database library find in a copy, or in any closed database file of the folder."""
    sound = all(_passes(vault, vault.folder / name, check) for check in _CHECKS)
    return () if sound else (Problem("database-damaged", DATABASE),)


def salt_findings(vault: Vault, name: str) -> tuple[Problem, ...]:
    """Whether the file begins with the salt, which no check of the library looks at: it is taken from the header."""
    with told(), (vault.folder / name).open("rb") as file:
        begins = file.read(keys.DB_SALT_BYTES)
    return () if begins == vault.header.db_salt else (Problem("salt-damaged", DATABASE),)


def _passes(vault: Vault, path: Path, check: str) -> bool:
    try:
        opened = connections.connect(path, keys.database_key(vault.keys, vault.header.db_salt))
    except (DataDamaged, FileMissing):
        return False
    try:
        with connections.told():
            found = opened.execute(check).fetchall()
    except CaseFileError:
        return False
    finally:
        opened.close()
    return found in ([], [("ok",)])
