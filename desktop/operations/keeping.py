"""Several values kept again as they were: what undoing a deed needs that changed more than one."""

from collections.abc import Iterable

from desktop.domain.values import Value
from desktop.storage import records
from desktop.storage.vault import Vault


def keep_all(vault: Vault, values: Iterable[Value]) -> None:
    """Keep these values, all or none, and nothing that would follow from them."""
    with vault.transaction():
        for value in values:
            records.save(vault, value)
