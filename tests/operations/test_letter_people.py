"""A letter is to the commander of its day, whoever commands when it is read."""

from dataclasses import replace

import pytest

from desktop.domain.cases import Case
from desktop.domain.days import Day
from desktop.domain.letters import Letter
from desktop.domain.people import Person, Role
from desktop.domain.units import Office
from desktop.operations import letter_people, letters
from desktop.operations.cases import keep_case, open_case
from desktop.operations.people import add_person, keep_person
from desktop.operations.units import keep_unit
from desktop.storage import records
from tests import make


@pytest.fixture
def officers(vault) -> tuple[Person, Person]:
    first, second = make.person(surname="Первак", rank="colonel"), make.person(surname="Вторак", rank="colonel")
    for officer in (first, second):
        keep_person(vault, officer)
    return first, second


@pytest.fixture
def case(vault, officers) -> Case:
    first, second = officers
    offices = (Office(person=second.id, since=Day("2026-03-01")), Office(person=first.id, since=Day("2024-01"), until=Day("2026-02-28")))
    unit = keep_unit(vault, make.unit(commanders=offices))
    return keep_case(vault, replace(open_case(vault), unit=unit.id))


def commander(vault, case: Case, day: str = "") -> Person | None:
    letter = Letter(id="", case=case.id, template="r02", letter_date=Day(day) if day else None)
    found = letter_people.chosen_people(vault, letter).get(Role.COMMANDER)
    return records.find(vault, Person, found) if found else None


def test_the_day_of_the_letter_decides(vault, case, officers):
    first, second = officers

    assert commander(vault, case, "2025-07-01") == first
    assert commander(vault, case, "2026-03-01") == second
    assert commander(vault, case, "2020-01-01") is None


def test_a_letter_that_he_dates_himself_is_of_today(vault, case, officers, clock):
    assert commander(vault, case) == officers[1]
    clock.now = clock.now.replace(year=2025)
    assert commander(vault, case) == officers[0]


def test_the_letter_says_the_name_of_that_day(vault, case):
    draft = letters.draft_letter(vault, case.id, "r02")

    for day, name in (("2025-07-01", "Перваку"), ("2026-05-14", "Втораку")):
        assert name in letters.compose_letter(vault, replace(draft, letter_date=Day(day))).text


def test_one_of_the_case_who_had_left_gives_way(vault, case, officers):
    add_person(vault, officers[0], case.id, Role.COMMANDER)

    assert commander(vault, case, "2025-07-01") == officers[0]
    assert commander(vault, case, "2026-05-14") == officers[1]
    assert commander(vault, case, "2020-01-01") == officers[0]  # better the one she put into the case than nobody


def test_one_of_the_case_whom_the_unit_does_not_know_stays(vault, case):
    platoon = make.person(surname="Взводный", rank="lieutenant")
    add_person(vault, platoon, case.id, Role.COMMANDER)

    assert commander(vault, case) == platoon


def test_one_whom_she_chose_stays_whatever_the_day(vault, case, officers):
    letter = Letter(id="", case=case.id, template="r02", people={Role.COMMANDER: officers[0].id})

    assert letter_people.chosen_people(vault, letter)[Role.COMMANDER] == officers[0].id
