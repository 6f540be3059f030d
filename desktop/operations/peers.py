"""Files that have something in common with one: unit, commander, order, day, how pressure was made. Computed, shown, forgotten."""

from collections import defaultdict
from dataclasses import dataclass

from desktop.domain.cases import Case, CaseRow
from desktop.domain.events import Event, Order
from desktop.domain.peers import Peer, Tie, Trace, in_common
from desktop.domain.people import Party, Role
from desktop.domain.values import Part
from desktop.storage import cases, peers, records
from desktop.storage.vault import Vault


@dataclass(frozen=True, kw_only=True, repr=False)
class Shared(Part):
    """One thing that a file has in common with this one."""

    peer: Peer
    case: CaseRow


def shared_with(vault: Vault, case_id: str) -> tuple[Shared, ...]:
    """What other files, open ones and closed, have in common with this one: by what it is, the latest file first.

    Nothing of it is kept, here or anywhere (`docs/decisions`): who links files draws somebody's chart. Raises NotFound, DataDamaged.
    """
    case = records.get(vault, Case, case_id)
    mine = _trace(vault, case.id, case.unit)
    of_unit = peers.of_unit(vault, case.unit)
    near = of_unit | peers.of_commanders(vault, mine.commanders)
    events: dict[str, list[Event]] = defaultdict(list)
    for event in peers.events_on(vault, mine.days):
        events[event.case].append(event)
    orders: dict[str, list[Order]] = defaultdict(list)
    for order in peers.numbered_orders(vault) if mine.numbers else ():
        orders[order.case].append(order)
    rows = cases.with_ids(vault, (near | events.keys() | orders.keys()) - {case.id})
    found = []
    for row in rows:
        if row.id in near:
            other = _trace(vault, row.id, case.unit if row.id in of_unit else "")
        else:
            other = Trace(case=row.id, orders=tuple(orders[row.id]), events=tuple(events[row.id]))
        found += [Shared(peer=peer, case=row) for peer in in_common(mine, other)]
    ties = list(Tie)
    return tuple(sorted(found, key=lambda each: ties.index(each.peer.tie)))


def _trace(vault: Vault, case: str, unit: str) -> Trace:
    commanders = (party.person for party in records.of_case(vault, Party, case) if party.role is Role.COMMANDER)
    return Trace(case=case, unit=unit, commanders=frozenset(commanders), orders=tuple(records.of_case(vault, Order, case)),
                 events=tuple(records.of_case(vault, Event, case)))  # fmt: skip
