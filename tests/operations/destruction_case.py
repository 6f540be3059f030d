"""A case with a canary in every field of every kind of record, beside cases it shares people and units with; and where canaries are."""

import io
from collections.abc import Iterator
from dataclasses import fields, replace
from random import Random
from typing import Any

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.journal import Deed
from desktop.domain.notes import Note
from desktop.domain.people import Party, Person
from desktop.domain.transfers import Coming, Decision, Incoming, Origin, Sent
from desktop.domain.units import Office, Unit
from desktop.domain.values import Value
from desktop.operations import journal
from desktop.operations.attachments import attach_stream
from desktop.operations.keeping import keep_all
from desktop.storage import age, changes, kinds, papers, records
from desktop.storage.pages import Pages
from desktop.storage.place import Place
from desktop.storage.vault import DATABASE, PAPERS, Vault
from tests import make
from tests.torture import random_values

_LETTERS = "bcdfghjklmnpqrstvwxz"


class Canaries:
    """Makes words that stand nowhere else, and knows them all."""

    def __init__(self, chance: Random) -> None:
        self._chance, self.words = chance, list[str]()

    def __call__(self, _chance: object = None) -> str:
        word = "q" + "".join(self._chance.choice(_LETTERS) for _ in range(13))
        self.words.append(word)
        # Long enough, now and then, to go on in further rows.
        return word if self._chance.random() < 0.98 else f"{word} " + "слово " * 4000


class _Full(Random):
    """A chance that leaves no field empty and no list without something in it."""

    def random(self) -> float:
        return 0.9

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        return (start if stop is None else stop) - 1


def planted(vault: Vault, canaries: Canaries, monkeypatch: Any) -> Case:
    """A closed case in which every text field of every kind is a canary, each changed once; with papers, and what was sent and came."""
    monkeypatch.setitem(random_values._MAKERS, str, canaries)
    monkeypatch.setattr(random_values, "text", canaries)
    chance = _Full(3)
    usual: Any = random_values.value(Case, chance, {})
    case = replace(usual, number=canaries()[:14], pseudonym=canaries()[:14], opened_at="", closed_at="2026-05-12T09:00:00+00:00",
                   removed_at="", client="", contracting="", unit="")  # fmt: skip
    person, unit = (_live(random_values.value(type_, chance, {})) for type_ in (Person, Unit))
    keep_all(vault, [case, person, unit])
    keep_all(vault, [replace(case, client=person.id, unit=unit.id)])
    known = {"case": [case.id], "person": [person.id]}
    for again in range(2):
        for type_ in kinds.KINDS.values():
            if type_ in {Attachment, Case} or not any(field.name == "case" for field in fields(type_)):
                continue
            value: Any = replace(random_values.value(type_, chance, known), id=vault.new_id())
            value = replace(value, case=case.id, **({"removed_at": ""} if again else {}), **({"signed_at": ""} if type_ is Note else {}))
            keep_all(vault, [value])
            keep_all(vault, [_changed(value, canaries)])
    for number in range(3):
        content = f"%PDF-1.4 {canaries()}".encode() * 50
        paper = attach_stream(vault, case.id, io.BytesIO(content), name=f"{canaries()[:14]}.pdf", size=len(content))
        if number == 0:
            keep_all(vault, [replace(paper, removed_at=vault.now().isoformat())])
    _sent_and_came(vault, canaries, case)
    journal.note(vault, Deed.PRINTED, case=case.id, subject=person.id)
    return records.get(vault, Case, case.id)


def _live(value: Any) -> Any:
    return replace(value, removed_at="")


def _changed(value: Any, canaries: Canaries) -> Value:
    texts = [field.name for field in fields(value) if field.type == "str" or field.type is str]
    free = [name for name in texts if name not in {"id", "case", "person", "removed_at", "rule", "parent", "start_event"}]
    return replace(value, **{name: canaries() for name in free[:3]})  # type: ignore[no-any-return]


def _sent_and_came(vault: Vault, canaries: Canaries, case: Case) -> None:
    sealed = papers.write(vault.folder / PAPERS, [canaries().encode() * 20], vault.keys.age_identity).sealed
    coming = Coming(case=case.id, number=canaries(), pseudonym=canaries(), decision=Decision.TAKEN, before=(canaries(),))
    came = Incoming(id=vault.new_id(), came_at="2026-05-01T09:00:00+00:00", origin=Origin.COLLEAGUE, transfer="t", created="",
                    archive=sealed, cases=(coming,))  # fmt: skip
    sent = Sent(id=vault.new_id(), at="2026-05-02T09:00:00+00:00", colleague="c" * 32, cases=(case.id,), file="f", sha256="",
                revs={case.id: 1})  # fmt: skip
    keep_all(vault, [came, sent])


def others(vault: Vault) -> None:
    """Two cases with what belongs to them, one of which shares a person and a unit with the planted one once it is linked."""
    commander = make.person(surname="Командиров")
    unit = make.unit(number="00077", commanders=(Office(person=commander.id),))
    one, two = make.case(number="26-OTHER", pseudonym="Маяк", unit=unit.id), make.case(number="26-SECND", pseudonym="Ясень")
    client = make.person(surname="Соседов")
    values: list[Value] = [commander, unit, one, two, client, make.party(case=one.id, person=client.id), make.note(case=one.id),
                           make.event(case=two.id), make.deadline(case=two.id)]  # fmt: skip
    keep_all(vault, values)
    content = b"%PDF-1.4 another" * 100
    attach_stream(vault, two.id, io.BytesIO(content), name="чужое.pdf", size=len(content))


def link(vault: Vault, case: Case) -> tuple[str, str]:
    """Let the case share a person and a unit with another one; their ids."""
    other = next(each for each in records.every(vault, Case) if each.number == "26-OTHER")
    shared = records.of_case(vault, Party, other.id)[0].person
    keep_all(vault, [make.party(case=case.id, person=shared), replace(records.get(vault, Case, case.id), unit=other.unit)])
    return shared, other.unit


def hits(vault: Vault, canaries: Canaries) -> list[str]:
    """Where canaries are found: in the decrypted pages of the database, in the papers, in what lies beside them."""
    words = [word[1:].encode() for word in canaries.words]
    found = []
    pages = Pages(vault.folder / DATABASE, vault.keys, vault.header)
    for number in range(1, pages.count + 1):
        plain = pages.read(number)
        assert plain is not None
        found += [f"page {number}" for word in words if word in plain]
    with Place(vault.folder / PAPERS) as place:
        for name in place.names():
            content = io.BytesIO()
            with place.open(name) as file:
                age.open_into(file, content, vault.keys.age_identity)
            found += [f"paper {name}" for word in words if word in content.getvalue()]
    for path in vault.folder.rglob("*"):
        raw = path.read_bytes() if path.is_file() else b""
        found += [f"{path.name} in the clear" for word in words if word in raw or word.decode() in path.name]
    return found


def kept(vault: Vault, without: str) -> Iterator[object]:
    """Every row and every remembered change of all that is not of this case: what must come through byte for byte."""
    of_others = {row.id for row in records.stored(vault) if row.case != without and row.kind not in {"setting", "stub", "sent", "incoming"}}
    yield from (row for row in records.stored(vault) if row.id in of_others)
    yield from (change for change in changes.every(vault) if change.record in of_others)


__all__ = ["Canaries", "hits", "kept", "link", "others", "planted"]
