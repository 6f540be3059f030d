"""People who may be the same, among many, in step with every change."""

from dataclasses import replace

from desktop.domain.likeness import named_in
from desktop.domain.people import Party, Role
from desktop.operations import similar
from desktop.operations.cases import open_case
from desktop.operations.people import add_person, keep_person
from desktop.operations.vaults import open_vault
from desktop.storage import connection, names, records
from desktop.storage.keys import Keys, database_key
from desktop.storage.vault import DATABASE, Vault
from tests import make


def found(vault: Vault, line: str) -> list[str]:
    return [person.full_name for person in similar.alike(vault, named_in(line))]


def test_a_man_is_found_however_he_is_written(vault):
    case = open_case(vault)
    for surname, name in (("Королёв", "Пётр"), ("Королёв", "Иван"), ("Щербаков", "Алексей"), ("Карелин", "Пётр")):
        add_person(vault, make.person(surname=surname, name=name, patronymic=""), case.id, Role.WITNESS)

    assert found(vault, "Королев П. И.") == ["Королёв Пётр"]
    assert found(vault, "Scherbakov Alexei") == ["Щербаков Алексей"]
    assert found(vault, "Алексей Щербаков") == ["Щербаков Алексей"]
    assert found(vault, "Королев") == ["Королёв Иван", "Королёв Пётр"]
    assert found(vault, "") == found(vault, "12 ?") == []


def test_where_he_stands_is_told_with_every_file(vault):
    first, second = open_case(vault), open_case(vault)
    man = make.person()
    add_person(vault, man, first.id, Role.CLIENT)
    add_person(vault, man, second.id, Role.WITNESS)

    (alike,) = similar.with_places(vault, [man])

    assert [(place.case, place.role) for place in alike.places] == [(second.id, Role.WITNESS), (first.id, Role.CLIENT)]


def test_a_changed_name_is_found_and_the_old_one_no_more(vault):
    case = open_case(vault)
    man = make.person()
    add_person(vault, man, case.id, Role.CLIENT)

    keep_person(vault, replace(man, surname="Мишин"))
    assert found(vault, "Королёв Пётр") == []
    keep_person(vault, replace(man, surname="Мишин", aliases=("Королёв",)))
    assert found(vault, "Королёв Пётр") == ["Мишин Пётр Ильич"]
    keep_person(vault, replace(man, removed_at="2026-05-14"))
    assert found(vault, "Мишин") == found(vault, "Королёв") == []


def test_he_is_not_like_himself(vault):
    case = open_case(vault)
    man, other = make.person(), make.person()
    add_person(vault, man, case.id, Role.CLIENT)
    add_person(vault, other, case.id, Role.WITNESS)

    assert similar.similar(vault, man) == (other,)


def test_a_vault_of_an_earlier_schema_gets_its_names_filed(folder, keys: Keys):
    with open_vault(folder, keys) as vault:
        case = open_case(vault)
        add_person(vault, make.person(), case.id, Role.CLIENT)
        add_person(vault, make.person(surname="", name="", patronymic=""), case.id, Role.WITNESS)
        salt = vault.header.db_salt
    database = connection.connect(folder / DATABASE, database_key(keys, salt))
    database.executescript("DROP TABLE name_key; DROP INDEX record_removed; PRAGMA user_version = 6;")
    database.close()

    with open_vault(folder, keys) as vault:
        assert found(vault, "Королев П.") == ["Королёв Пётр Ильич"]
        assert not names.are_missing(vault)
        assert vault.problems_of_roots() == ()


def test_made_anew_the_lists_hold_the_same(vault):
    case = open_case(vault)
    for number in range(20):
        add_person(vault, make.person(surname=f"Королёв{'аеиоу'[number % 5]}"), case.id, Role.WITNESS)
    before = sorted(vault.rows("SELECT key, part, person FROM name_key"))

    with vault.transaction():
        records.reindex(vault)
    assert sorted(vault.rows("SELECT key, part, person FROM name_key")) == before
    with vault.transaction():
        records.file_names(vault)
    assert sorted(vault.rows("SELECT key, part, person FROM name_key")) == before
    assert records.of_case(vault, Party, case.id)
