"""Units, shared between files."""

from desktop.domain.errors import BadInput
from desktop.domain.units import Unit
from desktop.storage import records, units
from desktop.storage.vault import Vault


def keep_unit(vault: Vault, unit: Unit) -> Unit:
    """Keep a unit. A number of an unusual form is taken as it is.

    Raises BadInput: ("unit", "empty"), ("unit", "taken") where another unit has this number, or ("unit", "in-use") where a unit is to
    go that files name.
    """
    if not unit.number.strip():
        raise BadInput("unit", "empty")
    with vault.transaction():
        known = units.by_number(vault, unit.number)
        if not unit.removed_at and known is not None and known.id != unit.id:
            raise BadInput("unit", "taken")
        if unit.removed_at and units.case_counts(vault).get(unit.id):
            raise BadInput("unit", "in-use")
        records.save(vault, unit)
    return unit


def unit_with(vault: Vault, number: str) -> Unit:
    """The unit with this number: the one known already, or a new one."""
    with vault.transaction():
        known = units.by_number(vault, number)
        return known or keep_unit(vault, Unit(id=vault.new_id(), number=" ".join(number.split())))
