"""The list of cases beside the records it is made from."""

from dataclasses import replace
from pathlib import Path

from desktop.domain.cases import Consent
from desktop.operations.cases import keep_case
from desktop.operations.vaults import open_vault
from desktop.storage import cases, connection, records
from desktop.storage.keys import Keys, database_key
from desktop.storage.vault import Vault
from tests import make


def _fill(vault: Vault) -> None:
    """Cases with tags, a long one, one whose client did not agree himself, one that was closed."""
    made = (
        make.case(number="26-AAAAA", tags=("здоровье", "срочно написать"), opened_at="2026-05-01T09:00:00+00:00"),
        make.case(number="26-BBBBB", matter="ж" * 40_000, tags=("семья",), contracting="b" * 32, client="c" * 32),
        make.case(number="26-CCCCC", contracting="b" * 32, client="b" * 32, closed_at="2026-05-02T09:00:00+00:00"),
        make.case(number="26-DDDDD", contracting="b" * 32, client="c" * 32, consent=Consent.YES),
    )
    with vault.transaction():
        for case in made:
            records.save(vault, case)
        records.save(vault, make.deadline(case=made[0].id))


def test_a_row_says_what_its_case_says(vault: Vault) -> None:
    _fill(vault)

    rows = {row.number: row for row in cases.rows(vault, closed=True)}

    assert rows["26-AAAAA"].tags == ("здоровье", "срочно написать")
    assert rows["26-AAAAA"].opened_at == "2026-05-01T09:00:00+00:00"
    assert rows["26-AAAAA"].next_day == "2026-05-20"
    assert [number for number, row in sorted(rows.items()) if row.lacks_consent] == ["26-BBBBB"]
    assert [number for number, row in rows.items() if row.closed] == ["26-CCCCC"]
    assert rows["26-DDDDD"].tags == ()


def test_made_again_from_the_records_the_list_is_the_same(vault: Vault) -> None:
    _fill(vault)
    before = cases.rows(vault, closed=True)
    keep_case(vault, replace(records.get(vault, type(make.case()), before[0].id), tags=("перевод",)))
    before = cases.rows(vault, closed=True)

    with vault.transaction():
        records.reindex(vault)

    assert cases.rows(vault, closed=True) == before
    assert "перевод" in {tag for row in before for tag in row.tags}


def test_a_vault_from_before_the_columns_gets_them(folder: Path, keys: Keys) -> None:
    with open_vault(folder, keys) as vault:
        _fill(vault)
        before, salt = cases.rows(vault, closed=True), vault.header.db_salt
    database = connection.connect(folder / "cases.db", database_key(keys, salt))
    database.executescript(
        "ALTER TABLE case_row DROP COLUMN tags; ALTER TABLE case_row DROP COLUMN opened_at;"
        " ALTER TABLE case_row DROP COLUMN lacks_consent; PRAGMA user_version = 8;"
    )
    database.close()

    with open_vault(folder, keys) as vault:
        assert cases.rows(vault, closed=True) == before
        assert vault.problems_of_roots() == ()
        keep_case(vault, make.case(number="26-EEEEE"))
        assert cases.rows(vault)[0].number == "26-EEEEE"
