"""What can be left out of an approved document: known people with all that is known of them, and what looks like it."""

from collections.abc import Collection

from desktop.documents import omitting
from desktop.documents.names_in_text import Names
from desktop.domain.cases import Case
from desktop.domain.letters import Omissible, Omitted, RegisterEntry
from desktop.domain.people import Person
from desktop.domain.units import Unit
from desktop.storage import people, records, settings
from desktop.storage.vault import Vault


def find_omissions(vault: Vault, entry: RegisterEntry, kinds: Collection[Omissible]) -> tuple[Omitted, ...]:
    """Where in the frozen text the chosen kinds stand. She looks at it and adds to it: no list of names knows everybody."""
    return omitting.found(entry.text, kinds, Names(_people(vault, entry.case)))


def _people(vault: Vault, case_id: str) -> list[Person]:
    case = records.find(vault, Case, case_id)
    unit = records.find(vault, Unit, case.unit) if case and case.unit else None
    commanders = [records.find(vault, Person, each.person) for each in unit.commanders] if unit else []
    surname, _space, rest = settings.read(vault, "lawyer.name").partition(" ")
    name, _space, patronymic = rest.partition(" ")
    lawyer = Person(
        id="", surname=surname, name=name, patronymic=patronymic, address=settings.read(vault, "lawyer.address"),
        phones=tuple(phone for phone in (settings.read(vault, "lawyer.phone"),) if phone),
    )  # fmt: skip
    return [*(person for _party, person in people.of_case(vault, case_id)), *(each for each in commanders if each), lawyer]
