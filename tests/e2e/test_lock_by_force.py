"""The lock comes true whatever hangs, and takes the children along."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.memory import is_replaced
from tests.e2e.screen import ROOT, until

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may look at a process that forbids it")

SAVING_HANGS = """
import time
from desktop.ui.handover import Handover
from desktop.ui.lock import Deadline
Deadline(Handover("/nowhere", True, ("note",)))
time.sleep(60)
"""

PYTHON_HANGS = """
import re
from desktop.ui.handover import Handover
from desktop.ui.lock import Deadline
Deadline(Handover("/nowhere", True))
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


def _started(script: str, home: Path) -> "subprocess.Popen[str]":
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PORTFEL_HOME": str(home), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", script], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


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
