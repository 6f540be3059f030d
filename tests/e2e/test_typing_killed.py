"""Whoever pulls the plug while she types without a pause costs her two seconds of it at most."""

import os
import subprocess
import sys
import time
from pathlib import Path

from desktop.domain.letters import Letter
from desktop.operations import vaults
from desktop.operations.cases import open_case
from desktop.storage import records

ROOT = Path(__file__).parents[2]
SECONDS, LOST = 0.5, 2.0


def test_what_was_typed_two_seconds_before_a_kill_is_there(tmp_path):
    folder = tmp_path / "v"
    with vaults.create_vault(folder, "killed", unlock_seconds=0.02) as vault:
        case = open_case(vault).id
    command = [sys.executable, "-m", "tests.e2e.typist", str(folder), case]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=env)
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(b"killed\n")
    program.stdin.flush()

    seen: list[tuple[float, int]] = []
    while not seen or seen[-1][0] - seen[0][0] < LOST + SECONDS:
        seen.append((time.monotonic(), int(program.stdout.readline())))
    program.kill()
    killed = time.monotonic()
    program.communicate()

    with vaults.open_vault(folder, vaults.unlock(folder, "killed")) as vault:
        (letter,) = records.every(vault, Letter)
    kept = len(letter.text) - len(letter.text.lstrip("a"))
    assert kept >= max(count for moment, count in seen if moment <= killed - LOST) > 0
