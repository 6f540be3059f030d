"""The search: every word in any order, by its beginning or another of its forms, е for ё, over all that was written."""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from desktop.domain import own_days
from desktop.domain.asked import Asked, parsed
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.people import Person
from desktop.domain.templates import OwnTemplate
from desktop.domain.values import Value
from desktop.storage import indexes, kinds, narrowing, records
from desktop.storage.marks import Marker
from desktop.storage.narrowing import Narrowed
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


def find(vault: Vault, asked: Asked | str, *, case: str | None = None, limit: int = 50, closed: bool = False) -> list[Hit]:
    """What was asked (`asked.parsed`, which a text is read by), newest first; with `case`, only inside that case, closed or not, and
    who stands in it. What is in closed cases is left out, unless `closed`. Without any word or field to look for: nothing.
    """
    if isinstance(asked, str):
        asked = parsed(asked, vault.today())
    wanted = Marker.of(asked)
    if not asked.narrows:
        return []
    narrowed = narrowing.narrowed(vault, asked, case=case, closed=closed)
    found = list(islice(_values(vault, asked, narrowed, limit), limit))
    cases = {value.id: _case_of_person(vault, value.id, narrowed.cases) for _, value in found if isinstance(value, Person)}
    shown = [(case_id or cases.get(value.id) or "", value) for case_id, value in found]
    names = _names(vault, {case_id for case_id, _ in shown if case_id}, closed=bool(narrowed.values["closed"]))
    # A person is in the search as long as one case of his is.
    return [_hit(value, case_id, names, wanted) for case_id, value in shown if not case_id or case_id in names]


def _values(vault: Vault, asked: Asked, narrowed: Narrowed, limit: int) -> Iterator[tuple[str | None, Value]]:
    """The values that fit, the latest first, each with the id of its case: read a few at a time, for their days are inside them."""
    before = narrowing.LAST
    while numbers := narrowing.rows(vault, narrowed, before=before, limit=limit):
        for _number, case_id, value in records.at(vault, numbers):
            if (asked.since is None and asked.until is None) or own_days.is_within(value, asked.since, asked.until):
                yield case_id, value
        if len(numbers) < limit:
            return
        before = numbers[-1]


def _hit(value: Value, case_id: str, names: dict[str, tuple[str, str]], wanted: Marker) -> Hit:
    case_number, pseudonym = names.get(case_id, ("", ""))
    title, body = indexes.words_of(value)
    if isinstance(value, Letter | RegisterEntry | OwnTemplate):
        body = _MARKS.sub("", body)
    # A person is shown by the case he is in, one of the service by his post: the name is in the card, behind F9.
    shown, line = (pseudonym or value.post, "") if isinstance(value, Person) else (title, snippet(body or title, wanted))
    return Hit(kind=kinds.KIND_OF[type(value)], id=value.id, case=case_id, case_number=case_number, pseudonym=pseudonym,
               title=shown, snippet=line)  # fmt: skip


def _case_of_person(vault: Vault, person: str, among: Collection[str] | None) -> str | None:
    """A case somebody stands in, if possible an open one; only one `among` these, where it is narrowed to some."""
    rows = vault.rows("SELECT case_id FROM party LEFT JOIN case_row ON case_row.id = case_id WHERE person = :person"
                      " ORDER BY coalesce(closed, 2)", person=person)  # fmt: skip
    return next((str(case) for (case,) in rows if among is None or case in among), None)


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
