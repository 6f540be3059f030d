"""Destroying the keys: off until wanted, refused without a copy elsewhere, and then nothing opens."""

import errno
import os
from pathlib import Path

import pytest

from desktop import preferences
from desktop.devices import drives
from desktop.domain.errors import DiskFailed, EraseIsOff, HeaderDamaged, NoCopyElsewhere
from desktop.operations import erasing, freshness
from desktop.operations.backups import back_up, restore
from desktop.operations.cases import open_case
from desktop.operations.copies import copies_elsewhere
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import cases, header
from tests.conftest import PASSPHRASE


def drive(path: Path, label: str = "Синяя", **fields) -> drives.Drive:
    usual = {"file_system": "ext4", "free_bytes": 1, "total_bytes": 1, "is_read_only": False, "is_encrypted": False,
             "is_system_disk": False, "holds_foreign_files": False, "holds_unfinished_backup": False}  # fmt: skip
    return drives.Drive(path=path, label=label, **(usual | fields))


@pytest.fixture
def stick(tmp_path, monkeypatch) -> Path:
    """A folder that is taken for a stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(drives, "drive_of", lambda path: drive(folder) if path.is_relative_to(folder) else None)
    return folder


@pytest.fixture
def ready(vault, stick):
    """A vault in which it is switched on, with a proven copy on a stick; the copy."""
    open_case(vault)
    proven = back_up(vault, stick)
    erasing.switch_on(vault)
    return proven


def _opens(folder: Path) -> bool:
    try:
        unlock(folder, PASSPHRASE)
    except HeaderDamaged:
        return False
    return True


def test_it_is_off_until_it_was_switched_on_and_after_it_was_switched_off(vault, stick):
    back_up(vault, stick)

    with pytest.raises(EraseIsOff):
        erasing.erase(vault)
    erasing.switch_on(vault)
    erasing.switch_off(vault)
    with pytest.raises(EraseIsOff):
        erasing.erase(vault)

    assert _opens(vault.folder)


@pytest.mark.parametrize("where", ["nowhere", "in this computer", "on its own disk", "taken off the stick"])
def test_without_a_proven_copy_elsewhere_it_is_refused(vault, stick, tmp_path, monkeypatch, where):
    erasing.switch_on(vault)
    if where == "in this computer":
        (tmp_path / "copies").mkdir()
        back_up(vault, tmp_path / "copies")
    elif where == "on its own disk":
        monkeypatch.setattr(drives, "drive_of", lambda _path: drive(stick, is_system_disk=True))
        back_up(vault, stick)
    elif where == "taken off the stick":
        back_up(vault, stick).file.unlink()

    with pytest.raises(NoCopyElsewhere):
        erasing.erase(vault)

    assert _opens(vault.folder)


def test_a_stick_that_is_not_plugged_in_counts_with_its_name(vault, ready, stick):
    stick.rename(stick.with_name("carried away"))

    (copy,) = copies_elsewhere(vault)

    assert (copy.file, copy.stick) == (ready.file.name, "Синяя")


def test_afterwards_nothing_opens_and_the_copy_brings_it_back(vault, ready, tmp_path):
    freshness.remember(vault)
    number = cases.rows(vault)[0].number
    before = {name: (vault.folder / name).read_bytes() for name in header.COPIES}

    erasing.erase(vault)
    vault.close()

    assert not _opens(vault.folder)
    for name, content in before.items():
        now = (vault.folder / name).read_bytes()
        assert len(now) == len(content)
        assert not _pieces(content) & _pieces(now)
    assert sorted(path.name for path in vault.folder.glob("header*")) == ["header.a", "header.b"]
    assert not any(preferences.state_folder().iterdir())
    restore(ready.file, PASSPHRASE, tmp_path / "again")
    with open_vault(tmp_path / "again", unlock(tmp_path / "again", PASSPHRASE)) as again:
        assert cases.rows(again)[0].number == number
        assert not erasing.is_on(again)


def _pieces(content: bytes) -> set[bytes]:
    return {content[at : at + 16] for at in range(0, len(content) - 16, 16)}


def test_the_old_bytes_are_overwritten_where_they_lie(vault, ready):
    """A name taken away leaves the bytes in its blocks: a second name for the same file shows that they are gone."""
    for name in header.COPIES:
        os.link(vault.folder / name, vault.folder / f"same-{name}")
    before = (vault.folder / "header.a").read_bytes()

    erasing.erase(vault)

    assert all(not _pieces((vault.folder / f"same-{name}").read_bytes()) & _pieces(before) for name in header.COPIES)


def test_a_copy_that_cannot_be_overwritten_is_said_and_the_other_goes_all_the_same(vault, ready, monkeypatch):
    whole = os.open

    def failing(path, flags, *more, **fields):
        if str(path).endswith("header.a") and flags & os.O_WRONLY:
            raise OSError(errno.EIO, "")
        return whole(path, flags, *more, **fields)

    monkeypatch.setattr(os, "open", failing)

    with pytest.raises(DiskFailed):
        erasing.erase(vault)

    assert not _pieces((vault.folder / "header.b").read_bytes()) & _pieces(header.seal(vault.header, vault.keys.vmk))
