"""Checking a vault: every byte is read, every fault has a name and a place."""

from pathlib import Path
from random import Random

import pytest

from desktop.domain.cases import Case
from desktop.domain.checks import Verdict
from desktop.domain.errors import HeaderDamaged, NotAVault, WrongSecret
from desktop.domain.notes import Note
from desktop.operations.checks import check, check_vault
from desktop.operations.notes import add_note
from desktop.operations.vaults import create_vault, open_vault, unlock
from desktop.storage import header, pages, records
from desktop.storage.keys import Keys
from desktop.storage.pages import Pages
from desktop.words import problem_sentence
from tests.conftest import PASSPHRASE
from tests.operations.backup_case import fill


@pytest.fixture
def filled(folder: Path, keys: Keys, tmp_path: Path) -> Path:
    with open_vault(folder, keys) as vault:
        fill(vault, tmp_path)
    return folder


def found(verdict: Verdict) -> list[tuple[str, str]]:
    assert all(problem_sentence(problem.code, problem.where) for problem in verdict.problems)
    return [(problem.code, problem.where) for problem in verdict.problems]


def checked(folder: Path, keys: Keys) -> Verdict:
    with open_vault(folder, keys) as vault:
        return check(vault)


def test_a_whole_vault_has_no_problem(filled: Path):
    verdict = check_vault(filled, PASSPHRASE)

    assert (verdict.ok, verdict.problems, verdict.papers) == (True, (), 2)
    assert verdict.records > 8
    assert list(filled.glob("snapshot-*")) == []


def test_no_flipped_bit_in_a_paper_passes(filled: Path, keys: Keys):
    paper = next((filled / "papers").iterdir())
    good = paper.read_bytes()
    random = Random(1)
    for _ in range(10):
        bad = bytearray(good)
        bad[random.randrange(len(bad))] ^= 1 << random.randrange(8)
        paper.write_bytes(bad)
        assert found(checked(filled, keys)) == [("paper-damaged", paper.name)]


def test_no_flipped_bit_in_the_database_passes(filled: Path, keys: Keys):
    database = filled / "cases.db"
    good = database.read_bytes()
    random, codes = Random(2), []
    for _ in range(10):
        bad = bytearray(good)
        bad[random.randrange(16, len(bad))] ^= 1 << random.randrange(8)
        database.write_bytes(bad)
        verdict = check_vault(filled, PASSPHRASE)
        codes.append(verdict.problems[0].code)
        # A page that holds nothing is told of, too; it does no harm.
        assert verdict.ok == (codes[-1] == "free-page-damaged")
    assert set(codes) <= {"database-damaged", "free-page-damaged"}
    assert codes.count("database-damaged") >= 7


def test_a_database_cut_short_is_named(filled: Path):
    database = filled / "cases.db"
    data = database.read_bytes()
    for length in (0, 1000, len(data) // 2, len(data) - 16384):
        database.write_bytes(data[:length])
        assert ("database-damaged", "cases.db") in found(check_vault(filled, PASSPHRASE))


def test_a_missing_database_is_named(filled: Path):
    (filled / "cases.db").unlink()

    assert found(check_vault(filled, PASSPHRASE)) == [("database-missing", "cases.db")]


def test_a_record_with_a_wrong_digest_is_named(filled: Path, keys: Keys):
    with open_vault(filled, keys) as vault:
        victim = next(record.id for record in records.stored(vault) if record.kind == "note")
        with vault.transaction():
            vault.run("UPDATE record SET body = CAST(replace(CAST(body AS TEXT), 'Короче', 'Длинее') AS BLOB) WHERE id = :id", id=victim)

        assert found(check(vault)) == [("record-damaged", victim)]


def test_missing_papers_and_strange_files_are_named(filled: Path, keys: Keys):
    first, second = sorted((filled / "papers").iterdir())
    first.unlink()
    (filled / "papers" / ("f" * 32)).touch()

    assert found(checked(filled, keys)) == [("paper-missing", first.name), ("paper-unknown", "f" * 32)]
    assert second.exists()


def test_a_file_nobody_names_takes_nothing_from_anybody(filled: Path, keys: Keys):
    (filled / "papers" / ("f" * 32)).touch()

    assert checked(filled, keys).ok


def test_a_missing_folder_of_papers_is_missing_papers(filled: Path, keys: Keys):
    (filled / "papers").rename(filled / "elsewhere")

    assert [code for code, _ in found(checked(filled, keys))] == ["paper-missing", "paper-missing"]


@pytest.mark.parametrize("copy", ["header.a", "header.b"])
def test_a_damaged_header_copy_is_named_once_and_healed(filled: Path, copy: str):
    good = (filled / copy).read_bytes()
    (filled / copy).write_bytes(good[:-1])
    assert found(check_vault(filled, PASSPHRASE)) == [("header-damaged", copy)]
    (filled / copy).unlink()
    assert found(check_vault(filled, PASSPHRASE)) == [("header-missing", copy)]

    assert check_vault(filled, PASSPHRASE).ok


def test_what_cannot_be_opened_says_why(filled: Path, tmp_path: Path):
    with pytest.raises(WrongSecret):
        check_vault(filled, "wrong")
    with pytest.raises(NotAVault):
        check_vault(tmp_path / "nowhere", PASSPHRASE)
    for name in ("header.a", "header.b"):
        (filled / name).write_bytes(b"x")
    with pytest.raises(HeaderDamaged):
        check_vault(filled, PASSPHRASE)


def test_one_copy_of_another_vaults_header_is_no_hindrance_and_is_healed(filled: Path, keys: Keys, tmp_path: Path):
    with create_vault(tmp_path / "other", "x", unlock_seconds=0.01) as other:
        for _ in range(5):  # its epoch is the higher one
            other.write_header(header.next_epoch(other.header))
    (filled / "header.a").write_bytes((tmp_path / "other" / "header.a").read_bytes())

    assert unlock(filled, PASSPHRASE) == keys
    with open_vault(filled, keys) as vault:
        assert vault.healed
    assert check_vault(filled, PASSPHRASE).ok


def test_another_vaults_header_is_named(filled: Path, tmp_path: Path):
    create_vault(tmp_path / "other", "x", unlock_seconds=0.01).close()
    for name in header.COPIES:
        (filled / name).write_bytes((tmp_path / "other" / name).read_bytes())

    assert found(check_vault(filled, "x")) == [("database-foreign", "cases.db")]


def test_a_torn_page_that_holds_nothing_is_told_and_no_damage(filled: Path, keys: Keys):
    with open_vault(filled, keys) as vault:
        note = add_note(vault, records.every(vault, Case)[0].id, "слово " * 30_000)
        with vault.transaction():
            records.purge(vault, note.id)
        assert int(vault.rows("PRAGMA freelist_count")[0][0]) > 10
        free = pages.free_leaves(Pages(filled / "cases.db", keys, vault.header))
        assert len(free) > 10
    database = filled / "cases.db"
    good = database.read_bytes()

    for page, codes, ok in ((min(free), ["free-page-damaged"], True), (2, ["database-damaged"], False)):
        bad = bytearray(good)
        bad[(page - 1) * 16384 + 500] ^= 1
        database.write_bytes(bad)
        verdict = checked(filled, keys)
        assert [code for code, _ in found(verdict)][:1] == codes
        assert verdict.ok is ok

    bad = bytearray(good)
    for page in free:
        bad[(page - 1) * 16384 + 500] ^= 1
    database.write_bytes(bad)
    with open_vault(filled, keys) as vault:
        kept = add_note(vault, records.every(vault, Case)[0].id, "слово " * 30_000)  # takes the torn pages over
        assert records.get(vault, Note, kept.id) == kept
        assert check(vault).problems == ()
