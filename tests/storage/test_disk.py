"""Errors of the disk, in the words of the person who can mend them."""

import errno
from pathlib import Path

import pytest

from desktop.domain.errors import DiskFailed, DiskFull, VaultReadOnly
from desktop.storage import disk


def test_a_really_full_device_is_a_full_disk():
    with pytest.raises(DiskFull), disk.told():
        Path("/dev/full").write_bytes(b"x")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EROFS, VaultReadOnly),
        (errno.EACCES, VaultReadOnly),
        (errno.EIO, DiskFailed),
        (errno.ENODEV, DiskFailed),
        (errno.ENOENT, DiskFailed),
    ],
)
def test_each_error_has_its_meaning(number, kind):
    assert type(disk.meaning(OSError(number, "x"))) is kind


def test_what_is_no_disk_error_flies_on():
    with pytest.raises(ZeroDivisionError), disk.told():
        _ = 1 / 0


def test_a_file_is_written_whole_and_for_its_owner_alone(tmp_path):
    disk.write_whole(tmp_path / "01.pdf", b"first")
    disk.write_whole(tmp_path / "01.pdf", b"second")

    assert [(path.name, path.read_bytes(), path.stat().st_mode & 0o777) for path in tmp_path.iterdir()] == [("01.pdf", b"second", 0o600)]


def test_a_file_that_cannot_be_written_leaves_nothing_and_keeps_what_was_there(tmp_path, monkeypatch):
    disk.write_whole(tmp_path / "01.pdf", b"first")
    monkeypatch.setattr(disk.os, "fsync", _full)

    with pytest.raises(DiskFull):
        disk.write_whole(tmp_path / "01.pdf", b"second")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("01.pdf", b"first")]


def _full(_descriptor):
    raise OSError(errno.ENOSPC, "full")
