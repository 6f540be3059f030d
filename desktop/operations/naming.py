"""Whether a text that is to leave its case names somebody of it."""

import re
from collections.abc import Iterable

from desktop.documents.names_in_text import Names
from desktop.domain.cases import Case
from desktop.domain.errors import BadInput
from desktop.domain.units import Unit
from desktop.storage import people, records
from desktop.storage.vault import Vault


class Named:
    """Knows the people, the number and the unit of one case, and finds them in a text."""

    def __init__(self, vault: Vault, case_id: str) -> None:
        case = records.get(vault, Case, case_id)
        unit = records.find(vault, Unit, case.unit) if case.unit else None
        self._names = Names([person for _party, person in people.of_case(vault, case_id)])
        words = (case.number, case.pseudonym, unit.number if unit else "")
        self._words = tuple(re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in words if word.strip())

    def is_in(self, text: str) -> bool:
        """Whether somebody's name, address or telephone stands in it, or the unit, the number or the pseudonym of the case."""
        return bool(self._names.places(text)) or any(word.search(text) for word in self._words)


def must_name_nobody(vault: Vault, case: str, texts: Iterable[str], field: str) -> None:
    """Raises BadInput(field, "name") where one of these texts names somebody of the case, or its unit."""
    named = Named(vault, case)
    if any(named.is_in(text) for text in texts):
        raise BadInput(field, "name")
