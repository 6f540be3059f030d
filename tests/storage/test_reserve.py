"""The reserve: drafts are saved at a lock although nothing is left on the disk."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.drafts import Draft
from desktop.domain.errors import DiskFull
from desktop.operations.cases import open_case
from desktop.operations.drafts import keep_drafts, keep_drafts_at_lock, keep_room_for_drafts
from desktop.operations.vaults import open_vault
from desktop.storage import records, reserve, snapshot
from desktop.storage.keys import Keys
from desktop.storage.vault import DATABASE, Vault

_libc = ctypes.CDLL(None, use_errno=True)
_DETACH = 2

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk: drafts on a full disk were not tried")


@pytest.fixture(params=["tmpfs", "ext4"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A file system of 96 MiB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    if request.param == "tmpfs":
        command = ["mount", "-t", "tmpfs", "-o", "size=96m", "none", place]
    else:
        with (tmp_path / "image").open("wb") as image:
            image.truncate(96 * 1024**2)
        subprocess.run(["mkfs.ext4", "-q", tmp_path / "image"], check=True)
        command = ["mount", "-o", "loop", tmp_path / "image", place]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here: drafts on a full disk were not tried")
    yield place
    _libc.umount2(str(place).encode(), _DETACH)


def fill(disk: Path) -> None:
    """Take every block there is."""
    with (disk / "ballast").open("wb", buffering=0) as file:
        size = 1024**2
        while size >= 512:
            try:
                if file.write(bytes(size)) < size:
                    size //= 2
            except OSError:
                size //= 2


def drafts(vault: Vault) -> list[Draft]:
    return [Draft(id=vault.new_id(), page=f"page{number}", fields={"text": f"{number} " + "слово " * 6000}) for number in range(20)]


@needs_root
def test_on_a_full_disk_every_draft_is_kept_at_the_lock(disk: Path, folder: Path, keys: Keys) -> None:
    shutil.copytree(folder, disk / "vault")
    with open_vault(disk / "vault", keys) as vault:
        case = open_case(vault)
        keep_drafts(vault, drafts(vault)[:3])
        assert keep_room_for_drafts(vault)
        fill(disk)
        typed = drafts(vault)
        with pytest.raises(DiskFull):
            keep_drafts(vault, typed)

        keep_drafts_at_lock(vault, typed)

    with open_vault(disk / "vault", keys) as again:
        assert records.every(again, Draft) == typed
        assert again.problems_of_roots() == ()
        assert again.rows("SELECT id FROM case_row") == [(case.id,)]
        assert not reserve.is_whole(again)
        # Saved and closed; nothing of the moment is left, and the database is sound.
        assert not (disk / "vault" / f"{DATABASE}-journal").exists()
        (disk / "ballast").unlink()
        assert snapshot.findings(again, DATABASE) == ()
        assert keep_room_for_drafts(again)
        assert reserve.is_whole(again)


def test_where_there_is_room_the_reserve_stays(vault: Vault) -> None:
    assert keep_room_for_drafts(vault)

    keep_drafts_at_lock(vault, drafts(vault))

    assert reserve.is_whole(vault)
    assert keep_room_for_drafts(vault)


def test_the_reserve_is_no_part_of_what_is_kept(vault: Vault) -> None:
    before = vault.root()

    keep_room_for_drafts(vault)

    assert vault.root() == before
    assert vault.problems_of_roots() == ()


def test_without_a_reserve_the_full_disk_is_said(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr("desktop.operations.drafts.keep_drafts", full)

    with pytest.raises(DiskFull):
        keep_drafts_at_lock(vault, [])
    assert vault.rows("PRAGMA journal_mode") == [("delete",)]
    assert vault.rows("PRAGMA secure_delete") == [(1,)]


GIVES_UP_AND_IS_KILLED = """
import os, sys
from pathlib import Path
from desktop.domain.drafts import Draft
from desktop.operations.drafts import keep_drafts
from desktop.operations.vaults import open_vault
from desktop.storage import records, reserve
from desktop.storage.keys import Keys
vault = open_vault(Path(sys.argv[1]), Keys(bytes.fromhex(sys.argv[2]), sys.argv[3]))
with reserve.given_up(vault):
    if sys.argv[4] == "during":
        vault.rows("PRAGMA cache_size=5")
        with vault.transaction():
            for number in range(40):
                records.save(vault, Draft(id=f"{number}", page="x", fields={"text": "y" * 100_000}))
            os.kill(os.getpid(), 9)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("moment", ["before", "during"])
def test_killed_at_that_moment_the_vault_is_as_it_was(folder: Path, keys: Keys, moment: str) -> None:
    with open_vault(folder, keys) as vault:
        keep_room_for_drafts(vault)
        case = open_case(vault)
        keep_drafts(vault, drafts(vault)[:2])

    subprocess.run([sys.executable, "-c", GIVES_UP_AND_IS_KILLED, folder, keys.vmk.hex(), keys.vault, moment], check=False)

    assert (folder / f"{DATABASE}-journal").exists()
    with open_vault(folder, keys) as again:
        assert len(records.every(again, Draft)) == 2
        assert again.rows("SELECT id FROM case_row") == [(case.id,)]
        open_case(again)
        assert snapshot.findings(again, DATABASE) == ()
        assert again.problems_of_roots() == ()
        assert keep_room_for_drafts(again)
