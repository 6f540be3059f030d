"""What the long proofs may ask for."""

import ctypes
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.storage.keys import Keys
from tests.torture.counts import LONG

DISK = 32 * 1024**2
_libc = ctypes.CDLL(None, use_errno=True)
_DETACH = 2


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
