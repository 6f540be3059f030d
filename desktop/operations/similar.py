"""People who may be the same: here those whose surname and name are written alike, е for ё."""

from desktop.domain.people import Person
from desktop.storage import records, tokens
from desktop.storage.vault import Vault

MOST = 50


def similar(vault: Vault, person: Person) -> tuple[Person, ...]:
    """Who in the vault bears the same surname and name, and is not this very record."""
    wanted = tokens.words(f"{person.surname} {person.name}")
    if not person.surname.strip() or not wanted:
        return ()
    query = " ".join(f'"{word}"' for word in wanted)
    found = (value for _, value in records.found_by(vault, query, case=None, limit=MOST) if isinstance(value, Person))
    return tuple(each for each in found if each.id != person.id and tokens.words(f"{each.surname} {each.name}") == wanted)
