"""The child that reads what a stranger made: it has no way out, and what stops it stops nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.errors import BackupDamaged
from desktop.operations.backups import verify
from desktop.storage import apart, contents
from desktop.storage.keys import Keys
from desktop.storage.meter import Meter
from desktop.storage.vault import Vault
from tests.operations.backup_case import one_backup

ROOT = Path(__file__).parents[2]
# Tried from inside, after everything is given up; what works is told.
_TRIES = """
import ctypes, os, socket, sys, subprocess, threading
from desktop import guard
guard.harden()
target = sys.argv[1]
guard.shut_in(1 << 30, 60)
def tried(name, deed):
    try:
        deed()
    except (OSError, RuntimeError, MemoryError):
        return
    os.write(1, (name + " ").encode())
tried("read", lambda: open("/etc/passwd"))
tried("write", lambda: open(target + "/new", "w"))
tried("remove", lambda: os.unlink(target + "/there"))
tried("rename", lambda: os.rename(target + "/there", target + "/elsewhere"))
tried("folder", lambda: os.mkdir(target + "/folder"))
tried("list", lambda: os.listdir(target))
tried("socket", lambda: socket.socket())
tried("pipe", lambda: os.pipe())
tried("memory", lambda: bytearray(2 << 30))
if os.getuid():
    tried("process", lambda: os.fork())
    tried("thread", lambda: threading.Thread(target=int).start())
os.write(1, b"end")
"""


def test_the_child_has_no_files_no_network_and_no_more_memory_than_it_was_given(tmp_path: Path):
    (tmp_path / "there").write_text("x")

    said = subprocess.run([sys.executable, "-c", _TRIES, str(tmp_path)], capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert said == "end"
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


@pytest.mark.apart
def test_a_whole_backup_is_whole_for_the_child_too(vault: Vault, keys: Keys, tmp_path: Path):
    file = one_backup(vault, tmp_path, whole=True).file

    verdict = verify(file, keys.age_identity)

    assert verdict.ok
    assert verdict.papers == 2


@pytest.mark.apart
def test_what_the_child_finds_is_named(vault: Vault, keys: Keys, tmp_path: Path):
    file = one_backup(vault, tmp_path).file
    data = bytearray(file.read_bytes())
    data[-5000] ^= 1
    file.write_bytes(data)

    assert [problem.code for problem in verify(file, keys.age_identity).problems] == ["sealed-damaged"]


@pytest.mark.apart
def test_a_child_that_is_ended_by_the_system_accepts_nothing(vault: Vault, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = one_backup(vault, tmp_path).file
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with path.open("rb") as file, pytest.raises(BackupDamaged) as refused:
        apart.read_backup(file, contents.outside(file), keys.age_identity, Meter(lambda done, total: None, 1))

    assert [problem.code for problem in refused.value.problems] == ["reader-stopped"]
