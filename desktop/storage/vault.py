"""The vault: a folder with a header, an encrypted database and sealed papers, opened by one program at a time."""

import fcntl
import mmap
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random, SystemRandom
from typing import Self

from desktop import guard
from desktop.domain.checks import Problem
from desktop.domain.errors import (
    CaseFileError,
    DatabaseForeign,
    DiskFailed,
    FileMissing,
    MemoryShort,
    NotAVault,
    VaultExists,
    VaultInUse,
    VaultReadOnly,
)
from desktop.storage import connection as connections
from desktop.storage import disk, header, keys, migrations, pages, renewal, roots, slots
from desktop.storage.kdf import Kdf
from desktop.storage.keys import Keys

_LEAST_MEMORY = 32 * 1024**2
DATABASE, LOCK, PAPERS = "cases.db", "lock", "papers"
SNAPSHOT = "snapshot-"  # what a backup that was cut short leaves behind; encrypted, and removed at the next opening
TRIAL = "trial-"  # what a trial restore that was cut short leaves behind: encrypted, its key gone; removed then, too


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return uuid.uuid4().hex


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Where a vault takes the time, ids and chance from; tests and the demo bring their own."""

    now: Callable[[], datetime] = _now
    new_id: Callable[[], str] = _new_id
    random: Random = field(default_factory=SystemRandom)


class Vault:
    """An open vault. One connection, one thread; `second` gives another thread its own."""

    def __init__(self, folder: Path, key: Keys, head: header.Header, *, lock: int | None, ground: Ground, database: str = DATABASE) -> None:
        self.folder, self.keys, self.device = folder, key, head.instance
        self.header = head
        self.had_altered_header = False  # one copy was whole, but not ours: somebody wrote it
        self.row_key = key.row  # derived once: every row read is checked with it
        self._ground, self._lock, self._depth = ground, lock, 0
        self._watch: roots.Watch | None = None
        self._is_spoilt = self._is_writing = False
        self._at_close: list[Callable[[], object]] = []
        self.healed = False  # whether a copy of the header was written anew when it was opened
        self._connection = connections.connect(folder / database, keys.database_key(key, head.db_salt))
        self._awake = guard.refuse_hibernation()

    def __repr__(self) -> str:
        return "Vault"

    @property
    def is_open(self) -> bool:
        """Whether it can be read and written."""
        return self._connection is not None

    @property
    def random(self) -> Random:
        """Where numbers and pseudonyms come from."""
        return self._ground.random

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return self._ground.now()

    def today(self) -> date:
        """Today's date by this computer's zone."""
        return self.now().astimezone().date()

    def new_id(self) -> str:
        """A new id: 32 hex digits."""
        return self._ground.new_id()

    def rows(self, sql: str, **values: object) -> list[tuple[object, ...]]:
        """The rows a query gives."""
        with connections.told():
            return list(self._connection.execute(sql, values))

    def each(self, sql: str, **values: object) -> Iterator[tuple[object, ...]]:
        """The rows a query gives, one at a time."""
        with connections.told():
            yield from self._connection.execute(sql, values)

    def run(self, sql: str, **values: object) -> int:
        """Carry out one statement inside a transaction; the number of the row it added."""
        with self._writing():
            return int(self._connection.execute(sql, values).lastrowid or 0)

    def run_many(self, sql: str, values: Sequence[Sequence[object]]) -> None:
        """Carry out one statement for each row of values, inside a transaction."""
        with self._writing():
            self._connection.executemany(sql, values)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if not self._depth:
            raise RuntimeError("a write belongs into a transaction")
        try:
            with connections.told():
                if self._watch is not None and not self._is_writing:
                    self._watch.begin()
                    self._is_writing = True
                yield
        except BaseException:
            # The library took back what it had half done, and told the roots nothing of it.
            self._is_spoilt = True
            raise

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Inside another transaction it joins that one."""
        with connections.told():
            if not self._depth:
                self._begin()
            self._depth += 1
            try:
                yield
                if self._depth == 1:
                    self._commit()
            except BaseException:
                if self._depth == 1:
                    self._roll_back()
                raise
            finally:
                self._depth -= 1

    def _begin(self) -> None:
        if self._watch is None:
            # Outside of a transaction, or a rollback would take its triggers away.
            self._watch = roots.Watch(self._connection, self.row_key)
        self._is_spoilt = self._is_writing = False
        self._connection.execute("BEGIN IMMEDIATE")

    def _commit(self) -> None:
        if self._is_spoilt:
            raise RuntimeError("a statement failed in this transaction, so it cannot be kept")
        coming = self._watch.settle() if self._watch is not None and self._is_writing else None
        try:
            with connections.told():
                self._connection.execute("COMMIT")
        except CaseFileError:
            # An error at the very end may come after the journal is gone: then all of it is there, and would be there twice
            # after another try.
            if coming is None or not self._came_through(coming):
                raise

    def _came_through(self, coming: roots.Root) -> bool:
        """Whether a commit that failed is in the file all the same, its end made last now. Raises DiskFailed where it cannot be."""
        self._roll_back()
        with connections.told():
            if not roots.is_at(self._connection, coming):
                return False
        with disk.told():
            disk.flush_names(self.folder)
        return True

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def bring_up_to_date(self) -> None:
        """Bring the schema up to date. Raises FileTooNew."""
        migrations.bring_up_to_date(self._connection, after=lambda opened: roots.restart(opened, self.row_key))

    def root(self) -> roots.Root | None:
        """The sum over all that is kept, with the count of saves; None where it cannot be believed."""
        with connections.told():
            return roots.read(self._connection, self.row_key)

    def problems_of_roots(self) -> tuple[Problem, ...]:
        """Add up all that is kept, and say by case what is not as it was saved last. Slow; for a snapshot."""
        with connections.told():
            return roots.problems(self._connection, self.row_key)

    def accept_rows(self) -> None:
        """Take all that is kept for what was saved last. Belongs at the end of a transaction."""
        with self._writing():
            if self._watch is not None:
                self._watch.restart()

    def second(self) -> "Vault":
        """Another connection for another thread. It leans on this vault's lock: close it first."""
        return Vault(self.folder, self.keys, self.header, lock=None, ground=self._ground)

    def snapshot(self, file: str) -> "Vault":
        """A copy of the database that lies in the folder, opened beside it to be read. Close it first."""
        return self.beside(file, self.keys, self.header)

    def beside(self, file: str, key: Keys, head: header.Header) -> "Vault":
        """Another database in the folder, opened with other keys. Close it first."""
        return Vault(self.folder, key, head, lock=None, ground=self._ground, database=file)

    def coming(self, key: Keys, head: header.Header) -> "Vault":
        """A new, empty database under other keys, beside this one, to be filled. Close it first."""
        renewal.give_up(self.folder)
        lay_database(self.folder / renewal.COMING, key, head)
        return self.beside(renewal.COMING, key, head)

    def write_header(self, head: header.Header) -> None:
        """Put a changed header (with its next epoch) into both copies."""
        header.write(self.folder, header.seal(head, self.keys.vmk))
        self.header = head

    def at_close(self, act: Callable[[], object]) -> None:
        """Have something done with the open vault just before it closes. It must be quick; what stops it does not stop the close."""
        self._at_close.append(act)

    def close(self) -> None:
        """Close the database and let go of the lock. Closing twice is no harm."""
        while self._at_close:
            with suppress(CaseFileError):
                self._at_close.pop()()
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._awake is not None:
            os.close(self._awake)
            self._awake = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(folder: Path, passphrase: str, kdf: Kdf, *, slot: int, ground: Ground | None = None) -> Vault:
    """A new vault in a folder that does not exist yet, or is empty; the passphrase opens slot number `slot`.

    Raises VaultExists, DiskFull, VaultReadOnly, NotEnoughMemory.
    """
    with disk.told():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise VaultExists
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Made beside its place and moved there whole: half a vault is never seen under the name she chose.
        half = folder.with_name(f"{folder.name}.{uuid.uuid4().hex[:8]}.new")
        half.mkdir(mode=0o700)
    try:
        key = _fill(half, passphrase, kdf, slot)
        with disk.told():
            half.rename(folder)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return open_with(folder, key, ground=ground)


def _fill(folder: Path, passphrase: str, kdf: Kdf, slot: int) -> Keys:
    vmk = os.urandom(keys.VMK_BYTES)
    head = header.fresh(kdf)
    secret = slots.passphrase_secret(head, keys.passphrase_bytes(passphrase))
    head = slots.add(head, slot, vmk, secret)
    # What was wrapped must unwrap before anything is trusted to it.
    if slots.open_with(head, secret) != (vmk, slot):
        raise DiskFailed
    lay(folder, head, vmk)
    return Keys(vmk, head.vault)


def lay(folder: Path, head: header.Header, vmk: bytes) -> None:
    """Lay an empty vault with this header into an existing empty folder: for `create` and for restoring."""
    with disk.told():
        (folder / PAPERS).mkdir(mode=0o700)
        (folder / LOCK).touch(mode=0o600)
    lay_database(folder / DATABASE, Keys(vmk, head.vault), head)
    header.write(folder, header.seal(head, vmk))


def lay_database(path: Path, key: Keys, head: header.Header) -> None:
    """Lay an empty database with the keys of this header where there is none. Raises DiskFull, DiskFailed, VaultReadOnly."""
    database = connections.connect(path, keys.database_key(key, head.db_salt), new=True)
    try:
        with connections.told():
            migrations.bring_up_to_date(database, after=lambda opened: roots.restart(opened, key.row))
    finally:
        database.close()


def open_with(folder: Path, key: Keys, *, ground: Ground | None = None) -> Vault:
    """Open the vault with its keys; milliseconds. The header's other copy is healed, the schema brought up to date.

    Raises NotAVault, HeaderDamaged, HeaderForeign, DatabaseForeign, FileTooNew, FileMissing, VaultInUse, VaultReadOnly, DataDamaged.
    """
    if not folder.is_dir():
        raise NotAVault
    need_memory()
    header.read(folder).check(key.vmk)
    if not (folder / DATABASE).exists():
        raise FileMissing(DATABASE)
    lock = _take_lock(folder)
    try:
        # Once more: only now nobody else can change it.
        found = header.read(folder)
        genuine = found.check(key.vmk)
        head = genuine.header
        _refuse_another_vaults_database(folder, key, head)
        healed = header.heal(folder, genuine)
        _sweep(folder)
        renewal.settle(folder, DATABASE, key, head)
        vault = Vault(folder, key, head, lock=lock, ground=ground or Ground())
        vault.healed = healed
    except BaseException:
        os.close(lock)
        raise
    try:
        with connections.told():
            vault.bring_up_to_date()
    except BaseException:
        vault.close()
        raise
    # A proof that does not fit to the right text is damage; another text is somebody's deed.
    vault.had_altered_header = any(sealed.signed != genuine.signed and not sealed.is_genuine(key.vmk) for sealed in found.copies)
    return vault


def need_memory() -> None:
    """Where memory ends in the middle of reading, a library in C may end the program without a word: better not to begin.

    Raises MemoryShort.
    """
    try:
        # Asked for, but not filled: that would take 20 ms.
        mmap.mmap(-1, _LEAST_MEMORY, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).close()
    except (OSError, MemoryError):
        raise MemoryShort from None


def _refuse_another_vaults_database(folder: Path, key: Keys, head: header.Header) -> None:
    """Before anything is written: a header that was mixed up would be healed, and lose the right one."""
    if not renewal.is_under_way(folder) and not pages.belongs(folder / DATABASE, key, head):
        raise DatabaseForeign


def _take_lock(folder: Path) -> int:
    """An flock on its own file: closing any handle of the database itself would drop SQLite's locks."""
    try:
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise disk.meaning(error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise VaultInUse from None
    if not os.access(folder, os.W_OK) or os.statvfs(folder).f_flag & os.ST_RDONLY:
        os.close(lock)
        raise VaultReadOnly
    return lock


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{TRIAL}*"):
        shutil.rmtree(left, ignore_errors=True)
    for left in (*folder.glob(f"{SNAPSHOT}*"), *(folder / PAPERS).glob("*.part")):
        with suppress(OSError):
            left.unlink()
