"""Roots: keyed sums over all rows, one for each case and one for the vault, by which an old page put back is seen.

Pages carry no freshness, and an old row carries its own valid digest. The sum of a case is that of the keyed digests of
its rows, modulo 2^256; a save takes the old rows out and adds the new ones, so it costs nothing but the rows it touches.
The sums lie in a table of their own, each with a counter and a MAC, and the vault's counter in the first page as well.
See docs/decisions/005-sums-of-keyed-digests.md.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from desktop.domain.checks import Problem
from desktop.storage.connection import Connection

# A case's root stands under its id. What belongs to no case has a root of its own, and so has the whole vault; both sort
# before all ids, into one page, so that a save writes two pages of roots at the most.
SHARED, WHOLE = "", " "

_MODULUS = 2**256
_BYTES = 32
_MOST_IN_HEAD = 2**31
_SPOILT = bytes(_BYTES)
# Which column says the case of a row; the rows of other tables are shared.
_CASE = {"record": "case_id", "due": "case_id", "party": "case_id", "case_row": "id", "journal": "case_id"}
_UNWATCHED = ("root", "reserve")
# The search index writes its own tables, where triggers would crash it. This row of it, the list of its segments, changes
# with every write of it.
_OF_SEARCH = "SELECT block FROM words_data WHERE id = 10"


@dataclass(frozen=True)
class Root:
    """The sum over the rows of a case or of the whole vault, and the count of the save that changed it last."""

    counter: int
    sum: bytes


class Watch:
    """Follows what one connection writes, and brings the roots up to it before each commit."""

    def __init__(self, connection: Connection, key: bytes) -> None:
        self._connection, self._key = connection, key
        self._changed: dict[str, int] = defaultdict(int)
        self._whole, self._is_sound = Root(0, bytes(_BYTES)), False
        # An aggregate, though it adds up a single row: a statement whose triggers call a plain function may fail in the middle
        # for all the library knows, so it takes a savepoint for each, at which the search index writes out what it holds back.
        connection.create_aggregate("portfel_row", -1, lambda: self)
        # Without it INSERT OR REPLACE would take a row away and tell no trigger.
        connection.execute("PRAGMA recursive_triggers=ON")
        self._texts: dict[str, frozenset[int]] = {}
        for table, columns in _tables(connection):
            texts = _texts(connection, table)
            self._texts[table] = frozenset(columns.index(column) for column in texts)
            for trigger in _triggers(table, columns, texts):
                connection.execute(trigger)

    def begin(self) -> None:
        """Remember the root as it is. Belongs before the first write of a transaction."""
        self._changed.clear()
        self._whole, self._is_sound = _whole(self._connection, self._key)

    def settle(self) -> Root | None:
        """Write the roots of what was changed since the last commit; the vault's, None if nothing was. Belongs before a COMMIT."""
        if not self._changed:
            return None
        self._flush()
        counter = self._whole.counter + 1
        for case, change in self._changed.items():
            _change(self._connection, self._key, case, counter, change)
        total = (int.from_bytes(self._whole.sum, "little") + sum(self._changed.values())) % _MODULUS
        coming = Root(counter, total.to_bytes(_BYTES, "little"))
        _write_whole(self._connection, self._key, coming, is_sound=self._is_sound)
        self._changed.clear()
        return coming

    def restart(self) -> None:
        """Make all roots anew from the rows as they are now. Belongs before a COMMIT, after the last write."""
        self._flush()
        restart(self._connection, self._key)
        self._changed.clear()

    def _flush(self) -> None:
        # A savepoint makes the search index write out what it holds back.
        self._connection.execute("SAVEPOINT flushed")
        self._connection.execute("RELEASE flushed")

    def step(self, sign: int, case: str | None, table: str, *row: object) -> None:
        """Take in a row that came or went; the triggers call it."""
        texts = self._texts[table]
        # As a function's argument a text would end at its first NUL, so texts come as bytes.
        told = (value.decode() if isinstance(value, bytes) and place in texts else value for place, value in enumerate(row))
        self._changed[case or SHARED] += sign * _digest(self._key, (table, *told))

    def finalize(self) -> None:
        """Tell the library nothing: it asks after each row."""


def read(connection: Connection, key: bytes) -> Root | None:
    """The vault's root; None where its MAC, or the counter in the first page, does not fit."""
    root, is_sound = _whole(connection, key)
    return root if is_sound else None


def is_at(connection: Connection, root: Root) -> bool:
    """Whether the vault's root stands there as this, to be believed or not."""
    found = connection.execute("SELECT counter, sum FROM root WHERE case_id = ?", (WHOLE,)).fetchone()
    return bool(found == (root.counter, root.sum))


def restart(connection: Connection, key: bytes) -> None:
    """Make all roots anew from the rows as they are: in a new vault, after a change of the schema, or when she accepts them."""
    sums = _sums(connection, key)
    counter = _whole(connection, key)[0].counter + 1
    connection.execute("DELETE FROM root")
    for case, total in sums.items():
        _change(connection, key, case, counter, total)
    whole = sum(sums.values()) % _MODULUS
    _write_whole(connection, key, Root(counter, whole.to_bytes(_BYTES, "little")), is_sound=True)


def problems(connection: Connection, key: bytes) -> tuple[Problem, ...]:
    """Add up every row and compare: what is not as it was saved last, by case."""
    return tuple(_problems(connection, key))


def _problems(connection: Connection, key: bytes) -> Iterator[Problem]:
    sums = _sums(connection, key)
    whole, is_sound = _whole(connection, key)
    kept: dict[str, bytes] = {}
    for case, counter, total, mac in connection.execute("SELECT case_id, counter, sum, mac FROM root WHERE case_id <> ?", (WHOLE,)):
        kept[case] = total
        if mac != _mac(key, case, Root(counter, total)) or counter > whole.counter:
            is_sound = False
    for case in sorted(sums.keys() | kept.keys()):
        if int.from_bytes(kept.get(case, b""), "little") != sums.get(case, 0):
            yield Problem("case-older" if case else "records-older", case)
    if not is_sound or int.from_bytes(whole.sum, "little") != sum(sums.values()) % _MODULUS:
        yield Problem("root-damaged")


def _sums(connection: Connection, key: bytes) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for table, columns in _tables(connection):
        chosen = ", ".join(f'"{column}"' for column in columns)
        of_case = _CASE.get(table)
        place = columns.index(of_case) if of_case else -1
        for row in connection.execute(f"SELECT {chosen} FROM {table}"):  # noqa: S608 - names from our own schema
            case = (row[place] or SHARED) if of_case else SHARED
            sums[case] = (sums[case] + _digest(key, (table, *row))) % _MODULUS
    return {case: total for case, total in sums.items() if total}


def _change(connection: Connection, key: bytes, case: str, counter: int, change: int) -> None:
    found = connection.execute("SELECT counter, sum, mac FROM root WHERE case_id = ?", (case,)).fetchone()
    is_sound = found is None or found[2] == _mac(key, case, Root(found[0], found[1]))
    before = int.from_bytes(found[1], "little") if found else 0
    total = ((before + change) % _MODULUS).to_bytes(_BYTES, "little")
    _write(connection, case, Root(counter, total), _mac(key, case, Root(counter, total)) if is_sound else _SPOILT)


def _write(connection: Connection, case: str, root: Root, mac: bytes) -> None:
    connection.execute(
        "INSERT INTO root (case_id, counter, sum, mac) VALUES (:case, :counter, :sum, :mac)"
        " ON CONFLICT (case_id) DO UPDATE SET counter = :counter, sum = :sum, mac = :mac",
        {"case": case, "counter": root.counter, "sum": root.sum, "mac": mac},
    )


def _whole(connection: Connection, key: bytes) -> tuple[Root, bool]:
    """The vault's root as it stands there, and whether it can be believed."""
    found = connection.execute("SELECT counter, sum, mac FROM root WHERE case_id = ?", (WHOLE,)).fetchone()
    if found is None:
        return Root(0, bytes(_BYTES)), False
    counter, total, mac = found
    (in_head,) = connection.execute("PRAGMA application_id").fetchone()
    root = Root(counter, total)
    is_sound = mac == _mac(key, WHOLE, root, _of_search(connection)) and in_head == counter % _MOST_IN_HEAD
    return root, is_sound


def _write_whole(connection: Connection, key: bytes, root: Root, *, is_sound: bool) -> None:
    # What could not be believed before is not made believable by the next save.
    _write(connection, WHOLE, root, _mac(key, WHOLE, root, _of_search(connection)) if is_sound else _SPOILT)
    connection.execute(f"PRAGMA application_id = {root.counter % _MOST_IN_HEAD}")


def _of_search(connection: Connection) -> bytes:
    (block,) = connection.execute(_OF_SEARCH).fetchone()
    return bytes(block)


def _mac(key: bytes, case: str, root: Root, more: bytes = b"") -> bytes:
    told = msgspec.msgpack.encode((case, root.counter, root.sum, more))
    return hashlib.blake2b(told, digest_size=_BYTES, key=key, person=b"cv1/root").digest()


def _digest(key: bytes, row: tuple[object, ...]) -> int:
    # MessagePack tells every value with its type and length, so no two rows are the same bytes.
    digest = hashlib.blake2b(msgspec.msgpack.encode(row), digest_size=_BYTES, key=key, person=b"cv1/rowsum").digest()
    return int.from_bytes(digest, "little")


def _tables(connection: Connection) -> list[tuple[str, list[str]]]:
    """The ordinary tables and their columns."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'words%' AND name NOT LIKE 'sqlite%'"
        " ORDER BY name"
    ).fetchall()
    return [
        (name, [column for _, column, *_ in connection.execute(f"PRAGMA table_info({name})").fetchall()])
        for (name,) in names
        if name not in _UNWATCHED
    ]


def _texts(connection: Connection, table: str) -> frozenset[str]:
    """Which columns hold texts."""
    return frozenset(column for _, column, type_, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall() if type_ == "TEXT")


def _triggers(table: str, columns: Iterable[str], texts: frozenset[str]) -> Iterator[str]:
    """Triggers of this connection alone: nothing of them is in the file."""
    names = list(columns)

    def told(side: str, sign: int) -> str:
        row = ", ".join(f'CAST({side}."{name}" AS BLOB)' if name in texts else f'{side}."{name}"' for name in names)
        case = f"{side}.{_CASE[table]}" if table in _CASE else "NULL"
        return f"SELECT portfel_row({sign}, {case}, '{table}', {row});"

    yield f"CREATE TEMP TRIGGER IF NOT EXISTS {table}_came AFTER INSERT ON main.{table} BEGIN {told('NEW', 1)} END"
    yield f"CREATE TEMP TRIGGER IF NOT EXISTS {table}_went AFTER DELETE ON main.{table} BEGIN {told('OLD', -1)} END"
    yield f"CREATE TEMP TRIGGER IF NOT EXISTS {table}_changed AFTER UPDATE ON main.{table} BEGIN {told('OLD', -1)} {told('NEW', 1)} END"
