"""What several rooms need to keep values: a name that is none other's, and several values again as they were."""

from collections.abc import Iterable

from desktop.domain.caseload import NAME_LENGTH, folded
from desktop.domain.errors import BadInput
from desktop.domain.values import Value
from desktop.storage import records
from desktop.storage.vault import Vault


def check_name(what: str, name: str, others: Iterable[str]) -> None:
    """Whether something can be kept under this name, beside these others. Raises BadInput of `what`: "empty", "long", "taken"."""
    if not name.strip():
        raise BadInput(what, "empty")
    if len(name) > NAME_LENGTH:
        raise BadInput(what, "long")
    if folded(name) in map(folded, others):
        raise BadInput(what, "taken")


def keep_all(vault: Vault, values: Iterable[Value]) -> None:
    """Keep these values, all or none, and nothing that would follow from them."""
    with vault.transaction():
        for value in values:
            records.save(vault, value)
