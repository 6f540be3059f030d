"""Salvage and acceptance from the terminal."""

import shutil
from pathlib import Path

import pytest

from desktop.operations import freshness
from desktop.operations.cases import open_case
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import header
from tests.cli.face import is_one_sentence, run
from tests.conftest import PASSPHRASE
from tests.operations.damages import change_rows, lose_a_sector


def old_copy(folder: Path, tmp_path: Path) -> None:
    """Put an older copy of the vault into its place, after this computer has seen a newer one."""
    key = unlock(folder, PASSPHRASE)
    shutil.copytree(folder, tmp_path / "old")
    with open_vault(folder, key) as vault:
        freshness.look(vault)
        open_case(vault)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "old", folder)


def test_a_damaged_vault_is_saved_into_a_new_one_and_what_is_missing_is_listed(demo: Path, tmp_path: Path):
    lose_a_sector(demo, unlock(demo, PASSPHRASE))

    answer = run("salvage", "--vault", demo, "--to", tmp_path / "new", "--json")

    assert answer.status == 1
    assert answer.json["records"] > 50
    assert {each["kind"] for each in answer.json["missing"]} >= {"note"}
    assert all(each["count"] > 0 for each in answer.json["missing"])
    assert all(each["sentence"] for each in answer.json["problems"])
    assert run("check", "--vault", tmp_path / "new").status == 0
    said = run("salvage", "--vault", demo, "--to", tmp_path / "again").said
    assert "notes: " in said
    assert "came into the new vault" in said


def test_of_a_whole_vault_nothing_is_missing(demo: Path, tmp_path: Path):
    answer = run("salvage", "--vault", demo, "--to", tmp_path / "new", "--json")

    assert (answer.status, answer.json["missing"], answer.json["problems"]) == (0, [], [])
    assert len(run("cases", "--vault", tmp_path / "new", "--json").json) == 12


def test_nothing_is_written_over_and_a_wrong_passphrase_makes_nothing(demo: Path, tmp_path: Path):
    (tmp_path / "there").mkdir()

    for target, given in ((tmp_path / "there", f"{PASSPHRASE}\n"), (tmp_path / "new", "wrong\n"), (tmp_path / "new", "")):
        answer = run("salvage", "--vault", demo, "--to", target, given=given.encode())
        assert answer.status == 1
        assert is_one_sentence(answer.warned)
    assert not (tmp_path / "new").exists()


def test_a_backup_lends_its_header(demo: Path, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    made = run("backup", "--vault", demo, "--to", tmp_path / "stick", "--json").json["file"]
    for name in header.COPIES:
        (demo / name).write_bytes(b"x")

    assert is_one_sentence(run("salvage", "--vault", demo, "--to", tmp_path / "new").warned)
    assert run("salvage", "--vault", demo, "--to", tmp_path / "new", "--backup", made).status == 0


def test_an_old_copy_is_told_by_every_command_until_it_is_accepted(demo: Path, tmp_path: Path):
    old_copy(demo, tmp_path)

    assert "an old copy was put in its place" in run("cases", "--vault", demo).warned
    assert "1 save is missing" in run("cases", "--vault", demo).warned
    answer = run("accept", "--vault", demo)

    assert (answer.status, answer.said) == (0, "The vault counts as it is now.\n")
    assert run("cases", "--vault", demo).warned == ""
    assert run("accept", "--vault", demo).said == "There is nothing to accept: the vault is as it was.\n"


def test_rows_that_are_not_those_saved_last_can_be_accepted(demo: Path):
    change_rows(demo, unlock(demo, PASSPHRASE), "DELETE FROM record WHERE kind = 'deadline'")
    assert run("check", "--vault", demo).status == 1

    assert run("accept", "--vault", demo).status == 0

    assert run("check", "--vault", demo).status == 0


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_damage_is_not_accepted(demo: Path, lang: str):
    lose_a_sector(demo, unlock(demo, PASSPHRASE))

    answer = run("accept", "--vault", demo, lang=lang)

    assert answer.status == 1
    assert is_one_sentence(answer.warned)
