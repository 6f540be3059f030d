"""Cases as lists show them, and a case by its number."""

import json
from collections.abc import Collection
from typing import Any

from desktop.domain.cases import Case, CaseRow
from desktop.domain.errors import NotFound
from desktop.storage import records
from desktop.storage.vault import Vault

ALL = -1  # how SQLite says "no limit"
# In the order of `CaseRow`.
_COLUMNS = (
    "id, number, pseudonym, category, unit, stage, situation, threat, urgent_by, zone, next_day, next_title, colour, closed, urgent,"
    " tags, opened_at, lacks_consent"
)


def rows(vault: Vault, *, closed: bool = False, limit: int = ALL) -> list[CaseRow]:
    """The open cases, the latest first, `limit` at the most; with `closed`, all of them."""
    return _rows(vault, "closed <= :closed ORDER BY rowid DESC LIMIT :limit", closed=int(closed), limit=limit)


def count(vault: Vault) -> int:
    """How many open cases there are."""
    return int(str(vault.rows("SELECT count(*) FROM case_row WHERE closed = 0")[0][0]))


def of_unit(vault: Vault, unit: str) -> list[CaseRow]:
    """The cases of a unit, open ones and closed, the latest first."""
    return _rows(vault, "unit_id = :unit ORDER BY rowid DESC", unit=unit)


def with_ids(vault: Vault, ids: Collection[str]) -> list[CaseRow]:
    """The cases with these ids, open ones and closed, the latest first."""
    return _rows(vault, "id IN (SELECT value FROM json_each(:ids)) ORDER BY rowid DESC", ids=json.dumps(sorted(ids)))


def tags(vault: Vault) -> list[str]:
    """All tags that cases have, open or closed, by the alphabet."""
    found = vault.rows("SELECT DISTINCT tags FROM case_row WHERE tags <> ''")
    return sorted({tag for (lines,) in found for tag in str(lines).split("\n")}, key=str.casefold)


def urgent(vault: Vault, limit: int) -> list[CaseRow]:
    """The cases that cannot wait, the earliest hour first, then the latest case."""
    timed = _rows(vault, "urgent = 1 AND urgent_by > '' ORDER BY urgent_by, rowid DESC LIMIT :limit", limit=limit)
    return timed + _rows(vault, "urgent = 1 AND urgent_by = '' ORDER BY rowid DESC LIMIT :limit", limit=limit - len(timed))


def idle(vault: Vault, limit: int) -> list[CaseRow]:
    """Open cases with nothing scheduled, the oldest first."""
    return _rows(vault, "next_day = '' AND closed = 0 ORDER BY rowid LIMIT :limit", limit=limit)


def count_idle(vault: Vault) -> int:
    """How many open cases have nothing scheduled."""
    return int(str(vault.rows("SELECT count(*) FROM case_row WHERE next_day = '' AND closed = 0")[0][0]))


def _rows(vault: Vault, where: str, **values: object) -> list[CaseRow]:
    found: list[Any] = vault.rows(f"SELECT {_COLUMNS} FROM case_row WHERE {where}", **values)  # noqa: S608 - the words are ours
    return list(map(CaseRow._make, found))


def by_number(vault: Vault, number: str) -> Case:
    """The case with this number, small letters or capital. Raises NotFound."""
    found = vault.rows("SELECT id FROM case_row WHERE number = :number", number=number.strip().upper())
    if not found:
        raise NotFound("case")
    return records.get(vault, Case, str(found[0][0]))


def numbers(vault: Vault) -> set[str]:
    """All numbers that are given away."""
    return {str(number) for (number,) in vault.rows("SELECT number FROM case_row")}


def colours(vault: Vault, ids: Collection[str]) -> dict[str, int]:
    """The stripes of these cases, by their ids."""
    rows = vault.rows("SELECT id, colour FROM case_row WHERE id IN (SELECT value FROM json_each(:ids))", ids=json.dumps(sorted(ids)))
    return {str(id_): int(str(colour)) for id_, colour in rows}


def latest_colours(vault: Vault, limit: int) -> set[int]:
    """The stripes of the cases made last."""
    return {int(str(colour)) for (colour,) in vault.rows("SELECT colour FROM case_row ORDER BY rowid DESC LIMIT :limit", limit=limit)}


def pseudonyms(vault: Vault) -> set[str]:
    """The pseudonyms of the open cases."""
    return {str(pseudonym) for (pseudonym,) in vault.rows("SELECT pseudonym FROM case_row WHERE closed = 0")}
