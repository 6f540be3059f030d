"""The search: every word in any order, by its beginning or another of its forms, е for ё, over all that was written."""

import json
import re
from dataclasses import dataclass

from desktop.domain import phones
from desktop.domain.drafts import Draft, Setting
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.people import Person
from desktop.domain.templates import OwnTemplate
from desktop.domain.values import Value
from desktop.storage import indexes, kinds, records, tokens
from desktop.storage.marks import Marker
from desktop.storage.vault import Vault

AROUND = 60  # letters of a snippet on either side of the word
# What stands at the beginning of a line of a document and says how the line is set: nothing to read.
_MARKS = re.compile(r"^[ \t]*(?:##|[#>|%\\])[ \t]*", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Something found: what kind, where, and a line of it. No real name stands in `title`."""

    kind: str
    id: str
    case: str
    case_number: str
    pseudonym: str
    title: str
    snippet: str

    def __repr__(self) -> str:
        return f"Hit({self.kind}, {self.id})"


def find(vault: Vault, text: str, *, case: str | None = None, limit: int = 50, closed: bool = False) -> list[Hit]:
    """What holds every word of `text`, or the telephone number that it is, newest first; with `case`, only inside that case. What is in
    closed cases is left out, unless `closed`.
    """
    wanted = tokens.words(text)
    if not wanted:
        return []
    query = indexes.query_of(wanted)
    if numbers := phones.as_words(text):
        query = " OR ".join((f"({query})", *(f'"{number}"*' for number in numbers)))
    found = [
        (case_id if not isinstance(value, Person) else _case_of_person(vault, value.id), value)
        for case_id, value in records.found_by(vault, query, case=case, limit=limit, closed=closed)
        if not isinstance(value, Draft | Setting)
    ]
    names = _names(vault, {case_id for case_id, _ in found if case_id}, closed=closed or case is not None)
    # A person is in the search as long as one case of his is.
    shown = [(case_id or "", value) for case_id, value in found if not isinstance(value, Person) or not case_id or case_id in names]
    return [_hit(value, case_id, names, Marker(text)) for case_id, value in shown]


def _hit(value: Value, case_id: str, names: dict[str, tuple[str, str]], wanted: Marker) -> Hit:
    case_number, pseudonym = names.get(case_id, ("", ""))
    title, body = indexes.words_of(value)
    if isinstance(value, Letter | RegisterEntry | OwnTemplate):
        body = _MARKS.sub("", body)
    # A person is shown by the case he is in, one of the service by his post: the name is in the card, behind F9.
    shown, line = (pseudonym or value.post, "") if isinstance(value, Person) else (title, snippet(body or title, wanted))
    return Hit(kind=kinds.KIND_OF[type(value)], id=value.id, case=case_id, case_number=case_number, pseudonym=pseudonym,
               title=shown, snippet=line)  # fmt: skip


def _case_of_person(vault: Vault, person: str) -> str | None:
    rows = vault.rows("SELECT case_id FROM party LEFT JOIN case_row ON case_row.id = case_id WHERE person = :person"
                      " ORDER BY coalesce(closed, 2) LIMIT 1", person=person)  # fmt: skip
    return str(rows[0][0]) if rows else None


def _names(vault: Vault, ids: set[str], *, closed: bool) -> dict[str, tuple[str, str]]:
    """Number and pseudonym of the cases, in one query; of closed ones only where asked."""
    rows = vault.rows("SELECT id, number, pseudonym FROM case_row WHERE id IN (SELECT value FROM json_each(:ids)) AND closed <= :closed",
                      ids=json.dumps(sorted(ids)), closed=int(closed))  # fmt: skip
    return {str(id_): (str(number), str(pseudonym)) for id_, number, pseudonym in rows}


def snippet(text: str, wanted: Marker) -> str:
    """The part of a text around the first of what was searched for, on one line."""
    start = max(0, wanted.first(text) - AROUND)
    end = start + 2 * AROUND
    line = " ".join(text[start:end].split())
    return ("…" if start else "") + line + ("…" if end < len(text) else "")
