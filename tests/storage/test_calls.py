"""Which calls wait to be rung back."""

from dataclasses import replace
from pathlib import Path

from desktop.domain.calls import Call
from desktop.domain.people import Role
from desktop.operations.calls import call_to_case, keep_call
from desktop.operations.cases import open_case
from desktop.operations.people import add_person
from desktop.operations.vaults import open_vault
from desktop.storage import calls, connection, records
from desktop.storage.keys import Keys, database_key
from desktop.storage.vault import Vault
from tests import make


def _call(vault: Vault, **fields: str) -> Call:
    return keep_call(vault, Call(id=vault.new_id(), began="2026-05-14T09:00:00+00:00", **fields))


def _waiting(vault: Vault, limit: int = 50) -> list[str]:
    return [call.who for call in calls.to_ring_back(vault, limit)]


def test_those_with_a_time_wait_until_they_are_done_the_earliest_first(vault: Vault) -> None:
    _call(vault, who="never")
    late, early = _call(vault, who="late", ring_back="2026-05-15T10:00"), _call(vault, who="early", ring_back="2026-05-14T20:00")
    gone = _call(vault, who="gone", ring_back="2026-05-14T08:00")
    keep_call(vault, replace(gone, removed_at="2026-05-14T10:00:00+00:00"))

    assert (_waiting(vault), _waiting(vault, 1), calls.count_to_ring_back(vault)) == (["early", "late"], ["early"], 2)

    keep_call(vault, replace(early, done_at="2026-05-14T20:05:00+00:00"))
    call_to_case(vault, late)

    assert (_waiting(vault), calls.count_to_ring_back(vault)) == (["late"], 1)


def test_a_number_leads_to_its_calls_and_people_by_four_digits(vault: Vault) -> None:
    mother = make.person(phones=("8 900 123-45-67",))
    add_person(vault, mother, open_case(vault).id, Role.RELATIVE)
    first, second = _call(vault, number="+7 900 123-45-67"), _call(vault, number="4567")
    _call(vault, number="+7 900 123-45-68")
    _call(vault, number="+7 900 999-45-67", line="4567")

    found, people = calls.from_number(vault, "900 123 45 67", limit=50)

    assert ([call.id for call in found], [person.id for person in people]) == ([second.id, first.id], [mother.id])
    assert calls.from_number(vault, "67", limit=50) == ([], [])


def test_the_latest_calls_come_first_and_removed_ones_not_at_all(vault: Vault) -> None:
    for who in ("first", "second", "third"):
        last = _call(vault, who=who)
    keep_call(vault, replace(last, removed_at="2026-05-14T10:00:00+00:00"))

    assert sorted(call.who for call in calls.latest(vault, 10)) == ["first", "second"]
    assert [call.who for call in calls.latest(vault, 1)] == ["second"]


def test_made_again_from_the_records_they_are_the_same(vault: Vault) -> None:
    _call(vault, who="waits", ring_back="2026-05-15T10:00")
    _call(vault, who="done", ring_back="2026-05-15T10:00", done_at="2026-05-15T10:05:00+00:00")

    with vault.transaction():
        records.reindex(vault)

    assert (_waiting(vault), calls.count_to_ring_back(vault)) == (["waits"], 1)


def test_a_vault_from_before_the_list_gets_it(folder: Path, keys: Keys) -> None:
    with open_vault(folder, keys) as vault:
        _call(vault, who="никогда")
        _call(vault, who="ждёт", ring_back="2026-05-15T10:00")
        _call(vault, who="сделан", ring_back="2026-05-15T10:00", done_at="2026-05-15T10:05:00+00:00")
        _call(vault, who="длинный", line="x" * 30_000, ring_back="2026-05-16T10:00")
        _call(vault, who="длинный и сделан", line="x" * 30_000, ring_back="2026-05-16T10:00", done_at="2026-05-15T10:05:00+00:00")
        salt = vault.header.db_salt
    database = connection.connect(folder / "cases.db", database_key(keys, salt))
    database.executescript("DROP TABLE call_back; DROP TABLE name_key; DROP INDEX record_removed; PRAGMA user_version = 4;")
    database.close()

    with open_vault(folder, keys) as vault:
        assert _waiting(vault) == ["ждёт", "длинный"]
        assert vault.problems_of_roots() == ()
