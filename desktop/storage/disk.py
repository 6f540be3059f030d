"""What the system's disk errors mean to the person in front of the screen."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.domain.errors import CaseFileError, DiskFailed, DiskFull, VaultReadOnly

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


def meaning(error: OSError) -> CaseFileError:
    """The problem a user can mend behind an error of the system while writing."""
    if error.errno in _FULL:
        return DiskFull()
    if error.errno in _READ_ONLY:
        return VaultReadOnly()
    return DiskFailed()


@contextmanager
def told() -> Iterator[None]:
    """Inside, an error of the system comes out as DiskFull, VaultReadOnly or DiskFailed."""
    try:
        yield
    except OSError as error:
        raise meaning(error) from error
