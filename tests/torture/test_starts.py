"""Many starts at once: exactly one opens the vault, and a start after a kill is not kept waiting (SECURITY C31)."""

import ctypes
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from desktop.domain.errors import VaultInUse, VaultReadOnly
from desktop.operations.vaults import open_vault
from desktop.storage.keys import Keys
from desktop.storage.vault import LOCK
from tests.torture.counts import count, seeded, tell
from tests.torture.victims import open_and_hold, start_together, victim

RACES, AT_ONCE = count(10, 200), 4
_libc = ctypes.CDLL(None, use_errno=True)
_READ_ONLY, _REMOUNT, _DETACH = 1, 32, 2


def test_of_many_starts_exactly_one_opens_and_a_kill_leaves_no_lock(quick_folder: Path, keys: Keys) -> None:
    chance, one, slowest = seeded("starts"), 0, 0.0
    for _ in range(RACES):
        together = start_together(AT_ONCE)
        if chance.random() < 0.3:
            (quick_folder / LOCK).unlink(missing_ok=True)
        with ExitStack() as starts:
            pipes = [starts.enter_context(victim(open_and_hold, quick_folder, keys, together))[1] for _ in range(AT_ONCE)]
            answers = [pipe.recv() for pipe in pipes]
            one += sorted(answers) == [*[VaultInUse.__name__] * (AT_ONCE - 1), "mine"]
        # All were killed, and the one that had the vault left its lock file.
        began = time.monotonic()
        open_vault(quick_folder, keys).close()
        slowest = max(slowest, time.monotonic() - began)

    tell(f"C31: {RACES} races of {AT_ONCE} starts, {one} with exactly one writer; after a kill open again within {slowest:.2f} s")
    assert one == RACES


@pytest.fixture
def read_only_disk(tmp_path: Path, empty_vault) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0 or _libc.mount(b"none", str(place).encode(), b"tmpfs", 0, b"size=16m"):
        pytest.skip("nothing can be mounted here: a vault on a read-only disk was not tried")
    shutil.copytree(empty_vault[0], place / "with")
    shutil.copytree(empty_vault[0], place / "without")
    (place / "without" / LOCK).unlink()
    assert _libc.mount(b"none", str(place).encode(), b"tmpfs", _REMOUNT | _READ_ONLY, b"size=16m") == 0
    yield place
    _libc.umount2(str(place).encode(), _DETACH)


@pytest.mark.parametrize("name", ["with", "without"])
def test_a_vault_on_a_read_only_disk_is_called_so_with_a_lock_file_and_without(read_only_disk: Path, keys: Keys, name: str) -> None:
    with pytest.raises(VaultReadOnly):
        open_vault(read_only_disk / name, keys)
