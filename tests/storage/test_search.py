"""The search box over what was written."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.calls import Call
from desktop.domain.letters import Letter
from desktop.domain.people import Role
from desktop.operations.calls import keep_call
from desktop.operations.cases import open_case
from desktop.operations.letters import keep_letter
from desktop.operations.notes import add_note
from desktop.operations.people import add_person, keep_person
from desktop.operations.vaults import open_vault
from desktop.storage import connection, index_check, records, search
from desktop.storage.keys import Keys, database_key
from desktop.storage.vault import DATABASE, Vault
from tests import make


@pytest.mark.parametrize(
    "typed",
    ["королев", "КОРОЛЁВ", "корол", "пётр корол", "Ильич Королёв", "4567", "45-67", "8 (900) 123-45-67", "+7 900 123 45 67", "9001234567"],
)
def test_a_person_is_found_however_he_is_typed(vault: Vault, typed: str) -> None:
    case = open_case(vault)
    add_person(vault, make.person(phones=("8 900 123-45-67",)), case.id, Role.CLIENT)

    (hit,) = search.find(vault, typed)

    assert (hit.kind, hit.case_number) == ("person", case.number)


@pytest.mark.parametrize("stored", ["+7 900 123-45-67", "8 (900) 123 45 67", "89001234567", "900-123-45-67"])
def test_a_call_is_found_by_its_number_with_8_for_7_and_without(vault: Vault, stored: str) -> None:
    kept = keep_call(vault, Call(id=vault.new_id(), began="2026-05-14T09:00:00+00:00", number=stored))
    keep_call(vault, Call(id=vault.new_id(), began="2026-05-14T09:00:00+00:00", number="+7 900 123-45-68"))

    for typed in ("8 900 123-45-67", "+79001234567"):
        assert [hit.id for hit in search.find(vault, typed)] == [kept.id]


def test_a_hit_on_a_person_shows_no_name(vault: Vault) -> None:
    case = open_case(vault)
    add_person(vault, make.person(), case.id, Role.CLIENT)

    (hit,) = search.find(vault, "королёв")

    assert "Корол" not in hit.title + hit.snippet + repr(hit)
    assert hit.title == case.pseudonym


def test_every_word_must_be_there_in_any_order(vault: Vault) -> None:
    case = open_case(vault)
    add_note(vault, case.id, "Мать звонила вечером из Кызыла")

    assert [hit.kind for hit in search.find(vault, "вечером мать")] == ["note"]
    assert search.find(vault, "вечером отец") == []


def test_the_snippet_shows_the_word_in_its_surroundings(vault: Vault) -> None:
    case = open_case(vault)
    add_note(vault, case.id, "начало " * 100 + "Ёлка стоит" + " конец" * 100)

    (hit,) = search.find(vault, "елка")

    assert "Ёлка стоит" in hit.snippet
    assert len(hit.snippet) < 130


def test_a_snippet_begins_and_ends_with_whole_words_or_half_a_name_would_pass_every_mask(vault: Vault) -> None:
    case = open_case(vault)
    for room in range(search.AROUND - 8, search.AROUND + 1):
        add_note(vault, case.id, f"Королёв {'-' * room} Ёлка {'-' * (2 * room - search.AROUND)} Королёв")

    for hit in search.find(vault, "елка"):
        assert set(hit.snippet.strip("…").split()) & {"Ёлка"}
        assert not {word.strip("-") for word in hit.snippet.strip("…").split()} - {"", "Ёлка", "Королёв"}


def test_inside_one_case_only_its_hits_count(vault: Vault) -> None:
    one, two = open_case(vault), open_case(vault)
    add_note(vault, one.id, "справка")
    add_note(vault, two.id, "справка")

    assert [hit.case for hit in search.find(vault, "справка", case=two.id)] == [two.id]


def test_what_was_changed_is_found_by_its_new_words_alone(vault: Vault) -> None:
    case, person = open_case(vault), make.person()
    add_person(vault, person, case.id, Role.CLIENT)
    keep_person(vault, replace(person, surname="Белов"))

    assert search.find(vault, "королёв") == []
    assert len(search.find(vault, "белов")) == 1


def test_a_snippet_of_a_document_shows_no_marks_of_its_lines(vault: Vault) -> None:
    case = open_case(vault)
    text = "> Командиру части\n# Рапорт\n\\# 1 стоит\n| рядовой | И. О. Ясенев"
    keep_letter(vault, Letter(id=vault.new_id(), case=case.id, template="r02", text=text))

    (hit,) = search.find(vault, "рапорт")

    assert hit.snippet == "Командиру части Рапорт # 1 стоит рядовой | И. О. Ясенев"


def test_one_of_the_service_is_shown_by_his_post(vault: Vault) -> None:
    keep_person(vault, make.person(post="командир части"))

    (hit,) = search.find(vault, "королёв")

    assert (hit.title, hit.case) == ("командир части", "")


@pytest.mark.parametrize("typed", ['"', "'", "AND", "NEAR(", "*", "a*b", '""', "^", "-", "title:", "ё" * 5000, "\x00", "😀", "()"])
def test_no_typed_text_breaks_the_search(vault: Vault, typed: str) -> None:
    open_case(vault)

    assert isinstance(search.find(vault, typed), list)


def test_the_index_gathers_what_a_transaction_saves_and_writes_it_once(vault: Vault) -> None:
    """Every write of it makes a segment, and segments are merged for ever: that was half the time of a bulk."""
    case = make.case()
    saved = [case, make.person(), make.unit(), make.party(case=case.id), make.event(case=case.id), make.deadline(case=case.id)]

    def segments() -> int:
        return int(str(vault.rows("SELECT count(*) FROM words_data")[0][0]))

    with vault.transaction():
        before = segments()
        for value in (*saved, *(replace(make.note(case=case.id), blocks={"facts": f"слово{number}"}) for number in range(5))):
            records.save(vault, value)
        assert segments() == before
    assert segments() > before
    assert search.find(vault, "слово4")


def test_a_vault_with_the_index_of_an_earlier_schema_gets_the_new_one(folder: Path, keys: Keys) -> None:
    with open_vault(folder, keys) as vault:
        add_note(vault, open_case(vault).id, "Мать звонила вечером")
        salt = vault.header.db_salt
    database = connection.connect(folder / DATABASE, database_key(keys, salt))
    database.executescript(
        "DROP TABLE name_key; DROP TABLE words; CREATE VIRTUAL TABLE words USING fts5 (title, body, content='', contentless_delete=1,"
        " tokenize='unicode61 remove_diacritics 0', prefix='2 3'); DROP INDEX record_removed; PRAGMA user_version = 5;"
    )
    database.close()

    with open_vault(folder, keys) as vault:
        assert [hit.kind for hit in search.find(vault, "мать")] == ["note"]
        assert [hit.kind for hit in search.find(vault, "з в")] == ["note"]
        assert index_check.problems(vault) == ()
        assert not records.is_index_empty(vault)
