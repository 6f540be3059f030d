"""Records: what is kept comes back as it was, and damage is said."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.days import Day
from desktop.domain.errors import DataDamaged, NotFound
from desktop.domain.notes import Note
from desktop.domain.people import Person
from desktop.storage import changes, records
from desktop.storage.vault import Vault
from tests import make


def keep(vault: Vault, *values: Any) -> None:
    with vault.transaction():
        for value in values:
            records.save(vault, value)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(surname=TEXT, name=TEXT, forms=st.dictionaries(TEXT, st.dictionaries(TEXT, TEXT, max_size=3), max_size=3))
def test_a_person_comes_back_as_it_was_kept(vault: Vault, surname: str, name: str, forms: dict[str, dict[str, str]]) -> None:
    person = make.person(surname=surname, name=name, forms=forms, born=Day("1999-XX-XX"))

    keep(vault, person)

    assert records.get(vault, Person, person.id) == person


@pytest.mark.parametrize("letters", [0, 1, 13_000, 14_500, 29_000, 200_000])
def test_a_long_text_comes_back_whole(vault: Vault, letters: int) -> None:
    note = make.note(blocks={"facts": "ж" * letters})

    keep(vault, note)

    assert records.get(vault, Note, note.id) == note


def test_a_text_that_shrank_leaves_no_chunk_behind(vault: Vault) -> None:
    note = make.note(blocks={"facts": "ж" * 50_000})
    keep(vault, note)

    keep(vault, replace(note, blocks={"facts": "коротко"}))

    owner = "SELECT count(*) FROM chunk WHERE owner = :id"
    assert vault.rows(owner, id=note.id) == [(0,)]


def test_a_change_remembers_what_it_replaced_with_device_and_revision(vault: Vault, clock: Any) -> None:
    person = make.person(phones=("+7 900 000-00-00",))
    keep(vault, person)
    clock.now += timedelta(hours=1)

    keep(vault, replace(person, surname="Белов"))

    (change,) = changes.of(vault, person.id)
    assert (change.fields, change.rev, change.device) == (("surname",), 2, vault.device)
    assert "Королёв" in change.body.decode()


def test_a_spell_of_typing_is_one_change(vault: Vault, clock: Any) -> None:
    note = make.note()
    keep(vault, note)
    for word in ("а", "аб", "абв"):
        clock.now += timedelta(seconds=2)
        keep(vault, replace(note, blocks={"facts": word}))

    (change,) = changes.of(vault, note.id)
    assert "Звонила мать" in change.body.decode()


def test_saving_the_same_again_changes_nothing(vault: Vault) -> None:
    person = make.person()
    keep(vault, person)
    keep(vault, person)

    assert records.revision(vault, person.id) == 1


@pytest.mark.parametrize("column", ["body", "rev", "device", "changed_at", "kind", "case_id"])
def test_a_row_altered_behind_our_back_is_said(vault: Vault, column: str) -> None:
    note = make.note(case="c1")
    keep(vault, note)
    value = {"rev": 7, "kind": "event"}.get(column, b"{}" if column == "body" else "x")
    with vault.transaction():
        vault.run(f"UPDATE record SET {column} = :value WHERE id = :id", value=value, id=note.id)

    with pytest.raises(DataDamaged):
        list(records.stored(vault))


def test_a_row_swapped_with_another_is_said(vault: Vault) -> None:
    one, two = make.note(), make.note(blocks={"facts": "Другое."})
    keep(vault, one, two)
    with vault.transaction():
        vault.run(
            "UPDATE record SET body = (SELECT body FROM record WHERE id = :two), digest = (SELECT digest FROM record WHERE id = :two)"
            " WHERE id = :one",
            one=one.id, two=two.id,
        )  # fmt: skip

    with pytest.raises(DataDamaged):
        records.get(vault, Note, one.id)


def test_a_removed_value_is_in_no_list_and_can_come_back(vault: Vault) -> None:
    note = make.note(case="c1")
    keep(vault, note)
    keep(vault, replace(note, removed_at="2026-05-14T09:00:00+00:00"))
    assert records.of_case(vault, Note, "c1") == []

    keep(vault, note)

    assert records.of_case(vault, Note, "c1") == [note]


def test_a_purged_value_is_gone_with_its_history(vault: Vault) -> None:
    note = make.note(blocks={"facts": "ж" * 40_000})
    keep(vault, note)
    keep(vault, replace(note, blocks={"facts": "з" * 40_000}))
    with vault.transaction():
        records.purge(vault, note.id)

    with pytest.raises(NotFound):
        records.get(vault, Note, note.id)
    assert vault.rows("SELECT (SELECT count(*) FROM chunk) + (SELECT count(*) FROM change)") == [(0,)]


def test_a_failing_transaction_leaves_nothing(vault: Vault) -> None:
    with pytest.raises(ZeroDivisionError), vault.transaction():
        records.save(vault, make.person())
        raise ZeroDivisionError

    assert records.every(vault, Person) == []


def test_a_write_outside_a_transaction_is_a_bug(vault: Vault) -> None:
    with pytest.raises(RuntimeError):
        records.save(vault, make.person())


def test_a_repr_tells_nothing(vault: Vault) -> None:
    person = make.person()

    assert "Королёв" not in repr(person)
    assert person.id in repr(person)


def test_the_indexes_made_again_are_the_same(vault: Vault) -> None:
    case, unit = make.case(unit="u1"), make.unit(id="u1")
    keep(vault, case, unit, make.deadline(case=case.id), make.person(), make.note(case=case.id))
    tables = ("SELECT * FROM case_row", "SELECT * FROM due", "SELECT * FROM party", "SELECT rowid FROM words ORDER BY rowid")
    before = [vault.rows(table) for table in tables]
    with vault.transaction():
        records.reindex(vault)

    assert [vault.rows(table) for table in tables] == before
