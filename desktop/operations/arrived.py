"""What came from a colleague, case by case, and what each would meet here: what is new, what differs, who may be the same person."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from desktop.domain.attachments import Attachment, Sealed
from desktop.domain.cases import Case
from desktop.domain.errors import DataDamaged, NotFound
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.notes import Note
from desktop.domain.people import Party, Person
from desktop.domain.transfers import Coming, Incoming, hidden_signs
from desktop.domain.values import Value
from desktop.operations.incoming import again, pieces
from desktop.operations.similar import similar
from desktop.storage import cases, kinds, parcel, rows
from desktop.storage.changes import StoredChange
from desktop.storage.kinds import ids_in
from desktop.storage.parcel import SHARED
from desktop.storage.rows import Stored
from desktop.storage.vault import Vault

V = TypeVar("V", bound=Value)
# Of control signs, JSON writes all but the last one out.
_WRITTEN_OUT = re.compile(rb"(?<!\\)\\u00[01][0-9a-f]")


@dataclass(frozen=True)
class Field:
    """One field of a record that is here in another form than it comes; as JSON has it, for a person to read."""

    name: str
    here: str
    comes: str


@dataclass(frozen=True)
class Conflict:
    """A record that is here already and comes with other contents. A `fixed` one stays as it is here, whatever comes."""

    id: str
    kind: str
    title: str
    fields: tuple[Field, ...]
    fixed: bool = False
    changed_here: str = ""
    changed_there: str = ""


@dataclass(frozen=True)
class Similar:
    """Somebody who comes, and who is here under another id and may be the same."""

    comes: Person
    here: Person


@dataclass(frozen=True)
class Content:
    """One case of those that came, to be looked at: nothing of it is in the vault's lists."""

    coming: Coming
    case: Case
    counts: Mapping[str, int]
    people: tuple[tuple[Party, Person], ...]
    letters: tuple[Letter, ...]
    register: tuple[RegisterEntry, ...]
    notes: tuple[Note, ...]
    papers: tuple[Attachment, ...]
    is_here: bool
    is_same: bool  # all of it is here, just like this
    new: int  # records that are not here
    conflicts: tuple[Conflict, ...]
    similar: tuple[Similar, ...]
    number_taken: bool  # another case here has its number, so it will get a new one
    pseudonym_taken: bool
    hidden: int  # records with signs nobody sees


def contents(vault: Vault, incoming: Incoming) -> tuple[Content, ...]:
    """All cases that came, each with what it would meet here. Raises DataDamaged, FileMissing, DiskFailed."""
    found = parts(vault, incoming)
    return tuple(_content(vault, coming, found[coming.case]) for coming in again(vault, incoming).cases)


def paper(vault: Vault, incoming: Incoming, attachment: Attachment) -> bytes:
    """One paper of what came, decrypted into memory. Raises DataDamaged, FileMissing, DiskFailed."""
    content = parcel.paper_of(pieces(vault, archive_of(incoming)), attachment.sealed.file)
    if (len(content), hashlib.sha256(content).hexdigest()) != (attachment.size, attachment.sha256):
        raise DataDamaged(attachment.id)
    return content


@dataclass(frozen=True)
class Part:
    """One case with what it shares: rows, and what changes replaced in them."""

    case: str
    rows: tuple[Stored, ...]
    changes: tuple[StoredChange, ...]

    def value(self, row: Stored) -> object:
        """The value a row stands for. Raises DataDamaged."""
        return kinds.decode(kinds.KINDS[row.kind], row.body)


def archive_of(incoming: Incoming) -> Sealed:
    """The sealed file that came. Raises NotFound where it is not kept any more."""
    if incoming.archive is None:
        raise NotFound("file")
    return incoming.archive


def parts(vault: Vault, incoming: Incoming) -> dict[str, Part]:
    """What came, case by case, with what each shares.

    Every body is in the one form this program writes: so ids in it can be told from texts, however they were spelt.
    """
    rows: list[Stored] = []
    changes: list[StoredChange] = []
    for record in parcel.entries(pieces(vault, archive_of(incoming))):
        if isinstance(record, Stored):
            rows.append(replace(record, body=kinds.encode(kinds.decode(kinds.KINDS[record.kind], record.body))))
        else:
            changes.append(replace(record, body=msgspec.json.encode(msgspec.json.decode(record.body), order="sorted")))
    shared = {row.id: row for row in rows if row.kind in SHARED}
    found = {}
    for coming in incoming.cases:
        own = [row for row in rows if row.case == coming.case]
        named = {id_: shared[id_] for row in own for id_ in sorted(ids_in(row.body)) if id_ in shared}
        named |= {id_: shared[id_] for row in tuple(named.values()) for id_ in sorted(ids_in(row.body)) if id_ in shared}
        every = {row.id: row for row in (*named.values(), *own)}
        found[coming.case] = Part(coming.case, tuple(every.values()), tuple(each for each in changes if each.record in every))
    return found


def _content(vault: Vault, coming: Coming, part: Part) -> Content:
    values = {row.id: part.value(row) for row in part.rows}
    here = {row.id: rows.of_id(vault, row.id) for row in part.rows}
    case = next(value for value in values.values() if isinstance(value, Case))
    persons = {value.id: value for value in values.values() if isinstance(value, Person)}
    counts: dict[str, int] = {}
    for row in part.rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    conflicts = tuple(
        conflict for row in part.rows if (was := here[row.id]) is not None and (conflict := conflict_of(was, row)) is not None
    )
    new = sum(was is None for was in here.values())
    return Content(
        coming=coming, case=case, counts=counts,
        people=tuple((party, persons[party.person]) for party in _only(values, Party) if party.person in persons),
        letters=_only(values, Letter), register=_only(values, RegisterEntry), notes=_only(values, Note), papers=_only(values, Attachment),
        is_here=here[case.id] is not None, is_same=not new and not conflicts, new=new, conflicts=conflicts,
        similar=tuple(Similar(person, other) for person in persons.values() if here[person.id] is None for other in similar(vault, person)),
        number_taken=here[case.id] is None and case.number in cases.numbers(vault),
        pseudonym_taken=here[case.id] is None and case.pseudonym in cases.pseudonyms(vault),
        hidden=sum(bool(_WRITTEN_OUT.search(row.body) or hidden_signs(row.body.decode("utf-8"))) for row in part.rows),
    )  # fmt: skip


def _only(values: Mapping[str, object], kind: type[V]) -> tuple[V, ...]:
    return tuple(value for value in values.values() if isinstance(value, kind))


# The check against other clients is each lawyer's own; where a paper's file lies, and what the search read in it, is each vault's own.
_OWN = {"id", "conflict_checked", "sealed", "is_read"}


def conflict_of(was: Stored, comes: Stored) -> Conflict | None:
    """What comes for a record that is here; None where it is another kind of thing, or says the same."""
    if was.kind != comes.kind or was.case != comes.case:
        return None
    here, there = msgspec.json.decode(was.body), msgspec.json.decode(comes.body)
    names = [name for name in sorted(here.keys() | there.keys()) if name not in _OWN and (was.kind, name) != ("attachment", "text")]
    fields = tuple(Field(name, _text(here.get(name)), _text(there.get(name))) for name in names if here.get(name) != there.get(name))
    if not fields:
        return None
    title = str(here.get("pseudonym") or here.get("title") or here.get("name") or here.get("number") or "")
    return Conflict(was.id, was.kind, title, fields, _is_fixed(was, comes), was.changed_at, comes.changed_at)


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode("utf-8")


def _is_fixed(was: Stored, comes: Stored) -> bool:
    """A paper, a note that was closed for good, and the frozen part of a register entry never change, whoever sends something else.

    The same closed note with an addendum that is not here yet takes it on.
    """
    if was.kind == "attachment":
        here, there = kinds.decode(Attachment, was.body), kinds.decode(Attachment, comes.body)
        return (here.size, here.sha256) != (there.size, there.sha256)
    if was.kind == "note":
        mine, theirs = kinds.decode(Note, was.body), kinds.decode(Note, comes.body)
        is_longer = mine.seal is not None and mine.seal == theirs.seal and set(theirs.addenda) - set(mine.addenda)
        return bool(mine.signed_at) and not is_longer
    if was.kind == "register":
        entry, other = kinds.decode(RegisterEntry, was.body), kinds.decode(RegisterEntry, comes.body)
        frozen = ("text", "text_sha256", "number", "version", "template", "template_version", "law_as_of", "font", "approved_at")
        return any(getattr(entry, name) != getattr(other, name) for name in frozen)
    return False
