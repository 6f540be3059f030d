"""Records: every noun of a case file is one JSON row with an id, a revision and a keyed digest.

A body too long for one page goes on in `chunk`. What a change replaced is kept in `change`, field by field, with device and
revision. The tables that lists and the search read are written in the same transaction (`indexes`), and can be made again.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any, TypeVar

import msgspec

from desktop.domain.attachments import Attachment
from desktop.domain.basket import PutOff
from desktop.domain.calls import Call
from desktop.domain.caseload import CaseView
from desktop.domain.cases import Case
from desktop.domain.checklists import OwnList, Ticks
from desktop.domain.closing import Closing
from desktop.domain.counting import RuleEntry
from desktop.domain.days import Day, NoSuchDay
from desktop.domain.deadlines import Deadline
from desktop.domain.drafts import Draft, Setting
from desktop.domain.errors import DataDamaged, NoteIsClosed, NotFound
from desktop.domain.events import Event, Order
from desktop.domain.figures import NoteMark
from desktop.domain.law import NormCheck, NormEntry
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.note_templates import NoteTemplate
from desktop.domain.notes import Note, may_follow
from desktop.domain.packets import Packet
from desktop.domain.people import Party, Person
from desktop.domain.powers import Power
from desktop.domain.retention import Retention, Stub
from desktop.domain.sheets import Sheet
from desktop.domain.tasks import Task
from desktop.domain.template_marks import TemplateMark
from desktop.domain.templates import OwnTemplate
from desktop.domain.transfers import Colleague, Incoming, OwnCard, Sent
from desktop.domain.units import Unit
from desktop.domain.values import Value
from desktop.domain.working_days import OwnDay
from desktop.storage import indexes, names
from desktop.storage.vault import Vault

V = TypeVar("V", bound=Value)

# The code words of the interface; they stand in backups and never change.
KINDS: Mapping[str, type[Value]] = {
    "case": Case, "person": Person, "party": Party, "unit": Unit, "call": Call, "event": Event, "order": Order,
    "deadline": Deadline, "letter": Letter, "register": RegisterEntry, "note": Note, "attachment": Attachment,
    "draft": Draft, "setting": Setting, "norm": NormEntry, "norm-check": NormCheck, "rule": RuleEntry, "day-off": OwnDay,
    "put-off": PutOff, "template": OwnTemplate, "template-mark": TemplateMark, "packet": Packet,
    "case-view": CaseView,
    "own-card": OwnCard, "colleague": Colleague, "sent": Sent, "incoming": Incoming, "task": Task, "note-mark": NoteMark,
    "retention": Retention, "stub": Stub, "checklist": OwnList, "ticks": Ticks, "closing": Closing,
    "power": Power, "sheet": Sheet,
    "note-template": NoteTemplate,
}  # fmt: skip
KIND_OF: Mapping[type[Value], str] = {type_: kind for kind, type_ in KINDS.items()}
NO_HISTORY = frozenset({"draft", "setting", "put-off", "case-view", "own-card", "sent", "incoming", "stub"})

# Bytes of a body in its own row, and in each further chunk: with the other columns they stay inside one page.
FIRST, FURTHER = 14_000, 15_500
# A text of 32 hex digits and nothing else: an id, or the name of a sealed file.
ID_IN_JSON = re.compile(rb'"([0-9a-f]{32})"')
# Saves of the same fields within this time are one change: an evening of typing is not a thousand versions.
ONE_CHANGE = timedelta(minutes=10)


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


@dataclass(frozen=True, kw_only=True)
class StoredChange:
    """What one change replaced: the earlier contents of the fields it touched, as JSON."""

    record: str
    rev: int
    device: str
    changed_at: str
    fields: tuple[str, ...]
    body: bytes


def encode(value: Value) -> bytes:
    """The value as canonical JSON."""
    return msgspec.json.encode(value, enc_hook=_to_json, order="sorted")


def ids_in(body: bytes) -> set[str]:
    """What stands in a record's JSON as a text of 32 hex digits, and nothing else: ids, and names of sealed files."""
    return {found.decode("ascii") for found in ID_IN_JSON.findall(body)}


def decode(type_: type[V], body: bytes) -> V:
    """The value a body stands for. Raises DataDamaged if it is not one of this kind."""
    try:
        return _decoder(type_).decode(body)
    except (msgspec.DecodeError, NoSuchDay, UnicodeDecodeError):
        raise DataDamaged(KIND_OF[type_]) from None


def save(vault: Vault, value: Value, *, apart: bool = False) -> None:
    """Keep a value: new, or in place of what had its id. Belongs into a transaction.

    What it replaces becomes a version of its own where it is set `apart`, however short a while it stood there. Raises NoteIsClosed,
    whatever deed it is part of, where a signed note would become another.
    """
    old = _row(vault, value.id)
    body = encode(value)
    if old is None:
        new = Stored(kind=KIND_OF[type(value)], id=value.id, case=case_of(value), rev=1, device=vault.device,
                     changed_at=vault.now().isoformat(), removed=bool(getattr(value, "removed_at", "")), body=body)  # fmt: skip
        number = insert(vault, new)
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
        _remember(vault, was, new, apart=apart)
    _overwrite(vault, number, was, new)
    indexes.put(vault, number, value, is_new=False)


def insert(vault: Vault, stored: Stored) -> int:
    """Add a row as it is, revision and all; the number of the row. Its indexes are the caller's."""
    parts = _cut(stored.body)
    number = vault.run(
        "INSERT OR FAIL INTO record (id, kind, case_id, rev, device, changed_at, removed, parts, body, digest)"
        " VALUES (:id, :kind, :case, :rev, :device, :at, :removed, :parts, :body, :digest)",
        **_columns(vault, stored, parts),
    )
    _put_chunks(vault, stored.id, parts)
    return number


def _overwrite(vault: Vault, number: int, was: Stored, new: Stored) -> None:
    parts = _cut(new.body)
    values = _columns(vault, new, parts)
    values.pop("id"), values.pop("kind")
    vault.run(
        "UPDATE OR FAIL record SET case_id = :case, rev = :rev, device = :device, changed_at = :at, removed = :removed,"
        " parts = :parts, body = :body, digest = :digest WHERE number = :number",
        number=number, **values,
    )  # fmt: skip
    if len(was.body) > FIRST:
        vault.run("DELETE FROM chunk WHERE owner = :id", id=new.id)
    _put_chunks(vault, new.id, parts)


def put_as_it_is(vault: Vault, stored: Stored) -> None:
    """Add a row as it is, or put it in place of what has its id, revision and all; lists and search follow. Belongs into a transaction."""
    old = _row(vault, stored.id)
    if old is None:
        number = insert(vault, stored)
    else:
        number = old[0]
        _overwrite(vault, number, old[1], stored)
    indexes.put(vault, number, decode(KINDS[stored.kind], stored.body), is_new=old is None)


def row(vault: Vault, id_: str) -> Stored | None:
    """The row with this id as it is kept; None where there is none. Raises DataDamaged."""
    found = _row(vault, id_)
    return found[1] if found else None


def rows_of_case(vault: Vault, case: str) -> list[Stored]:
    """Every row of a case, removed ones too, in the order they were made. Raises DataDamaged."""
    return [stored for _, stored in _select(vault, "case_id = :case", case=case)]


def changes_of_case(vault: Vault, case: str) -> list[StoredChange]:
    """What the changes of the values of a case replaced, in a fixed order. Raises DataDamaged."""
    return list(_changes(vault, "record IN (SELECT id FROM record WHERE case_id = :case)", case=case))


def removed(vault: Vault, *, before: str = "9") -> list[Stored]:
    """What was taken away and is still there, the latest first; with `before`, only what was put away earlier. Raises DataDamaged."""
    where = "number IN (SELECT number FROM record INDEXED BY record_removed WHERE removed = 1 AND changed_at < :before)"
    rows = _select(vault, where, before=before)
    return sorted((stored for _, stored in rows), key=lambda stored: stored.changed_at, reverse=True)


def kinds_and_cases(vault: Vault, ids: Collection[str]) -> dict[str, tuple[str, str | None]]:
    """The kind and the case of each of these ids that there is; no body is read."""
    found = vault.rows("SELECT id, kind, case_id FROM record WHERE id IN (SELECT value FROM json_each(:ids))",
                       ids=msgspec.json.encode(sorted(ids)).decode())  # fmt: skip
    return {str(id_): (str(kind), None if case is None else str(case)) for id_, kind, case in found}


def drop_changes_after(vault: Vault, id_: str, rev: int) -> None:
    """Forget what later changes than this revision replaced. Belongs into a transaction."""
    for (number,) in vault.rows("SELECT number FROM change WHERE record = :id AND rev > :rev", id=id_, rev=rev):
        vault.run("DELETE FROM chunk WHERE owner = :owner", owner=change_owner(int(str(number))))
        vault.run("DELETE FROM change WHERE number = :number", number=number)


def find(vault: Vault, type_: type[V], id_: str) -> V | None:
    """The value with this id, removed or not; None where there is none. Raises DataDamaged."""
    row = _row(vault, id_)
    return decode(type_, row[1].body) if row and row[1].kind == KIND_OF[type_] else None


def those(vault: Vault, type_: type[V], ids: Collection[str]) -> list[V]:
    """The values with these ids, removed or not, as far as there are any, in the order they were made. Raises DataDamaged."""
    found = _select(vault, "id IN (SELECT value FROM json_each(:ids))", ids=msgspec.json.encode(sorted(ids)).decode())
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
    return [decode(type_, stored.body) for _, stored in _select(vault, where, kind=KIND_OF[type_], case=case)]


def count(vault: Vault, type_: type[V], case: str) -> int:
    """How many values of one kind a case has, removed ones counted, too; none of them is read."""
    found = vault.rows("SELECT count(*) FROM record WHERE kind = :kind AND case_id = :case", kind=KIND_OF[type_], case=case)
    return int(str(found[0][0]))


def every(vault: Vault, type_: type[V]) -> list[V]:
    """All values of one kind, in the order they were made; removed ones are left out."""
    return [decode(type_, stored.body) for _, stored in _select(vault, "kind = :kind AND removed = 0", kind=KIND_OF[type_])]


# Whether a row of the search index belongs to a case that is not to be seen: closed and not asked for, or in the bin.
_HIDDEN = (
    "EXISTS (SELECT 1 FROM record AS inside WHERE inside.number = words.rowid AND inside.case_id IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM case_row WHERE case_row.id = inside.case_id AND case_row.closed <= :closed))"
)


def found_by(vault: Vault, query: str, *, case: str | None, limit: int, closed: bool = False) -> list[tuple[str | None, Value]]:
    """The values the search index has for a query of FTS5, the latest first, each with the id of its case; of closed cases only where
    `closed`, or `case` is one. Raises DataDamaged.
    """
    where = (
        f"number IN (SELECT words.rowid FROM words WHERE words MATCH :query AND NOT {_HIDDEN}"  # noqa: S608 - the words are ours
        " ORDER BY words.rowid DESC LIMIT :limit)"
        if case is None
        else "number IN (SELECT words.rowid FROM words JOIN record AS inside ON inside.number = words.rowid"
        " WHERE words MATCH :query AND inside.case_id = :case ORDER BY words.rowid DESC LIMIT :limit)"
    )
    found = _select(vault, where, query=query, case=case, limit=limit, closed=int(closed))
    return [(row.case, decode(KINDS[row.kind], row.body)) for _, row in found][::-1]


def revision(vault: Vault, id_: str) -> int:
    """How often the value was saved; 0 where there is none."""
    row = _row(vault, id_)
    return row[1].rev if row else 0


def purge(vault: Vault, id_: str) -> None:
    """Take a value out for good, with its history. Belongs into a transaction."""
    found = _row(vault, id_)
    if found is None:
        return
    indexes.forget(vault, found[0], decode(KINDS[found[1].kind], found[1].body))
    changes = vault.rows("SELECT number FROM change WHERE record = :id", id=id_)
    for owner in (id_, *(change_owner(int(str(number))) for (number,) in changes)):
        vault.run("DELETE FROM chunk WHERE owner = :owner", owner=owner)
    vault.run("DELETE FROM change WHERE record = :id", id=id_)
    vault.run("DELETE FROM record WHERE number = :number", number=found[0])


def forget_words(vault: Vault) -> None:
    """Make the search index anew from itself: the words of what was purged stay in it until then. Belongs into a transaction."""
    vault.run("INSERT INTO words (words) VALUES ('optimize')")


def stored(vault: Vault) -> Iterator[Stored]:
    """Every row, removed ones too, in a fixed order, each with its digest checked. Raises DataDamaged."""
    for _, row in _every(vault):
        yield row


def of_kind(vault: Vault, type_: type[Value]) -> Iterator[Stored]:
    """Every row of one kind in the order they were made, read a page at a time; removed ones are left out. Raises DataDamaged."""
    after = -1
    while True:
        page = "number IN (SELECT number FROM record WHERE kind = :kind AND number > :after ORDER BY number LIMIT 200)"
        rows = list(_select(vault, page, kind=KIND_OF[type_], after=after))
        yield from (stored for _, stored in rows if not stored.removed)
        if not rows:
            return
        after = rows[-1][0]


def numbered(vault: Vault) -> Iterator[tuple[int, Value]]:
    """Every value, removed ones too, with the number of its row. Raises DataDamaged."""
    for number, row in _every(vault):
        yield number, decode(KINDS[row.kind], row.body)


def is_sound(vault: Vault, row: Stored | StoredChange, digest: object) -> bool:
    """Whether the digest is that of this row: for rows that were read in another way."""
    return digest == (_digest(vault, row) if isinstance(row, Stored) else _change_digest(vault, row))


def changes(vault: Vault) -> Iterator[StoredChange]:
    """Every remembered change, in a fixed order, each with its digest checked. Raises DataDamaged."""
    for after in _pages(vault, "change"):
        yield from _changes(vault, _PAGE.format(table="change"), after=after)


def history(vault: Vault, id_: str) -> list[StoredChange]:
    """What the changes of one value replaced, the latest first."""
    return sorted(_changes(vault, "record = :id", id=id_), key=lambda change: -change.rev)


def insert_change(vault: Vault, change: StoredChange) -> None:
    """Add a remembered change as it is."""
    parts = _cut(change.body)
    number = vault.run(
        "INSERT OR FAIL INTO change (record, rev, device, changed_at, fields, parts, body, digest)"
        " VALUES (:record, :rev, :device, :at, :fields, :parts, :body, :digest)",
        record=change.record, rev=change.rev, device=change.device, at=change.changed_at, fields=" ".join(change.fields),
        parts=len(parts), body=parts[0], digest=_change_digest(vault, change),
    )  # fmt: skip
    _put_chunks(vault, change_owner(number), parts)


def case_of(value: Value) -> str | None:
    """The id of the case a value belongs to; None for what cases share."""
    if isinstance(value, Case):
        return value.id
    return getattr(value, "case", "") or None


def is_index_empty(vault: Vault) -> bool:
    """Whether there are cases and the search knows no word of anything."""
    found = vault.rows("SELECT EXISTS (SELECT 1 FROM case_row) AND NOT EXISTS (SELECT 1 FROM words_docsize)")
    return found == [(1,)]


def reindex(vault: Vault) -> None:
    """Make the lists and the search index again from the records. Belongs into a transaction."""
    indexes.clear(vault)
    # Cases first: a deadline's line goes into the row of its case.
    for wanted in (Unit, Case, None):
        for number, row in _every(vault):
            type_ = KINDS[row.kind]
            if (type_ is wanted) or (wanted is None and type_ not in {Unit, Case}):
                indexes.put(vault, number, decode(type_, row.body), is_new=True)


def file_names(vault: Vault) -> None:
    """File all people anew by their names. Belongs into a transaction."""
    vault.run("DELETE FROM name_key")
    for number, row in _select(vault, "kind = 'person' AND removed = 0"):
        names.put(vault, number, decode(Person, row.body))


def in_rows(vault: Vault, type_: type[V], numbers: Sequence[int]) -> list[V]:
    """The values of one kind that stand in these rows, removed ones left out, in the order they were made. Raises DataDamaged."""
    found = _select(
        vault, "number IN (SELECT value FROM json_each(:numbers)) AND removed = 0", numbers=msgspec.json.encode(list(numbers)).decode()
    )
    return [decode(type_, row.body) for _, row in found if row.kind == KIND_OF[type_]]


def _remember(vault: Vault, was: Stored, new: Stored, *, apart: bool) -> None:
    before, after = msgspec.json.decode(was.body), msgspec.json.decode(new.body)
    changed = {name: before.get(name) for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)}
    names = " ".join(changed)
    latest = vault.rows("SELECT rev, device, changed_at, fields FROM change WHERE record = :id ORDER BY rev DESC LIMIT 1", id=was.id)
    # The earlier change already holds what stood there before this spell of typing.
    is_same = latest and latest[0][1:2] == (vault.device,) and latest[0][3] == names and _is_one_spell(vault, str(latest[0][2]))
    if is_same and not apart:
        return
    body = msgspec.json.encode(changed, order="sorted")
    insert_change(vault, StoredChange(record=was.id, rev=new.rev, device=vault.device, changed_at=new.changed_at,
                                      fields=tuple(changed), body=body))  # fmt: skip


def _is_one_spell(vault: Vault, began: str) -> bool:
    return timedelta(0) <= vault.now() - vault.now().fromisoformat(began) < ONE_CHANGE


# All rows of a large vault would not fit into memory, so they come by the page.
_PAGE = "number IN (SELECT number FROM {table} WHERE number > :after ORDER BY number LIMIT 200)"


def _pages(vault: Vault, table: str) -> Iterator[int]:
    """After which numbers the pages of a table begin."""
    after = 0
    while True:
        (last,) = vault.rows(f"SELECT max(number) FROM {table} WHERE {_PAGE.format(table=table)}", after=after)[0]  # noqa: S608
        if last is None:
            return
        yield after
        after = int(str(last))


def _every(vault: Vault) -> Iterator[tuple[int, Stored]]:
    for after in _pages(vault, "record"):
        yield from _select(vault, _PAGE.format(table="record"), after=after)


def _select(vault: Vault, where: str, **values: object) -> Iterator[tuple[int, Stored]]:
    rows = vault.rows(
        "SELECT number, id, kind, case_id, rev, device, changed_at, removed, parts, body, digest"  # noqa: S608 - `where` is ours
        f" FROM record WHERE {where} ORDER BY number",
        **values,
    )
    for number, id_, kind, case, rev, device, at, removed, parts, body, digest in rows:
        whole = _joined(vault, str(id_), int(str(parts)), _bytes(body))
        row = Stored(kind=str(kind), id=str(id_), case=None if case is None else str(case), rev=int(str(rev)),
                     device=str(device), changed_at=str(at), removed=bool(removed), body=whole)  # fmt: skip
        if _digest(vault, row) != digest or row.kind not in KINDS:
            raise DataDamaged(row.id)
        yield int(str(number)), row


def _row(vault: Vault, id_: str) -> tuple[int, Stored] | None:
    return next(_select(vault, "id = :id", id=id_), None)


def _changes(vault: Vault, where: str, **values: object) -> Iterator[StoredChange]:
    rows = vault.rows(
        "SELECT number, record, rev, device, changed_at, fields, parts, body, digest"  # noqa: S608 - `where` is ours
        f" FROM change WHERE {where} ORDER BY number",
        **values,
    )
    for number, record, rev, device, at, changed, parts, body, digest in rows:
        whole = _joined(vault, change_owner(int(str(number))), int(str(parts)), _bytes(body))
        change = StoredChange(record=str(record), rev=int(str(rev)), device=str(device), changed_at=str(at),
                              fields=tuple(str(changed).split()), body=whole)  # fmt: skip
        if _change_digest(vault, change) != digest:
            raise DataDamaged(change.record)
        yield change


def change_owner(number: int) -> str:
    """Under which name the chunks of a remembered change stand."""
    return f"change:{number}"


def _cut(body: bytes) -> list[bytes]:
    return [body[:FIRST], *(body[start : start + FURTHER] for start in range(FIRST, len(body), FURTHER))]


def _put_chunks(vault: Vault, owner: str, parts: list[bytes]) -> None:
    if len(parts) > 1:
        vault.run_many("INSERT OR FAIL INTO chunk (owner, part, body) VALUES (?, ?, ?)",
                       [(owner, number, part) for number, part in enumerate(parts[1:], start=1)])  # fmt: skip


def _joined(vault: Vault, owner: str, parts: int, first: bytes) -> bytes:
    if parts == 1:
        return first
    rest = vault.rows("SELECT body FROM chunk WHERE owner = :owner ORDER BY part", owner=owner)
    if len(rest) != parts - 1:
        raise DataDamaged(owner)
    return first + b"".join(_bytes(body) for (body,) in rest)


def _columns(vault: Vault, row: Stored, parts: list[bytes]) -> dict[str, object]:
    return {"id": row.id, "kind": row.kind, "case": row.case, "rev": row.rev, "device": row.device, "at": row.changed_at,
            "removed": int(row.removed), "parts": len(parts), "body": parts[0], "digest": _digest(vault, row)}  # fmt: skip


def _digest(vault: Vault, row: Stored) -> bytes:
    """SQLCipher can hand out wrong bytes without an error; this cannot be forged or swapped."""
    about = (row.id, row.kind, row.case or "", str(row.rev), row.device, row.changed_at, str(int(row.removed)))
    return _keyed(vault, about, row.body)


def _change_digest(vault: Vault, change: StoredChange) -> bytes:
    about = ("change", change.record, str(change.rev), change.device, change.changed_at, " ".join(change.fields))
    return _keyed(vault, about, change.body)


def _keyed(vault: Vault, about: tuple[str, ...], body: bytes) -> bytes:
    digest = hashlib.blake2b("\x1f".join(about).encode(), key=vault.row_key, digest_size=32)
    digest.update(b"\x1e")
    digest.update(body)
    return digest.digest()


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else bytes(value) if isinstance(value, bytearray | memoryview) else str(value).encode()


def _to_json(value: object) -> object:
    if isinstance(value, Day):
        return value.text
    raise TypeError(type(value).__name__)


def _from_json(type_: type[Any], value: object) -> object:
    if type_ is Day and isinstance(value, str):
        return Day(value)
    raise TypeError(type_.__name__)


_decoders: dict[type[Value], msgspec.json.Decoder[Any]] = {}


def _decoder(type_: type[V]) -> "msgspec.json.Decoder[V]":
    if type_ not in _decoders:
        _decoders[type_] = msgspec.json.Decoder(type_, dec_hook=_from_json)
    return _decoders[type_]


def field_names(kind: str) -> frozenset[str]:
    """The fields a value of this kind may have: a backup with others is not one of ours."""
    return frozenset(field.name for field in fields(KINDS[kind]))


__all__ = [
    "ID_IN_JSON",
    "KINDS",
    "KIND_OF",
    "Stored",
    "StoredChange",
    "case_of",
    "change_owner",
    "changes",
    "changes_of_case",
    "decode",
    "drop_changes_after",
    "encode",
    "every",
    "field_names",
    "find",
    "forget_words",
    "get",
    "history",
    "ids_in",
    "insert",
    "insert_change",
    "is_sound",
    "kinds_and_cases",
    "numbered",
    "of_case",
    "purge",
    "put_as_it_is",
    "reindex",
    "removed",
    "revision",
    "row",
    "rows_of_case",
    "save",
    "stored",
    "those",
]  # fmt: skip
