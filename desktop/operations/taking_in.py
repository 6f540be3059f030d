"""Taking in: what came is looked at, compared field by field with what is here, taken whole case by case, and undone to the last byte."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from desktop.domain import ids
from desktop.domain.attachments import Attachment, Sealed
from desktop.domain.cases import Case
from desktop.domain.errors import CannotBeTaken, CaseFileError, ChangedSince, DataDamaged, NotFound
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.notes import Note, joined
from desktop.domain.people import Party, Person
from desktop.domain.transfers import Coming, Decision, Incoming, hidden_signs
from desktop.domain.values import Value
from desktop.operations.incoming import again, pieces
from desktop.operations.similar import similar
from desktop.storage import cases, lines, papers, parcel, people, records
from desktop.storage.manifest import is_record
from desktop.storage.parcel import SHARED
from desktop.storage.records import Stored, StoredChange, ids_in
from desktop.storage.vault import PAPERS, Vault

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
    parts = _parts(vault, incoming)
    return tuple(_content(vault, coming, parts[coming.case]) for coming in again(vault, incoming).cases)


def paper(vault: Vault, incoming: Incoming, attachment: Attachment) -> bytes:
    """One paper of what came, decrypted into memory. Raises DataDamaged, FileMissing, DiskFailed."""
    content = parcel.paper_of(pieces(vault, _archive(incoming)), attachment.sealed.file)
    if (len(content), hashlib.sha256(content).hexdigest()) != (attachment.size, attachment.sha256):
        raise DataDamaged(attachment.id)
    return content


def take_in(vault: Vault, incoming: Incoming, case: str, theirs: Collection[str] = ()) -> Incoming:
    """Take in a whole case. Of records that are here and differ, those in `theirs` become what comes; the others stay as they are.

    New records keep their revisions and the device they are from. Raises CannotBeTaken, NotFound, DataDamaged, FileMissing, DiskFull,
    DiskFailed.
    """
    now = again(vault, incoming)
    coming = _waiting(now, case)
    part = _parts(vault, now)[case]
    _must_not_meet(vault, part)
    here = {row.id: records.row(vault, row.id) for row in part.rows}
    sealed = _seal_papers(vault, now, [row for row in part.rows if here[row.id] is None])
    try:
        with vault.transaction():
            taken = _Taking(vault, part, here, sealed, frozenset(theirs)).run(coming)
            stood = records.row(vault, now.id)
            taken = replace(taken, decision=Decision.TAKEN, decided_at=vault.now().isoformat(),
                            stood=f"{stood.rev} {stood.device} {stood.changed_at}" if stood else "")  # fmt: skip
            done = replace(now, cases=tuple(taken if each.case == case else each for each in now.cases))
            records.save(vault, done)
    except BaseException:
        _remove_papers(vault, (each.file for each in sealed.values()))
        raise
    return done


def undo(vault: Vault, incoming: Incoming, case: str) -> Incoming:
    """Take a case out again that was taken in, exactly: every record is as it was before, revision and history included.

    Raises ChangedSince where something of it was worked on, NotFound.
    """
    now = again(vault, incoming)
    taken = next((each for each in now.cases if each.case == case and each.decision is Decision.TAKEN and now.archive is not None), None)
    if taken is None:
        raise NotFound("case")
    with vault.transaction():
        now, taken = _leave_shared(now, taken)
        _must_be_untouched(vault, taken)
        for id_ in taken.added:
            records.purge(vault, id_)
        for line in taken.before:
            before = lines.parse(line.encode())
            if isinstance(before, Stored):
                records.drop_changes_after(vault, before.id, before.rev)
                records.put_as_it_is(vault, before)
        waiting = Coming(case=taken.case, number=taken.number, pseudonym=taken.pseudonym)
        undone = replace(now, cases=tuple(waiting if each.case == case else each for each in now.cases))
        _put_incoming(vault, undone, taken.stood)
    _remove_papers(vault, taken.files)
    return undone


def _put_incoming(vault: Vault, undone: Incoming, stood: str) -> None:
    """Where nothing else was decided meanwhile, even this record is the one it was before."""
    row = records.row(vault, undone.id)
    rev, device, changed_at = [*stood.split(" "), "", ""][:3]
    if row is not None and rev.isdigit() and int(rev) == row.rev - 1:
        records.put_as_it_is(vault, replace(row, rev=int(rev), device=device, changed_at=changed_at, body=records.encode(undone)))
    else:
        records.save(vault, undone)


# --- what came, case by case


@dataclass(frozen=True)
class _Part:
    """One case with what it shares: rows, and what changes replaced in them."""

    case: str
    rows: tuple[Stored, ...]
    changes: tuple[StoredChange, ...]

    def value(self, row: Stored) -> object:
        return records.decode(records.KINDS[row.kind], row.body)


def _archive(incoming: Incoming) -> Sealed:
    if incoming.archive is None:
        raise NotFound("file")
    return incoming.archive


def _parts(vault: Vault, incoming: Incoming) -> dict[str, _Part]:
    """Each body in the one form this program writes: so ids in it can be told from texts, however they were spelt."""
    rows: list[Stored] = []
    changes: list[StoredChange] = []
    for record in parcel.entries(pieces(vault, _archive(incoming))):
        if isinstance(record, Stored):
            rows.append(replace(record, body=records.encode(records.decode(records.KINDS[record.kind], record.body))))
        else:
            changes.append(replace(record, body=msgspec.json.encode(msgspec.json.decode(record.body), order="sorted")))
    shared = {row.id: row for row in rows if row.kind in SHARED}
    found = {}
    for coming in incoming.cases:
        own = [row for row in rows if row.case == coming.case]
        named = {id_: shared[id_] for row in own for id_ in sorted(ids_in(row.body)) if id_ in shared}
        named |= {id_: shared[id_] for row in tuple(named.values()) for id_ in sorted(ids_in(row.body)) if id_ in shared}
        every = {row.id: row for row in (*named.values(), *own)}
        found[coming.case] = _Part(coming.case, tuple(every.values()), tuple(each for each in changes if each.record in every))
    return found


def _content(vault: Vault, coming: Coming, part: _Part) -> Content:
    values = {row.id: part.value(row) for row in part.rows}
    here = {row.id: records.row(vault, row.id) for row in part.rows}
    case = next(value for value in values.values() if isinstance(value, Case))
    persons = {value.id: value for value in values.values() if isinstance(value, Person)}
    counts: dict[str, int] = {}
    for row in part.rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    conflicts = tuple(conflict for row in part.rows if (was := here[row.id]) is not None and (conflict := _conflict(was, row)) is not None)
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


def _conflict(was: Stored, comes: Stored) -> Conflict | None:
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
        here, there = records.decode(Attachment, was.body), records.decode(Attachment, comes.body)
        return (here.size, here.sha256) != (there.size, there.sha256)
    if was.kind == "note":
        mine, theirs = records.decode(Note, was.body), records.decode(Note, comes.body)
        is_longer = mine.seal is not None and mine.seal == theirs.seal and set(theirs.addenda) - set(mine.addenda)
        return bool(mine.signed_at) and not is_longer
    if was.kind == "register":
        entry, other = records.decode(RegisterEntry, was.body), records.decode(RegisterEntry, comes.body)
        frozen = ("text", "text_sha256", "number", "version", "template", "template_version", "law_as_of", "font", "approved_at")
        return any(getattr(entry, name) != getattr(other, name) for name in frozen)
    return False


# --- taking it in


def _waiting(incoming: Incoming, case: str) -> Coming:
    found = next((each for each in incoming.cases if each.case == case and each.decision is not Decision.TAKEN), None)
    if found is None:
        raise NotFound("case")
    return found


def _must_not_meet(vault: Vault, part: _Part) -> None:
    """Ids that are here as something else, or a word of it that leads into another file of hers, are nobody's honest work."""
    known = records.kinds_and_cases(vault, {row.id for row in part.rows})
    if any(row.id in known and known[row.id] != (row.kind, row.case) for row in part.rows):
        raise CannotBeTaken
    own = {row.id for row in part.rows}
    for row in part.rows:
        for kind, its_case in records.kinds_and_cases(vault, ids_in(row.body) - own).values():
            if its_case not in (None, part.case) or kind in SHARED:
                raise CannotBeTaken


def _seal_papers(vault: Vault, incoming: Incoming, rows: Iterable[Stored]) -> dict[str, Sealed]:
    """The papers of new records, sealed to this vault, by the name of the file they had: before the transaction, as it takes its time."""
    wanted = {records.decode(Attachment, row.body).sealed.file for row in rows if row.kind == "attachment"}
    done: dict[str, Sealed] = {}
    if not wanted:
        return done
    try:
        for name, _size, content in parcel.members(pieces(vault, _archive(incoming))):
            file = name.removeprefix("papers/")
            if file in wanted and not is_record(name):
                done[file] = papers.write(vault.folder / PAPERS, content, vault.keys.age_identity).sealed
            else:
                for _ in content:
                    pass
    except BaseException:
        _remove_papers(vault, (each.file for each in done.values()))
        raise
    return done


def _remove_papers(vault: Vault, files: Iterable[str]) -> None:
    for file in files:
        # What stays behind is a file that no record names: a check tells of it, and it harms nobody.
        with suppress(CaseFileError):
            papers.remove(vault.folder / PAPERS, file)


class _Taking:
    """One case being written, inside a transaction."""

    def __init__(self, vault: Vault, part: _Part, here: Mapping[str, Stored | None], sealed: Mapping[str, Sealed],
                 theirs: frozenset[str]) -> None:  # fmt: skip
        self._vault, self._part, self._here, self._sealed, self._theirs = vault, part, here, sealed, theirs

    def run(self, coming: Coming) -> Coming:
        """Write it; what it did comes back, for the day it is undone."""
        new = [row for row in self._part.rows if self._here[row.id] is None]
        # As when lists are made anew: units first, then the case, then what stands in it.
        for row in sorted(new, key=lambda row: ("unit", "case").index(row.kind) if row.kind in ("unit", "case") else 2):
            self._add(row)
        added = {row.id for row in new}
        for change in self._part.changes:
            if change.record in added:
                records.insert_change(self._vault, change)
        before = [was for row in self._part.rows if (was := self._replaced(row)) is not None]
        touched = (*added, *(was.id for was in before))
        return replace(
            coming, added=tuple(sorted(added)), before=tuple(lines.of_record(was).decode("utf-8").rstrip("\n") for was in before),
            after={id_: _mark(records.row(self._vault, id_)) for id_ in sorted(touched)},
            bases={row.id: f"{row.rev} {row.device}" for row in self._part.rows},
            files=tuple(sorted(each.file for each in self._sealed.values())),
        )  # fmt: skip

    def _add(self, row: Stored) -> None:
        value = records.decode(records.KINDS[row.kind], row.body)
        if isinstance(value, Attachment):
            # The paper lies where this vault has it.
            row = replace(row, body=records.encode(replace(value, sealed=self._sealed[value.sealed.file])))
        records.put_as_it_is(self._vault, self._named_anew(row, value) if isinstance(value, Case) else row)

    def _named_anew(self, row: Stored, case: Case) -> Stored:
        """A new case whose number or pseudonym another one here has gets its own: a change of this vault's, as any other."""
        numbers, pseudonyms = cases.numbers(self._vault), cases.pseudonyms(self._vault)
        named = case
        if case.number in numbers:
            named = replace(named, number=ids.case_number(self._vault.today().year, self._vault.random, numbers))
        if case.pseudonym in pseudonyms and not case.closed_at:
            language = "en" if case.pseudonym.isascii() else "ru"
            named = replace(named, pseudonym=ids.pseudonym(language, self._vault.random, pseudonyms))
        if named == case:
            return row
        was = {name: getattr(case, name) for name in ("number", "pseudonym") if getattr(case, name) != getattr(named, name)}
        now = replace(row, rev=row.rev + 1, device=self._vault.device, changed_at=self._vault.now().isoformat(), body=records.encode(named))
        change = StoredChange(record=row.id, rev=now.rev, device=now.device, changed_at=now.changed_at, fields=tuple(was),
                              body=msgspec.json.encode(was, order="sorted"))  # fmt: skip
        records.insert_change(self._vault, change)
        return now

    def _replaced(self, row: Stored) -> Stored | None:
        """What was here before, where it becomes what comes; None where it stays."""
        was = self._here[row.id]
        if was is None or row.id not in self._theirs:
            return None
        conflict = _conflict(was, row)
        if conflict is None or conflict.fixed:
            return None
        value = records.decode(records.KINDS[row.kind], row.body)
        if isinstance(value, Attachment):
            value = replace(value, sealed=records.decode(Attachment, was.body).sealed)
        if isinstance(value, Note) and (known := records.decode(Note, was.body)).signed_at:
            value = joined(known, value)
        if isinstance(value, Case):
            mine = records.decode(Case, was.body)
            others = cases.numbers(self._vault) - {mine.number}
            value = replace(value, conflict_checked=mine.conflict_checked, number=mine.number if value.number in others else value.number)
        records.save(self._vault, value)
        return was


def _mark(row: Stored | None) -> str:
    return "" if row is None else f"{row.rev} {row.device} {row.changed_at} {hashlib.sha256(row.body).hexdigest()[:16]}"


# --- undoing it


def _must_be_untouched(vault: Vault, taken: Coming) -> None:
    if any(_mark(records.row(vault, id_)) != mark for id_, mark in taken.after.items()):
        raise ChangedSince
    if taken.case in taken.added and any(row.id not in taken.after for row in records.rows_of_case(vault, taken.case)):
        raise ChangedSince
    known = records.kinds_and_cases(vault, taken.added)
    for id_, (kind, _case) in known.items():
        if kind == "person" and set(people.cases_of(vault, id_)) - {taken.case}:
            raise ChangedSince
        if kind == "unit" and vault.rows("SELECT 1 FROM case_row WHERE unit_id = :unit AND id <> :case", unit=id_, case=taken.case):
            raise ChangedSince


def _leave_shared(incoming: Incoming, taken: Coming) -> tuple[Incoming, Coming]:
    """What another case of the same file was taken in with, too, stays until that one is undone."""
    for other in incoming.cases:
        if other.case == taken.case or other.decision is not Decision.TAKEN:
            continue
        moving = [id_ for id_ in taken.added if id_ in other.bases]
        marks = {id_: taken.after[id_] for id_ in moving}
        grown = replace(other, added=tuple(sorted({*other.added, *moving})), after={**other.after, **marks})
        taken = replace(taken, added=tuple(id_ for id_ in taken.added if id_ not in moving),
                        after={id_: mark for id_, mark in taken.after.items() if id_ not in moving})  # fmt: skip
        incoming = replace(incoming, cases=tuple(grown if each.case == other.case else each for each in incoming.cases))
    return incoming, taken
