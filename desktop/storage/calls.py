"""Calls: those that wait to be rung back."""

from desktop.domain.calls import Call
from desktop.storage import records
from desktop.storage.vault import Vault

ALL = -1  # how SQLite says "no limit"


def to_ring_back(vault: Vault, limit: int) -> list[Call]:
    """The calls with a time to ring back that nobody has done yet, the earliest first."""
    rows = vault.rows("SELECT id FROM call_back ORDER BY at, rowid LIMIT :limit", limit=limit)
    found = [call for (id_,) in rows if (call := records.find(vault, Call, str(id_))) is not None]
    return [call for call in found if call.ring_back and not call.done_at]


def count_to_ring_back(vault: Vault) -> int:
    """How many calls wait to be rung back."""
    return int(str(vault.rows("SELECT count(*) FROM call_back")[0][0]))


def loose(vault: Vault) -> list[Call]:
    """The calls that belong to no case, the latest first."""
    return sorted((call for call in records.every(vault, Call) if not call.case), key=lambda call: call.began, reverse=True)
