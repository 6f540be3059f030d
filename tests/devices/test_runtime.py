"""The folder of a session is private, empty and in memory."""

import os
import stat
from pathlib import Path

import pytest

from desktop.devices.runtime import private_runtime_dir


@pytest.fixture(autouse=True)
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


def test_it_is_private_and_empty():
    folder = private_runtime_dir()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(folder.iterdir()) == []


def test_what_an_earlier_image_left_is_gone():
    (private_runtime_dir() / "left").write_text("here")

    assert list(private_runtime_dir().iterdir()) == []


def test_a_folder_laid_as_a_trap_is_not_used(session: Path):
    elsewhere = session / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    (session / f"portfel-{os.getuid()}-{os.getpid()}").symlink_to(elsewhere)

    folder = private_runtime_dir()
    folder.rmdir()

    assert folder.parent == Path("/dev/shm")
    assert (elsewhere / "kept").exists()


def test_without_a_session_shared_memory_serves(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR")

    folder = private_runtime_dir()
    folder.rmdir()

    assert folder.parent == Path("/dev/shm")
