"""Earlier versions are found where they are asked for, and only as long as they are kept."""

from dataclasses import replace

import pytest

from desktop.domain.asked import parsed
from desktop.domain.people import Role
from desktop.operations.cases import open_case
from desktop.operations.note_versions import forget_versions
from desktop.operations.notes import add_note
from desktop.operations.people import add_person, keep_person
from desktop.storage import old_versions, records, search
from desktop.storage.search import Hit
from desktop.storage.vault import Vault
from tests import make


def found(vault: Vault, typed: str, *, case: str | None = None) -> list[Hit]:
    return [hit for part in old_versions.found(vault, parsed(typed, vault.today()), case=case) for hit in part]


@pytest.fixture
def note(vault: Vault, clock):
    """A note that was written twice more since."""
    kept = add_note(vault, open_case(vault).id, "Мать отнесла рапорт")
    for text in ("Мать отнесла жалобу", "Отец отнёс жалобу"):
        clock.now = clock.now.replace(hour=clock.now.hour + 1)
        with vault.transaction():
            records.save(vault, replace(kept, blocks={next(iter(kept.blocks)): text}))
    return kept


def test_a_word_that_was_changed_is_found_with_the_moment_it_was(vault, note):
    (hit,) = found(vault, "рапорта")

    assert (hit.kind, hit.id, hit.case, hit.until[:13]) == ("note", note.id, note.case, "2026-05-14T10")
    assert "отнесла рапорт" in hit.snippet
    assert search.find(vault, "рапорт") == []


def test_only_the_latest_version_that_held_it_is_shown_and_none_where_the_present_one_does(vault, note):
    assert [hit.until[:13] for hit in found(vault, "мать")] == ["2026-05-14T11"]
    assert found(vault, "отнесла") == []  # another form of it stands there still


@pytest.mark.parametrize(
    ("typed", "count"),
    [("рапорт вид:записи", 1), ("рапорт -вид:записи", 0), ("рапорт -мать", 0), ('"отнесла рапорт"', 1), ("рапорт с:2026-06", 0),
     ("рапорт с:2026-05", 1), ("рапорт часть:12345", 0), ("прежние:", 0)],
)  # fmt: skip
def test_fields_phrases_and_what_is_left_out_count_there_too(vault, note, typed, count):
    assert len(found(vault, typed)) == count


def test_inside_one_case_only_its_versions_are_found(vault, note):
    assert len(found(vault, "рапорт", case=note.case)) == 1
    assert found(vault, "рапорт", case=open_case(vault).id) == []


def test_what_was_forgotten_or_is_in_the_bin_is_not_found(vault, note):
    with vault.transaction():
        records.save(vault, replace(records.get(vault, type(note), note.id), removed_at="2026-05-14T12:00:00+00:00"))
    assert found(vault, "рапорт") == []

    with vault.transaction():
        records.save(vault, replace(records.get(vault, type(note), note.id), removed_at=""))
    assert len(found(vault, "рапорт")) == 1
    forget_versions(vault, note.id)
    assert found(vault, "рапорт") == []


def test_an_earlier_name_is_found_and_not_shown(vault):
    case, person = open_case(vault), make.person()
    add_person(vault, person, case.id, Role.CLIENT)
    keep_person(vault, replace(person, surname="Белов"))

    (hit,) = found(vault, "королёв")

    assert (hit.kind, hit.case, hit.title) == ("person", case.id, case.pseudonym)
    assert "Корол" not in hit.title + hit.snippet + repr(hit)
