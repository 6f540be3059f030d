"""One man written differently, among thirty thousand people: `python -m benchmarks.alike` prints how fast he is found, and who else.

Ten thousand invented cases with their people, and more people until there are 30,000. The men of the two lists of pairs written by hand
(`tests/domain`) stand among them in their first writing and are looked for in the second.
"""

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from benchmarks import yardsticks
from benchmarks.measure import spread
from desktop.domain import likeness
from desktop.domain.likeness import Named
from desktop.domain.people import Person, Sex
from desktop.operations import similar
from desktop.operations.demo.lots import Lots
from desktop.operations.demo.making import make_demo
from desktop.operations.demo.names import a_people, of_sex
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import people, records
from desktop.storage.vault import Vault

CASES, PEOPLE, MEN = 10_000, 30_000, 300
LISTS = yardsticks.ROOT / "tests" / "domain"
_AT_ONCE = 1000


def main(cases: int = CASES, many: int = PEOPLE) -> int:
    """Make the vault, ask, and print a line for each figure."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "vault"
        make_demo(folder, "demo demo demo", cases=cases, unlock_seconds=0.05)
        with open_vault(folder, unlock(folder, "demo demo demo")) as vault:
            pairs = [*_pairs("likeness.tsv"), *_pairs("likeness_blind.tsv")]
            planted = _fill(vault, [one for one, _other in pairs], many)
            sys.stdout.write(f"{people.count(vault):,} people in {cases:,} cases\n")
            _by_hand(vault, [(person, other) for person, (_one, other) in zip(planted, pairs, strict=True)])
            _among_many(vault)
    return 0


def _pairs(name: str) -> list[tuple[Named, Named]]:
    lines = (LISTS / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(_named(one), _named(other)) for one, other, what in rows if what == "="]


def _named(line: str) -> Named:
    now, _bracket, before = line.partition(" [")
    return replace(likeness.named_in(now), old=(before.removesuffix("]"),) if before else ())


def _fill(vault: Vault, first: list[Named], many: int) -> list[Person]:
    """People until there are so many, then those of the pairs, who are the latest and stand among the first hits."""
    lots = Lots(1, "alike")
    surnames = [name.surname for name in first if len(name.surname) > 1]
    more = [_invented(lots, surnames) for _number in range(max(0, many - people.count(vault) - len(first)))]
    planted = [
        Person(id=lots.new_id(), surname=name.surname, name=name.name, patronymic=name.patronymic, aliases=name.old, sex=_sex(name))
        for name in first
    ]
    everybody = [*more, *planted]
    for start in range(0, len(everybody), _AT_ONCE):
        with vault.transaction():
            for person in everybody[start : start + _AT_ONCE]:
                records.save(vault, person)
    return planted


def _invented(lots: Lots, surnames: list[str]) -> Person:
    folk = a_people(lots)
    family = lots.one(surnames) if lots.chance(0.5) else lots.one(folk.surnames)
    sex = Sex.FEMALE if lots.chance(0.3) else Sex.MALE
    given = lots.one(folk.women if sex is Sex.FEMALE else folk.men)
    return Person(id=lots.new_id(), surname=of_sex(family, sex), name=given, patronymic=of_sex(lots.one(folk.patronymics), sex), sex=sex)


def _sex(name: Named) -> Sex:
    return Sex.FEMALE if name.name.endswith(("а", "я")) and name.surname.endswith(("ва", "на", "ая")) else Sex.MALE


def _by_hand(vault: Vault, asked: Iterable[tuple[Person, Named]]) -> None:
    found, others, taken = 0, list[int](), list[float]()
    for person, name in asked:
        hits, seconds = _ask(vault, name)
        found += person.id in {hit.id for hit in hits}
        others.append(sum(not _same_name(hit, person) for hit in hits))
        taken.append(seconds)
    p50, p95 = spread(taken)
    sys.stdout.write(
        f"pairs by hand: {found} of {len(taken)} found; of other names {sum(others) / len(others):.2f} hits a query, at most {max(others)};"
        f" p50 {p50 * 1e3:.1f} ms, p95 {p95 * 1e3:.1f} ms, longest {max(taken) * 1e3:.0f} ms\n"
    )


def _among_many(vault: Vault) -> None:
    """Men by lot, each written in four ways: surname and initials, given name first, a letter left out, the surname alone."""
    lots = Random(2)
    known = [person for person in records.every(vault, Person) if person.sex is Sex.MALE and len(person.surname) > 4 and person.name]
    taken, others, missed, spent = list[float](), list[int](), 0, process_time()
    for person in lots.sample(known, MEN):
        place = lots.randrange(1, len(person.surname) - 1)
        for line in (
            f"{person.surname} {person.name[0]}. {person.patronymic[:1]}", f"{person.name} {person.surname}",
            f"{person.surname[:place]}{person.surname[place + 1 :]} {person.name}", person.surname,
        ):  # fmt: skip
            hits, seconds = _ask(vault, likeness.named_in(line))
            taken.append(seconds)
            others.append(sum(not _same_name(hit, person) for hit in hits))
            missed += not any(_same_name(hit, person) for hit in hits)
    spent = process_time() - spent
    p50, p95 = spread(taken)
    sys.stdout.write(
        f"{len(taken):,} queries for {MEN} men: p50 {p50 * 1e3:.1f} ms, p95 {p95 * 1e3:.1f} ms, longest {max(taken) * 1e3:.0f} ms,"
        f" {spent / len(taken) * 1e3:.1f} ms of processor a query; nobody of the name among the first {similar.MOST}: {missed}\n"
    )


def _ask(vault: Vault, name: Named) -> tuple[tuple[Person, ...], float]:
    began = perf_counter()
    found = similar.alike(vault, name)
    similar.with_places(vault, found)
    return found, perf_counter() - began


def _same_name(one: Person, other: Person) -> bool:
    """Whether two bear the very name, so that whoever looks for the one means the other as well."""
    return likeness.key(one.surname) == likeness.key(other.surname) and likeness.key(one.name) == likeness.key(other.name)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
