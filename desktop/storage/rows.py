"""The rows of records as they are kept: each whole, however long its body, and with a keyed digest."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.errors import DataDamaged
from desktop.storage import chunks
from desktop.storage.kinds import KINDS
from desktop.storage.vault import Vault

PAGE = "number IN (SELECT number FROM {table} WHERE number > :after ORDER BY number LIMIT 200)"


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A row as it is kept, digest checked: what a backup carries."""

    kind: str
    id: str
    case: str | None
    rev: int
    device: str
    changed_at: str
    removed: bool
    body: bytes


def of_id(vault: Vault, id_: str) -> Stored | None:
    """The row with this id as it is kept; None where there is none. Raises DataDamaged."""
    found = numbered(vault, id_)
    return found[1] if found else None


def of_case(vault: Vault, case: str) -> list[Stored]:
    """Every row of a case, removed ones too, in the order they were made. Raises DataDamaged."""
    return [stored for _, stored in select(vault, "case_id = :case", case=case)]


def removed(vault: Vault, *, before: str = "9") -> list[Stored]:
    """What was taken away and is still there, the latest first; with `before`, only what was put away earlier. Raises DataDamaged."""
    where = "number IN (SELECT number FROM record INDEXED BY record_removed WHERE removed = 1 AND changed_at < :before)"
    rows = select(vault, where, before=before)
    return sorted((stored for _, stored in rows), key=lambda stored: stored.changed_at, reverse=True)


def every(vault: Vault) -> Iterator[tuple[int, Stored]]:
    """Every row with its number, in the order they were made. Raises DataDamaged."""
    for after in pages(vault, "record"):
        yield from select(vault, PAGE.format(table="record"), after=after)


def of_kind(vault: Vault, kind: str) -> Iterator[Stored]:
    """Every row of one kind in the order they were made, read a page at a time; removed ones are left out. Raises DataDamaged."""
    page, after = "number IN (SELECT number FROM record WHERE kind = :kind AND number > :after ORDER BY number LIMIT 200)", 0
    while found := list(select(vault, page, kind=kind, after=after)):
        yield from (stored for _, stored in found if not stored.removed)
        after = found[-1][0]


def numbered(vault: Vault, id_: str) -> tuple[int, Stored] | None:
    """The row with this id, and its number; None where there is none. Raises DataDamaged."""
    return next(select(vault, "id = :id", id=id_), None)


def select(vault: Vault, where: str, **values: object) -> Iterator[tuple[int, Stored]]:
    """The rows of which this condition is true, with their numbers, each with its digest checked. Raises DataDamaged."""
    rows = vault.rows(
        "SELECT number, id, kind, case_id, rev, device, changed_at, removed, parts, body, digest"  # noqa: S608 - `where` is ours
        f" FROM record WHERE {where} ORDER BY number",
        **values,
    )
    for number, id_, kind, case, rev, device, at, removed, parts, body, digest in rows:
        whole = chunks.joined(vault, str(id_), int(str(parts)), chunks.as_bytes(body))
        row = Stored(kind=str(kind), id=str(id_), case=None if case is None else str(case), rev=int(str(rev)),
                     device=str(device), changed_at=str(at), removed=bool(removed), body=whole)  # fmt: skip
        if digest_of(vault, row) != digest or row.kind not in KINDS:
            raise DataDamaged(row.id)
        yield int(str(number)), row


def insert(vault: Vault, stored: Stored) -> int:
    """Add a row as it is, revision and all; the number of the row. Its indexes are the caller's."""
    parts = chunks.cut(stored.body)
    number = vault.run(
        "INSERT OR FAIL INTO record (id, kind, case_id, rev, device, changed_at, removed, parts, body, digest)"
        " VALUES (:id, :kind, :case, :rev, :device, :at, :removed, :parts, :body, :digest)",
        **_columns(vault, stored, parts),
    )
    chunks.put(vault, stored.id, parts)
    return number


def overwrite(vault: Vault, number: int, was: Stored, new: Stored) -> None:
    """Put a row in place of another, whose number it keeps. Its indexes are the caller's."""
    parts = chunks.cut(new.body)
    values = _columns(vault, new, parts)
    values.pop("id"), values.pop("kind")
    vault.run(
        "UPDATE OR FAIL record SET case_id = :case, rev = :rev, device = :device, changed_at = :at, removed = :removed,"
        " parts = :parts, body = :body, digest = :digest WHERE number = :number",
        number=number, **values,
    )  # fmt: skip
    if len(was.body) > chunks.FIRST:
        vault.run("DELETE FROM chunk WHERE owner = :id", id=new.id)
    chunks.put(vault, new.id, parts)


def pages(vault: Vault, table: str) -> Iterator[int]:
    """After which numbers the pages of a table begin: all rows of a large vault would not fit into memory."""
    after = 0
    while True:
        (last,) = vault.rows(f"SELECT max(number) FROM {table} WHERE {PAGE.format(table=table)}", after=after)[0]  # noqa: S608
        if last is None:
            return
        yield after
        after = int(str(last))


def keyed(vault: Vault, about: tuple[str, ...], body: bytes) -> bytes:
    """A digest that needs the key of the vault: of what a row is about, and of its body."""
    digest = hashlib.blake2b("\x1f".join(about).encode(), key=vault.row_key, digest_size=32)
    digest.update(b"\x1e")
    digest.update(body)
    return digest.digest()


def _columns(vault: Vault, row: Stored, parts: list[bytes]) -> dict[str, object]:
    return {"id": row.id, "kind": row.kind, "case": row.case, "rev": row.rev, "device": row.device, "at": row.changed_at,
            "removed": int(row.removed), "parts": len(parts), "body": parts[0], "digest": digest_of(vault, row)}  # fmt: skip


def digest_of(vault: Vault, row: Stored) -> bytes:
    """SQLCipher can hand out wrong bytes without an error; this cannot be forged or swapped."""
    about = (row.id, row.kind, row.case or "", str(row.rev), row.device, row.changed_at, str(int(row.removed)))
    return keyed(vault, about, row.body)
