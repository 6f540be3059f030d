"""Whatever moment the program is killed in: what it had acknowledged is there afterwards."""

import json
import subprocess
import time
from pathlib import Path
from random import Random

from tests.e2e.screen import COMMAND as PROGRAM
from tests.e2e.screen import ROOT as SOURCE
from tests.torture.counts import count

PASSPHRASE = "killed"
KILLS = count(4, 200)  # the long form: make torture ONLY=tests/e2e/test_kill.py


def run(*arguments: object) -> str:
    done = subprocess.run([*PROGRAM, *map(str, arguments)], input=f"{PASSPHRASE}\n".encode(), capture_output=True, cwd=SOURCE, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_no_acknowledged_note_is_lost_when_the_program_is_killed(tmp_path):
    vault, chance = tmp_path / "v", Random(20260514)
    run("demo", "--vault", vault, "--cases", "1", "--unlock-seconds", "0.02")
    number = json.loads(run("cases", "--vault", vault, "--json"))[0]["number"]
    acknowledged: list[str] = []
    for _ in range(KILLS):
        acknowledged += _notes_until_killed(vault, number, chance)

    kept = {note["id"] for note in json.loads(run("notes", "--vault", vault, "--case", number, "--json"))}
    assert len(acknowledged) >= KILLS
    assert set(acknowledged) <= kept
    assert json.loads(run("check", "--vault", vault, "--json"))["ok"]


def _notes_until_killed(vault: Path, number: str, chance: Random) -> list[str]:
    """Write notes, kill the program in the middle of one, and give the ids it had printed."""
    command = [*PROGRAM, "add-note", "--vault", str(vault), "--case", number]
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=SOURCE)
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write("\n".join([PASSPHRASE, *_texts(chance), ""]).encode())
    program.stdin.flush()
    ids = [program.stdout.readline() for _ in range(chance.randint(1, 6))]
    # The next save is under way: how far, is chance.
    deadline = time.perf_counter() + chance.uniform(0, 0.004)
    while time.perf_counter() < deadline:
        pass
    program.kill()
    ids += program.stdout.readlines()
    program.wait()
    program.stdout.close()
    program.stdin.close()
    # A line without its end was not said to the end.
    return [id_.decode().strip() for id_ in ids if id_.endswith(b"\n")]


def _texts(chance: Random) -> list[str]:
    """Notes short and long, so that bodies in one page and in several are cut off alike; together they fit into a pipe."""
    lengths = [1, 30, 1, 1500, 30, 1, 1, 1500, *[30] * 40]
    chance.shuffle(lengths)
    return [f"{place} {'слово ' * length}" for place, length in enumerate(lengths)]
