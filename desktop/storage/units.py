"""Units by their numbers."""

from desktop.domain.units import Unit
from desktop.storage import records
from desktop.storage.vault import Vault


def by_number(vault: Vault, number: str) -> Unit | None:
    """The unit with this number, whatever the size of its letters; None where there is none."""
    wanted = " ".join(number.split()).casefold()
    for id_, known in vault.rows("SELECT id, number FROM unit_row"):
        if str(known).casefold() == wanted:
            return records.get(vault, Unit, str(id_))
    return None
