"""A disk that fills up, is read-only, or goes away while she saves: said in one sentence, and nothing that was kept is lost."""

import ctypes
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.errors import DiskFull, VaultReadOnly
from desktop.domain.notes import Note
from desktop.operations.cases import open_case
from desktop.operations.notes import add_note
from desktop.operations.vaults import create_vault, open_vault
from desktop.storage import records
from desktop.storage.keys import Keys

_libc = ctypes.CDLL(None, use_errno=True)
_READ_ONLY, _REMOUNT, _DETACH = 1, 32, 2

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk: saving on a full disk was not tried")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MiB, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    if _libc.mount(b"none", str(place).encode(), b"tmpfs", 0, b"size=3m"):
        pytest.skip("nothing can be mounted here: saving on a full disk was not tried")
    yield place
    _libc.umount2(str(place).encode(), _DETACH)


def _free(disk: Path) -> None:
    (disk / "ballast").unlink()


@needs_root
def test_a_full_disk_loses_nothing_that_was_kept_and_goes_on_once_there_is_room(small_disk: Path, folder: Path, keys: Keys) -> None:
    shutil.copytree(folder, small_disk / "vault")
    (small_disk / "ballast").write_bytes(bytes(900_000))
    with open_vault(small_disk / "vault", keys) as vault:
        case = open_case(vault)
        kept: list[Note] = []
        with pytest.raises(DiskFull):
            kept.extend(add_note(vault, case.id, f"{number} " + "слово " * 1500) for number in range(2000))
        assert len(kept) > 5
        assert records.of_case(vault, Note, case.id) == kept
        _free(small_disk)
        after = add_note(vault, case.id, "теперь есть место")
    with open_vault(small_disk / "vault", keys) as again:
        assert records.of_case(again, Note, case.id) == [*kept, after]


@needs_root
def test_a_new_vault_on_a_full_disk_leaves_nothing_behind(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(3_100_000))

    with pytest.raises(DiskFull):
        create_vault(small_disk / "vault", "x", unlock_seconds=0.01)

    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


@needs_root
def test_a_read_only_disk_is_called_so_and_left_alone(small_disk: Path, folder: Path, keys: Keys) -> None:
    shutil.copytree(folder, small_disk / "vault")
    assert _libc.mount(b"none", str(small_disk).encode(), b"tmpfs", _REMOUNT | _READ_ONLY, b"size=3m") == 0

    with pytest.raises(VaultReadOnly):
        open_vault(small_disk / "vault", keys)
