"""The lock comes true whatever hangs, and takes the children along."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.memory import family, hits, is_replaced
from tests.e2e.screen import ROOT, until

CANARY = "storedcanaryqx"

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may look at a process that forbids it")

SAVING_HANGS = """
import time
from desktop.ui.handover import Handover
from desktop.ui.lock import Deadline
Deadline(lambda: Handover("/nowhere", True, ("note",)))
time.sleep(60)
"""

PYTHON_HANGS = """
import re
from desktop.ui.handover import Handover
from desktop.ui.lock import Deadline
Deadline(lambda: Handover("/nowhere", True))
print("begun", flush=True)
re.match("(a+)+$", "a" * 60 + "b")
"""

CHILDREN = """
import subprocess, threading
from desktop.ui.lock import _end_children
children = [subprocess.Popen(["sleep", "600"])]
other = threading.Thread(target=lambda: children.append(subprocess.Popen(["sleep", "600"])))
other.start()
other.join()
print(*(child.pid for child in children), flush=True)
_end_children()
input()
"""


DISK_HANGS = """
import os, socket, sys
from desktop.ui.handover import Handover
from desktop.ui.lock import Deadline, replace
screen, other = socket.socketpair()
secret = "".join(("stored", "canaryqx")) * 1000
descriptor = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT)
print("begun", other.fileno(), flush=True)
input()
Deadline(lambda: Handover("/nowhere", True, ("note",)) if sys.argv[2] == "locks" else None)
os.write(descriptor, b"x" * 4096)
"""


def _started(script: str, home: Path, *arguments: str) -> "subprocess.Popen[str]":
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PORTFEL_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[tuple[Path, Callable[[str], object]]]:
    """A small disk, and what stops it from answering (`-f`) or lets it go on (`-u`)."""
    disk = tmp_path / "disk"
    disk.mkdir()
    with (tmp_path / "image").open("wb") as image:
        image.truncate(16 * 1024**2)
    subprocess.run(["mkfs.ext4", "-q", tmp_path / "image"], check=True)
    if subprocess.run(["mount", "-o", "loop", tmp_path / "image", disk], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here: a disk that does not answer was not tried")
    freeze = lambda how: subprocess.run(["fsfreeze", how, disk], capture_output=True, check=False)  # noqa: E731
    yield disk, freeze
    freeze("-u")
    subprocess.run(["umount", disk], check=True)


@needs_root
@pytest.mark.parametrize("then", ["locks", "closes"])
def test_a_disk_that_does_not_answer_keeps_nothing_in_memory(tmp_path, frozen, then):
    disk, freeze = frozen
    locked: list[int] = []
    with _started(DISK_HANGS, tmp_path, str(disk / "file"), then) as process:
        try:
            assert process.stdout
            assert process.stdin
            process.stdout.readline()
            assert hits(process.pid, [CANARY])[CANARY] > 1000
            freeze("-f")
            process.stdin.write("\n")
            process.stdin.flush()
            until(lambda: not hits(process.pid, [CANARY])[CANARY], "the memory to be given back")

            # Nobody can end it before the disk answers.
            assert Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0] in "DZ"
            locked = [pid for pid in family(process.pid) if pid != process.pid]
            until(lambda: all(is_replaced(pid) for pid in locked), "the locked program")
            assert len(locked) == (then == "locks")
            assert hits(locked[0], [CANARY]) == {CANARY: 0} if locked else True
        finally:
            freeze("-u")
            for pid in locked:
                os.kill(pid, signal.SIGKILL)
        # And then it ends of itself.
        process.wait(timeout=20)


@needs_root
def test_a_save_that_hangs_is_left_behind_after_three_tenths_of_a_second(tmp_path):
    with _started(SAVING_HANGS, tmp_path) as process:
        try:
            assert until(lambda: is_replaced(process.pid), "the process to be replaced") < 5
        finally:
            process.kill()


def test_where_python_itself_hangs_the_kernel_ends_the_process(tmp_path):
    with _started(PYTHON_HANGS, tmp_path) as process:
        assert process.stdout
        process.stdout.readline()
        began = time.monotonic()

        assert process.wait(timeout=20) == -signal.SIGALRM
        assert time.monotonic() - began < 3


def test_no_child_survives_the_lock(tmp_path):
    with _started(CHILDREN, tmp_path) as process:
        assert process.stdout
        children = [int(number) for number in process.stdout.readline().split()]
        try:
            assert len(children) == 2
            until(lambda: not any(Path(f"/proc/{child}").exists() for child in children), "the children to be gone")
        finally:
            process.communicate("\n")
