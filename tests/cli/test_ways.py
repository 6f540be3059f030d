"""Ways into the vault from the terminal: secrets come from standard input, and each kind opens alone."""

import re
import subprocess
from pathlib import Path

import pyrage
import pytest

from desktop.operations import new_keys, ways_in
from desktop.operations.vaults import open_vault
from tests.cli.face import Answer, is_one_sentence, lines, run
from tests.conftest import PASSPHRASE


def ways(folder: Path, *more: object, given: bytes = lines()) -> list[dict]:
    return run("ways", "--vault", folder, "--json", *more, given=given).json


def opens(folder: Path, secret: str, *more: object) -> Answer:
    return run("cases", "--vault", folder, *more, given=f"{secret}\n".encode())


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, text=True).stdout


def words_of(text: str) -> str:
    """The numbered words of a sheet, in their order."""
    found = {int(number): word for number, word in re.findall(r"(\d+)\.\s+([a-zа-яё]+)", text)}
    return " ".join(found[number] for number in sorted(found))


def test_each_kind_made_here_opens_alone_after_the_others_are_destroyed(folder, keys, tmp_path):
    identity = pyrage.x25519.Identity.generate()
    run("add-way", "key-file", "--vault", folder, "--name", "-", "--out", tmp_path / "x.txt", given=lines("Stick", "вторая"))
    run("add-way", "words", "--vault", folder, "--out", tmp_path / "words.pdf")
    run("add-way", "shares", "--vault", folder, "--out", tmp_path / "parts.pdf")
    run("add-way", "organisation", "--vault", folder, given=lines(str(identity.to_public())))
    made = ways(folder)
    assert [way["kind"] for way in made] == ["passphrase", "key-file", "words", "shares", "organisation"]
    parts = [words_of(page) for page in text_of(tmp_path / "parts.pdf").split("\f") if page.strip()]
    secrets = {
        "passphrase": (PASSPHRASE,),
        "key-file": ("вторая", "--key-file", tmp_path / "x.txt"),
        "words": (words_of(text_of(tmp_path / "words.pdf")),),
        "shares": (f"{parts[2]} {parts[0]}",),
        "organisation": (str(identity),),
    }

    for left, (secret, *more) in secrets.items():
        copy = tmp_path / left
        subprocess.run(["cp", "-r", folder, copy], check=True)
        with open_vault(copy, keys) as vault:
            for way in made:
                if way["kind"] != left:
                    ways_in.remove_way_in(vault, way["way"] - 1)
        assert opens(copy, secret, *more).status == 0
        assert [opens(copy, other, *with_file).status for kind, (other, *with_file) in secrets.items() if kind != left] == [1] * 4
        assert run("remove-way", "--vault", copy, _number(made, left), *more, given=f"{secret}\n".encode()).status == 1


def _number(made: list[dict], kind: str) -> int:
    return next(way["way"] for way in made if way["kind"] == kind)


def test_a_sheet_with_a_key_part_tells_nothing_of_the_others(folder, tmp_path):
    run("add-way", "shares", "--vault", folder, "--name", "Олег и Анна", "--out", tmp_path / "p.pdf")

    text = text_of(tmp_path / "p.pdf").casefold()

    assert len([page for page in text.split("\f") if page.strip()]) == 3
    assert not any(word in text for word in ("portfel", "портфель", "2 of 3", "2 из 3", "of 3", "олег", "анна", "vault", "backup"))
    assert oct((tmp_path / "p.pdf").stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize("kind", ["key-file", "words", "shares"])
def test_what_is_shown_once_needs_a_place_before_anything_is_made(folder, tmp_path, kind):
    (tmp_path / "there").write_text("hers")

    missing = run("add-way", kind, "--vault", folder)
    taken = run("add-way", kind, "--vault", folder, "--out", tmp_path / "there")

    assert missing.status == taken.status == 1
    assert is_one_sentence(missing.warned)
    assert is_one_sentence(taken.warned)
    assert (tmp_path / "there").read_text() == "hers"
    assert len(ways(folder)) == 1


def test_a_way_in_is_tried_named_and_removed(folder):
    run("add-way", "passphrase", "--vault", folder, given=lines("вторая"))
    number = next(way["way"] for way in ways(folder) if way["tested"] is None and way["way"] != ways(folder)[0]["way"])

    assert run("try-way", "--vault", folder, given=lines("третья")).status == 1
    assert run("try-way", "--vault", folder, given=lines("dnjhfz")).status == 0
    assert run("name-way", "--vault", folder, number, "-", given=lines("Анна")).status == 0
    (tried,) = [way for way in ways(folder) if way["way"] == number]
    assert (tried["name"], bool(tried["tested"])) == ("Анна", True)
    removed = run("remove-way", "--vault", folder, number)
    assert removed.status == 0
    assert "Passphrase" in removed.said
    assert run("remove-way", "--vault", folder, number).status == 1
    assert run("remove-way", "--vault", folder, "0").status == 1


def test_the_passphrase_is_changed(folder):
    changed = run("change-passphrase", "--vault", folder, "--unlock-seconds", "0.01", given=lines("новая"))

    assert changed.status == 0
    assert opens(folder, "новая").status == 0
    assert opens(folder, PASSPHRASE).status == 1


def test_the_vault_gets_new_keys_and_says_what_is_to_be_made_again(folder, tmp_path):
    run("add-way", "shares", "--vault", folder, "--name", "Colleagues", "--out", tmp_path / "p.pdf")

    renewed = run("new-keys", "--vault", folder, "--unlock-seconds", "0.01", given=lines("новая"))

    assert renewed.status == 0
    assert "Key parts, any 2 of 3 (Colleagues)" in renewed.warned
    assert opens(folder, PASSPHRASE).status == 1
    assert "Colleagues" in run("ways", "--vault", folder, given="новая\n".encode()).warned
    assert run("let-go", "--vault", folder, "shares", given="новая\n".encode()).status == 0
    assert "Colleagues" not in run("ways", "--vault", folder, given="новая\n".encode()).warned


def test_new_keys_that_were_refused_leave_the_old(folder, monkeypatch):
    def full(*_, **__):
        from desktop.domain.errors import DiskFull

        raise DiskFull

    monkeypatch.setattr(new_keys._Renewing, "run", full)

    assert run("new-keys", "--vault", folder, "--unlock-seconds", "0.01", given=lines("новая")).status == 1
    assert opens(folder, PASSPHRASE).status == 0


def test_six_words_are_given(tmp_path):
    answer = run("six-words", given=b"")

    assert len(answer.said.split()) == 6
    assert "66" in answer.warned


@pytest.mark.parametrize("command", ["ways", "cases", "check", "backup"])
def test_a_damaged_key_file_is_named_for_what_it_is(folder, tmp_path, command):
    (tmp_path / "x.txt").write_text("0" * 80)
    more = ["--to", tmp_path] if command == "backup" else []

    answer = run(command, "--vault", folder, "--key-file", tmp_path / "x.txt", *more)

    assert answer.status == 1
    assert "key file is damaged" in answer.warned


def test_a_backup_opens_with_the_passphrase_and_its_key_file_together(folder, tmp_path):
    run("add-way", "key-file", "--vault", folder, "--out", tmp_path / "x.txt", given=lines("вторая"))
    (tmp_path / "stick").mkdir()
    backup = run("backup", "--vault", folder, "--to", tmp_path / "stick", "--json").json["file"]

    assert run("verify", backup, given="вторая\n".encode()).status == 1
    assert run("verify", backup, "--key-file", tmp_path / "x.txt", given="вторая\n".encode()).status == 0
    back = run("restore", backup, "--vault", tmp_path / "back", "--key-file", tmp_path / "x.txt", given="вторая\n".encode())
    assert back.status == 0
    assert opens(tmp_path / "back", "вторая", "--key-file", tmp_path / "x.txt").status == 0
