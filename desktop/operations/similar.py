"""People who may be the same, however their names were written, and the files they are in."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from desktop.domain import likeness
from desktop.domain.likeness import Named
from desktop.domain.people import Person
from desktop.domain.values import Part
from desktop.storage import names, people, records
from desktop.storage.people import Place
from desktop.storage.vault import Vault

MOST = 20
# Those filed near a name are looked at, the latest first, until there are enough; with a frequent name the first ones are.
LOOKED_AT = (200, 1500)


@dataclass(frozen=True, kw_only=True, repr=False)
class Alike(Part):
    """A person who may be the same, and where he stands: the files, and as what in each."""

    person: Person
    places: tuple[Place, ...]


def similar(vault: Vault, person: Person) -> tuple[Person, ...]:
    """Who in the vault may be this person, and is not this very record."""
    return tuple(each for each in alike(vault, likeness.named(person)) if each.id != person.id)


def alike(vault: Vault, name: Named) -> tuple[Person, ...]:
    """Who in the vault may bear this name; nobody where no surname or given name is known. The latest first."""
    if not (name.surnames or likeness.words(name.name)):
        return ()
    numbers: list[int] = []
    for limit in LOOKED_AT:
        near = names.candidates(vault, name, limit=limit)
        numbers = list(islice((number for number, other in near if likeness.may_be_one(name, other)), MOST))
        if len(numbers) == MOST or len(near) < limit:
            break
    return tuple(reversed(records.in_rows(vault, Person, numbers)))


def with_places(vault: Vault, found: Iterable[Person]) -> tuple[Alike, ...]:
    """These people with the files they stand in, open ones and closed."""
    everybody = tuple(found)
    places = people.places(vault, [person.id for person in everybody])
    return tuple(Alike(person=person, places=places[person.id]) for person in everybody)
