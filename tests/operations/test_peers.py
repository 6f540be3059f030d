"""What files have in common is found among all of them, closed ones too, and only where it says something."""

from dataclasses import replace

import pytest

from desktop.domain.cases import Case
from desktop.domain.days import Day
from desktop.domain.events import Event, EventKind, Order
from desktop.domain.peers import Tie, Trace, in_common
from desktop.domain.people import Role
from desktop.operations.cases import close_case, keep_case, open_case
from desktop.operations.events import keep_event, keep_order
from desktop.operations.peers import shared_with
from desktop.operations.people import add_person
from desktop.operations.units import keep_unit
from tests import make

LONG = "с его слов. " * 2000  # goes on in another row: it is read whole and compared


@pytest.fixture
def cases(vault) -> tuple[Case, ...]:
    return tuple(open_case(vault) for _number in range(4))


def happened(vault, case: Case, kind: EventKind, day: str, text: str = "") -> None:
    keep_event(vault, Event(id=vault.new_id(), case=case.id, kind=kind, day=Day(day), text=text))


def found(vault, case: Case) -> list[tuple]:
    return [
        (shared.peer.tie, shared.case.id, *(each for each in (shared.peer.kind, shared.peer.day, shared.peer.number) if each))
        for shared in shared_with(vault, case.id)
    ]


def test_one_unit_open_or_closed_and_never_the_file_itself(vault, cases):
    unit = keep_unit(vault, make.unit())
    mine, other, closed, _alone = cases
    for case in (mine, other, closed):
        keep_case(vault, replace(case, unit=unit.id))
    close_case(vault, replace(closed, unit=unit.id))

    assert found(vault, mine) == [(Tie.UNIT, closed.id), (Tie.UNIT, other.id)]


def test_files_without_a_unit_are_not_of_one_unit(vault, cases):
    assert found(vault, cases[0]) == []


def test_one_commander_though_of_another_unit(vault, cases):
    officer = make.person()
    for case, role in zip(cases, (Role.COMMANDER, Role.COMMANDER, Role.WITNESS), strict=False):
        add_person(vault, officer, case.id, role)

    assert found(vault, cases[0]) == [(Tie.COMMANDER, cases[1].id)]


def test_one_order_however_its_number_was_written(vault, cases):
    for case, number in zip(cases, ("№ 12-С/дсп", "12 с дсп", "12", ""), strict=True):
        keep_order(vault, Order(id=vault.new_id(), case=case.id, number=number))

    assert found(vault, cases[0]) == [(Tie.ORDER, cases[1].id, "№ 12-С/дсп")]
    assert found(vault, cases[3]) == []


@pytest.mark.parametrize("text", ["", LONG])
def test_one_exact_day_on_which_the_same_happened_in_any_file(vault, cases, text):
    happened(vault, cases[0], EventKind.ORDER_RECEIVED, "2026-04-05", text)
    happened(vault, cases[1], EventKind.ORDER_RECEIVED, "2026-04-05", text)
    happened(vault, cases[2], EventKind.ORDER_RECEIVED, "2026-04", text)
    happened(vault, cases[2], EventKind.CONTACT, "2026-04-05", text)
    happened(vault, cases[3], EventKind.REFUSAL_ORAL, "2026-04-05", text)

    assert found(vault, cases[0]) == [(Tie.DAY, cases[1].id, EventKind.ORDER_RECEIVED, Day("2026-04-05"))]


def test_pressure_of_one_kind_counts_within_a_unit_or_under_a_commander_alone(vault, cases):
    unit = keep_unit(vault, make.unit())
    for case in cases[:2]:
        keep_case(vault, replace(case, unit=unit.id))
    for case, day in zip(cases, ("2026-04-05", "2026-05-07", "2026-05-09"), strict=False):
        happened(vault, case, EventKind.PHONE_TAKEN, day)

    assert found(vault, cases[0]) == [(Tie.UNIT, cases[1].id), (Tie.TACTIC, cases[1].id, EventKind.PHONE_TAKEN)]


def test_what_two_files_have_in_common_does_not_hang_on_who_is_asked():
    day = Day("2026-04-05")
    events = tuple(Event(id=kind, case="", kind=kind, day=day) for kind in (EventKind.HELD, EventKind.PRESSURE, EventKind.CONTACT))
    first = Trace(case="a", unit="u", commanders=frozenset({"c"}), events=events)
    second = Trace(case="b", unit="u", commanders=frozenset({"c", "d"}), events=events[:2])

    assert [replace(peer, case="") for peer in in_common(first, second)] == [replace(peer, case="") for peer in in_common(second, first)]
    assert [peer.tie for peer in in_common(first, second)] == [Tie.UNIT, Tie.COMMANDER, Tie.DAY, Tie.DAY, Tie.TACTIC, Tie.TACTIC]
