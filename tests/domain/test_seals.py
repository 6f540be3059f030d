"""Seals: every altered byte of what was signed is noticed, and a reader of the format page alone agrees."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain import seals
from desktop.domain.errors import DataDamaged
from desktop.domain.letters import Leaned
from desktop.domain.notes import Addendum, Note, may_follow
from desktop.domain.seals import Verdict
from desktop.storage import kinds
from tests import make

AT = "2026-05-14T10:0{}:00+00:00"


def _signed() -> list[Note]:
    """Two notes of a case with every field filled, the first with two addenda, one of them signed after the second note."""
    full = make.note(
        case="c" * 32, number=1, began="10:00", ended="10:40", zone="Europe/Moscow", channel="phone", place="кабинет", present="мать",
        interpreter="нет", identity_checked="код", alone="yes", free_to_speak="no", pro_bono="yes", told_by="relative", first_hand="no",
        blocks={"facts": "**Он** сказал:\n> «нет» \\ \u2028", "advice": "- ждать\t"},
        norms=(Leaned(norm="uk-332", version="2022-09-24", digest="ab"), Leaned(norm="kas-220")), law_on="2026-05-14",
        law_version="3", explained=("w-332", "w-337"), retold=True, decided_on="14.05", decision_changed="no", advice_refused="yes",
        decision_reference="сообщение 3", signed_at=AT.format(1), signed_by="И. О.",
    )  # fmt: skip
    one = seals.sealed(full, ())
    one = _longer(one, Addendum(at=AT.format(2), text="Звонил.", by="И. О."), (one,))
    two = seals.sealed(make.note(case="c" * 32, signed_at=AT.format(3)), seals.ends([one]))
    return [_longer(one, Addendum(at=AT.format(4), text="Ещё раз."), (one, two)), two]


def _longer(note: Note, addendum: Addendum, notes: tuple[Note, ...]) -> Note:
    return replace(note, addenda=(*note.addenda, seals.sealed_addendum(note, addendum, seals.ends(notes))))


def _verdicts(notes: list[Note]) -> list[Verdict]:
    return [signed.verdict for signed in seals.chain(notes)]


def test_what_nobody_touched_is_unchanged_and_stands_in_its_order():
    signed = seals.chain(_signed()[::-1])

    assert [(each.note.number, each.addendum, each.verdict) for each in signed] == [
        (1, 0, Verdict.UNCHANGED), (1, 1, Verdict.UNCHANGED), (0, 0, Verdict.UNCHANGED), (1, 2, Verdict.UNCHANGED),
    ]  # fmt: skip


def _altered(value: Any) -> Iterator[Any]:
    """The JSON with one thing altered: each letter of each text and key, each number and mark, each entry gone, doubled, or swapped."""
    if isinstance(value, str):
        yield from (value[:at] + ("ы" if letter != "ы" else "x") + value[at + 1 :] for at, letter in enumerate(value))
        yield value + " "
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif value is None:
        yield {"digest": "", "previous": []}
    elif isinstance(value, list):
        yield from (value[:at] + value[at + 1 :] for at in range(len(value)))
        yield from ([*value[:at], value[at], *value[at:]] for at in range(len(value)))
        yield from ([*value[:at], value[at + 1], value[at], *value[at + 2 :]] for at in range(len(value) - 1))
        yield from ([*value[:at], each, *value[at + 1 :]] for at, inner in enumerate(value) for each in _altered(inner))
    else:
        for name, inner in value.items():
            yield from ({**value, name: each} for each in _altered(inner))
            yield from ({**{key: value[key] for key in value if key != name}, each: inner} for each in _altered(name))


def test_every_altered_byte_of_a_signed_note_and_its_addenda_is_noticed():
    notes = _signed()
    tried = 0
    for at, note in enumerate(notes):
        body = json.loads(kinds.encode(note))
        for altered in _altered(body):
            try:
                read = kinds.decode(Note, json.dumps(altered).encode())
            except DataDamaged:
                continue
            if read == note:
                continue  # a field nobody knows, or a default spelled out
            tried += 1
            found = _verdicts([read if place == at else other for place, other in enumerate(notes)])
            # Without its last link a chain is a shorter chain: of that the sheet with its fingerprint tells, and the sums of the vault.
            assert set(found) != {Verdict.UNCHANGED} or (len(found) == 3 and read == replace(note, addenda=note.addenda[:-1]))
    assert tried > 1000


@pytest.mark.parametrize("field", sorted(set(Note.__dataclass_fields__) - {"addenda", "seal", "signed_at"}))
def test_no_field_of_a_note_is_left_out_of_its_seal(field):
    note, other = _signed()
    now = getattr(note, field)
    changed = {"number": 9, "retold": False}.get(field, now + "x" if isinstance(now, str) else type(now)())

    assert Verdict.ALTERED in _verdicts([replace(note, **{field: changed}), other])
    assert not may_follow(note, replace(note, **{field: changed}))


def test_a_note_taken_out_of_the_chain_breaks_it_where_it_stood():
    assert _verdicts(_signed()[1:]) == [Verdict.BROKEN]


def test_two_who_went_on_from_one_note_are_joined_by_the_next():
    one, two = _signed()
    here = seals.sealed(make.note(case=one.case, signed_at=AT.format(5)), seals.ends([one, two]))
    there = seals.sealed(make.note(case=one.case, signed_at=AT.format(6)), seals.ends([one, two]))
    assert len(seals.ends([one, two, here, there])) == 2

    joint = seals.sealed(make.note(case=one.case, signed_at=AT.format(7)), seals.ends([one, two, here, there]))

    assert seals.ends([one, two, here, there, joint]) == (joint.seal.digest,)
    assert set(_verdicts([one, two, here, there, joint])) == {Verdict.UNCHANGED}


def test_a_seal_holds_though_later_versions_know_more_fields():
    note = _signed()[0]

    read = kinds.decode(Note, json.dumps({**json.loads(kinds.encode(note)), "of_a_later_version": ""}).encode())

    assert set(_verdicts([read, _signed()[1]])) >= {Verdict.UNCHANGED}


def by_the_page(value: dict[str, Any]) -> list[tuple[str, str]]:
    """Written from docs/file-format.md alone: of a record's `value`, the digest of each seal and the one it should have."""

    def filled(thing: Any) -> Any:
        if isinstance(thing, dict):
            kept = {name: filled(each) for name, each in thing.items()}
            return {name: each for name, each in kept.items() if each not in (None, "", 0, False, [], {})}
        return [filled(each) for each in thing] if isinstance(thing, list) else thing

    def digest(what: str, seal: dict[str, Any], fields: dict[str, Any]) -> str:
        text = json.dumps(filled(fields), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256("\n".join([what, *seal["previous"], text]).encode()).hexdigest()

    own = {name: each for name, each in value.items() if name not in {"seal", "addenda"}}
    found = [(value["seal"]["digest"], digest("cv1/note", value["seal"], own))]
    for addendum in value["addenda"]:
        fields = {name: each for name, each in addendum.items() if name != "seal"} | {"note": value["seal"]["digest"]}
        found.append((addendum["seal"]["digest"], digest("cv1/note-addendum", addendum["seal"], fields)))
    return found


def test_a_reader_of_the_format_page_alone_comes_to_the_same_digests():
    for note in _signed():
        for kept, counted in by_the_page(json.loads(kinds.encode(note))):
            assert kept == counted
