"""Calls, and what becomes of them."""

from dataclasses import dataclass, replace

from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.people import Party, Person
from desktop.domain.values import Part
from desktop.operations.cases import open_case
from desktop.storage import calls, people, records
from desktop.storage.vault import Vault

_MOST_KNOWN = 200  # of what the index has for four digits


def keep_call(vault: Vault, call: Call) -> Call:
    """Keep a call, new or changed."""
    with vault.transaction():
        records.save(vault, call)
    return call


def call_to_case(vault: Vault, call: Call, *, language: str = "ru") -> Case:
    """Make a case of a call; the call goes into it."""
    with vault.transaction():
        case = open_case(vault, called_by=call.who, about=call.about, matter=call.line, language=language)
        records.save(vault, replace(call, case=case.id))
    return case


def call_into_case(vault: Vault, call: Call, case: str) -> Call:
    """Put a call into a case that is there. Raises NotFound."""
    records.get(vault, Case, case)
    return keep_call(vault, replace(call, case=case))


@dataclass(frozen=True, kw_only=True, repr=False)
class Place(Part):
    """A file to which a number leads: who has it there; nobody where only an earlier call of that file came from it."""

    case: Case
    party: Party | None = None
    person: Person | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Caller(Part):
    """What is known of a number: earlier calls from it, the latest first, and the files it leads to."""

    calls: tuple[Call, ...] = ()
    places: tuple[Place, ...] = ()


def who_rings(vault: Vault, number: str, *, but: str = "") -> Caller:
    """What is known of a number, four of whose digits are enough; `but` is the call that is going on. Raises DataDamaged."""
    earlier, known = calls.from_number(vault, number, limit=_MOST_KNOWN)
    earlier = [call for call in earlier if call.id != but and not call.removed_at]
    places: dict[str, Place] = {}
    for person in known:
        for case_id in people.cases_of(vault, person.id):
            case = records.find(vault, Case, case_id)
            if case is not None and not case.removed_at:
                party = next((each for each in records.of_case(vault, Party, case_id) if each.person == person.id), None)
                places.setdefault(case_id, Place(case=case, party=party, person=person))
    for call in earlier:
        case = records.find(vault, Case, call.case) if call.case else None
        if case is not None and not case.removed_at:
            places.setdefault(case.id, Place(case=case))
    return Caller(calls=tuple(earlier), places=tuple(places.values()))
