"""What was asked in the search box, as conditions for the search index."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from desktop.domain import phones
from desktop.domain.asked import Asked, Field, Group
from desktop.storage import indexes, tokens
from desktop.storage.vault import Vault

# The kinds of records of each group; norms of hers are found by their own search.
KINDS: Mapping[Group, tuple[str, ...]] = {
    Group.CASES: ("case",), Group.PEOPLE: ("person", "party"), Group.UNITS: ("unit",), Group.CALLS: ("call",),
    Group.EVENTS: ("event", "order"), Group.DATES: ("deadline", "task"), Group.LETTERS: ("letter", "register"),
    Group.NOTES: ("note",), Group.PAPERS: ("attachment",), Group.TEMPLATES: ("template",), Group.POWERS: ("power",),
    Group.SHEETS: ("sheet",), Group.NORMS: (),
}  # fmt: skip

# What belongs to a case that is closed and was not asked for, or in the bin, is not to be seen.
_SEEN = "(record.case_id IS NULL OR EXISTS (SELECT 1 FROM case_row WHERE case_row.id = record.case_id AND case_row.closed <= :closed))"
# The plus keeps the database from asking the search index anew for each of these rows: a second among 100,000 notes.
_OF_KINDS = "+words.rowid {} (SELECT number FROM record WHERE kind IN (SELECT value FROM json_each(:{})))"
# What belongs to a case, and who stands in it.
_OF_CASES = (
    "+words.rowid {0} (SELECT number FROM record WHERE case_id IN (SELECT value FROM json_each(:{1}))"
    " UNION ALL SELECT number FROM record WHERE id IN (SELECT person FROM party WHERE case_id IN (SELECT value FROM json_each(:{1}))){2})"
)
Inside = Mapping[str, Sequence[str]]  # a word, and those that hold it inside
NOWHERE: Inside = MappingProxyType({})
LAST = 2**62  # no row has a higher number
_AND_UNITS = " UNION ALL SELECT number FROM record WHERE id IN (SELECT value FROM json_each(:units))"


class Match(NamedTuple):
    """A row that fits; what stands in it was not read."""

    number: int
    kind: str
    case: str | None


@dataclass(frozen=True, kw_only=True, repr=False)
class Narrowed:
    """A condition for rows of `words`, and the values it names; `cases` are those it is narrowed to, None where it is not."""

    where: str
    values: Mapping[str, object]
    cases: frozenset[str] | None
    outside: frozenset[str] = frozenset()  # cases that were left out


def matches(vault: Vault, narrowed: Narrowed, *, before: int = LAST, limit: int) -> list[Match]:
    """The rows that fit, the latest first, of those before one."""
    found: list[Any] = vault.rows(
        "SELECT words.rowid, kind, case_id FROM words CROSS JOIN record ON record.number = words.rowid"  # noqa: S608 - the words are ours
        f" WHERE words.rowid < :before AND {narrowed.where} ORDER BY words.rowid DESC LIMIT :limit",
        **narrowed.values, before=before, limit=limit,
    )  # fmt: skip
    return list(map(Match._make, found))


def by_word(word: str) -> Narrowed:
    """The condition for one whole word, closed cases left out."""
    return Narrowed(where=f"{_SEEN} AND words MATCH :query", values={"closed": 0, "query": f'"{word}"'}, cases=None)


def narrowed(vault: Vault, asked: Asked, *, case: str | None, closed: bool, inside: Inside = NOWHERE) -> Narrowed:
    """The condition for what was asked; with `case`, only in it; closed cases only where `closed`. For a word that is named in `inside`
    one of these will do.
    """
    conditions = [_SEEN]
    values: dict[str, object] = {"closed": int(closed)}
    wanted, left_out = _query(asked, inside), _query_left_out(asked)
    if wanted and left_out:
        wanted, left_out = f"({wanted}) NOT ({left_out})", ""
    if wanted:
        conditions.append("words MATCH :query")
        values["query"] = wanted
    if left_out:
        conditions.append("words.rowid NOT IN (SELECT rowid FROM words WHERE words MATCH :left_out)")
        values["left_out"] = left_out
    for groups, word, name in ((asked.groups, "IN", "kinds"), (asked.not_groups, "NOT IN", "not_kinds")):
        if groups:
            conditions.append(_OF_KINDS.format(word, name))
            values[name] = json.dumps([kind for group in sorted(groups) for kind in KINDS[group]])
    cases = _cases(vault, asked, case)
    if cases is not None:
        units = _units(vault, asked)
        conditions.append(_OF_CASES.format("IN", "cases", _AND_UNITS if units else ""))
        values |= {"cases": json.dumps(sorted(cases)), "units": json.dumps(units)}
    outside = frozenset[str]().union(*_said(vault, asked, left_out=True))
    if outside:
        conditions.append(_OF_CASES.format("NOT IN", "not_cases", ""))
        values["not_cases"] = json.dumps(sorted(outside))
    return Narrowed(where=" AND ".join(conditions), values=values, cases=cases, outside=outside)


def _query(asked: Asked, inside: Inside) -> str:
    wanted = tokens.words(asked.words)
    query = indexes.query_of(wanted, inside)
    if numbers := phones.as_words(asked.words):
        query = " OR ".join((f"({query})", *(f'"{number}"*' for number in numbers)))
    phrases = [indexes.query_of_phrase(words) for phrase in asked.phrases if (words := tokens.words(phrase))]
    return " AND ".join(f"({part})" for part in (query, *phrases) if part)


def _query_left_out(asked: Asked) -> str:
    """Of a word that is left out its other forms are, too, but not what only begins with it: more would be missed than was meant."""
    found = [tokens.words(piece) for piece in asked.left_out]
    return " OR ".join(indexes.query_of_whole(words[0]) if len(words) == 1 else indexes.query_of_phrase(words) for words in found if words)


def _cases(vault: Vault, asked: Asked, case: str | None) -> frozenset[str] | None:
    """The cases that every field about cases lets through; None where there is no such field."""
    said = _said(vault, asked, left_out=False) + ([frozenset({case})] if case is not None else [])
    return frozenset.intersection(*said) if said else None


def _said(vault: Vault, asked: Asked, *, left_out: bool) -> list[frozenset[str]]:
    """For each field about cases, the cases it names."""
    fields = {field: asked.values(field, left_out=left_out) for field in (Field.UNIT, Field.CASE, Field.TAG)}
    if not any(fields.values()):
        return []
    rows = [tuple(map(str, row)) for row in vault.rows("SELECT id, number, pseudonym, unit, tags FROM case_row")]
    known: Mapping[Field, Callable[[tuple[str, ...]], Iterable[str]]] = {
        Field.UNIT: lambda row: (row[3],),
        Field.CASE: lambda row: (row[1], row[2]),
        Field.TAG: lambda row: row[4].split("\n"),
    }
    return [frozenset().union(*(_named(value, ((row[0], known[field](row)) for row in rows)) for value in values))
            for field, values in fields.items() if values]  # fmt: skip


def _units(vault: Vault, asked: Asked) -> list[str]:
    """The units that are named themselves, where nothing is said that only a case can be."""
    if asked.values(Field.CASE) or asked.values(Field.TAG):
        return []
    rows = [(str(id_), (str(number),)) for id_, number in vault.rows("SELECT id, number FROM unit_row")]
    return sorted(frozenset().union(*(_named(value, rows) for value in asked.values(Field.UNIT))))


def _named(value: str, rows: Iterable[tuple[str, Iterable[str]]]) -> frozenset[str]:
    """The ids of the rows that are called so; where none is, of those of which a word begins so."""
    wanted, exact, begins = tokens.spaced(value), set[str](), set[str]()
    for id_, names in rows:
        for name in names:
            told = tokens.spaced(name)
            if told == wanted:
                exact.add(id_)
            elif f" {told}".find(f" {wanted}") >= 0:
                begins.add(id_)
    return frozenset(exact or begins)
