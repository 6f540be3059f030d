"""C36, R3: a program that breaks leaves no picture of its memory, and nobody of the same user looks into it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.devices.print_service import as_ordinary_user
from tests.torture.counts import count, tell

SOURCE = Path(__file__).parents[2]
DEATHS = count(1, 30)
SIGNALS = (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGQUIT)
CANARY = "dumpcanaryqxv"
PATTERN = Path("/proc/sys/kernel/core_pattern").read_text().strip()

# The limit is as high as it goes, so that only the guard stands between the memory and the disk.
_BREAK = """
import os, resource, signal, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
if sys.argv[2] == "hardened":
    from desktop import guard
    guard.harden()
held = "dumpcanary" + "qxv"
# Whatever a shell in the background ignores is inherited.
signal.signal(int(sys.argv[1]), signal.SIG_DFL)
os.kill(os.getpid(), int(sys.argv[1]))
"""
_WAIT = """
import sys
if sys.argv[1] == "hardened":
    from desktop import guard
    guard.harden()
print("ready", flush=True)
sys.stdin.read()
"""
_LOOKED_AT = ("mem", "environ", "maps", "fd", "exe")


def _dumps(folder: Path, number: int, how: str) -> int:
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    subprocess.run([sys.executable, "-c", _BREAK, str(int(number)), how], cwd=folder, env=env, stderr=subprocess.DEVNULL, check=False)
    left = list(folder.iterdir())
    for file in left:
        assert CANARY.encode() in file.read_bytes()
        file.unlink()
    return len(left)


@pytest.mark.skipif(PATTERN.startswith(("|", "/")), reason="this kernel hands crashes to a program or a folder: NOT tested")
def test_a_program_that_breaks_leaves_no_picture_of_its_memory(tmp_path: Path):
    bare = sum(_dumps(tmp_path, number, "bare") for number in SIGNALS)

    hardened = sum(_dumps(tmp_path, number, "hardened") for _death in range(DEATHS) for number in SIGNALS)

    tell(f"C36: {DEATHS * len(SIGNALS)} deaths by {len(SIGNALS)} signals, dumps {hardened}; without the guard {bare} of {len(SIGNALS)}")
    assert hardened == 0
    assert bare == len(SIGNALS)


def _python() -> str:
    """A Python that an ordinary user may start; empty where there is none. (The guard needs nothing but Python.)"""
    pythons = [python for python in (sys.executable, "/usr/bin/python3") if os.access(python, os.X_OK) and os.access(SOURCE, os.R_OK)]
    return next(iter(pythons), "")


def _opened(how: str) -> list[str]:
    """What another process of the same user can open of a waiting one."""
    command = [_python(), "-I", "-c", f"import sys; sys.path.insert(0, {str(SOURCE)!r})\n{_WAIT}", how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as waiting:
        assert waiting.stdout is not None
        waiting.stdout.readline()
        seen = []
        for name in _LOOKED_AT:
            place = Path(f"/proc/{waiting.pid}/{name}")
            try:
                if name == "exe":
                    place.readlink()
                elif name == "fd":
                    list(place.iterdir())
                else:
                    place.open("rb").close()
                seen.append(name)
            except PermissionError:
                continue
        waiting.communicate()
    return seen


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user is made out of root: NOT tested")
def test_another_process_of_the_same_user_cannot_look_in():
    if not as_ordinary_user(_python):
        pytest.skip("an ordinary user may not start this Python: NOT tested")

    bare, hardened = as_ordinary_user(lambda: _opened("bare")), as_ordinary_user(lambda: _opened("hardened"))

    tell(f"R3b: opened by another process of the same user {len(hardened)} of {len(_LOOKED_AT)}; without the guard {len(bare)}")
    assert hardened == []
    assert bare == list(_LOOKED_AT)
