"""Calls: those that wait to be rung back."""

from desktop.domain.calls import Call
from desktop.storage import records
from desktop.storage.vault import Vault


def to_ring_back(vault: Vault) -> list[Call]:
    """The calls with a time to ring back that nobody has done yet, the earliest first."""
    waiting = (call for call in records.every(vault, Call) if call.ring_back and not call.done_at)
    return sorted(waiting, key=lambda call: call.ring_back)


def loose(vault: Vault) -> list[Call]:
    """The calls that belong to no case, the latest first."""
    return sorted((call for call in records.every(vault, Call) if not call.case), key=lambda call: call.began, reverse=True)
