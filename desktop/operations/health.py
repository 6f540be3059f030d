"""Whether an open vault is well, and what can be done about what was found in it."""

from collections.abc import Collection
from dataclasses import replace

from desktop.domain.cases import Case
from desktop.domain.checks import HARMLESS, Problem
from desktop.domain.errors import DataDamaged, DiskFailed
from desktop.domain.progress import Report, silent
from desktop.operations import freshness
from desktop.operations.checks import check
from desktop.storage import records
from desktop.storage.vault import Vault

# An older state that is whole: she may know why it is there.
OLDER = frozenset({"header-older", "vault-older", "vault-other"})
# Rows that are whole, each by itself, and not those that were saved last.
ROWS = frozenset({"case-older", "records-older", "root-damaged"})
SEARCH = frozenset({"search-older"})
# Nothing to do about these but to know: they mend themselves.
PASSING = frozenset({"salt-damaged", "header-altered", "header-healed"})


def look_through(vault: Vault, report: Report = silent) -> tuple[Problem, ...]:
    """Read all of the open vault, with another connection, and give what is wrong; cases by their numbers. Raises Cancelled, DiskFull."""
    with vault.second() as other:
        found = check(other, report).problems
        return tuple(_named(other, problem) for problem in found if problem.code not in HARMLESS)


def can_accept(codes: Collection[str]) -> bool:
    """Whether she may go on with the vault as it is: nothing is damaged, it is only not the newest."""
    return bool(codes) and all(code in OLDER | ROWS | SEARCH | PASSING for code in codes) and any(code in OLDER | ROWS for code in codes)


def can_salvage(codes: Collection[str]) -> bool:
    """Whether something is damaged that a new vault would not have."""
    return any(code not in OLDER | SEARCH | PASSING for code in codes)


def accept(vault: Vault, codes: Collection[str]) -> None:
    """Take the vault as it is for right, from now on. Raises DataDamaged where it is not whole, DiskFull, DiskFailed."""
    with vault.second() as other:
        if not ROWS.isdisjoint(codes):
            with other.transaction():
                # What lists and search say may be of another day than the records.
                records.reindex(other)
                other.accept_rows()
        if not freshness.accept(other) and not OLDER.isdisjoint(codes):
            raise DiskFailed


def mend_search(vault: Vault) -> None:
    """Make the lists and the search index anew from the records. Raises DataDamaged, DiskFull, DiskFailed."""
    with vault.second() as other, other.transaction():
        records.reindex(other)


def _named(vault: Vault, problem: Problem) -> Problem:
    """A case is told by its number, where that can still be read."""
    try:
        if problem.code == "record-damaged":
            found = vault.rows("SELECT case_id FROM record WHERE id = :id", id=problem.where)
            case_id = str(found[0][0] or "") if found else ""
        else:
            case_id = problem.where if problem.code == "case-older" else ""
        case = records.find(vault, Case, case_id) if case_id else None
    except DataDamaged:
        return problem
    return replace(problem, where=case.number) if case else problem
