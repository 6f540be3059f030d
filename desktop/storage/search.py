"""The search: every word in any order, by its beginning or another of its forms, е for ё, over all that was written."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, islice

from desktop.domain import own_days
from desktop.domain.asked import Asked, parsed
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.people import Person
from desktop.domain.templates import OwnTemplate
from desktop.domain.values import Part, Value
from desktop.storage import indexes, kinds, narrowing, records
from desktop.storage.marks import Marker
from desktop.storage.narrowing import NOWHERE, Inside, Match, Narrowed
from desktop.storage.vault import Vault

_AT_ONCE = 50  # values read for their day
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
    until: str = ""  # of an earlier version: the moment it was replaced

    def __repr__(self) -> str:
        return f"Hit({self.kind}, {self.id})"


@dataclass(frozen=True, kw_only=True, repr=False)
class Looked(Part):
    """What a search found, not read yet: the first of it can be shown before the rest is read."""

    matches: tuple[Match, ...]
    marker: Marker
    cases: frozenset[str] | None  # to which it is narrowed; None where it is not
    closed: bool
    is_unread: bool = False  # more would fit, if their day did: it was not looked at


NOTHING = Looked(matches=(), marker=Marker(""), cases=None, closed=False)


def find(vault: Vault, asked: Asked | str, *, case: str | None = None, limit: int = 50, closed: bool = False) -> list[Hit]:
    """What was asked (`asked.parsed`, which a text is read by), newest first; with `case`, only inside that case, closed or not, and
    who stands in it. What is in closed cases is left out, unless `closed`. Without any word or field to look for: nothing.
    """
    looked = look(vault, asked, case=case, limit=limit, closed=closed)
    return read(vault, looked, looked.matches)


def look(vault: Vault, asked: Asked | str, *, case: str | None = None, limit: int = 50, closed: bool = False,
         inside: Inside = NOWHERE, most_read: int | None = None) -> Looked:  # fmt: skip
    """As `find`, but nothing is read of what was found, unless it was asked for by its day: then no more than `most_read`.

    For a word that is named in `inside`, one of these will do (`inside_words`).
    """
    if isinstance(asked, str):
        asked = parsed(asked, vault.today())
    marker = Marker(" ".join(word for words in inside.values() for word in words), asked.phrases) if inside else Marker.of(asked)
    closed = closed or asked.closed or case is not None
    if not asked.narrows:
        return Looked(matches=(), marker=marker, cases=None, closed=closed)
    narrowed = narrowing.narrowed(vault, asked, case=case, closed=closed, inside=inside)
    if asked.since is None and asked.until is None:
        return Looked(matches=tuple(narrowing.matches(vault, narrowed, limit=limit)), marker=marker, cases=narrowed.cases, closed=closed)
    of_days = _OfDays(vault, asked, narrowed, most_read)
    found = tuple(islice(of_days.matches(), limit))
    return Looked(matches=found, marker=marker, cases=narrowed.cases, closed=closed, is_unread=of_days.is_unread)


def read(vault: Vault, looked: Looked, matches: Sequence[Match]) -> list[Hit]:
    """The hits for some of what was found, newest first. Raises DataDamaged."""
    return shown(vault, looked, records.at(vault, [match.number for match in matches]))


def shown(vault: Vault, looked: Looked, values: Sequence[Value]) -> list[Hit]:
    """The hits for these values, in their order; what is in cases that are not to be seen is left out."""
    found = [(kinds.case_of(value) or "", value) for value in values]
    persons = {value.id for value in values if isinstance(value, Person)}
    cases = _cases_of_people(vault, persons, looked.cases) if persons else {}
    placed = [(case or cases.get(value.id, ""), value) for case, value in found]
    names = _names(vault, {case for case, _ in placed if case}, closed=looked.closed)
    # A person is in the search as long as one case of his is.
    return [_hit(value, case, names, looked.marker) for case, value in placed if not case or case in names]


class _OfDays:
    """The rows that fit, the latest first. Days stand inside the values: those are read, a few at a time."""

    def __init__(self, vault: Vault, asked: Asked, narrowed: Narrowed, most: int | None) -> None:
        self._vault, self._asked, self._narrowed, self._most = vault, asked, narrowed, most
        self.is_unread = False

    def matches(self) -> Iterator[Match]:
        before, read = narrowing.LAST, 0
        while matches := narrowing.matches(self._vault, self._narrowed, before=before, limit=_AT_ONCE):
            if self._most is not None and read >= self._most:
                self.is_unread = True
                return
            values = records.at(self._vault, [match.number for match in matches])
            yield from compress(matches, (own_days.is_within(value, self._asked.since, self._asked.until) for value in values))
            before, read = matches[-1].number, read + len(matches)


def _hit(value: Value, case_id: str, names: dict[str, tuple[str, str]], wanted: Marker) -> Hit:
    case_number, pseudonym = names.get(case_id, ("", ""))
    title, body = indexes.words_of(value)
    if isinstance(value, Letter | RegisterEntry | OwnTemplate):
        body = _MARKS.sub("", body)
    # A person is shown by the case he is in, one of the service by his post: the name is in the card, behind F9.
    shown, line = (pseudonym or value.post, "") if isinstance(value, Person) else (title, snippet(body or title, wanted))
    return Hit(kind=kinds.KIND_OF[type(value)], id=value.id, case=case_id, case_number=case_number, pseudonym=pseudonym,
               title=shown, snippet=line)  # fmt: skip


def _cases_of_people(vault: Vault, persons: set[str], among: Collection[str] | None) -> dict[str, str]:
    """For each of these people a case he or she stands in, if possible an open one; `among` these, where it is narrowed to some."""
    rows = vault.rows("SELECT person, case_id FROM party LEFT JOIN case_row ON case_row.id = case_id"
                      " WHERE person IN (SELECT value FROM json_each(:persons)) ORDER BY coalesce(closed, 2) DESC, party.rowid DESC",
                      persons=json.dumps(sorted(persons)))  # fmt: skip
    return {str(person): str(case) for person, case in rows if among is None or case in among}


def _names(vault: Vault, ids: set[str], *, closed: bool) -> dict[str, tuple[str, str]]:
    """Number and pseudonym of the cases, in one query; of closed ones only where asked."""
    rows = vault.rows("SELECT id, number, pseudonym FROM case_row WHERE id IN (SELECT value FROM json_each(:ids)) AND closed <= :closed",
                      ids=json.dumps(sorted(ids)), closed=int(closed))  # fmt: skip
    return {str(id_): (str(number), str(pseudonym)) for id_, number, pseudonym in rows}


def snippet(text: str, wanted: Marker) -> str:
    """The part of a text around the first of what was searched for, on one line."""
    found = wanted.first(text)
    start = max(0, found - AROUND)
    end = start + 2 * AROUND
    # Whole words alone: a name of which half is cut off would stand there without a bar.
    while 0 < start < found and not text[start - 1].isspace():
        start += 1
    if end < len(text) and (last := max(text.rfind(space, found, end + 1) for space in " \n\t")) > found:
        end = last
    line = " ".join(text[start:end].split())
    return ("…" if start else "") + line + ("…" if end < len(text) else "")
