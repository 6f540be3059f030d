"""A sample case: invented people, so that a template shows what it makes before anybody's file is opened.

Nobody in it is real, the unit has no number any unit has, and a field says what it asks for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import cache

from desktop.documents import compose, facts, template_rules
from desktop.documents.facts import Facts
from desktop.documents.templates import Field, Kind, Template
from desktop.domain.cases import Case, Category, Contract
from desktop.domain.days import Day
from desktop.domain.people import Person, Role, Sex
from desktop.domain.units import Unit

MOST_TRIED = 200
_DAY = date(2026, 5, 14)


class Sample(StrEnum):
    """Which invented case."""

    MAN = "man"  # everything is filled in
    WOMAN = "woman"
    NOTHING = "nothing"  # nothing is known but what a field must have


_LAWYER: Mapping[str, str] = {
    "lawyer.name": "Образцова Мария Ильинична", "lawyer.status": "advocate", "lawyer.register_no": "00/000",
    "lawyer.chamber": "Адвокатская палата", "lawyer.address": "000000, г. Образцовск, ул. Примерная, д. 1", "lawyer.phone": "000-00-00",
}  # fmt: skip
_UNIT = Unit(
    id="", number="00000", address="000000, г. Образцовск", prosecutor_dative="Военному прокурору 000 военной прокуратуры гарнизона",
    investigator_dative="Руководителю 000 военного следственного отдела", court_accusative="Образцовский гарнизонный военный суд",
)  # fmt: skip


def facts_of(sample: Sample, template: Template, fields: Mapping[str, str] | None = None) -> Facts:
    """The facts of a sample case, for this template; `fields` in place of what the sample would say."""
    # A field in place of what the case says ("service") stays empty, so that the case is seen to say it.
    told = {each.key: said(each) for each in template.fields if sample is not Sample.NOTHING and each.key not in template_rules.known()}
    case, people, unit, lawyer = _case(sample)
    return facts.of(case, people, unit, lawyer, {**told, **(fields or {})}, _DAY, asked=template.fields, language=template.language)


def try_out(template: Template) -> None:
    """Make texts of a template, each choice of each field once. Raises TemplateBroken where one cannot be made."""
    tries = _tries(template)
    for (sample, fields), _number in zip(tries, range(MOST_TRIED), strict=False):
        compose.compose(template, facts_of(sample, template, fields))


def _tries(template: Template) -> Iterator[tuple[Sample, Mapping[str, str]]]:
    yield from ((sample, {}) for sample in Sample)
    for each in template.fields:
        yield from ((Sample.MAN, {each.key: option.code}) for option in each.options)


def said(asked: Field) -> str:
    """What the sample puts into a field: what it asks for, or a day, a number, a choice."""
    if asked.kind is Kind.CHOICE:
        return asked.default or next((option.code for option in asked.options), "")
    label = asked.labels.get("ru") or asked.key
    if asked.kind is Kind.LONG:
        return f"первая строка поля «{label}»\nвторая строка поля «{label}»"
    return {Kind.DAY: "12.05.2026", Kind.NUMBER: "17"}.get(asked.kind, f"«{label}»")


@cache
def _case(sample: Sample) -> tuple[Case, Mapping[str, Person], Unit | None, Mapping[str, str]]:
    bare = Case(id="", number="", pseudonym="", category=Category.CONTRACT)
    if sample is Sample.NOTHING:
        return bare, {}, None, {}
    client = Person(
        id="1", surname="Примеров", name="Илья", patronymic="Петрович", rank="private", born=Day("1999-03-05"), phones=("000-00-00",),
        address="000000, г. Образцовск, ул. Примерная, д. 2", identity_paper="паспорт 00 00 000000",
    )  # fmt: skip
    if sample is Sample.WOMAN:
        client = replace(client, surname="Примерова", name="Анна", patronymic="Петровна", sex=Sex.FEMALE)
    people = {Role.CLIENT: client} | {
        role: Person(id=f"{number}", surname=surname, name="Пётр", patronymic="Ильич", rank="major", post="командир роты",
                     address="000000, г. Образцовск", identity_paper="паспорт 00 00 000000")
        for number, (role, surname) in enumerate(_OTHERS.items(), start=2)
    }  # fmt: skip
    case = replace(bare, post="стрелок", subunit="1 мотострелковой роты",
                   contract=Contract(number="17", begins=Day("2021-06-01"), ends=Day("2024-05-31")))  # fmt: skip
    return case, {str(role): person for role, person in people.items()}, _UNIT, _LAWYER


_OTHERS: Mapping[Role, str] = {
    Role.COMMANDER: "Командиров", Role.RELATIVE: "Родственников", Role.PAYER: "Доверителев", Role.OFFICER: "Должностнов",
    Role.PROSECUTOR: "Прокуроров", Role.INVESTIGATOR: "Следователев", Role.WITNESS: "Свидетелев", Role.COLLEAGUE: "Коллегин",
    Role.OTHER: "Другов",
}  # fmt: skip
