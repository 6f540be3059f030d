"""What a document misses of the file is kept in the file."""

from dataclasses import replace

import pytest

from desktop.documents.compose import Found
from desktop.domain.cases import Case
from desktop.domain.errors import BadInput
from desktop.domain.people import Person, Role
from desktop.operations.cases import keep_case, open_case
from desktop.operations.filling import Ask, filled, keep_filled, wanted
from desktop.operations.letters import begin_letter, compose_letter, keep_letter
from desktop.operations.people import add_person
from desktop.operations.units import unit_with
from desktop.storage import records, settings
from tests import make


@pytest.fixture
def case(vault) -> Case:
    return open_case(vault)


def _client(vault, case, **fields) -> Person:
    person = make.person(**fields)
    add_person(vault, person, case.id, Role.CLIENT)
    return person


def _gap(key) -> Found:
    return Found(label="", key=key, start=0, end=0)


@pytest.mark.parametrize(
    ("key", "typed", "stands"),
    [("unit.number", "00123", "00123"), ("client.post", "стрелок", "стрелок"), ("client.rank", "private", "рядов"),
     ("case.category", "mobilised", "по мобилизации")],
)  # fmt: skip
def test_a_fact_that_was_missing_fills_its_gap_in_every_document(vault, case, key, typed, stands):
    _client(vault, case, rank="" if key == "client.rank" else "private", post="")
    letters = [begin_letter(vault, case.id, template) for template in ("r02", "r07")]
    for letter in letters:
        assert key in {each.key for each in wanted(vault, letter, compose_letter(vault, letter).gaps)}

    _before, after = filled(vault, letters[0], key, typed)
    keep_filled(vault, after)

    for letter in letters:
        made = compose_letter(vault, letter)
        assert stands in made.text
        assert key not in {each.key for each in wanted(vault, letter, made.gaps)}


def test_a_fact_can_be_taken_back(vault, case):
    person = _client(vault, case, rank="")
    letter = begin_letter(vault, case.id, "r02")

    before, after = filled(vault, letter, "client.rank", "private")
    keep_filled(vault, after)
    keep_filled(vault, before)

    assert records.get(vault, Person, person.id).rank == ""


def test_a_name_that_is_half_known_asks_for_the_half_that_is_not(vault, case):
    _client(vault, case, surname="Королёв", name="", patronymic="")
    letter = begin_letter(vault, case.id, "r02")

    keys = [each.key for each in wanted(vault, letter, [_gap("client.given"), _gap("client.name")])]

    assert keys == ["client.given", "client.patronymic"]


def test_a_prosecutor_belongs_to_a_unit_so_the_unit_is_asked_for_first(vault, case):
    letter = begin_letter(vault, case.id, "r03")
    assert [each.key for each in wanted(vault, letter, [_gap("unit.prosecutor")])] == ["unit.number"]

    keep_case(vault, replace(case, unit=unit_with(vault, "00001").id))
    _unit, after = filled(vault, letter, "unit.prosecutor", "Военному прокурору 000 гарнизона")
    keep_filled(vault, after)

    assert "Военному прокурору 000 гарнизона" in compose_letter(vault, letter).text


def test_nobody_is_asked_for_facts_of_somebody_who_is_not_there(vault, case):
    letter = begin_letter(vault, case.id, "r13")

    assert wanted(vault, letter, [_gap("relative.name"), _gap("relative.post")]) == ()
    with pytest.raises(BadInput):
        filled(vault, letter, "relative.post", "слесарь")


def test_a_day_that_does_not_exist_is_refused(vault, case):
    _client(vault, case)
    letter = begin_letter(vault, case.id, "r02")
    assert wanted(vault, letter, [_gap("client.born")])[0].ask is Ask.DAY

    with pytest.raises(BadInput):
        filled(vault, letter, "client.born", "31.02.2000")


def test_who_stands_in_the_letter_is_filled_not_who_has_the_role_in_the_case(vault, case):
    _client(vault, case)
    mother, friend = make.person(surname="", name="Вера"), make.person(surname="", name="Олег")
    add_person(vault, mother, case.id, Role.RELATIVE)
    add_person(vault, friend, case.id, Role.WITNESS)
    letter = keep_letter(vault, replace(begin_letter(vault, case.id, "r13"), people={"relative": friend.id}))

    before, _after = filled(vault, letter, "relative.surname", "Лесной")

    assert before.id == friend.id


def test_the_lawyer_s_own_address_goes_into_the_settings_and_can_be_taken_back(vault, case):
    letter = begin_letter(vault, case.id, "r12")

    before, after = filled(vault, letter, "lawyer.address", "г. Абакан")
    keep_filled(vault, after)
    assert settings.read(vault, "lawyer.address") == "г. Абакан"
    keep_filled(vault, before)

    assert settings.read(vault, "lawyer.address") == ""
