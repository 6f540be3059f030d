"""People who may be the same, however their names were written, and the files they are in."""

from dataclasses import dataclass

from desktop.domain import likeness
from desktop.domain.cases import Case
from desktop.domain.likeness import Named
from desktop.domain.people import Party, Person
from desktop.domain.values import Part
from desktop.storage import names, people, records
from desktop.storage.vault import Vault

MOST, LOOKED_AT = 20, 5000


@dataclass(frozen=True, kw_only=True, repr=False)
class Alike(Part):
    """A person who may be the same, and where he stands: the cases, and as what in each."""

    person: Person
    places: tuple[tuple[Case, Party], ...]


def similar(vault: Vault, person: Person) -> tuple[Person, ...]:
    """Who in the vault may be this person, and is not this very record."""
    return tuple(each for each in alike(vault, likeness.named(person)) if each.id != person.id)


def alike(vault: Vault, name: Named) -> tuple[Person, ...]:
    """Who in the vault may bear this name; nobody where no surname or given name is known. The latest first."""
    if not (name.surnames or likeness.words(name.name)):
        return ()
    numbers = [number for number, other in names.candidates(vault, name, limit=LOOKED_AT) if likeness.may_be_one(name, other)]
    return tuple(reversed(records.in_rows(vault, Person, numbers[:MOST])))


def places_of(vault: Vault, person: Person) -> Alike:
    """Where a person stands, in open files and closed ones."""
    places = []
    for case_id in people.cases_of(vault, person.id):
        case = records.find(vault, Case, case_id)
        if case is not None and not case.removed_at:
            places += [(case, party) for party in records.of_case(vault, Party, case_id) if party.person == person.id]
    return Alike(person=person, places=tuple(places))
