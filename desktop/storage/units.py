"""Units by their numbers."""

from desktop.domain.units import Office, Unit
from desktop.storage import records
from desktop.storage.vault import Vault


def case_counts(vault: Vault) -> dict[str, int]:
    """How many files, open ones and closed, each unit has."""
    rows = vault.rows("SELECT unit_id, count(*) FROM case_row WHERE unit_id <> '' GROUP BY unit_id")
    return {str(unit): int(str(count)) for unit, count in rows}


def held_by(vault: Vault, person: str) -> list[tuple[Unit, Office]]:
    """The units in which somebody is or was in office, with each time in office."""
    return [(unit, office) for unit in records.every(vault, Unit) for office in unit.commanders if office.person == person]


def by_number(vault: Vault, number: str) -> Unit | None:
    """The unit with this number, whatever the size of its letters; None where there is none."""
    wanted = " ".join(number.split()).casefold()
    for id_, known in vault.rows("SELECT id, number FROM unit_row"):
        if str(known).casefold() == wanted:
            return records.get(vault, Unit, str(id_))
    return None
