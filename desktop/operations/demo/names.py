"""Names for invented people, of the peoples who serve; and officials who are plainly invented."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop import resources
from desktop.domain.days import Day
from desktop.domain.people import Person, Sex
from desktop.operations.demo.lots import Lots

DEMO = resources.LISTS / "demo"


@dataclass(frozen=True)
class People:
    """One people: its names, and the language its sons grow up with."""

    language: str
    surnames: list[str]
    men: list[str]
    women: list[str]
    patronymics: list[str]


@dataclass(frozen=True)
class Lists:
    """All lists of names and places."""

    peoples: list[People]
    weights: list[int]
    officials: Mapping[str, list[str]]
    places: Mapping[str, list[str]]


@cache
def lists() -> Lists:
    """The shipped lists."""
    read: dict[str, Any] = tomllib.loads((DEMO / "names.toml").read_text("utf-8"))
    peoples = [People(**{key: value for key, value in entry.items() if key != "weight"}) for entry in read["people"]]
    return Lists(peoples, [entry["weight"] for entry in read["people"]], read["officials"], read["places"])


def a_people(lots: Lots) -> People:
    """One of the peoples, by weight."""
    return lots.random.choices(lists().peoples, lists().weights)[0]


def soldier(lots: Lots, people: People, family: str, sex: Sex, *, rank: str, post: str) -> Person:
    """An invented client of this family."""
    year = lots.number(1972, 2007)
    return Person(
        id=lots.new_id(),
        surname=of_sex(family, sex),
        name=lots.one(people.men if sex is Sex.MALE else people.women),
        patronymic=of_sex(lots.one(people.patronymics), sex),
        sex=sex,
        born=Day(f"{year}-{lots.number(1, 12):02d}-{lots.number(1, 28):02d}" if lots.chance(0.8) else f"{year}~"),
        rank=rank,
        post=post,
        phones=(telephone(lots),),
        address=address(lots),
    )


def relative(lots: Lots, people: People, family: str, sex: Sex, home: str) -> Person:
    """Somebody of that family, or near to it."""
    return Person(
        id=lots.new_id(),
        surname=of_sex(lots.one(people.surnames) if lots.chance(0.3) else family, sex),
        name=lots.one(people.men if sex is Sex.MALE else people.women),
        patronymic=of_sex(lots.one(people.patronymics), sex),
        sex=sex,
        phones=(telephone(lots),),
        address=home,
    )


def official(lots: Lots, rank: str, post: str) -> Person:
    """Somebody in office, whose very name says that he is invented."""
    given = lists().officials
    return Person(
        id=lots.new_id(),
        surname=lots.one(given["surnames"]),
        name=lots.one(given["men"]),
        patronymic=lots.one(given["patronymics"]),
        sex=Sex.MALE,
        rank=rank,
        post=post,
    )


def telephone(lots: Lots) -> str:
    """A number that nobody has."""
    return f"+7 900 000-{lots.number(0, 99):02d}-{lots.number(0, 99):02d}"


def address(lots: Lots) -> str:
    """An address in a town that is on no map."""
    places = lists().places
    return f"г. {lots.one(places['homes'])}, ул. {lots.one(places['streets'])}, д. {lots.number(1, 90)}, кв. {lots.number(1, 120)}"


def of_sex(name: str, sex: Sex) -> str:
    """A man's surname or patronymic as a woman bears it, or unchanged."""
    if sex is Sex.MALE or not name:
        return name
    for ending, own in _WOMEN:
        if name.endswith(ending):
            return name.removesuffix(ending) + own
    return name


_WOMEN = (
    (" оглы", " кызы"),
    ("ович", "овна"),
    ("евич", "евна"),
    ("ский", "ская"),
    ("ий", "ая"),
    ("ов", "ова"),
    ("ев", "ева"),
    ("ёв", "ёва"),
    ("ин", "ина"),
)
