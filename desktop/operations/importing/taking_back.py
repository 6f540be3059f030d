"""An import taken back as a whole, the same evening or weeks later, and brought back again.

What was worked on since stays, and so do the people and units it names; everything else goes into the bin.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from desktop.domain.cases import Case
from desktop.domain.imports import ImportPart
from desktop.domain.people import Person
from desktop.domain.progress import Report, silent
from desktop.domain.units import Unit
from desktop.domain.values import Part, Value
from desktop.operations.importing import parts
from desktop.storage import people, records
from desktop.storage.vault import Vault


@dataclass(frozen=True, kw_only=True, repr=False)
class Outcome(Part):
    """How much went or came back, and how much stayed because it was worked on since."""

    cases: int = 0
    people: int = 0
    stayed: int = 0


def take_back(vault: Vault, whole: str, report: Report = silent) -> Outcome:
    """Put all that an import made into the bin, and make people whom it filled as they were; piece by piece.

    Stopped in between it goes on with the rest another time. Raises NotFound, DataDamaged, DiskFull, DiskFailed, Cancelled.
    """
    pieces = parts.parts_of(vault, whole)
    # Cases first: who stands in one that stays, stays, too.
    cases = {id_ for part in pieces for id_ in part.cases}
    gone = people_gone = stayed = 0
    for place, piece in enumerate(pieces):
        report(place, 2 * len(pieces))
        with vault.transaction():
            part = _now(vault, piece)
            going = [case for case in records.those(vault, Case, _untouched(vault, part)) if not case.removed_at]
            for case in going:
                records.save(vault, replace(case, removed_at=vault.now().isoformat()))
            if going:
                records.save(vault, replace(part, went=(*part.went, *(case.id for case in going))))
            gone += len(going)
            stayed += sum(not case.removed_at for case in records.those(vault, Case, part.cases.keys()))
    staying = {case.id for case in records.those(vault, Case, cases) if not case.removed_at}
    for place, piece in enumerate(pieces):
        report(len(pieces) + place, 2 * len(pieces))
        if not piece.taken_back_at:
            with vault.transaction():
                part = _now(vault, piece)
                people_went, units_went = _take_people_back(vault, part, cases - staying)
                people_gone += len(people_went)
                records.save(vault, replace(
                    _exchanged(vault, part), turns=part.turns + 1, taken_back_at=vault.now().isoformat(),
                    went=(*part.went, *people_went, *units_went),
                ))  # fmt: skip
    return Outcome(cases=gone, people=people_gone, stayed=stayed)


def bring_back(vault: Vault, whole: str, report: Report = silent) -> Outcome:
    """Take out of the bin what taking the import back had put there; stopped in between it goes on as that does. Raises as `take_back`."""
    pieces = parts.parts_of(vault, whole)
    back = people_back = 0
    for place, piece in enumerate(pieces):
        report(place, len(pieces))
        if not piece.taken_back_at:
            continue
        with vault.transaction():
            part = _now(vault, piece)
            _put_back(vault, [(each, replace(each, removed_at="")) for each in records.those(vault, Unit, part.went)])
            people_back += _put_back(vault, [(each, replace(each, removed_at="")) for each in records.those(vault, Person, part.went)])
            back += _put_back(vault, [(each, replace(each, removed_at="")) for each in records.those(vault, Case, part.went)])
            records.save(vault, replace(_exchanged(vault, part), taken_back_at="", went=()))
    return Outcome(cases=back, people=people_back)


def _now(vault: Vault, part: ImportPart) -> ImportPart:
    """A piece as it is now: what went for good since it was read was cut out of it. Raises NotFound where it was forgotten."""
    return records.get(vault, ImportPart, part.id)


def _put_back(vault: Vault, changes: Iterable[tuple[Value, Value]]) -> int:
    """Keep what was removed without its mark; how many were."""
    changed = [after for before, after in changes if after != before]
    for value in changed:
        records.save(vault, value)
    return len(changed)


def _untouched(vault: Vault, part: ImportPart) -> list[str]:
    """The cases of a piece that are as they were made: no record more or less, and none saved again but by turns of this kind."""
    saved = records.extents(vault, part.cases.keys())
    turns = 2 * part.turns
    return [case for case, size in part.cases.items() if saved.get(case) == (size, size + turns)]


def _take_people_back(vault: Vault, part: ImportPart, gone: Collection[str]) -> tuple[list[str], list[str]]:
    """Put the people and units nobody needs any more into the bin; which went."""
    now, as_made = vault.now().isoformat(), 1 + 2 * part.turns
    people_went, units_went = list[str](), list[str]()
    for person in records.those(vault, Person, part.people):
        if records.revision(vault, person.id) == as_made and not person.removed_at and set(people.cases_of(vault, person.id)) <= set(gone):
            records.save(vault, replace(person, removed_at=now))
            people_went.append(person.id)
    for unit in records.those(vault, Unit, part.units):
        is_used = vault.rows("SELECT 1 FROM case_row WHERE unit_id = :unit", unit=unit.id)
        if records.revision(vault, unit.id) == as_made and not is_used and not unit.removed_at:
            records.save(vault, replace(unit, removed_at=now))
            units_went.append(unit.id)
    return people_went, units_went


def _exchanged(vault: Vault, part: ImportPart) -> ImportPart:
    """People whom the import filled as they were before, or filled again; who was changed since stays. The piece knows the other state."""
    others, revs = list[Person](), dict(part.filled_revs)
    for person in part.filled:
        if records.revision(vault, person.id) != part.filled_revs.get(person.id):
            others.append(person)
            continue
        others.append(records.get(vault, Person, person.id))
        records.save(vault, person)
        revs[person.id] = records.revision(vault, person.id)
    return replace(part, filled=tuple(others), filled_revs=revs)
