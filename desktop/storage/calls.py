"""Calls: those that wait to be rung back, the latest, and who rang from a number before."""

from desktop.domain import phones
from desktop.domain.calls import Call
from desktop.domain.people import Person
from desktop.storage import narrowing, records
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


def from_number(vault: Vault, number: str, *, limit: int) -> tuple[list[Call], list[Person]]:
    """The calls from a number, and the people who have it, the latest first: by its last four digits, and by the rest where it is known.

    Nobody where fewer than four digits are known. Raises DataDamaged.
    """
    last = phones.last_four(number)
    matches = narrowing.matches(vault, narrowing.by_word(last), limit=limit) if last else []
    found = records.at(vault, [match.number for match in matches])
    calls = [value for value in found if isinstance(value, Call) and phones.may_be_one(value.number, number)]
    people = [value for value in found if isinstance(value, Person) and any(phones.may_be_one(each, number) for each in value.phones)]
    return calls, people


def latest(vault: Vault, limit: int) -> list[Call]:
    """The calls made last, in files and without one, the latest first. Raises DataDamaged."""
    rows = vault.rows("SELECT id FROM record WHERE kind = 'call' AND removed = 0 ORDER BY number DESC LIMIT :limit", limit=limit)
    return sorted(records.those(vault, Call, [str(id_) for (id_,) in rows]), key=lambda call: call.began, reverse=True)
