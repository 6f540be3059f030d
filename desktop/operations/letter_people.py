"""Who stands in a letter: those of the case, those she chose, and the commander in office on its day."""

from dataclasses import dataclass

from desktop.domain.cases import Case
from desktop.domain.letters import Letter
from desktop.domain.people import Person, Role
from desktop.domain.units import Unit
from desktop.domain.values import Part
from desktop.storage import people, records
from desktop.storage.vault import Vault


def people_of(vault: Vault, letter: Letter, unit: Unit | None) -> dict[str, Person]:
    """Who stands in a letter as what: those she chose, else the first of each role in the case; the commander by the day of the letter."""
    found: dict[str, Person] = {str(role): person for role, person in people.by_role(vault, letter.case).items()}
    commander = _commander(vault, letter, unit) if unit else None
    if commander is not None:
        found[Role.COMMANDER] = commander
    for role, id_ in letter.people.items():
        chosen = records.find(vault, Person, id_) if id_ else None
        if chosen is None:
            found.pop(role, None)
        else:
            found[role] = chosen
    return found


def _commander(vault: Vault, letter: Letter, unit: Unit) -> Person | None:
    """Who commanded the unit on the day of the letter; None where that is not known, or the case has one whose time in office fits.

    Somebody of whom the unit knows no time in office, a platoon's commander say, stays whom the case says.
    """
    day = letter.dated or vault.today()
    for party, person in people.of_case(vault, letter.case):
        offices = [office for office in unit.commanders if office.person == person.id]
        if party.role is Role.COMMANDER and (not offices or any(office.may_hold(day) for office in offices)):
            return person
    office = unit.commander_on(day)
    person_then = records.find(vault, Person, office.person) if office else None
    return person_then if person_then and not person_then.removed_at else None


@dataclass(frozen=True, kw_only=True, repr=False)
class Standing(Part):
    """Somebody who may stand in a letter, and what he or she is to the case."""

    person: Person
    role: Role
    relation: str = ""


def standing(vault: Vault, letter: Letter) -> tuple[Standing, ...]:
    """Everybody who may stand in a letter, each once: the people of the case, the unit's commander, whoever else was chosen."""
    case = records.get(vault, Case, letter.case)
    unit = records.find(vault, Unit, case.unit) if case.unit else None
    found: dict[str, Standing] = {}
    for party, person in people.of_case(vault, letter.case):
        found.setdefault(person.id, Standing(person=person, role=party.role, relation=party.relation))
    for role, person in people_of(vault, letter, unit).items():
        found.setdefault(person.id, Standing(person=person, role=Role(role)))
    return tuple(found.values())


def chosen_people(vault: Vault, letter: Letter) -> dict[str, str]:
    """Who stands in a letter now, chosen or not: ids by role."""
    case = records.get(vault, Case, letter.case)
    unit = records.find(vault, Unit, case.unit) if case.unit else None
    return {str(role): person.id for role, person in people_of(vault, letter, unit).items()}
