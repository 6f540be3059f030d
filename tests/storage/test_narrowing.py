"""The search box with phrases, fields and what is left out, in real vaults."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.calls import Call
from desktop.domain.days import Day
from desktop.domain.people import Role
from desktop.storage import records, search
from desktop.storage.vault import Vault
from tests import make

WORDS = "рапорт был принят дежурным по части"


@pytest.fixture
def filled(vault: Vault) -> Vault:
    """Two cases of two units and things of several kinds and days in each; a third one is closed."""
    units = [make.unit(id=f"{n:032x}", number=number) for n, number in ((1, "12345"), (2, "54321-А"))]
    cases = [
        make.case(id="a" * 32, number="26-KQTRA", pseudonym="Клён", unit=units[0].id, tags=("срочно", "первый отказ"),
                  opened_at="2026-05-01T09:00:00+00:00"),
        make.case(id="b" * 32, number="26-BBBBB", pseudonym="Клён 2", unit=units[1].id, opened_at="2026-03-01T09:00:00+00:00"),
        make.case(id="c" * 32, number="26-CCCCC", pseudonym="Гавань", unit=units[0].id, closed_at="2026-05-02T09:00:00+00:00"),
    ]  # fmt: skip
    man = make.person(id="d" * 32)
    with vault.transaction():
        for value in (*units, *cases, man):
            records.save(vault, value)
        records.save(vault, make.party(case=cases[0].id, person=man.id))
        for place, case in enumerate(cases):
            records.save(vault, make.note(case=case.id, written_at=f"2026-0{place + 3}-10T09:00:00+00:00", blocks={"facts": WORDS}))
        records.save(vault, make.event(case=cases[0].id, day=Day("2022-04-XX"), title="рапорт подан"))
        records.save(vault, make.deadline(case=cases[1].id, due=date(2026, 6, 1), title="ответ на рапорт"))
        records.save(vault, make.paper(case=cases[1].id, name="рапорт.pdf", day=Day("2025-12-30"), text="принят рапорт был дежурным"))
        records.save(
            vault, Call(id=vault.new_id(), began="2026-05-14T09:00:00+00:00", who="мать", number="8 900 123-45-67", line="о рапорте")
        )
    return vault


def found(vault: Vault, typed: str, **how: object) -> set[tuple[str, str]]:
    return {(hit.kind, hit.case[:1]) for hit in search.find(vault, typed, **how)}


NOTES, EVENT, DEADLINE, PAPER, CALL = {("note", "a"), ("note", "b")}, ("event", "a"), ("deadline", "b"), ("attachment", "b"), ("call", "")


ASKED: list[tuple[str, set[tuple[str, str]]]] = [
    ("рапорт", {*NOTES, EVENT, DEADLINE, PAPER, CALL}),
    ('"рапорт был принят"', NOTES),
    ("«Рапорт  был принят", NOTES),
    ('"рапорт был приня"', set()),
    ('"рапорта"', set()),
    ('"рапорт" подан', {EVENT}),
    ('рапорт -"был принят"', {EVENT, DEADLINE, PAPER, CALL}),
    ("рапорт -дежурный", {EVENT, DEADLINE, CALL}),
    ("рапорт -деж", {*NOTES, EVENT, DEADLINE, PAPER, CALL}),  # the beginning of a word leaves nothing out
    ("рапорт -принять -подать", {DEADLINE, CALL}),
    ("часть:12345", {("note", "a"), ("event", "a"), ("case", "a"), ("person", "a"), ("unit", "")}),
    ("unit:12345 рапорт", {("note", "a"), EVENT}),
    ("часть:54321", {("note", "b"), DEADLINE, PAPER, ("case", "b"), ("unit", "")}),
    ("часть:54321-а вид:сроки", {DEADLINE}),
    ("рапорт -часть:12345", {("note", "b"), DEADLINE, PAPER, CALL}),
    ("часть:99999", set()),
    ("дело:клен", {("note", "a"), ("event", "a"), ("case", "a"), ("person", "a")}),  # Клён itself, not Клён 2
    ("дело:кле вид:дела", {("case", "a"), ("case", "b")}),
    ("case:bbbbb рапорт", {("note", "b"), DEADLINE, PAPER}),
    ("дело:26-kqtra вид:записи", {("note", "a")}),
    ('дело:"клен 2" вид:дела', {("case", "b")}),
    ("рапорт -дело:клен", {("note", "b"), DEADLINE, PAPER, CALL}),
    ("метка:срочно вид:дела", {("case", "a")}),
    ('tag:"первый отказ" вид:дела', {("case", "a")}),
    ("вид:записи", NOTES),
    ("вид:события вид:сроки", {EVENT, DEADLINE}),
    ("рапорт -вид:записи -вид:звонки", {EVENT, DEADLINE, PAPER}),
    ("рапорт с:2026", {*NOTES, DEADLINE, CALL}),
    ("рапорт с:2026-04", {("note", "b"), DEADLINE, CALL}),
    ("рапорт до:2022", {EVENT}),
    ("рапорт с:15.4.2022 до:2022", {EVENT}),  # some time in April
    ("рапорт с:2025 до:2025", {PAPER}),
    ("с:2026-05 до:2026-05", {("case", "a"), CALL}),
    ("с:2026-06", {DEADLINE}),
    ("закрытые: вид:записи", {*NOTES, ("note", "c")}),
    ("закрытые: часть:12345 вид:дела", {("case", "a"), ("case", "c")}),
    ("8 900 123-45-67", {CALL}),
    ("8 900 123-45-67 вид:звонки", {CALL}),
    ("4567 вид:записи", set()),
    ("-рапорт", set()),
    ("закрытые:", set()),
    ("часть:", set()),
    ("рапорт часть:", {*NOTES, EVENT, DEADLINE, PAPER, CALL}),
    ("!!! ...", set()),
    ("__ -_", set()),
    ("вид:нормы", set()),
]


def test_what_is_asked_is_found(filled: Vault) -> None:
    assert {typed: found(filled, typed) for typed, _ in ASKED} == dict(ASKED)


def test_inside_a_case_who_stands_in_it_is_found_and_it_may_be_closed(filled: Vault) -> None:
    assert found(filled, "королёв", case="a" * 32) == {("person", "a")}
    assert found(filled, "королёв", case="b" * 32) == set()
    assert found(filled, "рапорт", case="c" * 32) == {("note", "c")}
    assert found(filled, "рапорт часть:54321", case="a" * 32) == set()


def test_few_are_found_by_their_day_among_many(vault: Vault) -> None:
    """They are read a few at a time: those further back must come, too, the latest first, and no more than asked for."""
    case = make.case()
    days = [f"2026-0{number % 3 + 1}-0{number % 9 + 1}T09:00:00+00:00" for number in range(30)]
    with vault.transaction():
        records.save(vault, case)
        for number, at in enumerate(days):
            records.save(vault, make.note(id=f"{number:032x}", case=case.id, written_at=at, blocks={"facts": "рапорт"}))

    hits = search.find(vault, "рапорт с:2026-02 до:2026-02", limit=4)

    expected = [number for number, at in enumerate(days) if at.startswith("2026-02")][::-1][:4]
    assert [int(hit.id, 16) for hit in hits] == expected


def test_where_not_every_day_was_looked_at_it_is_known(filled: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else what she asks for would be missed in silence."""
    monkeypatch.setattr(search, "_AT_ONCE", 2)

    short = search.look(filled, "рапорт до:2022", most_read=2)
    whole = search.look(filled, "рапорт до:2022", most_read=100)

    assert (short.matches, short.is_unread) == ((), True)
    assert (len(whole.matches), whole.is_unread) == (1, False)


def test_a_person_in_several_cases_is_shown_by_the_one_asked_for(filled: Vault) -> None:
    with filled.transaction():
        records.save(filled, make.party(case="b" * 32, person="d" * 32, role=Role.WITNESS))

    assert found(filled, "королёв часть:54321") == {("person", "b")}
    assert found(filled, "королёв дело:26-KQTRA") == {("person", "a")}


def test_what_is_in_the_bin_is_not_found_by_a_field(filled: Vault) -> None:
    with filled.transaction():
        records.save(filled, replace(records.get(filled, type(make.case()), "b" * 32), removed_at="2026-05-14T09:00:00+00:00"))

    assert found(filled, "часть:54321") == {("unit", "")}
