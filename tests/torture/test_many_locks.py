"""Locked and unlocked all day long, as an ordinary user: the guard never wears off, and no other program of hers gets in."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.operations.cases import open_case
from desktop.operations.vaults import create_vault
from tests.e2e.memory import has_come, hits
from tests.e2e.ordinary import USER, as_user, is_impossible
from tests.e2e.screen import ROOT, Program, missing_programs, running, screen, until
from tests.torture.counts import count, tell

PASSPHRASE, STORED = "qxcanary", "storedcanaryqx"  # a short one: it is typed two thousand times

pytestmark = [
    pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"),
    pytest.mark.skipif(is_impossible(), reason="only root can become an ordinary user to try this, where he may read the program"),
]


@dataclass(frozen=True)
class Guard:
    """What the kernel says of a process."""

    filters: int
    no_new_privileges: int
    core: tuple[str, ...]
    owner: int


def guard_of(pid: int) -> Guard:
    """As anybody can read it. The folder of a process that may be dumped belongs to its user, else to root."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    core = re.search(r"Max core file size\s+(\S+)\s+(\S+)", Path(f"/proc/{pid}/limits").read_text())
    assert core
    owner = Path(f"/proc/{pid}/mem").stat().st_uid
    return Guard(int(status["Seccomp_filters"]), int(status["NoNewPrivs"]), core.groups(), owner)


ON = Guard(1, 1, ("0", "0"), 0)


@pytest.fixture
def program(quick_place: Path) -> Iterator[Program]:
    """The program of an ordinary user, waiting for the passphrase. In memory: a disk that is slow would give it another number."""
    with tempfile.TemporaryDirectory(dir=quick_place) as name:
        home = Path(name)
        quick_place.chmod(0o755)
        with create_vault(home / "vault", PASSPHRASE, unlock_seconds=0.01) as vault:
            open_case(vault, about=STORED, matter=STORED)
        for place in (home, *home.rglob("*")):
            os.chown(place, USER, USER)
        with screen(home) as env, running(env, "--vault", str(home / "vault"), "--lang", "en", ordinary=True) as started:
            yield started


def unlock(program: Program) -> None:
    """Type the passphrase; on a busy computer the first letters may fall before the window has the keyboard."""
    for patience in (6, 12, 24):
        program._hand("search", "--sync", "--onlyvisible", "--name", "^Portfel – locked$", "windowfocus", "--sync")
        program.press("ctrl+a")
        program.type(PASSPHRASE)
        program.press("Return")
        with suppress(AssertionError):
            until(lambda: "Portfel" in program.titles(), "the window to open", patience)
            program._hand("search", "--sync", "--onlyvisible", "--name", "^Portfel$", "windowfocus", "--sync")
            return
    raise AssertionError("three times the passphrase did not open the vault")


def test_the_guard_stays_on_through_many_locks(program):
    locks, scanned, seconds = count(2, 2000), 0, list[float]()
    program.see("Portfel – locked")
    for number in range(locks):
        unlock(program)
        assert guard_of(program.process.pid) == ON
        if number % 100 == 0:
            until(lambda: has_come(program.process.pid, STORED), "the case on the screen", every=0.05)
        program.press("F12" if number % 2 else "ctrl+l")
        seconds.append(program.see("Portfel – locked"))
        assert guard_of(program.process.pid) == ON
        if number % 100 == 0:
            assert hits(program.process.pid, [STORED, PASSPHRASE]) == {STORED: 0, PASSPHRASE: 0}
            scanned += 1
            print(f"{number + 1} locks", flush=True)

    seconds.sort()
    tell(
        f"{locks} of {locks} locks in a row as an ordinary user, guard on after each (1 filter, no dump, no core); memory scanned"
        f" after {scanned} of them: 0 hits; key to passphrase field median {seconds[locks // 2]:.2f} s, longest {seconds[-1]:.2f} s"
    )


AGAIN = """
import os, sys
from desktop import guard
guard.harden()
left = int(os.environ["LEFT"])
if left:
    os.execve(sys.executable, [sys.executable, "-c", os.environ["AGAIN"]], {**os.environ, "LEFT": str(left - 1)})
print(*(measure.id for measure in guard.measures() if not measure.on))
print(next(line for line in open("/proc/self/status") if line.startswith("Seccomp_filters")))
"""


def test_the_guard_is_no_heavier_after_many_images_of_the_process():
    images = count(20, 2000)
    env = {**os.environ, "LEFT": str(images), "AGAIN": AGAIN}
    done = subprocess.run([sys.executable, "-c", AGAIN], env=env, cwd=ROOT, capture_output=True, text=True, check=True)

    tell(f"{images} images of one process, each hardened: {done.stdout.split()[-1]} filter, every measure on")
    assert done.stdout.split() == ["Seccomp_filters:", "1"]


PEEK = """
import os, sys
for name in sys.argv[2:]:
    try:
        place = f"/proc/{sys.argv[1]}/{name}"
        if name in ("fd", "root", "cwd", "map_files"):
            os.listdir(place)
        else:
            file = open(place, "rb", buffering=0)
            name == "mem" or file.read(1)  # whoever has it open can read it
        print(name)
    except OSError:
        pass
"""


def opened(pid: int) -> set[str]:
    """What another program of the same user may open of a process."""
    closed = ("mem", "environ", "maps", "fd", "root", "cwd", "map_files", "auxv", "smaps", "io", "syscall")
    peek = as_user(sys.executable, "-c", PEEK, str(pid), *closed)
    return set(subprocess.run(peek, capture_output=True, text=True, check=True).stdout.split())


def test_no_other_program_of_hers_looks_into_it(program):
    pid = program.process.pid
    program.see("Portfel – locked")
    assert opened(pid) == set()
    for _time in range(2):
        unlock(program)
        assert opened(pid) == set()
        program.press("F12")
        program.see("Portfel – locked")
        assert opened(pid) == set()
        assert Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[1:] == [b"-m", b"desktop", b""]


def test_an_ordinary_program_of_hers_is_open_to_the_others():
    """Without this the test above would have its eyes shut."""
    with subprocess.Popen(as_user("sleep", "60")) as other:
        try:
            until(lambda: Path(f"/proc/{other.pid}/comm").read_text().strip() == "sleep", "the other program")

            assert {"mem", "environ", "maps", "fd", "cwd"} <= opened(other.pid)
        finally:
            other.kill()
