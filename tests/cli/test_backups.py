"""Backups from the terminal."""

from pathlib import Path

import pytest

from desktop.storage import kdf
from tests.cli.face import is_one_sentence, lines, run


@pytest.fixture
def made(demo, tmp_path):
    (tmp_path / "stick").mkdir()
    return run("backup", "--vault", demo, "--to", tmp_path / "stick", "--json").json


def test_a_backup_has_the_shape_others_rely_on(made, tmp_path):
    assert list(made) == ["file", "bytes", "records", "papers", "seconds", "proven"]
    assert Path(made["file"]).stat().st_size == made["bytes"]
    assert Path(made["file"]).parent == tmp_path / "stick"
    assert made["proven"] is True


def test_a_backup_verifies_and_restores(made, demo, tmp_path):
    assert run("verify", made["file"], "--json").json == {"ok": True, "problems": []}

    restored = run("restore", made["file"], "--vault", tmp_path / "again")

    assert restored.status == 0, restored.warned
    assert run("cases", "--vault", tmp_path / "again", "--json").json == run("cases", "--vault", demo, "--json").json


def test_a_backup_never_restores_over_something(made, demo):
    answer = run("restore", made["file"], "--vault", demo)

    assert answer.status == 1
    assert is_one_sentence(answer.warned)


def test_the_printed_key_wants_a_new_passphrase_as_the_second_line(made, demo, tmp_path, monkeypatch):
    calibrate = kdf.calibrate
    monkeypatch.setattr(kdf, "calibrate", lambda _seconds: calibrate(0.01))
    from desktop.operations import vaults
    from tests.conftest import PASSPHRASE

    key = vaults.unlock(demo, PASSPHRASE).age_identity.encode()

    without = run("restore", made["file"], "--vault", tmp_path / "again", given=key + b"\n")
    restored = run("restore", made["file"], "--vault", tmp_path / "again", given=key + b"\nnew words\n")

    assert (without.status, restored.status) == (1, 0)
    assert run("cases", "--vault", tmp_path / "again", given=b"new words\n").status == 0
    assert run("cases", "--vault", tmp_path / "again").status == 1


def test_a_cut_backup_is_said_to_be_damaged(made, tmp_path):
    cut = tmp_path / "cut.backup"
    cut.write_bytes(Path(made["file"]).read_bytes()[:-5000])

    answer = run("verify", cut, "--json")

    assert answer.status == 1
    assert not answer.json["ok"]
    assert answer.json["problems"][0]["sentence"]
    assert run("restore", cut, "--vault", tmp_path / "again").status == 1
    assert not (tmp_path / "again").exists()


def test_without_a_secret_only_the_outside_is_read(made):
    answer = run("verify", made["file"], "--json", given=b"")

    assert answer.status == 1
    assert [problem["code"] for problem in answer.json["problems"]] == ["not-opened"]


def test_a_place_that_is_not_there_is_one_sentence(demo, tmp_path):
    for command in (("backup", "--vault", demo, "--to", tmp_path / "no"), ("verify", tmp_path / "no"), ("verify", tmp_path)):
        answer = run(*command)

        assert answer.status == 1
        assert is_one_sentence(answer.warned)


def test_a_wrong_passphrase_restores_nothing(made, tmp_path):
    answer = run("restore", made["file"], "--vault", tmp_path / "again", given=b"wrong\n")

    assert answer.status == 1
    assert is_one_sentence(answer.warned)
    assert not (tmp_path / "again").exists()


def test_a_backup_made_of_lines_tells_where_it_is(demo, tmp_path):
    answer = run("backup", "--vault", demo, "--to", tmp_path, given=lines())

    assert Path(answer.said.splitlines()[0]).exists()


def test_a_slip_in_the_printed_key_is_told_before_a_new_passphrase_is_missed(made, demo, tmp_path):
    from desktop.operations import vaults
    from tests.conftest import PASSPHRASE

    key = vaults.unlock(demo, PASSPHRASE).age_identity
    slip = key[:-1] + ("Q" if key[-1] != "Q" else "P")

    told = {
        run("restore", made["file"], "--vault", tmp_path / "again", given=given.encode()).warned
        for given in (f"{slip}\n", f"{key[:40]}\n", f"{key}\n", "")
    }

    assert len(told) == 4
    assert all(is_one_sentence(sentence) for sentence in told)


def test_a_backup_that_was_not_opened_is_not_called_damaged(made):
    answer = run("verify", made["file"], given=b"")

    assert answer.status == 1
    assert "earlier backup" not in answer.warned
