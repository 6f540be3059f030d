"""Making and opening vaults from the terminal; whatever is wrong is one sentence of its own."""

import hashlib
import struct
from pathlib import Path

import pytest

from desktop.operations import vaults
from tests.cli.face import is_one_sentence, run
from tests.conftest import PASSPHRASE


def test_a_new_vault_is_empty_and_opens_with_its_passphrase(tmp_path):
    made = run("new", "--vault", tmp_path / "v", "--unlock-seconds", "0.05")

    assert made.status == 0
    assert run("cases", "--vault", tmp_path / "v", "--json").json == []


@pytest.mark.parametrize("command", ["new", "demo"])
def test_what_is_there_already_is_not_touched(tmp_path, command):
    (tmp_path / "paper.txt").write_text("hers")

    answer = run(command, "--vault", tmp_path)

    assert answer.status == 1
    assert is_one_sentence(answer.warned)
    assert [path.name for path in tmp_path.iterdir()] == ["paper.txt"]


def test_a_new_vault_wants_a_passphrase(tmp_path):
    assert run("new", "--vault", tmp_path / "v", given=b"").status == 1
    assert run("new", "--vault", tmp_path / "v", given=b"\n").status == 1
    assert not (tmp_path / "v").exists()


def _newer(folder: Path) -> None:
    for name in ("header.a", "header.b"):
        blob = bytearray((folder / name).read_bytes())
        blob[4:6] = struct.pack(">H", 9)
        # Whole, as a newer program would have written it: its checksum is right.

        blob[-64:-32] = hashlib.sha256(bytes(blob[:-64])).digest()
        (folder / name).write_bytes(bytes(blob))


def _damaged(folder: Path) -> None:
    for name in ("header.a", "header.b"):
        blob = bytearray((folder / name).read_bytes())
        blob[30] ^= 1
        (folder / name).write_bytes(bytes(blob))


def test_each_thing_that_keeps_a_vault_shut_has_its_own_sentence(tmp_path, folder, empty_vault):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("no vault")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").write_text("no vault")
    said = [
        run("cases", "--vault", tmp_path / "nowhere"),
        run("cases", "--vault", tmp_path / "empty"),
        run("cases", "--vault", tmp_path / "file"),
        run("cases", "--vault", tmp_path / "other"),
        run("cases", "--vault", folder, given=b"wrong\n"),
        run("cases", "--vault", folder, given=b""),
        run("cases", "--vault", folder, given=b"\n"),
        run("cases", "--vault", folder, given=b"\xff\n"),
    ]
    with vaults.open_vault(folder, empty_vault[1]):
        said.append(run("cases", "--vault", folder))
    _damaged(folder)
    said.append(run("cases", "--vault", folder))

    assert [answer.status for answer in said] == [1] * len(said)
    assert all(is_one_sentence(answer.warned) for answer in said)
    assert len({answer.warned for answer in said}) == len(said)
    assert not any(answer.said for answer in said)


def test_a_newer_vault_says_so(folder):
    _newer(folder)

    answer = run("cases", "--vault", folder)

    assert answer.status == 1
    assert "newer version" in answer.warned


def test_a_missing_database_is_named(folder):
    (folder / "cases.db").unlink()

    answer = run("cases", "--vault", folder)

    assert answer.status == 1
    assert "cases.db" in answer.warned


def test_the_other_keyboard_layout_is_tried(tmp_path):
    run("new", "--vault", tmp_path / "v", "--unlock-seconds", "0.05", given="привет, клён\n".encode())

    assert run("cases", "--vault", tmp_path / "v", given=b"ghbdtn? rk`y\n").status == 0


def test_a_line_end_of_windows_is_no_part_of_the_passphrase(folder):
    assert run("cases", "--vault", folder, given=f"{PASSPHRASE}\r\n".encode()).status == 0


def test_check_finds_a_vault_whole(demo):
    assert run("check", "--vault", demo, "--json").json == {"ok": True, "problems": []}


def test_check_names_what_is_damaged(demo):
    _damage_one_copy = demo / "header.b"
    _damage_one_copy.write_bytes(_damage_one_copy.read_bytes()[:-1])

    answer = run("check", "--vault", demo, "--json")

    assert answer.status == 1
    assert not answer.json["ok"]
    assert {"code", "where", "sentence"} == set(answer.json["problems"][0])
    assert is_one_sentence(answer.warned)


def test_the_recovery_sheet_is_written_and_warned_of(folder, tmp_path):
    answer = run("recovery-sheet", "--vault", folder, "--out", tmp_path / "sheet.pdf")

    assert answer.status == 0
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "sheet.pdf").stat().st_mode & 0o077 == 0
    assert "opens everything" in answer.warned


def test_a_sheet_cannot_take_the_place_of_a_folder(folder, tmp_path):
    (tmp_path / "sheet.pdf").mkdir()

    assert run("recovery-sheet", "--vault", folder, "--out", tmp_path / "sheet.pdf").status == 1
    assert run("recovery-sheet", "--vault", folder, "--out", tmp_path / "nowhere" / "sheet.pdf").status == 1
