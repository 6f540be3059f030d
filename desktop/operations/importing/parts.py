"""The pieces of imports that a vault remembers."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace

from desktop.domain.errors import CaseFileError, NotFound
from desktop.domain.imports import Import, ImportPart
from desktop.storage import people, records, rows
from desktop.storage.vault import Vault


def imports(vault: Vault) -> list[Import]:
    """The imports the vault remembers, the latest first; one that was cut short is none."""
    found = [_told(parts) for parts in _grouped(vault).values() if len(parts) == parts[0].of]
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def _told(parts: list[ImportPart]) -> Import:
    first, last = parts[0], parts[-1]
    return Import(
        id=first.whole, made_at=first.made_at, file=first.file, tag=first.tag, cases=sum(len(part.cases) for part in parts),
        people=sum(len(part.people) for part in parts),
        # The last piece is turned last: where that was cut short, doing the same once more goes on with it.
        taken_back_at=last.taken_back_at,
    )  # fmt: skip


def cut_short(vault: Vault) -> list[ImportPart]:
    """The pieces of imports that were cut short."""
    return [part for parts in _grouped(vault).values() if len(parts) < parts[0].of for part in parts]


def parts_of(vault: Vault, whole: str) -> list[ImportPart]:
    """The pieces of an import, in their order. Raises NotFound("import")."""
    found = _grouped(vault).get(whole)
    if not found:
        raise NotFound("import")
    return found


def _grouped(vault: Vault) -> dict[str, list[ImportPart]]:
    found: dict[str, list[ImportPart]] = {}
    for part in records.every(vault, ImportPart):
        found.setdefault(part.whole, []).append(part)
    for pieces in found.values():
        pieces.sort(key=lambda part: part.number)
    return found


def forget(vault: Vault, whole: str) -> None:
    """Remember an import no longer: what it brought in stays, and can only be removed one by one."""
    with vault.transaction():
        for part in parts_of(vault, whole):
            records.purge(vault, part.id)


def without(vault: Vault, gone: Collection[str]) -> None:
    """Cut what goes for good out of all imports. Belongs into a transaction."""
    for part in records.every(vault, ImportPart):
        names = {*part.cases, *part.people, *part.units, *(person.id for person in part.filled)}
        if names.isdisjoint(gone):
            continue
        left = replace(
            part,
            cases={id_: size for id_, size in part.cases.items() if id_ not in gone},
            people=tuple(id_ for id_ in part.people if id_ not in gone),
            units=tuple(id_ for id_ in part.units if id_ not in gone),
            went=tuple(id_ for id_ in part.went if id_ not in gone),
            filled=tuple(person for person in part.filled if person.id not in gone),
            filled_revs={id_: rev for id_, rev in part.filled_revs.items() if id_ not in gone},
        )
        # What it replaces is remembered nowhere: this kind has no history.
        records.save(vault, left)


def clear_up(vault: Vault) -> int:
    """Take out, for good, what an import that was cut short had brought in; how many pieces. Each piece is a transaction of its own.

    What somebody worked on meanwhile stays. Raises DiskFull, DiskFailed, DataDamaged.
    """
    # From the last: as long as the first is there, all know that they are no whole.
    pieces = sorted(cut_short(vault), key=lambda part: -part.number)
    for part in pieces:
        with vault.transaction():
            for person in part.filled:
                if records.revision(vault, person.id) == part.filled_revs.get(person.id):
                    records.save(vault, person)
            saved = records.extents(vault, part.cases.keys())
            for case in (case for case, size in part.cases.items() if saved.get(case) == (size, size)):
                for row in rows.of_case(vault, case):
                    records.purge(vault, row.id)
            for id_ in (
                *(person for person in part.people if not people.cases_of(vault, person)),
                *(unit for unit in part.units if not vault.rows("SELECT 1 FROM case_row WHERE unit_id = :id", id=unit)),
            ):
                if records.revision(vault, id_) == 1:
                    records.purge(vault, id_)
            records.purge(vault, part.id)
            if part is pieces[-1]:
                records.forget_words(vault)
    return len(pieces)


def clear_up_quietly(vault: Vault) -> None:
    """The same when a vault is opened: what does not go now goes another time."""
    with suppress(CaseFileError):
        clear_up(vault)
