"""Filling: what a document misses of the file itself is kept in the file, once, for every document."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from desktop.documents import facts
from desktop.documents.compose import Found
from desktop.domain.cases import Case, Category
from desktop.domain.days import NoSuchDay, typed
from desktop.domain.drafts import Setting
from desktop.domain.errors import BadInput
from desktop.domain.letters import Letter
from desktop.domain.people import Person
from desktop.domain.units import Unit
from desktop.domain.values import Part, Value
from desktop.operations.letter_people import people_of
from desktop.operations.units import unit_with
from desktop.storage import records
from desktop.storage.vault import Vault


class Ask(StrEnum):
    """How a fact is asked for."""

    LINE = "line"
    DAY = "day"
    RANK = "rank"
    CATEGORY = "category"


@dataclass(frozen=True, kw_only=True, repr=False)
class Wanted(Part):
    """A fact the file does not have: a key for `filled`, and how it is asked for."""

    key: str
    ask: Ask = Ask.LINE


# What a gap in a name asks for: whatever of these is empty.
_NAME = {"name": ("surname", "given", "patronymic"), "addressed": ("surname", "given"), "initials": ("surname", "given"),
         "surname": ("surname",), "given": ("given",)}  # fmt: skip
_OF_PERSON = {"surname": "surname", "given": "name", "patronymic": "patronymic", "rank": "rank", "post": "post", "born": "born",
              "paper": "identity_paper", "address": "address"}  # fmt: skip
_OF_UNIT = {"prosecutor": "prosecutor_dative", "investigators": "investigator_dative", "court": "court_accusative"}
_ASKS = {"rank": Ask.RANK, "born": Ask.DAY}


def wanted(vault: Vault, letter: Letter, gaps: Iterable[Found]) -> tuple[Wanted, ...]:
    """What of these gaps can be filled in the file, in their order, each once."""
    case = records.get(vault, Case, letter.case)
    unit = records.find(vault, Unit, case.unit) if case.unit else None
    people = people_of(vault, letter, unit)
    found: dict[str, Wanted] = {}
    for gap in gaps:
        whose, _dot, what = gap.key.partition(".")
        for key, ask in _asked(whose, what, people.get(facts.ROLES.get(whose, "")), unit):
            found.setdefault(key, Wanted(key=key, ask=ask))
    return tuple(found.values())


def _asked(whose: str, what: str, person: Person | None, unit: Unit | None) -> Iterable[tuple[str, Ask]]:
    if whose == "unit":
        # A prosecutor belongs to a unit: first its number.
        yield (f"unit.{what}" if unit or what == "number" else "unit.number"), Ask.LINE
    elif whose == "case":
        yield "case.category", Ask.CATEGORY
    elif whose == facts.LAWYER and person is None:
        if what == "address" or what in _NAME:
            yield ("lawyer.address" if what == "address" else "lawyer.name"), Ask.LINE
    elif person is not None and whose in facts.ROLES:
        for part in _NAME.get(what, (what,)):
            if part in _OF_PERSON and (part not in _NAME["name"] or not getattr(person, _OF_PERSON[part])):
                yield f"{whose}.{part}", _ASKS.get(part, Ask.LINE)


def filled(vault: Vault, letter: Letter, key: str, text: str) -> tuple[Value, Value]:
    """The value of the file that this fact belongs to: as it is, and as it would be. `keep_filled` keeps either.

    Raises BadInput for a day that does not exist, and where nobody stands in the document whose fact it could be.
    """
    whose, _dot, what = key.partition(".")
    case, said = records.get(vault, Case, letter.case), " ".join(text.split())
    if whose == "case":
        return case, replace(case, category=Category(said))
    if key == "unit.number":
        return case, replace(case, unit=unit_with(vault, said).id if said else "")
    unit = records.find(vault, Unit, case.unit) if case.unit else None
    if whose == "unit" and unit is not None:
        return unit, _changed(unit, _OF_UNIT[what], said)
    if key == "client.post":
        return case, replace(case, post=said)
    person = people_of(vault, letter, unit).get(facts.ROLES.get(whose, ""))
    if person is not None:
        return person, _changed(person, _OF_PERSON[what], _day(vault, said) if what == "born" else said)
    if whose == facts.LAWYER:
        known = records.find(vault, Setting, key) or Setting(id=key)
        return known, replace(known, text=said)
    raise BadInput(key, "empty")


def keep_filled(vault: Vault, value: Value) -> Value:
    """Keep a value that `filled` gave."""
    with vault.transaction():
        records.save(vault, value)
    return value


def _changed(value: Any, field: str, new: object) -> Any:
    changes: dict[str, Any] = {field: new}
    return replace(value, **changes)


def _day(vault: Vault, said: str) -> object:
    try:
        return typed(said, vault.today()) if said else None
    except NoSuchDay:
        raise BadInput("day", "no-such-day") from None
