"""Earlier versions in the search, where they are asked for: what stood there before it was changed. What was forgotten is not there."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from desktop.domain import own_days
from desktop.domain.asked import Asked
from desktop.domain.errors import DataDamaged
from desktop.domain.values import Value
from desktop.storage import changes, indexes, kinds, narrowing, rows, search, told
from desktop.storage.changes import StoredChange
from desktop.storage.marks import Marker
from desktop.storage.narrowing import KINDS
from desktop.storage.rows import Stored
from desktop.storage.search import Hit, Looked
from desktop.storage.vault import Vault

AT_ONCE = 100  # changes: some hundredths of a second


def found(vault: Vault, asked: Asked, *, case: str | None = None, closed: bool = False) -> Iterator[list[Hit]]:
    """What was asked, in versions that were changed since, where the present one does not hold it: of each thing the latest such version.

    They are kept in no index, so all of them are read, the latest first. One list comes for each hundred, it may be empty: who shows
    a window draws it in between, or stops. Raises DataDamaged.
    """
    if not asked.narrows:
        return
    narrowed = narrowing.narrowed(vault, asked, case=case, closed=closed or asked.closed or case is not None)
    looked = Looked(matches=(), marker=Marker.of(asked), cases=narrowed.cases, closed=bool(narrowed.values["closed"]))
    wanted = {kind for group, names in KINDS.items() if asked.lets(group) for kind in names}
    before, done = narrowing.LAST, set[str]()
    while part := changes.latest(vault, before=before, limit=AT_ONCE):
        before = part[-1][0]
        of_part = {change.record for _, change in part} - done
        where = "removed = 0 AND id IN (SELECT value FROM json_each(:ids))"
        now = {row.id: row for _, row in rows.select(vault, where, ids=msgspec.json.encode(sorted(of_part)).decode()) if row.kind in wanted}
        older = dict[str, tuple[Value, str]]()
        for _, change in part:
            if change.record in now and change.record not in older and (value := _held(now[change.record], change, asked)):
                older[change.record] = value, change.changed_at
        done |= older.keys()
        yield [replace(hit, until=older[hit.id][1]) for hit in _shown(vault, looked, [value for value, _ in older.values()])
               if (narrowed.cases is None or hit.case in narrowed.cases) and hit.case not in narrowed.outside]  # fmt: skip


def _shown(vault: Vault, looked: Looked, values: Sequence[Value]) -> list[Hit]:
    return search.shown(vault, looked, values) if values else []


def _held(now: Stored, change: StoredChange, asked: Asked) -> Value | None:
    """The value with what the change replaced, if that holds what was asked for and the present one does not."""
    type_ = kinds.KINDS[now.kind]
    fields = {name: value for name, value in msgspec.json.decode(change.body).items() if value is not None}
    try:
        was = kinds.decode(type_, msgspec.json.encode(msgspec.json.decode(now.body) | fields))
    except DataDamaged:  # each of the two is whole; together they are no value
        return None
    if (asked.since or asked.until) and not own_days.is_within(was, asked.since, asked.until):
        return None
    return was if _holds(was, asked) and not _holds(kinds.decode(type_, now.body), asked) else None


def _holds(value: Value, asked: Asked) -> bool:
    return told.holds(told.told("\n".join(indexes.words_of(value))), asked)
