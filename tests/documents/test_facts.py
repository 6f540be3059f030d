"""The people and places of a case, as a template may name them; and what a letter says where one is missing."""

import pytest

from desktop.documents import compose, facts, templates
from desktop.documents.compose import Composed
from desktop.domain.cases import Contract
from desktop.domain.days import Day
from desktop.domain.people import Role, Sex
from tests import make
from tests.documents.letters import TODAY, soldier

HEAD = """+++
id = "x"
version = "1"
[title]
ru = "Х"
+++
"""
LAWYER = {"lawyer.name": "Смирнова Вера Павловна", "lawyer.address": "г. Москва", "lawyer.phone": "+7 900"}


def made(body, people=None, *, unit=None, case=None, lawyer=None) -> Composed:
    """A body, with the client and whoever else is there."""
    told = facts.of(case or make.case(), {Role.CLIENT: soldier(), **(people or {})}, unit, lawyer or {}, {}, TODAY)
    return compose.compose(templates.parse(HEAD + body, name="x", language="ru"), told)


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.COMMANDER, "commander"),
        (Role.RELATIVE, "relative"),
        (Role.PAYER, "contracting"),
        (Role.OFFICER, "officer"),
        (Role.PROSECUTOR, "prosecuting"),
        (Role.INVESTIGATOR, "investigating"),
        (Role.WITNESS, "witness"),
        (Role.COLLEAGUE, "colleague"),
        (Role.LAWYER, "lawyer"),
        (Role.OTHER, "other"),
    ],
)
def test_everybody_in_a_case_can_be_named_by_what_he_is_to_it(role, name):
    she = make.person(surname="Иванова", name="Анна", patronymic="Петровна", sex=Sex.FEMALE)

    assert made(f"{{% if {name} %}}от {{{{ {name}|genitive }}}}{{% endif %}}", {role: she}).text == "от Ивановой Анны Петровны"
    assert made(f"{{% if {name} %}}от{{% else %}}никого{{% endif %}}").text == "никого"


def test_somebody_missing_leaves_a_gap_that_says_who_is_missing():
    text = made("{{ relative|genitive }}, {{ commander|rank|dative }} {{ commander|surname_initials|dative }}")

    assert text.text == ("[[родственник: фамилия, имя, отчество]], [[командир: воинское звание]] [[командир: фамилия, инициалы]]")
    assert [gap.key for gap in text.gaps] == ["relative.name", "commander.rank", "commander.addressed"]


def test_the_bodies_of_a_garrison_are_said_as_she_keeps_them():
    unit = make.unit(investigator_dative="Руководителю 000 военного следственного отдела", court_accusative="000 гарнизонный военный суд")

    assert made("{{ investigators }}\n{{ court }}", unit=unit).text == (
        "Руководителю 000 военного следственного отдела\nВ 000 гарнизонный военный суд"
    )


@pytest.mark.parametrize("typed", ["Псковский гарнизонный военный суд", "в Псковский гарнизонный военный суд"])
def test_a_court_has_its_preposition_once(typed):
    text = made("{{ court }}, через {{ court_name }}", unit=make.unit(court_accusative=typed)).text

    assert text == "В Псковский гарнизонный военный суд, через Псковский гарнизонный военный суд"


def test_bodies_nobody_kept_are_gaps_that_lead_to_their_place():
    assert [gap.key for gap in made("{{ investigators }} {{ court }}").gaps] == ["unit.investigators", "unit.court"]


def test_a_contract_is_told_by_its_number_and_days():
    case = make.case(contract=Contract(number="7", begins=Day("2021-06-05"), ends=Day("2024-06-04")))

    assert made("№ {{ contract_number }} {{ contract_from|since }} {{ contract_to|until }}", case=case).text == (
        "№ 7 с 5 июня 2021 г. по 4 июня 2024 г."
    )
    assert made("x{% if contract_from %} {{ contract_from|since }}{% endif %}").text == "x"


def test_the_lawyer_is_declined_by_the_name_in_the_settings():
    made_text = made("{{ lawyer|accusative }}, {{ lawyer|initials_surname }}, {{ lawyer_address }}", lawyer=LAWYER)

    assert made_text.text == "Смирнову Веру Павловну, В. П. Смирнова, г. Москва"
    assert made_text.doubtful == ()


def test_a_name_of_the_lawyer_that_does_not_say_how_it_declines_is_said_in_the_nominative_only():
    made_text = made("{{ lawyer }}: {{ lawyer|dative }}", lawyer={"lawyer.name": "Вера Смирнова"})

    assert made_text.text == "Вера Смирнова: [[представитель: фамилия, имя, отчество]]"


def test_a_lawyer_among_the_people_of_a_case_goes_before_the_settings():
    he = make.person(surname="Соколов", name="Иван", patronymic="Ильич")

    assert made("{{ lawyer|dative }}", {Role.LAWYER: he}, lawyer=LAWYER).text == "Соколову Ивану Ильичу"


def test_the_papers_of_a_person_are_empty_until_they_are_known():
    he = soldier(born=Day("2000-05-14"), identity_paper="военный билет", address="г. Кызыл")

    assert made("{{ client.born|day_words }} {{ client.paper }} {{ client.address }}", {Role.CLIENT: he}).text == (
        "14 мая 2000 г. военный билет г. Кызыл"
    )
    assert [gap.key for gap in made('{{ client.born or "[[дата рождения]]" }}').gaps] == ["client.born"]
