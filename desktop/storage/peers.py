"""Which files may have something in common with one: looked up among the records, nothing is written anywhere."""

import json
from collections.abc import Collection

from desktop.domain.days import Day
from desktop.domain.events import Event, EventKind, Order
from desktop.domain.people import Role
from desktop.storage import records
from desktop.storage.vault import Vault

# A body that goes on in `chunk` is cut off here; those few are read whole and compared afterwards.
_EVENTS = """
SELECT number FROM record WHERE kind = 'event' AND removed = 0 AND (parts > 1 OR json_extract(CAST(body AS TEXT), '$.kind')
    || ' ' || json_extract(CAST(body AS TEXT), '$.day.text') IN (SELECT value FROM json_each(:days)))
"""
_ORDERS = """
SELECT number FROM record WHERE kind = 'order' AND removed = 0 AND (parts > 1 OR json_extract(CAST(body AS TEXT), '$.number') <> '')
"""


def of_unit(vault: Vault, unit: str) -> set[str]:
    """The cases of a unit, open ones and closed."""
    return {str(case) for (case,) in vault.rows("SELECT id FROM case_row WHERE unit_id = :unit AND unit_id <> ''", unit=unit)}


def of_commanders(vault: Vault, persons: Collection[str]) -> set[str]:
    """The cases in which one of these people commands."""
    sql = "SELECT DISTINCT case_id FROM party WHERE role = :role AND person IN (SELECT value FROM json_each(:persons))"
    return {str(case) for (case,) in vault.rows(sql, role=Role.COMMANDER, persons=json.dumps(sorted(persons)))}


def events_on(vault: Vault, days: Collection[tuple[EventKind, Day]]) -> list[Event]:
    """The events of these kinds on these days, in all cases, and a few that are read with them."""
    wanted = json.dumps(sorted(f"{kind} {day.text}" for kind, day in days))
    return records.in_rows(vault, Event, [int(str(number)) for (number,) in vault.rows(_EVENTS, days=wanted)]) if days else []


def numbered_orders(vault: Vault) -> list[Order]:
    """All orders that have a number."""
    return records.in_rows(vault, Order, [int(str(number)) for (number,) in vault.rows(_ORDERS)])
