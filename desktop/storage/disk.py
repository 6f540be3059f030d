"""What the system's disk errors mean to the person in front of the screen."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.domain.errors import CaseFileError, DiskFailed, DiskFull, TargetReadOnly, VaultReadOnly

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


def meaning(error: OSError) -> CaseFileError:
    """The problem a user can mend behind an error of the system while writing."""
    if error.errno in _FULL:
        return DiskFull()
    if error.errno in _READ_ONLY:
        return VaultReadOnly()
    return DiskFailed()


def flush_names(folder: Path) -> None:
    """Make the names in a folder last, those that are gone too. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_file(path: Path) -> bool:
    """Whether a file is there and can be asked for; on a disk that fails it is not."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder is there and can be asked for; on a disk that fails it is not."""
    try:
        return path.is_dir()
    except OSError:
        return False


@contextmanager
def told() -> Iterator[None]:
    """Inside, an error of the system comes out as DiskFull, VaultReadOnly or DiskFailed."""
    try:
        yield
    except OSError as error:
        raise meaning(error) from error


@contextmanager
def told_of_place() -> Iterator[None]:
    """As `told`, for a place she chose, with TargetReadOnly: "the vault cannot be written to" would send her to the wrong disk."""
    try:
        with told():
            yield
    except VaultReadOnly:
        raise TargetReadOnly from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, in place of what had its name, readable by its owner alone, and wait until it lasts.

    Raises DiskFull, TargetReadOnly, DiskFailed.
    """
    with told_of_place():
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        half = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
        except BaseException:
            half.unlink(missing_ok=True)
            raise
        flush_names(path.parent)
