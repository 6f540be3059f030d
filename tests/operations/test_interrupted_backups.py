"""A backup killed, on a full disk, on a stick pulled out: no final name appears, earlier copies stay as they are."""

import errno
import fcntl
import os
import signal
import struct
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from desktop.domain.cases import Case
from desktop.domain.errors import DiskFailed, DiskFull, NotFound, TargetReadOnly
from desktop.operations.attachments import attach
from desktop.operations.backups import back_up, verify
from desktop.operations.vaults import open_vault
from desktop.storage import meter, place, records
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault
from tests.operations.backup_case import fill, scan, stick, tree

KILLS = 40
_SHUT_DOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN: from now on every access fails, as with a device that is gone


@pytest.fixture(autouse=True)
def _report_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "_STEP", 1)


def ready(vault: Vault, tmp_path: Path, to: Path) -> dict[str, bytes]:
    """One backup lies there, and the next will have something to do. What must not change comes back."""
    fill(vault, tmp_path, papers=1)
    back_up(vault, to)
    attach(vault, records.every(vault, Case)[0].id, scan(tmp_path, 9))
    return tree(to)


def at_call(number: int, act: Callable[[], object]) -> Callable[[int, int], None]:
    """A report that does something when it is called for that time."""
    calls = iter(range(1_000_000))

    def report(done: int, total: int) -> None:
        if next(calls) == number:
            act()

    return report


def count_calls(vault: Vault, before: dict[str, bytes], other: Path) -> int:
    """How often the next backup reports, tried on a copy of what is there."""
    for name, content in before.items():
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_bytes(content)
    calls: list[int] = []
    back_up(vault, other, report=lambda done, total: calls.append(done))
    return len(calls)


def forget_papers(folder: Path, before: dict[str, bytes]) -> None:
    """Take away papers that came whole, so that the next try has as much to do. What is half stays in its way."""
    for name in tree(folder).keys() - before.keys():
        if not name.endswith(".part"):
            (folder / name).unlink()


def test_killed_at_any_point(folder: Path, keys: Keys, tmp_path: Path):
    with open_vault(folder, keys) as vault:
        before = ready(vault, tmp_path, stick(tmp_path))
        calls = count_calls(vault, before, tmp_path / "other")

    # At the last call it has its name already, and was proven.
    for number in range(0, calls - 1, max(1, calls // KILLS)):
        child = os.fork()
        if child == 0:
            try:
                with open_vault(folder, keys) as vault:
                    back_up(vault, stick(tmp_path), report=at_call(number, lambda: os.kill(os.getpid(), signal.SIGKILL)))
            finally:
                os._exit(0)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
        after = tree(stick(tmp_path))
        assert {name: after[name] for name in before} == before
        assert len(list(stick(tmp_path).glob("*.backup"))) == 1
        forget_papers(stick(tmp_path), before)

    with open_vault(folder, keys) as vault:
        assert list(folder.glob("snapshot-*")) == []
        made = back_up(vault, stick(tmp_path))
    assert verify(made.file, keys.age_identity).ok
    assert [path.name for path in stick(tmp_path).rglob("*.part")] == []


def mounted(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"NOT TESTED, this needs root and file systems to mount: {' '.join(command)}: {done.stderr.strip()}")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A stick in memory whose size a test can change."""
    target = tmp_path / "small"
    target.mkdir()
    mounted("mount", "-t", "tmpfs", "-o", "size=64m,mode=700", "tmpfs", str(target))
    yield target
    subprocess.run(["umount", "-l", target], check=True)


def test_a_disk_that_fills_up_at_any_point(vault: Vault, tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch):
    before = ready(vault, tmp_path, small)
    used = os.statvfs(small)
    blocks = used.f_blocks - used.f_bfree
    # Without the check before, it has to notice at the very write that fails.
    monkeypatch.setattr(place, "MARGIN", -(10**9))
    full = 0
    for more in range(1, 60):
        subprocess.run(["mount", "-o", f"remount,size={(blocks + more) * used.f_frsize}", str(small)], check=True)
        try:
            back_up(vault, small)
        except DiskFull:
            full += 1
            assert tree(small) == before
        else:
            break

    assert full > 20
    assert len(list(small.glob("*.backup"))) == 2


def test_a_disk_that_is_full_is_told_before_a_byte_is_written(vault: Vault, tmp_path: Path, small: Path):
    before = ready(vault, tmp_path, stick(tmp_path))
    subprocess.run(["mount", "-o", "remount,size=8m", str(small)], check=True)
    told: list[int] = []

    with pytest.raises(DiskFull):
        back_up(vault, small, report=lambda done, total: told.append(done))

    assert tree(small) == {}
    assert max(told, default=0) == 0
    assert tree(stick(tmp_path)) == before


def test_a_stick_with_write_protection_is_named(vault: Vault, tmp_path: Path, small: Path):
    before = ready(vault, tmp_path, small)
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)

    with pytest.raises(TargetReadOnly):
        back_up(vault, small)

    assert tree(small) == before


@pytest.fixture
def device(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A stick as a small ext4 in a file: the file, and where it is mounted."""
    image, target = tmp_path / "image", tmp_path / "device"
    target.mkdir()
    with image.open("wb") as file:
        file.truncate(48 * 1024**2)
    mounted("mkfs.ext4", "-q", "-F", str(image))
    mounted("mount", "-o", "loop", str(image), str(target))
    yield image, target
    subprocess.run(["umount", "-l", target], check=False, capture_output=True)


def remount(image: Path, target: Path) -> None:
    subprocess.run(["umount", "-l", target], check=False, capture_output=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(target)], check=True)


@pytest.mark.parametrize("how", ["pulled out", "dead"])
def test_a_stick_that_is_gone_at_any_point(vault: Vault, tmp_path: Path, device: tuple[Path, Path], how: str):
    image, target = device
    before = ready(vault, tmp_path, target)
    calls = count_calls(vault, before, tmp_path / "other")

    def gone() -> None:
        if how == "pulled out":
            subprocess.run(["umount", "-l", target], check=True)
        else:
            folder = os.open(target, os.O_RDONLY)
            fcntl.ioctl(folder, _SHUT_DOWN, struct.pack("I", 2))
            os.close(folder)

    for number in range(0, calls - 1, max(1, calls // 8)):
        with pytest.raises(DiskFailed):
            back_up(vault, target, report=at_call(number, gone))
        if how == "pulled out":
            assert list(target.iterdir()) == [], "written to the folder under the stick"
        remount(image, target)
        after = tree(target)
        assert {name: after[name] for name in before} == before
        assert len(list(target.glob("*.backup"))) == 1
        forget_papers(target, before)

    assert verify(back_up(vault, target).file, vault.keys.age_identity).ok


def test_a_folder_that_cannot_even_be_asked_for_is_a_sentence(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = stick(tmp_path)
    before = ready(vault, tmp_path, folder)

    def fails(path: Path) -> bool:
        raise OSError(errno.EIO, "")

    monkeypatch.setattr(Path, "is_dir", fails)
    with pytest.raises(NotFound):
        back_up(vault, folder)
    monkeypatch.undo()

    assert tree(folder) == before


@pytest.mark.parametrize("largest", [None, 20_000])
def test_a_stick_that_cannot_be_read_again_is_a_sentence(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, largest: int | None
):
    folder = stick(tmp_path)
    before = ready(vault, tmp_path, folder)
    whole = place.Place.open

    def fails(self: place.Place, name: str) -> BinaryIO:
        if name.endswith(".part"):
            raise OSError(errno.EIO, "")
        return whole(self, name)

    monkeypatch.setattr(place.Place, "open", fails)
    with pytest.raises(DiskFailed):
        back_up(vault, folder, largest_file=largest)

    assert {name: tree(folder)[name] for name in before} == before
    assert len(list(folder.glob("*.backup*"))) == 1
