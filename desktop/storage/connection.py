"""One SQLCipher connection, opened the only way it may be, and its errors in our own words."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from desktop.domain.errors import (
    CaseFileError,
    DataDamaged,
    DiskBusy,
    DiskFailed,
    DiskFull,
    FileMissing,
    LibraryUnfit,
    MemoryShort,
    VaultReadOnly,
)

LEAST_CIPHER = (4, 19)
PAGE = 16384
Connection = Any  # sqlcipher3 ships no types; nothing outside `storage` sees one

# A rollback journal, the strictest sync, no temporary file, no trust in the schema; 32 MiB of pages in memory, so that the
# ids of a hundred thousand records, which lie at random, are not read and sealed again and again while many are saved.
_SETTINGS = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA locking_mode=NORMAL",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32768",
    "PRAGMA mmap_size=0",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=5000",
)


def connect(path: Path, key: str, *, new: bool = False, read_only: bool = False) -> Connection:
    """An open connection to the database at `path`, its key given as `x'<64 hex><32 hex>'`.

    `new` makes the file and refuses one that exists. Raises FileMissing, DataDamaged, LibraryUnfit, DiskFull, DiskFailed, VaultReadOnly.
    """
    if not new and not path.exists():
        raise FileMissing(path.name)
    if not new and path.stat().st_size == 0:
        raise DataDamaged(path.name)
    mode = "ro" if read_only else "rwc" if new else "rw"
    with told():
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        connection = sqlite.connect(uri, uri=True, isolation_level=None, check_same_thread=True, cached_statements=256)
    try:
        with told():
            tables = _prepare(connection, key)
    except BaseException:
        connection.close()
        raise
    if not new and not tables:
        # Its own journal has just taken it back to nothing, and nothing opens with every key.
        connection.close()
        raise DataDamaged(path.name)
    return connection


def _prepare(connection: Connection, key: str) -> int:
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f'PRAGMA key="{key}"')
    connection.execute(f"PRAGMA cipher_page_size={PAGE}")
    probe(connection)
    for setting in _SETTINGS:
        connection.execute(setting)
    return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def probe(connection: Connection) -> None:
    """Refuse a library that would write in clear. Raises LibraryUnfit."""
    row = connection.execute("PRAGMA cipher_version").fetchone()
    version = tuple(int(part) for part in row[0].split()[0].split(".")[:2]) if row and row[0] else (0, 0)
    store = ("TEMP_STORE=2",) in connection.execute("PRAGMA compile_options").fetchall()
    provider = connection.execute("PRAGMA cipher_provider").fetchone()
    if version < LEAST_CIPHER or not store or not provider:
        raise LibraryUnfit


class _Told:
    """Not a generator, which would cost a tenth of a bulk of writes."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, MemoryError):
            raise MemoryShort from None
        if isinstance(error, sqlite.Error) and (meant := _meaning(error)) is not None:
            # SQLite's own message may quote a value, so the chain ends here.
            raise meant from None


_TOLD = _Told()


def told() -> AbstractContextManager[None]:
    """Inside, what the database library raises comes out as a problem a user can mend; a bug stays a bug."""
    return _TOLD


def _meaning(error: Exception) -> CaseFileError | None:
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith("SQLITE_FULL"):
        return DiskFull()
    if code.startswith("SQLITE_READONLY"):
        return VaultReadOnly()
    if code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return DataDamaged("cases.db")
    if code.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return DiskFailed()
    if code.startswith("SQLITE_BUSY"):
        return DiskBusy()
    return None
