"""A copy of the database as it is at one moment: what a backup is made from while she goes on typing."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from desktop.domain.checks import Problem
from desktop.domain.errors import CaseFileError, DataDamaged, DiskFailed, FileMissing
from desktop.storage import connection as connections
from desktop.storage import keys, pages
from desktop.storage.disk import told
from desktop.storage.pages import Pages
from desktop.storage.place import Place
from desktop.storage.vault import DATABASE, SNAPSHOT, Vault

# Each on a connection of its own: one bad page spoils later checks on the same one.
_OF_PAGES, _OF_DATABASE = "PRAGMA cipher_integrity_check", "PRAGMA integrity_check"
_BAD_PAGE = re.compile(r"HMAC verification failed for page (\d+)")


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
    path = vault.folder / name
    bad = _found(vault, path, _OF_PAGES)
    if bad:
        # What is left in a page that holds nothing is no damage.
        free = pages.free_leaves(Pages(path, vault.keys, vault.header))
        bad = [text for text in bad if not ((said := _BAD_PAGE.fullmatch(text)) and int(said[1]) in free)]
    sound = not bad and _found(vault, path, _OF_DATABASE) == ["ok"]
    return () if sound else (Problem("database-damaged", DATABASE),)


def signs(vault: Vault, name: str) -> tuple[Problem, ...]:
    """Bytes that are not as they were written and that nothing is read from: no loss, but a sign that a disk fails."""
    with told(), (vault.folder / name).open("rb") as file:
        begins = file.read(keys.DB_SALT_BYTES)
    found = Pages(vault.folder / name, vault.keys, vault.header)
    torn = any(found.read(number) is None for number in pages.free_leaves(found))
    # The salt is taken from the header.
    of_salt = () if begins == vault.header.db_salt else (Problem("salt-damaged", DATABASE),)
    return (*of_salt, Problem("free-page-damaged", DATABASE)) if torn else of_salt


def _found(vault: Vault, path: Path, check: str) -> list[str]:
    """What a check of the library says."""
    try:
        opened = connections.connect(path, keys.database_key(vault.keys, vault.header.db_salt))
    except (DataDamaged, FileMissing):
        return ["it does not open"]
    try:
        with connections.told():
            return [str(text) for (text,) in opened.execute(check).fetchall()]
    except CaseFileError:
        return ["it cannot be read"]
    finally:
        opened.close()
