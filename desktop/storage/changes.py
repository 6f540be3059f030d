"""What changes replaced, field by field, with device and revision: the history of every record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from desktop.domain.errors import DataDamaged
from desktop.storage import chunks, rows
from desktop.storage.rows import Stored
from desktop.storage.vault import Vault

# Saves of the same fields within this time are one change: an evening of typing is not a thousand versions.
ONE_CHANGE = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class StoredChange:
    """What one change replaced: the earlier contents of the fields it touched, as JSON."""

    record: str
    rev: int
    device: str
    changed_at: str
    fields: tuple[str, ...]
    body: bytes


def every(vault: Vault) -> Iterator[StoredChange]:
    """Every remembered change, in a fixed order, each with its digest checked. Raises DataDamaged."""
    for after in rows.pages(vault, "change"):
        yield from _changes(vault, rows.PAGE.format(table="change"), after=after)


def of(vault: Vault, id_: str) -> list[StoredChange]:
    """What the changes of one value replaced, the latest first."""
    return sorted(_changes(vault, "record = :id", id=id_), key=lambda change: -change.rev)


def of_case(vault: Vault, case: str) -> list[StoredChange]:
    """What the changes of the values of a case replaced, in a fixed order. Raises DataDamaged."""
    return list(_changes(vault, "record IN (SELECT id FROM record WHERE case_id = :case)", case=case))


def latest(vault: Vault, *, before: int, limit: int) -> list[tuple[int, StoredChange]]:
    """The latest changes of those before this number, with their numbers, the latest first. Raises DataDamaged."""
    rows = vault.rows("SELECT number FROM change WHERE number < :before ORDER BY number DESC LIMIT :limit", before=before, limit=limit)
    numbers = sorted(int(str(number)) for (number,) in rows)
    where = "number IN (SELECT value FROM json_each(:numbers))"
    found = list(_changes(vault, where, numbers=msgspec.json.encode(numbers).decode()))
    return list(zip(numbers, found, strict=True))[::-1]


def insert(vault: Vault, change: StoredChange) -> None:
    """Add a remembered change as it is."""
    parts = chunks.cut(change.body)
    number = vault.run(
        "INSERT OR FAIL INTO change (record, rev, device, changed_at, fields, parts, body, digest)"
        " VALUES (:record, :rev, :device, :at, :fields, :parts, :body, :digest)",
        record=change.record, rev=change.rev, device=change.device, at=change.changed_at, fields=" ".join(change.fields),
        parts=len(parts), body=parts[0], digest=digest_of(vault, change),
    )  # fmt: skip
    chunks.put(vault, owner(number), parts)


def drop_after(vault: Vault, id_: str, rev: int) -> None:
    """Forget what later changes than this revision replaced. Belongs into a transaction."""
    for (number,) in vault.rows("SELECT number FROM change WHERE record = :id AND rev > :rev", id=id_, rev=rev):
        vault.run("DELETE FROM chunk WHERE owner = :owner", owner=owner(int(str(number))))
        vault.run("DELETE FROM change WHERE number = :number", number=number)


def remember(vault: Vault, was: Stored, new: Stored, *, apart: bool) -> None:
    """Keep what a change replaced. Belongs into a transaction.

    A change of the same fields in one spell of typing is part of the earlier one, where it is not set `apart`.
    """
    before, after = msgspec.json.decode(was.body), msgspec.json.decode(new.body)
    changed = {name: before.get(name) for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)}
    names = " ".join(changed)
    latest = vault.rows("SELECT rev, device, changed_at, fields FROM change WHERE record = :id ORDER BY rev DESC LIMIT 1", id=was.id)
    # The earlier change already holds what stood there before this spell of typing.
    is_same = latest and latest[0][1:2] == (vault.device,) and latest[0][3] == names and _is_one_spell(vault, str(latest[0][2]))
    if is_same and not apart:
        return
    body = msgspec.json.encode(changed, order="sorted")
    insert(vault, StoredChange(record=was.id, rev=new.rev, device=vault.device, changed_at=new.changed_at,
                                      fields=tuple(changed), body=body))  # fmt: skip


def _is_one_spell(vault: Vault, began: str) -> bool:
    return timedelta(0) <= vault.now() - vault.now().fromisoformat(began) < ONE_CHANGE


def _changes(vault: Vault, where: str, **values: object) -> Iterator[StoredChange]:
    rows = vault.rows(
        "SELECT number, record, rev, device, changed_at, fields, parts, body, digest"  # noqa: S608 - `where` is ours
        f" FROM change WHERE {where} ORDER BY number",
        **values,
    )
    for number, record, rev, device, at, changed, parts, body, digest in rows:
        whole = chunks.joined(vault, owner(int(str(number))), int(str(parts)), chunks.as_bytes(body))
        change = StoredChange(record=str(record), rev=int(str(rev)), device=str(device), changed_at=str(at),
                              fields=tuple(str(changed).split()), body=whole)  # fmt: skip
        if digest_of(vault, change) != digest:
            raise DataDamaged(change.record)
        yield change


def owner(number: int) -> str:
    """Under which name the chunks of a remembered change stand."""
    return f"change:{number}"


def digest_of(vault: Vault, change: StoredChange) -> bytes:
    """The digest that a remembered change must have."""
    about = ("change", change.record, str(change.rev), change.device, change.changed_at, " ".join(change.fields))
    return rows.keyed(vault, about, change.body)
