"""The address book: everybody there is, narrowed by words, by role, and by names however they were written."""

from dataclasses import dataclass

from desktop.domain import likeness
from desktop.domain.people import Person, Role
from desktop.domain.units import Office, Unit
from desktop.domain.values import Part
from desktop.operations import similar
from desktop.storage import people, records, units
from desktop.storage.people import Place
from desktop.storage.vault import Vault

MOST = 200


@dataclass(frozen=True, kw_only=True, repr=False)
class Entry(Part):
    """Somebody in the address book, and the files he or she stands in."""

    person: Person
    places: tuple[Place, ...]

    @property
    def id(self) -> str:
        """The id of the person."""
        return self.person.id


@dataclass(frozen=True, kw_only=True, repr=False)
class UnitEntry(Part):
    """A unit in the list: how many files it has, and who commands it today."""

    unit: Unit
    cases: int
    office: Office | None
    commander: Person | None

    @property
    def id(self) -> str:
        """The id of the unit."""
        return self.unit.id


def entries(vault: Vault, words: str = "", *, role: Role | None = None, case: str | None = None) -> tuple[Entry, ...]:
    """Who has all these words, or a name like them, by surname: at most `MOST`, the latest entered. With `role` or `case`, only there."""
    found = records.in_rows(vault, Person, people.rows_of(vault, words=words, role=role, case=case, limit=MOST))
    known = {person.id for person in found}
    alike = [] if not words.strip() else [person for person in similar.alike(vault, likeness.named_in(words)) if person.id not in known]
    places = people.places(vault, [person.id for person in (*found, *alike)])
    found += [person for person in alike if _is_there(places[person.id], role, case)]
    made = (Entry(person=person, places=places[person.id]) for person in found)
    return tuple(sorted(made, key=lambda entry: (not entry.person.full_name, entry.person.full_name)))


def offices_of(vault: Vault, person: str) -> tuple[tuple[Unit, Office], ...]:
    """The units in which somebody is or was in office."""
    return tuple(units.held_by(vault, person))


def unit_entries(vault: Vault) -> tuple[UnitEntry, ...]:
    """All units by their numbers, with the commander in office today."""
    counts, today = units.case_counts(vault), vault.today()
    found = [(unit, unit.commander_on(today)) for unit in sorted(records.every(vault, Unit), key=lambda unit: unit.number)]
    persons = {person.id: person for person in records.those(vault, Person, [office.person for _unit, office in found if office])}
    return tuple(
        UnitEntry(unit=unit, cases=counts.get(unit.id, 0), office=office, commander=persons.get(office.person) if office else None)
        for unit, office in found
    )


def _is_there(places: tuple[Place, ...], role: Role | None, case: str | None) -> bool:
    here = [place for place in places if case is None or place.case == case]
    return (role is None and case is None) or any(role is None or place.role is role for place in here)
