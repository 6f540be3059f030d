"""The real program, started as a user starts it, from an empty folder to a restored backup."""

import json
import os
import pty
import subprocess

from tests.e2e.screen import COMMAND as PROGRAM
from tests.e2e.screen import ROOT as SOURCE

PASSPHRASE = "клён o'brien \""


def run(*arguments: object, given: str = f"{PASSPHRASE}\n", status: int = 0) -> str:
    """What the program says; it must end with `status`, and never with a traceback."""
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)], input=given.encode(), capture_output=True, cwd=SOURCE, timeout=120, check=False
    )  # fmt: skip
    assert done.returncode == status, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done.stdout.decode("utf-8")


def test_from_an_empty_folder_to_a_restored_backup(tmp_path):
    vault, stick, again = tmp_path / "v", tmp_path / "stick", tmp_path / "again"
    stick.mkdir()
    run("demo", "--vault", vault, "--cases", "3", "--unlock-seconds", "0.05")
    number = json.loads(run("cases", "--vault", vault, "--json"))[0]["number"]
    (note,) = run("add-note", "--vault", vault, "--case", number, given=f"{PASSPHRASE}\nЗвонила мать\n").split()
    letter = ("letter", "--vault", vault, "--case", number, "--template", "r02", "--out", tmp_path / "l.pdf")
    run(*letter, status=1)
    run(*letter, "--set", "health=-", given=f"{PASSPHRASE}\nболит спина\n")
    run("attach", "--vault", vault, "--case", number, tmp_path / "l.pdf")

    made = json.loads(run("backup", "--vault", vault, "--to", stick, "--json"))
    run("verify", made["file"])
    run("restore", made["file"], "--vault", again)
    run("check", "--vault", again)

    notes = json.loads(run("notes", "--vault", again, "--case", number, "--json"))
    assert {"id": note, "text": "Звонила мать"}.items() <= notes[-1].items()
    assert made["papers"] == 1


def test_the_self_test_passes_in_a_process_of_its_own():
    told = run("self-test", "--lang", "en", given="").splitlines()

    assert len(told) > 8
    assert all(line.startswith("+ ") for line in told)


def test_a_reader_that_goes_away_ends_the_program_quietly(tmp_path):
    run("demo", "--vault", tmp_path / "v", "--unlock-seconds", "0.05")
    read, write = os.pipe()
    os.close(read)

    listing = [*PROGRAM, "cases", "--vault", str(tmp_path / "v")]
    done = subprocess.run(listing, input=f"{PASSPHRASE}\n".encode(), stdout=write, stderr=subprocess.PIPE, cwd=SOURCE, check=False)

    os.close(write)
    assert done.returncode == 141
    assert done.stderr == b""


def test_streams_that_are_closed_are_no_fault():
    for closing in (">&-", "2>&-", "<&-", ">&- 2>&- <&-"):
        done = subprocess.run(["sh", "-c", f'exec "$@" templates {closing}', "sh", *PROGRAM], cwd=SOURCE, check=False)

        assert done.returncode == 0


def test_arguments_that_are_not_utf_8_are_one_sentence():
    done = subprocess.run([*PROGRAM, "decline", "--sex", "m", b"\xff", "A"], capture_output=True, cwd=SOURCE, check=False)

    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


def test_the_answer_is_utf_8_whatever_the_computer_speaks():
    for locale in ("C", "POSIX", "ru_RU.KOI8-R", "C.UTF-8"):
        speaking = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0"}
        listing = [*PROGRAM, "decline", "--sex", "m", "-", "-", "--json"]
        told = subprocess.run(listing, input="Ёлкин\nЛев\n".encode(), env=speaking, capture_output=True, cwd=SOURCE, check=True).stdout

        assert json.loads(told.decode("utf-8"))["nominative"]["surname"] == "Ёлкин"


def test_at_a_terminal_a_new_passphrase_is_asked_for_twice_and_not_shown(tmp_path):
    answers = ["тайна\n", "тайна\n"]

    status, shown = _at_a_terminal(["new", "--vault", str(tmp_path / "v"), "--unlock-seconds", "0.05", "--lang", "en"], answers)

    assert status == 0
    assert "again" in shown
    assert "тайна" not in shown
    run("cases", "--vault", tmp_path / "v", given="тайна\n")


def test_two_passphrases_that_differ_make_no_vault(tmp_path):
    status, _ = _at_a_terminal(["new", "--vault", str(tmp_path / "v"), "--unlock-seconds", "0.05"], ["one\n", "two\n"])

    assert status == 1
    assert not (tmp_path / "v").exists()


def _at_a_terminal(arguments: list[str], answers: list[str]) -> tuple[int, str]:
    """Start the program at a terminal of its own and answer each question that ends in a colon."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(SOURCE)
        os.execv(PROGRAM[0], [*PROGRAM, *arguments])
    shown, left = b"", list(answers)
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the terminal closes with its last program
            break
        if not piece:
            break
        shown += piece
        if left and shown.rstrip(b" ").endswith(b":"):
            os.write(terminal, left.pop(0).encode())
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), shown.decode("utf-8", "replace")
