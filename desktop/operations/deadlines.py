"""Dates a case must not miss."""

from desktop.domain.deadlines import Deadline
from desktop.domain.errors import BadInput
from desktop.storage import records
from desktop.storage.vault import Vault


def keep_deadline(vault: Vault, deadline: Deadline) -> Deadline:
    """Keep a date, new or changed. Raises BadInput("title", "empty")."""
    if not deadline.title.strip():
        raise BadInput("title", "empty")
    with vault.transaction():
        records.save(vault, deadline)
    return deadline
