"""Taking in: what came is taken whole, case by case, and undone to the last byte."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace

import msgspec

from desktop.domain import ids
from desktop.domain.attachments import Attachment, Sealed
from desktop.domain.cases import Case
from desktop.domain.errors import CannotBeTaken, CaseFileError, ChangedSince, NotFound
from desktop.domain.notes import Note, joined
from desktop.domain.transfers import Coming, Decision, Incoming
from desktop.operations.arrived import Part, archive_of, conflict_of, parts
from desktop.operations.incoming import again, pieces
from desktop.storage import cases, changes, kinds, lines, papers, parcel, people, records, rows
from desktop.storage.changes import StoredChange
from desktop.storage.kinds import ids_in
from desktop.storage.manifest import is_record
from desktop.storage.parcel import SHARED
from desktop.storage.rows import Stored
from desktop.storage.vault import PAPERS, Vault


def take_in(vault: Vault, incoming: Incoming, case: str, theirs: Collection[str] = ()) -> Incoming:
    """Take in a whole case. Of records that are here and differ, those in `theirs` become what comes; the others stay as they are.

    New records keep their revisions and the device they are from. Raises CannotBeTaken, NotFound, DataDamaged, FileMissing, DiskFull,
    DiskFailed.
    """
    now = again(vault, incoming)
    coming = _waiting(now, case)
    part = parts(vault, now)[case]
    _must_not_meet(vault, part)
    here = {row.id: rows.of_id(vault, row.id) for row in part.rows}
    sealed = _seal_papers(vault, now, [row for row in part.rows if here[row.id] is None])
    try:
        with vault.transaction():
            taken = _Taking(vault, part, here, sealed, frozenset(theirs)).run(coming)
            stood = rows.of_id(vault, now.id)
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
                changes.drop_after(vault, before.id, before.rev)
                records.put_as_it_is(vault, before)
        waiting = Coming(case=taken.case, number=taken.number, pseudonym=taken.pseudonym)
        undone = replace(now, cases=tuple(waiting if each.case == case else each for each in now.cases))
        _put_incoming(vault, undone, taken.stood)
    _remove_papers(vault, taken.files)
    return undone


def _put_incoming(vault: Vault, undone: Incoming, stood: str) -> None:
    """Where nothing else was decided meanwhile, even this record is the one it was before."""
    row = rows.of_id(vault, undone.id)
    rev, device, changed_at = [*stood.split(" "), "", ""][:3]
    if row is not None and rev.isdigit() and int(rev) == row.rev - 1:
        records.put_as_it_is(vault, replace(row, rev=int(rev), device=device, changed_at=changed_at, body=kinds.encode(undone)))
    else:
        records.save(vault, undone)


# --- taking it in


def _waiting(incoming: Incoming, case: str) -> Coming:
    found = next((each for each in incoming.cases if each.case == case and each.decision is not Decision.TAKEN), None)
    if found is None:
        raise NotFound("case")
    return found


def _must_not_meet(vault: Vault, part: Part) -> None:
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
    wanted = {kinds.decode(Attachment, row.body).sealed.file for row in rows if row.kind == "attachment"}
    done: dict[str, Sealed] = {}
    if not wanted:
        return done
    try:
        for name, _size, content in parcel.members(pieces(vault, archive_of(incoming))):
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

    def __init__(self, vault: Vault, part: Part, here: Mapping[str, Stored | None], sealed: Mapping[str, Sealed],
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
                changes.insert(self._vault, change)
        before = [was for row in self._part.rows if (was := self._replaced(row)) is not None]
        touched = (*added, *(was.id for was in before))
        return replace(
            coming, added=tuple(sorted(added)), before=tuple(lines.of_record(was).decode("utf-8").rstrip("\n") for was in before),
            after={id_: _mark(rows.of_id(self._vault, id_)) for id_ in sorted(touched)},
            bases={row.id: f"{row.rev} {row.device}" for row in self._part.rows},
            files=tuple(sorted(each.file for each in self._sealed.values())),
        )  # fmt: skip

    def _add(self, row: Stored) -> None:
        value = kinds.decode(kinds.KINDS[row.kind], row.body)
        if isinstance(value, Attachment):
            # The paper lies where this vault has it.
            row = replace(row, body=kinds.encode(replace(value, sealed=self._sealed[value.sealed.file])))
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
        now = replace(row, rev=row.rev + 1, device=self._vault.device, changed_at=self._vault.now().isoformat(), body=kinds.encode(named))
        change = StoredChange(record=row.id, rev=now.rev, device=now.device, changed_at=now.changed_at, fields=tuple(was),
                              body=msgspec.json.encode(was, order="sorted"))  # fmt: skip
        changes.insert(self._vault, change)
        return now

    def _replaced(self, row: Stored) -> Stored | None:
        """What was here before, where it becomes what comes; None where it stays."""
        was = self._here[row.id]
        if was is None or row.id not in self._theirs:
            return None
        conflict = conflict_of(was, row)
        if conflict is None or conflict.fixed:
            return None
        value = kinds.decode(kinds.KINDS[row.kind], row.body)
        if isinstance(value, Attachment):
            value = replace(value, sealed=kinds.decode(Attachment, was.body).sealed)
        if isinstance(value, Note) and (known := kinds.decode(Note, was.body)).signed_at:
            value = joined(known, value)
        if isinstance(value, Case):
            mine = kinds.decode(Case, was.body)
            others = cases.numbers(self._vault) - {mine.number}
            value = replace(value, conflict_checked=mine.conflict_checked, number=mine.number if value.number in others else value.number)
        records.save(self._vault, value)
        return was


def _mark(row: Stored | None) -> str:
    return "" if row is None else f"{row.rev} {row.device} {row.changed_at} {hashlib.sha256(row.body).hexdigest()[:16]}"


# --- undoing it


def _must_be_untouched(vault: Vault, taken: Coming) -> None:
    if any(_mark(rows.of_id(vault, id_)) != mark for id_, mark in taken.after.items()):
        raise ChangedSince
    if taken.case in taken.added and any(row.id not in taken.after for row in rows.of_case(vault, taken.case)):
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
