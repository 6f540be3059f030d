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
