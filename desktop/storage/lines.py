"""Records as lines of JSON: how they stand in a backup."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from desktop.domain.attachments import Attachment, Sealed
from desktop.domain.errors import DataDamaged
from desktop.domain.transfers import Incoming
from desktop.storage import changes, kinds, papers, records
from desktop.storage.changes import StoredChange
from desktop.storage.kinds import KINDS
from desktop.storage.manifest import LARGEST_ENTRY, Entry
from desktop.storage.rows import Stored
from desktop.storage.vault import Vault

CHANGE = "change"
DEEPEST = 8
LONGEST_TEXT = 1024 * 1024

_BATCH = 256 * 1024
_ID = re.compile(r"[0-9A-Za-z._:-]{1,100}")
_HEX32 = re.compile(r"[0-9a-f]{32}")
_TEXT_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)


class LineDamaged(Exception):
    """A line is no record of ours; `where` is its id, if it has one."""

    def __init__(self, where: str = "") -> None:
        super().__init__(where)
        self.where = where


class TextTooLong(Exception):
    """A text is longer than a backup takes; `where` is the id of its record."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One record, or what one change to it replaced. `value` is the JSON exactly as the vault keeps it."""

    kind: str
    id: str
    rev: int
    case: str | None
    device: str
    changed_at: str
    value: msgspec.Raw
    removed: bool = False
    fields: tuple[str, ...] = ()


def of_vault(vault: Vault) -> Iterator[bytes]:
    """Every record and every remembered change, in a fixed order, digests checked. Raises DataDamaged, TextTooLong."""
    cases: dict[str, str | None] = {}
    for stored in records.stored(vault):
        cases[stored.id] = stored.case
        yield of_record(stored)
    for change in changes.every(vault):
        yield of_change(change, cases.get(change.record))


def of_record(stored: Stored) -> bytes:
    """The line of one record. Raises TextTooLong."""
    return _line(Line(kind=stored.kind, id=stored.id, rev=stored.rev, case=stored.case, device=stored.device,
                      changed_at=stored.changed_at, value=msgspec.Raw(stored.body), removed=stored.removed))  # fmt: skip


def of_change(change: StoredChange, case: str | None) -> bytes:
    """The line of what one change replaced, in a record of this case. Raises TextTooLong."""
    return _line(Line(kind=CHANGE, id=change.record, rev=change.rev, case=case, device=change.device,
                      changed_at=change.changed_at, value=msgspec.Raw(change.body), fields=change.fields))  # fmt: skip


def _line(line: Line) -> bytes:
    encoded = msgspec.json.encode(line) + b"\n"
    if not is_within_limits(encoded):
        raise TextTooLong(line.id)
    return encoded


def is_id(text: str) -> bool:
    """Whether it is an id as the program makes them: 32 hex digits. Settings have names instead."""
    return bool(_HEX32.fullmatch(text))


def is_within_limits(line: bytes) -> bool:
    """Whether nothing in it nests deeper than 8, and no text is longer than a million letters."""
    if len(line) > LARGEST_ENTRY:
        return False
    if len(line) <= LONGEST_TEXT and line.count(b"[") + line.count(b"{") <= DEEPEST:
        return True
    depth = 0
    for found in _TEXT_OR_BRACKET.finditer(line):
        sign = found.group()
        if sign[:1] == b'"':
            if len(sign) > LONGEST_TEXT and len(sign.decode("utf-8", "replace")) > LONGEST_TEXT:
                return False
        else:
            depth += 1 if sign in b"[{" else -1
            if depth > DEEPEST:
                return False
    return True


def parse(untrusted: bytes) -> Stored | StoredChange:
    """The record behind a line, its value decoded once to see that it can be. Raises LineDamaged."""
    if not is_within_limits(untrusted):
        raise LineDamaged
    try:
        line = msgspec.json.decode(untrusted, type=Line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise LineDamaged from None
    if not _ID.fullmatch(line.id) or not _ID.fullmatch(line.case or "-") or not 1 <= line.rev < 2**53:
        raise LineDamaged
    value = bytes(line.value)
    if line.kind == CHANGE:
        if set(_object(line.id, value)) != set(line.fields):
            raise LineDamaged(line.id)
        return StoredChange(record=line.id, rev=line.rev, device=line.device, changed_at=line.changed_at, fields=line.fields, body=value)
    _check_value(line, value)
    return Stored(kind=line.kind, id=line.id, case=line.case, rev=line.rev, device=line.device,
                  changed_at=line.changed_at, removed=line.removed, body=value)  # fmt: skip


def _check_value(line: Line, value: bytes) -> None:
    if line.kind not in KINDS or line.fields:
        raise LineDamaged(line.id)
    try:
        decoded = kinds.decode(KINDS[line.kind], value)
    except (DataDamaged, ValueError, TypeError):
        raise LineDamaged(line.id) from None
    if decoded.id != line.id or kinds.case_of(decoded) != line.case:
        raise LineDamaged(line.id)
    # The name of its file becomes a path, so it must be a name and nothing else.
    sealed = decoded.sealed if isinstance(decoded, Attachment) else decoded.archive if isinstance(decoded, Incoming) else None
    if sealed is not None and sealed not in papers.named_in(value):
        raise LineDamaged(line.id)
    # What encodes to the same bytes again has no field twice and none we do not know; an older program's may differ.
    if kinds.encode(decoded) != value and not set(_object(line.id, value)) <= kinds.field_names(line.kind):
        raise LineDamaged(line.id)


def _object(where: str, value: bytes) -> dict[str, object]:
    """A JSON object in which no name stands twice."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise LineDamaged(where)
        return found

    try:
        found = json.loads(value, object_pairs_hook=once)
    except (ValueError, RecursionError):
        raise LineDamaged(where) from None
    if not isinstance(found, dict):
        raise LineDamaged(where)
    return found


@dataclass(frozen=True)
class Measured:
    """What the lines come to: the entries they fill, how many of each kind, and the papers they name."""

    entries: tuple[Entry, ...]
    counts: dict[str, int]
    papers: tuple[Sealed, ...]
    cases: dict[str, int]  # how many records each has

    @property
    def size(self) -> int:
        """Bytes of all lines."""
        return sum(entry.size for entry in self.entries)


def measure(lines: Iterable[bytes]) -> Measured:
    """Go through the lines once, keeping none."""
    entries: list[Entry] = []
    counts: Counter[str] = Counter()
    named: dict[str, Sealed] = {}
    cases: Counter[str] = Counter()
    real: set[str] = set()
    size, digest = 0, hashlib.sha256()
    for line in lines:
        if size and size + len(line) > LARGEST_ENTRY:
            entries.append(_entry(len(entries) + 1, size, digest.hexdigest()))
            size, digest = 0, hashlib.sha256()
        size += len(line)
        digest.update(line)
        head = msgspec.json.decode(line, type=_Head)
        counts[head.kind] += 1
        if head.case is not None and head.kind != CHANGE:
            cases[head.case] += 1
        if head.kind == "case":
            real.add(head.id)
        named.update({sealed.file: sealed for sealed in papers.named_in(line)})
    if size:
        entries.append(_entry(len(entries) + 1, size, digest.hexdigest()))
    in_order = tuple(named[file] for file in sorted(named))
    return Measured(tuple(entries), dict(sorted(counts.items())), in_order, {case: cases[case] for case in sorted(real)})


class _Head(msgspec.Struct):
    kind: str
    id: str
    case: str | None


def _entry(number: int, size: int, sha256: str) -> Entry:
    return Entry(f"records/{number:04}.jsonl", size, sha256)


def fill(entries: Iterable[Entry], lines: Iterable[bytes]) -> Iterator[tuple[Entry, Iterator[bytes]]]:
    """The lines again, shared out to the entries they were measured for, in handy pieces.

    Raises DataDamaged where they are not what they were when measured.
    """
    source = iter(lines)
    for entry in entries:
        yield entry, _filling(entry, source)


def _filling(entry: Entry, source: Iterator[bytes]) -> Iterator[bytes]:
    left, digest = entry.size, hashlib.sha256()
    batch: list[bytes] = []
    held = 0
    while left:
        line = next(source, b"")
        if not line or len(line) > left:
            raise DataDamaged(entry.name)
        left -= len(line)
        digest.update(line)
        batch.append(line)
        held += len(line)
        if held >= _BATCH or not left:
            yield b"".join(batch)
            batch, held = [], 0
    if digest.hexdigest() != entry.sha256:
        raise DataDamaged(entry.name)
