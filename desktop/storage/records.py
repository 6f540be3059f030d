"""Records: every noun of a case file is one JSON row with an id, a revision and a keyed digest.

What a change replaced is kept beside it (`changes`). The tables that lists and the search read are written in the same transaction
(`indexes`), and can be made again.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

import msgspec

from desktop.domain.cases import Case
from desktop.domain.errors import NoteIsClosed, NotFound
from desktop.domain.notes import Note, may_follow
from desktop.domain.people import Person
from desktop.domain.units import Unit
from desktop.domain.values import Value
from desktop.storage import changes, indexes, names, rows
from desktop.storage.kinds import KIND_OF, KINDS, NO_HISTORY, case_of, decode, encode
from desktop.storage.rows import Stored
from desktop.storage.vault import Vault

V = TypeVar("V", bound=Value)


def save(vault: Vault, value: Value, *, apart: bool = False) -> None:
    """Keep a value: new, or in place of what had its id. Belongs into a transaction.

    What it replaces becomes a version of its own where it is set `apart`, however short a while it stood there. Raises NoteIsClosed,
    whatever deed it is part of, where a signed note would become another.
    """
    old = rows.numbered(vault, value.id)
    body = encode(value)
    if old is None:
        new = Stored(kind=KIND_OF[type(value)], id=value.id, case=case_of(value), rev=1, device=vault.device,
                     changed_at=vault.now().isoformat(), removed=bool(getattr(value, "removed_at", "")), body=body)  # fmt: skip
        number = rows.insert(vault, new)
        indexes.put(vault, number, value, is_new=True)
        return
    number, was = old
    if was.body == body:
        return
    if isinstance(value, Note) and not may_follow(decode(Note, was.body), value):
        raise NoteIsClosed
    new = Stored(kind=was.kind, id=was.id, case=case_of(value), rev=was.rev + 1, device=vault.device,
                 changed_at=vault.now().isoformat(), removed=bool(getattr(value, "removed_at", "")), body=body)  # fmt: skip
    if was.kind not in NO_HISTORY:
        changes.remember(vault, was, new, apart=apart)
    rows.overwrite(vault, number, was, new)
    indexes.put(vault, number, value, is_new=False)


def put_as_it_is(vault: Vault, stored: Stored) -> None:
    """Add a row as it is, or put it in place of what has its id, revision and all; lists and search follow. Belongs into a transaction."""
    old = rows.numbered(vault, stored.id)
    if old is None:
        number = rows.insert(vault, stored)
    else:
        number = old[0]
        rows.overwrite(vault, number, old[1], stored)
    indexes.put(vault, number, decode(KINDS[stored.kind], stored.body), is_new=old is None)


def kinds_and_cases(vault: Vault, ids: Collection[str]) -> dict[str, tuple[str, str | None]]:
    """The kind and the case of each of these ids that there is; no body is read."""
    found = vault.rows("SELECT id, kind, case_id FROM record WHERE id IN (SELECT value FROM json_each(:ids))",
                       ids=msgspec.json.encode(sorted(ids)).decode())  # fmt: skip
    return {str(id_): (str(kind), None if case is None else str(case)) for id_, kind, case in found}


def find(vault: Vault, type_: type[V], id_: str) -> V | None:
    """The value with this id, removed or not; None where there is none. Raises DataDamaged."""
    row = rows.numbered(vault, id_)
    return decode(type_, row[1].body) if row and row[1].kind == KIND_OF[type_] else None


def those(vault: Vault, type_: type[V], ids: Collection[str]) -> list[V]:
    """The values with these ids, removed or not, as far as there are any, in the order they were made. Raises DataDamaged."""
    found = rows.select(vault, "id IN (SELECT value FROM json_each(:ids))", ids=msgspec.json.encode(sorted(ids)).decode())
    # The kind is compared here: asked for it, too, the library would read all there are of it.
    return [decode(type_, stored.body) for _, stored in found if stored.kind == KIND_OF[type_]]


def get(vault: Vault, type_: type[V], id_: str) -> V:
    """The value with this id. Raises NotFound, DataDamaged."""
    value = find(vault, type_, id_)
    if value is None:
        raise NotFound(KIND_OF[type_])
    return value


def of_case(vault: Vault, type_: type[V], case: str) -> list[V]:
    """The values of one kind in a case, in the order they were made; removed ones are left out."""
    where = "kind = :kind AND case_id = :case AND removed = 0"
    return [decode(type_, stored.body) for _, stored in rows.select(vault, where, kind=KIND_OF[type_], case=case)]


def count(vault: Vault, type_: type[V], case: str) -> int:
    """How many values of one kind a case has, removed ones counted, too; none of them is read."""
    found = vault.rows("SELECT count(*) FROM record WHERE kind = :kind AND case_id = :case", kind=KIND_OF[type_], case=case)
    return int(str(found[0][0]))


def extents(vault: Vault, cases: Collection[str]) -> dict[str, tuple[int, int]]:
    """How many records each of these cases has, removed ones counted, too, and how often all of them were saved; none of them is read."""
    found = vault.rows("SELECT case_id, count(*), sum(rev) FROM record WHERE case_id IN (SELECT value FROM json_each(:cases))"
                       " GROUP BY case_id", cases=msgspec.json.encode(sorted(cases)).decode())  # fmt: skip
    return {str(case): (int(str(size)), int(str(saves))) for case, size, saves in found}


def every(vault: Vault, type_: type[V]) -> list[V]:
    """All values of one kind, in the order they were made; removed ones are left out."""
    return [decode(type_, stored.body) for _, stored in rows.select(vault, "kind = :kind AND removed = 0", kind=KIND_OF[type_])]


def at(vault: Vault, numbers: Sequence[int]) -> list[Value]:
    """The values in these rows, removed or not, the latest first. Raises DataDamaged."""
    where = "number IN (SELECT value FROM json_each(:numbers))"
    found = rows.select(vault, where, numbers=msgspec.json.encode(list(numbers)).decode())
    return [decode(KINDS[row.kind], row.body) for _, row in found][::-1]


def revision(vault: Vault, id_: str) -> int:
    """How often the value was saved; 0 where there is none."""
    row = rows.numbered(vault, id_)
    return row[1].rev if row else 0


def purge(vault: Vault, id_: str) -> None:
    """Take a value out for good, with its history. Belongs into a transaction."""
    found = rows.numbered(vault, id_)
    if found is None:
        return
    indexes.forget(vault, found[0], decode(KINDS[found[1].kind], found[1].body))
    changes.drop_after(vault, id_, 0)
    vault.run("DELETE FROM chunk WHERE owner = :id", id=id_)
    vault.run("DELETE FROM record WHERE number = :number", number=found[0])


def forget_words(vault: Vault) -> None:
    """Make the search index anew from itself: the words of what was purged stay in it until then. Belongs into a transaction."""
    vault.run("INSERT INTO words (words) VALUES ('optimize')")


def stored(vault: Vault) -> Iterator[Stored]:
    """Every row, removed ones too, in a fixed order, each with its digest checked. Raises DataDamaged."""
    for _, row in rows.every(vault):
        yield row


def numbered(vault: Vault) -> Iterator[tuple[int, Value]]:
    """Every value, removed ones too, with the number of its row. Raises DataDamaged."""
    for number, row in rows.every(vault):
        yield number, decode(KINDS[row.kind], row.body)


def is_index_empty(vault: Vault) -> bool:
    """Whether there are cases and the search knows no word of anything."""
    found = vault.rows("SELECT EXISTS (SELECT 1 FROM case_row) AND NOT EXISTS (SELECT 1 FROM words_docsize)")
    return found == [(1,)]


def reindex(vault: Vault) -> None:
    """Make the lists and the search index again from the records. Belongs into a transaction."""
    indexes.clear(vault)
    # Cases first: a deadline's line goes into the row of its case.
    for wanted in (Unit, Case, None):
        for number, row in rows.every(vault):
            type_ = KINDS[row.kind]
            if (type_ is wanted) or (wanted is None and type_ not in {Unit, Case}):
                indexes.put(vault, number, decode(type_, row.body), is_new=True)


def file_names(vault: Vault) -> None:
    """File all people anew by their names. Belongs into a transaction."""
    vault.run("DELETE FROM name_key")
    for number, row in rows.select(vault, "kind = 'person' AND removed = 0"):
        names.put(vault, number, decode(Person, row.body))


def in_rows(vault: Vault, type_: type[V], numbers: Sequence[int]) -> list[V]:
    """The values of one kind that stand in these rows, removed ones left out, in the order they were made. Raises DataDamaged."""
    found = rows.select(
        vault, "number IN (SELECT value FROM json_each(:numbers)) AND removed = 0", numbers=msgspec.json.encode(list(numbers)).decode()
    )
    return [decode(type_, row.body) for _, row in found if row.kind == KIND_OF[type_]]
