"""Roots: one old page put back is seen, and nothing else raises the alarm."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.checks import Problem
from desktop.domain.letters import Letter
from desktop.operations.vaults import open_vault
from desktop.storage import connection, index_check, migrations, records
from desktop.storage.keys import Keys, database_key
from desktop.storage.vault import Vault
from tests import make
from tests.storage import pages_of

PAGE = connection.PAGE


def keep(vault: Vault, *values: Any) -> None:
    with vault.transaction():
        for value in values:
            records.save(vault, value)


def test_all_that_is_done_to_a_vault_keeps_the_sums_right(vault: Vault) -> None:
    cases = [make.case(number=f"26-{number}") for number in range(3)]
    notes = [make.note(case=case.id, blocks={"facts": "ж" * 20_000}) for case in cases]
    keep(vault, *cases, *notes, make.unit(id="u"), make.unit(id="u", number="00002"), make.person())
    keep(vault, *(replace(case, now="сейчас", unit="u") for case in cases), make.deadline(case=cases[0].id), make.party(case=cases[1].id))
    with vault.transaction():
        records.purge(vault, notes[0].id)
        records.reindex(vault)

    assert vault.problems_of_roots() == ()
    assert index_check.problems(vault) == ()


def test_what_is_rolled_back_leaves_no_trace(vault: Vault) -> None:
    keep(vault, make.case())
    before = vault.root()

    with pytest.raises(KeyboardInterrupt), vault.transaction():
        records.save(vault, make.note(case="x"))
        raise KeyboardInterrupt

    assert vault.root() == before
    keep(vault, make.note(case="x"))
    assert vault.problems_of_roots() == ()


def test_a_transaction_in_which_a_statement_failed_is_not_kept(vault: Vault) -> None:
    with pytest.raises(RuntimeError), vault.transaction():
        keep(vault, make.case(id="a", number="1"))
        with pytest.raises(Exception, match="UNIQUE"):
            vault.run("UPDATE record SET id = 'a'; ".replace(";", "") + " WHERE id = 'slots'")

    assert records.revision(vault, "a") == 0
    assert vault.problems_of_roots() == ()


def test_every_save_counts_one(vault: Vault) -> None:
    first = vault.root()
    keep(vault, make.case())
    second = vault.root()

    assert first is not None
    assert second is not None
    assert second.counter == first.counter + 1
    assert second.sum != first.sum


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE due SET day = '2099-01-01'", "case-older"),
        ("DELETE FROM party", "case-older"),
        ("UPDATE case_row SET urgent_by = 'x'", "case-older"),
        ("DELETE FROM change", "records-older"),
        ("UPDATE record SET rev = rev + 1 WHERE kind = 'note'", "case-older"),
        ("UPDATE root SET counter = counter + 1 WHERE case_id = ' '", "root-damaged"),
        ("PRAGMA application_id = 1", "root-damaged"),
        ("DELETE FROM root", "root-damaged"),
    ],
)
def test_each_table_is_covered(vault: Vault, keys: Keys, statement: str, code: str) -> None:
    case = make.case()
    keep(vault, case, make.note(case=case.id), make.deadline(case=case.id), make.party(case=case.id), make.unit(id="u"))
    keep(vault, replace(case, now="x"))
    vault.close()
    database = connection.connect(vault.folder / "cases.db", database_key(keys, vault.header.db_salt))
    database.execute(statement)
    database.close()

    with open_vault(vault.folder, keys) as again:
        assert code in {problem.code for problem in again.problems_of_roots()}
        # Work goes on, and no save makes it good.
        keep(again, replace(case, now="y"))
        assert code in {problem.code for problem in again.problems_of_roots()}
        with again.transaction():
            again.accept_rows()
        assert again.problems_of_roots() == ()


def test_the_case_is_named(vault: Vault, keys: Keys) -> None:
    first, second = make.case(number="1"), make.case(number="2")
    keep(vault, first, second, make.deadline(case=first.id), make.deadline(case=second.id))
    vault.close()
    database = connection.connect(vault.folder / "cases.db", database_key(keys, vault.header.db_salt))
    database.execute("UPDATE due SET day = '2099-01-01' WHERE case_id = ?", (second.id,))
    database.close()

    with open_vault(vault.folder, keys) as again:
        assert again.problems_of_roots() == (Problem("case-older", second.id), Problem("root-damaged"))


def test_a_vault_from_before_the_roots_gets_them(folder: Path, keys: Keys) -> None:
    with open_vault(folder, keys) as vault:
        keep(vault, make.case())
        salt = vault.header.db_salt
    database = connection.connect(folder / "cases.db", database_key(keys, salt))
    database.executescript(
        "DROP TABLE root; DROP TABLE reserve; DROP TRIGGER journal_of_purged_case; DROP TRIGGER journal_of_removed_case;"
        " DROP TABLE journal; DROP TABLE call_back; DROP TABLE name_key;"
        " DROP INDEX record_removed; PRAGMA user_version = 1; PRAGMA application_id = 0;"
    )
    database.close()

    with open_vault(folder, keys) as vault:
        assert vault.problems_of_roots() == ()
        assert vault.rows("PRAGMA user_version") == [(len(migrations.STEPS),)]


def test_an_old_page_put_back_is_seen(vault: Vault, keys: Keys, tmp_path: Path) -> None:
    """SECURITY C8, short: every page that a day's work changed, one at a time."""
    chance = random.Random(8)
    spliced = pages_of.Spliced(vault, chance)
    spliced.work(30)
    spliced.remember()
    spliced.work(12)

    outcome = spliced.put_each_old_page_back(tmp_path)

    assert outcome.unseen == []
    assert outcome.seen >= 12
    # The pragmas and the digests of the rows alone would not do.
    assert outcome.seen_by_roots_alone > 0


def test_the_index_is_the_same_made_anew_in_whatever_order_fields_were_filled(vault: Vault) -> None:
    case = make.case()

    keep(vault, case, Letter(id="l", case=case.id, template="r02", fields={"requests": "копия рапорта", "health": "болит спина"}))

    assert index_check.problems(vault) == ()


def test_writes_are_followed_after_a_first_transaction_that_failed(folder: Path, keys: Keys) -> None:
    with open_vault(folder, keys) as vault:
        with pytest.raises(KeyboardInterrupt), vault.transaction():
            records.save(vault, make.case())
            raise KeyboardInterrupt
        keep(vault, make.case())

        assert vault.problems_of_roots() == ()


def test_a_text_with_a_nul_in_it_adds_up(vault: Vault) -> None:
    keep(vault, make.case(number="26-\x00A", pseudonym="Кл\x00ён"))

    assert vault.problems_of_roots() == ()
