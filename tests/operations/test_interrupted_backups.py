"""A backup that cannot be made is told in one sentence, and earlier copies stay as they are. Cut on its way: `tests/torture`."""

import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from desktop.domain.cases import Case
from desktop.domain.errors import DiskFailed, DiskFull, NotFound, TargetReadOnly
from desktop.operations.attachments import attach
from desktop.operations.backups import back_up
from desktop.storage import meter, place, records
from desktop.storage.vault import Vault
from tests.operations.backup_case import fill, scan, stick, tree


@pytest.fixture(autouse=True)
def _report_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "_STEP", 1)


def ready(vault: Vault, tmp_path: Path, to: Path) -> dict[str, bytes]:
    """One backup lies there, and the next will have something to do. What must not change comes back."""
    fill(vault, tmp_path, papers=1)
    back_up(vault, to)
    attach(vault, records.every(vault, Case)[0].id, scan(tmp_path, 9))
    return tree(to)


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
