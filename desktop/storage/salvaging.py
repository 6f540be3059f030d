"""A damaged database, read page by page: every row that is whole by its page and by its own digest."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from desktop.domain.errors import CaseFileError
from desktop.storage import changes, kinds, pages, rows
from desktop.storage.changes import StoredChange
from desktop.storage.connection import PAGE
from desktop.storage.disk import told
from desktop.storage.pages import Pages, Value
from desktop.storage.rows import Stored
from desktop.storage.vault import SNAPSHOT, Vault

COPY = f"{SNAPSHOT}salvage"
# What the indexes still say of records, without a look at the table itself. Read from both ends, up to the first damage.
_INDEXES = (
    ("SELECT number, NULL, kind, NULL FROM record INDEXED BY record_of_kind WHERE kind > ''", "kind"),
    ("SELECT number, NULL, kind, case_id FROM record INDEXED BY record_of_case WHERE case_id > ''", "case_id"),
    ("SELECT number, id, NULL, NULL FROM record WHERE id > ''", "id"),
)

_Place = tuple[int, int]  # page, and which row on it


@dataclass(frozen=True)
class Lost:
    """A record that is known to have been there and cannot be read, and what is still known of it."""

    id: str = ""
    kind: str = ""
    case: str = ""


@dataclass
class _Found:
    """Where the rows lie."""

    records: dict[int, list[_Place]] = field(default_factory=dict)
    changes: dict[int, list[_Place]] = field(default_factory=dict)
    chunks: dict[str, dict[int, list[_Place]]] = field(default_factory=dict)
    pages_lost: int = 0


class Wreck:
    """A damaged database file, read with the keys of `vault` and never written to."""

    def __init__(self, path: Path, vault: Vault) -> None:
        self._vault = vault
        self._pages = Pages(path, vault.keys, vault.header)
        self._rows = lru_cache(maxsize=64)(self._rows_of)
        self._found = self._look()

    @property
    def pages_lost(self) -> int:
        """How many pages cannot be read."""
        return self._found.pages_lost

    @property
    def is_hopeless(self) -> bool:
        """Whether not one page can be read: all is lost, or the database is another vault's."""
        return self._found.pages_lost == self._pages.count

    def records(self) -> Iterator[tuple[int, Stored | Lost]]:
        """Every record with the number of its row, in the order in which they were made; Lost in place of one that is damaged."""
        for number in sorted(self._found.records):
            whole = [each for place in self._found.records[number] if (each := self._record(place)) is not None]
            if whole:
                yield number, max(whole, key=lambda each: each.rev)
            else:
                _, id_, kind, case, *_ = self._at(self._found.records[number][0])
                yield number, Lost(str(id_), str(kind), str(case or ""))

    def changes(self) -> Iterator[StoredChange]:
        """Every remembered change that is whole."""
        for number in sorted(self._found.changes):
            for place in self._found.changes[number]:
                change = self._change(number, place)
                if change is not None:
                    yield change
                    break

    def _look(self) -> _Found:
        found, free = _Found(), pages.free_leaves(self._pages)
        for page in range(1, self._pages.count + 1):
            if self._pages.read(page) is None and page not in free:
                found.pages_lost += 1
            for place, (number, row) in enumerate(self._rows(page)):
                if _is_record(row):
                    found.records.setdefault(number, []).append((page, place))
                elif _is_change(row):
                    found.changes.setdefault(number, []).append((page, place))
                elif _is_chunk(row):
                    found.chunks.setdefault(str(row[0]), {}).setdefault(int(str(row[1])), []).append((page, place))
        return found

    def _rows_of(self, page: int) -> tuple[pages.Row, ...]:
        plain = self._pages.read(page)
        return () if plain is None else tuple(pages.rows(plain, is_first=page == 1))

    def _at(self, place: _Place) -> tuple[Value, ...]:
        return self._rows(place[0])[place[1]][1]

    def _record(self, place: _Place) -> Stored | None:
        _, id_, kind, case, rev, device, at, removed, parts, body, digest = self._at(place)
        whole = self._joined(str(id_), parts, body)
        if whole is None:
            return None
        row = Stored(kind=str(kind), id=str(id_), case=None if case is None else str(case), rev=int(str(rev)), device=str(device),
                     changed_at=str(at), removed=bool(removed), body=whole)  # fmt: skip
        return row if rows.digest_of(self._vault, row) == digest else None

    def _change(self, number: int, place: _Place) -> StoredChange | None:
        _, record, rev, device, at, names, parts, body, digest = self._at(place)
        whole = self._joined(changes.owner(number), parts, body)
        if whole is None:
            return None
        change = StoredChange(record=str(record), rev=int(str(rev)), device=str(device), changed_at=str(at),
                              fields=tuple(str(names).split()), body=whole)  # fmt: skip
        return change if changes.digest_of(self._vault, change) == digest else None

    def _joined(self, owner: str, parts: Value, first: Value) -> bytes | None:
        """A body with what goes on in chunks; None where one is missing."""
        whole = first if isinstance(first, bytes) else b""
        known = self._found.chunks.get(owner, {})
        for part in range(1, int(str(parts))):
            if part not in known:
                return None
            piece = self._at(known[part][-1])[2]
            whole += piece if isinstance(piece, bytes) else b""
        return whole


def remembered(path: Path, vault: Vault) -> dict[int, Lost]:
    """What the indexes of a damaged database say of its records, by the number of the row; nothing where it cannot be opened.

    The file is copied into the vault's folder first: opening it could change it.
    """
    known: dict[int, Lost] = {}
    copy = vault.folder / COPY
    try:
        _copy(path, copy)
        for query, order in _INDEXES:
            for way in ("", " DESC"):
                for number, *rest in _readable(vault, f"{query} ORDER BY {order}{way}, number{way}"):
                    was = known.get(int(str(number)), Lost())
                    id_, kind, case = ("" if value is None else str(value) for value in rest)
                    known[int(str(number))] = Lost(id_ or was.id, kind or was.kind, case or was.case)
    finally:
        copy.unlink(missing_ok=True)
    return known


def _readable(vault: Vault, query: str) -> list[tuple[object, ...]]:
    """The rows up to the first that cannot be read. Each query has a connection of its own: damage spoils what comes after."""
    rows: list[tuple[object, ...]] = []
    try:
        with vault.snapshot(COPY) as opened:
            for row in opened.each(query):
                rows.append(row)  # noqa: PERF402 - what came before the damage counts
    except CaseFileError:
        pass
    return rows


def _copy(source: Path, target: Path) -> None:
    """Copy a file from a failing disk: what cannot be read becomes zeros, and the end is filled up to a whole page."""
    with told(), source.open("rb", buffering=0) as read, target.open("wb") as write:
        for at in range(0, os.fstat(read.fileno()).st_size, PAGE):
            read.seek(at)
            try:
                piece = read.read(PAGE) or b""
            except OSError:
                piece = b""
            write.write(piece.ljust(PAGE, b"\0"))


def _is_record(row: tuple[Value, ...]) -> bool:
    return len(row) == 11 and row[2] in kinds.KINDS and _is_digest(row[10])


def _is_change(row: tuple[Value, ...]) -> bool:
    return len(row) == 9 and _is_digest(row[8])


def _is_chunk(row: tuple[Value, ...]) -> bool:
    return len(row) == 3 and isinstance(row[0], str) and isinstance(row[1], int) and isinstance(row[2], bytes)


def _is_digest(value: Value) -> bool:
    return isinstance(value, bytes) and len(value) == 32
