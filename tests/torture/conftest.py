"""What the long proofs may ask for."""

import ctypes
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.storage.keys import Keys
from tests.torture.counts import LONG

_MEMORY = Path("/dev/shm")
DISK = 32 * 1024**2
_libc = ctypes.CDLL(None, use_errno=True)
_DETACH = 2


@pytest.fixture
def quick_place(tmp_path: Path) -> Iterator[Path]:
    """A folder that need not wait for a disk, where the computer has one: for proofs that are not about the disk."""
    if not _MEMORY.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=_MEMORY) as place:
        yield Path(place)


@pytest.fixture
def quick_folder(quick_place: Path, empty_vault: tuple[Path, Keys]) -> Path:
    """The folder of an empty vault there."""
    return Path(shutil.copytree(empty_vault[0], quick_place / "vault"))


@pytest.fixture
def work_folder(quick_place: Path, tmp_path: Path, empty_vault: tuple[Path, Keys]) -> Path:
    """The folder of an empty vault: on the disk in the long form, in memory in the short one."""
    return Path(shutil.copytree(empty_vault[0], (tmp_path if LONG else quick_place) / "worked-on"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 32 MiB that can be filled; only root may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    if _libc.mount(b"none", str(place).encode(), b"tmpfs", 0, f"size={DISK}".encode()):
        pytest.skip("nothing can be mounted here: saving on a full disk was not tried")
    yield place
    _libc.umount2(str(place).encode(), _DETACH)
