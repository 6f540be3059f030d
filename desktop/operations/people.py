"""People in cases, and the forms of their names that she has confirmed."""

from collections.abc import Mapping
from dataclasses import replace

from desktop.domain.cases import Case
from desktop.domain.errors import BadInput
from desktop.domain.people import Party, Person, Role
from desktop.storage import people, records, units
from desktop.storage.vault import Vault


def add_person(vault: Vault, person: Person, case: str, role: Role, *, relation: str = "") -> Party:
    """Put a person into a case; a client or the one who made the agreement is noted on the case as well."""
    party = Party(id=vault.new_id(), case=case, person=person.id, role=role, relation=relation)
    with vault.transaction():
        records.save(vault, person)
        records.save(vault, party)
        _note_on_case(vault, case, person.id, role)
    return party


def keep_person(vault: Vault, person: Person) -> Person:
    """Keep a changed person, in all files at once."""
    with vault.transaction():
        records.save(vault, person)
    return person


def without(vault: Vault, person: Person) -> Person:
    """The person taken out of the address book, not kept yet. Raises BadInput("person", "in-use") for one who stands somewhere."""
    if people.cases_of(vault, person.id) or units.held_by(vault, person.id):
        raise BadInput("person", "in-use")
    return replace(person, removed_at=vault.now().isoformat())


def keep_party(vault: Vault, party: Party) -> Party:
    """Keep how a person stands in a case."""
    with vault.transaction():
        records.save(vault, party)
        if not party.removed_at:
            _note_on_case(vault, party.case, party.person, party.role)
    return party


def confirm_forms(vault: Vault, person: str, part: str, forms: Mapping[str, str]) -> Person:
    """Keep the six forms of a part of a name as she confirmed them. They win for ever."""
    with vault.transaction():
        known = records.get(vault, Person, person)
        confirmed = replace(known, forms={**known.forms, part: dict(forms)}, fixed=tuple(each for each in known.fixed if each != part))
        records.save(vault, confirmed)
    return confirmed


def set_fixed(vault: Vault, person: str, part: str) -> Person:
    """Note that a part of the name does not decline by his papers."""
    with vault.transaction():
        known = records.get(vault, Person, person)
        forms = {name: each for name, each in known.forms.items() if name != part}
        fixed = replace(known, forms=forms, fixed=tuple(dict.fromkeys((*known.fixed, part))))
        records.save(vault, fixed)
    return fixed


def _note_on_case(vault: Vault, case_id: str, person: str, role: Role) -> None:
    if role not in {Role.CLIENT, Role.PAYER}:
        return
    case = records.get(vault, Case, case_id)
    records.save(vault, replace(case, client=person) if role is Role.CLIENT else replace(case, contracting=person))
