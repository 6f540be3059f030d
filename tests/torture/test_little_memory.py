"""Little memory while a large vault is opened, read and changed: one sentence, and no damage (SECURITY C12)."""

import hashlib
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from desktop.domain.notes import Note
from desktop.operations.cases import open_case
from desktop.operations.checks import check
from desktop.operations.vaults import open_vault
from desktop.storage import records
from desktop.storage.keys import Keys
from desktop.storage.vault import DATABASE
from tests.conftest import PASSPHRASE
from tests.torture.counts import count, tell

SOURCE = Path(__file__).parents[2]
MIB = count(8, 256)  # the database
ROOMS = count(2, 32)  # how many amounts of memory are tried
STEP = count(48, 4)  # MiB between two of them

# All that the program loads is loaded; then so many MiB more are all that it gets.
PROGRAM = """
import resource, sys
from desktop.cli import program, vaults, cases, opening
from desktop.operations import checks, notes, salvage
room = int(sys.argv[1]) * 1024 * 1024
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + room, used + room))
sys.exit(program.main(sys.argv[2:]))
"""


def _filled(folder: Path, keys: Keys) -> str:
    with open_vault(folder, keys) as vault:
        case = open_case(vault)
        body = hashlib.sha256(b"x").hexdigest() * 1600
        for _ in range(max(1, MIB // 8)):
            with vault.transaction():
                for number in range(80):
                    records.save(
                        vault,
                        Note(id=vault.new_id(), case=case.id, written_at="2026-05-14T09:00:00+00:00", blocks={"facts": f"{number} {body}"}),
                    )
        return case.number


def test_little_memory_is_one_sentence_and_no_damage(work_folder: Path, keys: Keys, tmp_path: Path) -> None:
    number = _filled(work_folder, keys)
    commands = (["cases", "--json"], ["check", "--json"], ["add-note", "--case", number])
    ends, wrong = Counter[str](), Counter[str]()
    for room in range(0, ROOMS * STEP, STEP):
        for command, *rest in commands:
            said = _run(room, command, work_folder, rest)
            ends["done" if said.returncode == 0 else "refused"] += 1
            if said.returncode not in {0, 1} or (said.returncode and said.stderr.count("\n") > 1):
                wrong[f"{command} with {room} MiB more: {said.returncode} {said.stderr[-300:]!r}"] += 1

    with open_vault(work_folder, keys) as vault:
        assert check(vault).ok
    size = (work_folder / DATABASE).stat().st_size // 1024**2
    tell(f"C12: a database of {size} MiB, {dict(ends)} with 0 to {ROOMS * STEP} MiB to spare; wrong: {dict(wrong) or 0}")
    assert wrong == Counter()
    assert ends["refused"] > 0
    assert ends["done"] > 0
    shutil.rmtree(work_folder)


def _run(room: int, command: str, folder: Path, rest: list[str]) -> "subprocess.CompletedProcess[str]":
    arguments = [sys.executable, "-c", PROGRAM, str(room), command, "--vault", str(folder), *rest]
    return subprocess.run(arguments, input=f"{PASSPHRASE}\nзаметка\n", capture_output=True, text=True, cwd=SOURCE, check=False)
