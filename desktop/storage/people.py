"""The people of a case, and the cases of a person."""

import json
from collections.abc import Collection

from desktop.domain.people import Party, Person, Role
from desktop.storage import records
from desktop.storage.vault import Vault


def of_case(vault: Vault, case: str) -> list[tuple[Party, Person]]:
    """Who is in a case, and as what."""
    parties = records.of_case(vault, Party, case)
    people = ((party, records.find(vault, Person, party.person)) for party in parties)
    return [(party, person) for party, person in people if person is not None and not person.removed_at]


def of_cases(vault: Vault, cases: Collection[str]) -> list[Person]:
    """Everybody who is, or was, in one of these cases, each once."""
    rows = vault.rows("SELECT DISTINCT person FROM party WHERE case_id IN (SELECT value FROM json_each(:cases))",
                      cases=json.dumps(sorted(cases)))  # fmt: skip
    return records.those(vault, Person, [str(person) for (person,) in rows])


def by_role(vault: Vault, case: str) -> dict[Role, Person]:
    """The first person of each role in a case."""
    found: dict[Role, Person] = {}
    for party, person in of_case(vault, case):
        found.setdefault(party.role, person)
    return found


def cases_of(vault: Vault, person: str) -> list[str]:
    """The ids of the cases a person is in."""
    return [str(case) for (case,) in vault.rows("SELECT DISTINCT case_id FROM party WHERE person = :person", person=person)]
