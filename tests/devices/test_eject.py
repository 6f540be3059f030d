"""A stick may be taken out once nothing of it is mounted, and not before that is said."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.devices.drives import Drive
from desktop.devices.eject import eject


def drive(path: Path) -> Drive:
    return Drive(
        path=path, label="blue", file_system="ext4", free_bytes=0, total_bytes=0, is_read_only=False, is_encrypted=False,
        is_system_disk=False, holds_foreign_files=False, holds_unfinished_backup=False, node="/dev/sdz9",
    )  # fmt: skip


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, script: str) -> Path:
    """A program of this name that notes how it was called and does what the script says; no other is found."""
    told, path = folder / "told", folder / name
    path.write_text(f'#!/bin/sh\necho "{name} $*" >>{told}\n{script}\n')
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return told


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A real small file system on a loop device."""
    image, target = tmp_path / "image", tmp_path / "stick"
    target.mkdir()
    with image.open("wb") as file:
        file.truncate(8 * 1024**2)
    for command in (["mkfs.ext4", "-q", "-F", image], ["mount", "-o", "loop", image, target]):
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"NOT TESTED, this needs root and file systems to mount: {command}: {done.stderr.strip()}")
    yield target
    subprocess.run(["/bin/umount", "-l", target], check=False, capture_output=True)


def test_a_mounted_stick_is_let_go_of(mounted: Path):
    (mounted / "copy").write_bytes(b"x")

    assert eject(drive(mounted))

    assert not list(mounted.iterdir())


def test_a_stick_that_is_in_use_is_not_called_free(mounted: Path):
    with (mounted / "open").open("wb"):
        assert not eject(drive(mounted))


def test_the_desktops_service_is_asked_first_and_switches_it_off(mounted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "bin").mkdir()
    told = program(tmp_path / "bin", monkeypatch, "udisksctl", f'[ "$1" = unmount ] && exec /bin/umount {mounted}')

    assert eject(drive(mounted))

    assert told.read_text().splitlines() == [
        "udisksctl unmount --no-user-interaction -b /dev/sdz9",
        "udisksctl power-off --no-user-interaction -b /dev/sdz9",
    ]


def test_where_nobody_may_unmount_it_is_said(mounted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "bin").mkdir()
    program(tmp_path / "bin", monkeypatch, "udisksctl", "exit 1")
    told = program(tmp_path / "bin", monkeypatch, "umount", "exit 32")

    assert not eject(drive(mounted))

    assert "power-off" not in told.read_text()
