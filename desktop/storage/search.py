"""The search: every word in any order, beginnings of words, е for ё, over all that was written."""

from dataclasses import dataclass

from desktop.domain.drafts import Draft, Setting
from desktop.domain.people import Person
from desktop.storage import indexes, records, tokens
from desktop.storage.vault import Vault

AROUND = 60  # letters of a snippet on either side of the word


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


def find(vault: Vault, text: str, *, case: str | None = None, limit: int = 50) -> list[Hit]:
    """What holds every word of `text`, newest first; with `case`, only inside that case."""
    wanted = tokens.words(text)
    if not wanted:
        return []
    rows = vault.rows(
        "SELECT words.rowid, record.case_id FROM words JOIN record ON record.number = words.rowid"
        " WHERE words MATCH :query AND (:case IS NULL OR record.case_id = :case) ORDER BY words.rowid DESC LIMIT :limit",
        query=" ".join(f'"{word}"*' for word in wanted), case=case, limit=limit,
    )  # fmt: skip
    hits = [_hit(vault, int(str(number)), str(case_id or "") or None, wanted) for number, case_id in rows]
    return [hit for hit in hits if hit is not None]


def _hit(vault: Vault, number: int, case_id: str | None, wanted: list[str]) -> Hit | None:
    value = records.by_number(vault, number)
    if isinstance(value, Draft | Setting):
        return None
    if isinstance(value, Person):
        case_id = _case_of_person(vault, value.id)
    case_number, pseudonym = _case(vault, case_id)
    title, body = indexes.words_of(value)
    # A person is shown by the case he is in: his name is in the card, behind F9.
    shown, line = (pseudonym, "") if isinstance(value, Person) else (title, snippet(body or title, wanted))
    return Hit(kind=records.KIND_OF[type(value)], id=value.id, case=case_id or "", case_number=case_number, pseudonym=pseudonym,
               title=shown, snippet=line)  # fmt: skip


def _case_of_person(vault: Vault, person: str) -> str | None:
    rows = vault.rows("SELECT case_id FROM party WHERE person = :person LIMIT 1", person=person)
    return str(rows[0][0]) if rows else None


def _case(vault: Vault, case_id: str | None) -> tuple[str, str]:
    rows = vault.rows("SELECT number, pseudonym FROM case_row WHERE id = :id", id=case_id) if case_id else []
    return (str(rows[0][0]), str(rows[0][1])) if rows else ("", "")


def snippet(text: str, wanted: list[str]) -> str:
    """The part of a text around the first of the words, on one line."""
    plain = tokens.plain(text)
    places = [place for word in wanted if (place := plain.find(word)) >= 0]
    start = max(0, min(places, default=0) - AROUND)
    end = start + 2 * AROUND
    line = " ".join(text[start:end].split())
    return ("…" if start else "") + line + ("…" if end < len(text) else "")
