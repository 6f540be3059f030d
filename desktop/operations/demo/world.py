"""What invented cases share: units, those in office, numbers and pseudonyms."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from desktop.domain import ids
from desktop.domain.days import Day
from desktop.domain.people import Person
from desktop.domain.units import Office, Unit
from desktop.domain.values import Value
from desktop.operations.demo import names
from desktop.operations.demo.lots import REFERENCE, Lots

_BRANCHES = ("Сухопутные войска", "Сухопутные войска", "Воздушно-десантные войска", "Морская пехота", "Войска национальной гвардии")
_ZONES = (
    "Europe/Moscow", "Europe/Moscow", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Krasnoyarsk", "Asia/Chita",
    "Asia/Vladivostok",
)  # fmt: skip
# So many men of one unit come to the same lawyer.
_OF_ONE_UNIT = 6


@dataclass(frozen=True)
class Place:
    """A unit, who commands it, and the zone its clocks go by."""

    unit: Unit
    commander: Person
    deputy: Person
    zone: str


@dataclass
class World:
    """One invented world; `seed` makes it again."""

    seed: int
    language: str
    places: list[Place] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)

    def number(self, lots: Lots, opened: date) -> str:
        """A case number that is not taken yet."""
        number = ids.case_number(opened.year, lots.random, self.numbers)
        self.numbers.add(number)
        return number

    def pseudonym(self, place: int) -> str:
        """The pseudonym of the case in this place; from the second round on with a number behind it."""
        round_, noun = divmod(place, len(self.nouns))
        return self.nouns[noun] + (f" {round_ + 1}" if round_ else "")

    def values(self) -> Iterator[Value]:
        """What is to be kept of it."""
        for place in self.places:
            yield from (place.unit, place.commander, place.deputy)


def make_world(seed: int, cases: int, language: str) -> World:
    """A world for so many cases."""
    lots = Lots(seed, "world")
    nouns = [english if language == "en" else russian for russian, english in ids.PSEUDONYMS]
    rest = nouns[1:]
    lots.random.shuffle(rest)
    count = max(3, cases // _OF_ONE_UNIT)
    return World(seed, language, [_place(lots, number) for number in range(1, count + 1)], [nouns[0], *rest])


def _place(lots: Lots, number: int) -> Place:
    garrison = lots.one(names.lists().places["garrisons"])
    court = lots.one(names.lists().places["courts"])
    commander = names.official(lots, lots.one(["lieutenant_colonel", "colonel", "colonel"]), "командир войсковой части")
    deputy = names.official(lots, lots.one(["captain", "major", "lieutenant_colonel"]), "заместитель командира войсковой части")
    since = REFERENCE - timedelta(days=lots.number(200, 1500))
    unit = Unit(
        id=lots.new_id(),
        number=f"{number:05d}",
        branch=lots.one(_BRANCHES),
        garrison=f"г. {garrison}",
        address=f"000000, г. {garrison}, ул. {lots.one(names.lists().places['streets'])}, д. {lots.number(1, 9)}",
        commanders=(Office(person=commander.id, post="командир", since=Day(f"{since:%Y-%m}")),),
        prosecutor_dative=f"Военному прокурору {court[:-2]}ого гарнизона",
        investigator_dative=f"Руководителю военного следственного отдела по {court[:-2]}ому гарнизону",
        court_accusative=f"{court} гарнизонный военный суд",
        remark="Часть выдумана.",
    )
    return Place(unit, commander, deputy, lots.one(_ZONES))
