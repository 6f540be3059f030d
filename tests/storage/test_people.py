"""Who is in a case."""

from dataclasses import replace

from desktop.domain.people import Role
from desktop.domain.units import Office
from desktop.operations.cases import keep_case, open_case
from desktop.operations.people import add_person, keep_person
from desktop.operations.units import keep_unit
from desktop.storage import people
from desktop.storage.vault import Vault
from tests import make


def test_who_commands_the_unit_of_a_case_is_of_it_too(vault: Vault) -> None:
    commander = keep_person(vault, make.person(surname="Командир"))
    unit = keep_unit(vault, make.unit(commanders=(Office(person=commander.id),)))
    case = keep_case(vault, replace(open_case(vault), unit=unit.id))
    add_person(vault, commander, open_case(vault).id, Role.WITNESS)

    assert [person.surname for person in people.of_cases(vault, {case.id})] == ["Командир"]


def test_everybody_of_some_cases_comes_once_and_who_was_taken_out_too(vault: Vault) -> None:
    one, two, other = open_case(vault), open_case(vault), open_case(vault)
    both, gone = make.person(id=vault.new_id(), surname="Оба"), make.person(id=vault.new_id(), surname="Был")
    for case in (one, two):
        add_person(vault, both, case.id, Role.RELATIVE)
    add_person(vault, gone, two.id, Role.CLIENT)
    add_person(vault, make.person(id=vault.new_id(), surname="Чужой"), other.id, Role.CLIENT)
    keep_person(vault, replace(gone, removed_at="2026-05-14T09:00:00+00:00"))

    assert [person.surname for person in people.of_cases(vault, {one.id, two.id})] == ["Оба", "Был"]
    assert people.of_cases(vault, set()) == []
