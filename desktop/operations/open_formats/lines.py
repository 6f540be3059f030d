"""Every record as a line of JSON, and a JSON Schema that says what each field of it is."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from desktop.domain.days import Day
from desktop.domain.values import Value
from desktop.operations.open_formats.source import Member, Source, kinds
from desktop.storage import changes
from desktop.storage.kinds import decode, encode

SCHEMA, CHANGES = "schema.json", "records/changes.jsonl"
# What the vault itself knows of a record stands before its fields, which never begin so.
REVISION, SAVED = "_revision", "_saved_at"
_DAY = {"type": "string", "description": "A day, a month or a span as well as it is known: EDTF level 1 (ISO 8601-2)."}
_ABOUT = {
    REVISION: {"type": "integer", "description": "How often the record was saved.", "minimum": 1},
    SAVED: {"type": "string", "description": "When it was saved last, ISO 8601 with offset.", "format": "date-time"},
}
_CHANGE = {
    "title": "Change",
    "description": "What one change of a record replaced: the earlier contents of the fields it touched.",
    "type": "object",
    "properties": {
        "record": {"type": "string", "description": "The id of the record."},
        REVISION: {"type": "integer", "description": "The revision that this change made.", "minimum": 2},
        SAVED: _ABOUT[SAVED],
        "before": {"type": "object", "description": "Each field that was changed, as it was before."},
    },
    "required": ["record", REVISION, SAVED, "before"],
}


def members(source: Source) -> Iterator[Member]:
    """One file for each kind, the earlier contents of all, and the schema of them."""
    yield Member(SCHEMA, lambda: [json.dumps(schema(), ensure_ascii=False, indent=1).encode() + b"\n"])
    for kind, type_ in kinds().items():
        yield Member(file_of(kind), lambda type_=type_: _lines(source, type_))  # type: ignore[misc]
    yield Member(CHANGES, lambda: _changes(source))


def file_of(kind: str) -> str:
    """The file with the records of a kind."""
    return f"records/{kind}.jsonl"


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the lines of each file, made of the types and the words beside them."""
    references, found = msgspec.json.schema_components(kinds().values(), schema_hook=_hook, ref_template="#/$defs/{name}")
    for kind in kinds().values():
        found[kind.__name__]["properties"] |= _ABOUT
    files = {file_of(kind): reference for kind, reference in zip(kinds(), references, strict=True)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "description": "One line of each file under “records” is one JSON object (UTF-8).",
        "properties": files | {CHANGES: {"$ref": "#/$defs/Change"}},
        "$defs": found | {"Change": _CHANGE},
    }


def _hook(type_: type) -> dict[str, Any]:
    if type_ is Day:
        return _DAY
    raise NotImplementedError  # how the library is told that a type is none of ours


def _lines(source: Source, type_: type[Value]) -> Iterator[bytes]:
    for stored in source.rows(type_):
        # Decoded once, so that fields which came later stand in the line as well.
        value = encode(decode(type_, stored.body))
        yield b'{"%s":%d,"%s":"%s",%s\n' % (REVISION.encode(), stored.rev, SAVED.encode(), stored.changed_at.encode(), value[1:])


def _changes(source: Source) -> Iterator[bytes]:
    written = source.ids()
    for change in changes.every(source.vault):
        if change.record in written:
            about = {"record": change.record, REVISION: change.rev, SAVED: change.changed_at, "before": msgspec.Raw(change.body)}
            yield msgspec.json.encode(about) + b"\n"
