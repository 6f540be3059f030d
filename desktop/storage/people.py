"""The people of a case, the cases of a person, and everybody there is."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from desktop.domain.people import Party, Person, Role
from desktop.domain.units import Unit
from desktop.domain.values import Part
from desktop.storage import indexes, records, tokens
from desktop.storage.vault import Vault


@dataclass(frozen=True, kw_only=True, repr=False)
class Place(Part):
    """A file somebody stands in, and as what. No name in it."""

    case: str
    pseudonym: str
    colour: int
    role: Role
    closed: bool


def of_case(vault: Vault, case: str) -> list[tuple[Party, Person]]:
    """Who is in a case, and as what."""
    parties = records.of_case(vault, Party, case)
    people = ((party, records.find(vault, Person, party.person)) for party in parties)
    return [(party, person) for party, person in people if person is not None and not person.removed_at]


def of_cases(vault: Vault, cases: Collection[str]) -> list[Person]:
    """Whose names may stand in what belongs to these cases, each once: who is, or was, in one of them, or commands its unit, or did."""
    among = json.dumps(sorted(cases))
    rows = vault.rows("SELECT DISTINCT person FROM party WHERE case_id IN (SELECT value FROM json_each(:cases))", cases=among)
    units = vault.rows(
        "SELECT DISTINCT unit_id FROM case_row WHERE unit_id > '' AND id IN (SELECT value FROM json_each(:cases))", cases=among
    )
    offices = (office for unit in records.those(vault, Unit, [str(unit) for (unit,) in units]) for office in unit.commanders)
    return records.those(vault, Person, list({*(str(person) for (person,) in rows), *(office.person for office in offices)}))


def by_role(vault: Vault, case: str) -> dict[Role, Person]:
    """The first person of each role in a case."""
    found: dict[Role, Person] = {}
    for party, person in of_case(vault, case):
        found.setdefault(party.role, person)
    return found


def cases_of(vault: Vault, person: str) -> list[str]:
    """The ids of the cases a person is in."""
    return [str(case) for (case,) in vault.rows("SELECT DISTINCT case_id FROM party WHERE person = :person", person=person)]


def places(vault: Vault, persons: Collection[str]) -> dict[str, tuple[Place, ...]]:
    """The files each of these people stands in, open ones and closed, the latest first; those in the bin left out."""
    rows = vault.rows(
        "SELECT party.person, case_row.id, pseudonym, colour, role, closed FROM party JOIN case_row ON case_row.id = party.case_id"
        " WHERE party.person IN (SELECT value FROM json_each(:persons)) ORDER BY case_row.rowid DESC",
        persons=json.dumps(sorted(persons)),
    )
    found: dict[str, tuple[Place, ...]] = dict.fromkeys(persons, ())
    for person, case, pseudonym, colour, role, closed in rows:
        place = Place(case=str(case), pseudonym=str(pseudonym), colour=int(str(colour)), role=Role(str(role)), closed=bool(closed))
        found[str(person)] = (*found[str(person)], place)
    return found


def count(vault: Vault) -> int:
    """How many people there are."""
    return int(str(vault.rows("SELECT count(*) FROM record WHERE kind = 'person' AND removed = 0")[0][0]))


def rows_of(vault: Vault, *, words: str = "", role: Role | None = None, case: str | None = None, limit: int) -> list[int]:
    """The rows of people with all these words, in this role, in this case: the latest first. No words, no role, no case: everybody."""
    conditions = ["kind = 'person'", "removed = 0"]
    query = indexes.query_of(tokens.words(words))
    if query:
        conditions.append("number IN (SELECT rowid FROM words WHERE words MATCH :query)")
    if role is not None or case is not None:
        conditions.append("id IN (SELECT person FROM party WHERE (:role = '' OR role = :role) AND (:case = '' OR case_id = :case))")
    sql = f"SELECT number FROM record WHERE {' AND '.join(conditions)} ORDER BY number DESC LIMIT :limit"  # noqa: S608 - the words are ours
    rows = vault.rows(sql, query=query, role=role or "", case=case or "", limit=limit)
    return [int(str(number)) for (number,) in rows]
