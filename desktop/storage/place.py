"""A folder held open: files are put into it whole or not at all, even on a stick that is pulled out half-way.

Everything goes through the folder's own descriptor. If the stick disappears and the path leads to the folder it was
mounted on, nothing is written there.
"""

import ctypes
import errno
import os
import shutil
import stat
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Self

from desktop.domain.errors import DiskFailed, DiskFull, VaultExists
from desktop.storage.disk import told

PART = ".part"
MARGIN = 16 * 1024**2  # what a file system wants for itself

_STRETCH = 4 * 1024**2  # that is wiped at one go

_NOREPLACE = 1
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL, errno.EMLINK}


class Place:
    """An open folder. Errors of the disk come out as DiskFull, VaultReadOnly, DiskFailed."""

    def __init__(self, path: Path, *, within: int | None = None) -> None:
        self.path = path
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
        with told():
            self._fd = os.open(path, flags) if within is None else os.open(path.name, flags | os.O_NOFOLLOW, dir_fd=within)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._fd)

    def names(self) -> list[str]:
        """What lies in it, in order."""
        with told(), os.scandir(self._fd) as entries:
            return sorted(entry.name for entry in entries)

    def size(self, name: str) -> int | None:
        """The bytes of a regular file; None where there is none."""
        with told():
            try:
                found = os.stat(name, dir_fd=self._fd, follow_symlinks=False)
            except FileNotFoundError:
                return None
        return found.st_size if stat.S_ISREG(found.st_mode) else None

    def open(self, name: str) -> BinaryIO:
        """The file, to be read. Raises FileNotFoundError as well."""
        return os.fdopen(os.open(name, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW, dir_fd=self._fd), "rb")

    def within(self, name: str) -> "Place":
        """A folder in it, made if it is not there."""
        with told(), suppress(FileExistsError):
            os.mkdir(name, 0o700, dir_fd=self._fd)
            _fsync(self._fd)
        return Place(self.path / name, within=self._fd)

    @contextmanager
    def part(self, name: str) -> Iterator[BinaryIO]:
        """A new file `<name>.part` to be written and read; on disk when this ends well, gone if it does not."""
        part = name + PART
        with told():
            fd = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600, dir_fd=self._fd)
            try:
                with os.fdopen(fd, "w+b") as file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                    forget(file)
            except BaseException:
                self.drop(part)
                raise

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """A new file, in folders of its own where the name has some. It lasts once the whole file system is flushed."""
        with told():
            for end in (at for at, sign in enumerate(name) if sign == "/"):
                with suppress(FileExistsError):
                    os.mkdir(name[:end], 0o700, dir_fd=self._fd)
            fd = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600, dir_fd=self._fd)
            with os.fdopen(fd, "wb") as file:
                for piece in pieces:
                    file.write(piece)

    def settle(self, name: str) -> None:
        """Give `<name>.part`, a file or a folder, its name, which must be free, and make that last. Raises DiskFailed."""
        with told():
            self._must_be_here()
            _rename_new(self._fd, name + PART, name)
            _fsync(self._fd)
            if not self._leads_here():
                with suppress(OSError):
                    os.unlink(name, dir_fd=self._fd)
                raise DiskFailed

    def drop(self, name: str) -> None:
        """Remove a file, if it is there and can be removed."""
        with suppress(OSError):
            os.unlink(name, dir_fd=self._fd)

    def drop_folder(self, name: str) -> None:
        """Remove a folder with all that is in it, as far as it is there and can be removed."""
        shutil.rmtree(name, ignore_errors=True, dir_fd=self._fd)

    def wipe(self, name: str) -> None:
        """Write random bytes over a file where it lies, then remove it; no harm where there is none. Follow it with `sync`.

        What flash memory, snapshots or a journal of the file system keep of the old bytes is out of reach. The beginning goes first:
        without its head an age file opens with no key.
        """
        with told():
            try:
                fd = os.open(name, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW, dir_fd=self._fd)
            except FileNotFoundError:
                return
            with os.fdopen(fd, "wb", buffering=0) as file:
                left = os.fstat(fd).st_size
                while left:
                    left -= file.write(os.urandom(min(left, _STRETCH))) or 0
                    os.fsync(fd)
            os.unlink(name, dir_fd=self._fd)

    def sync(self) -> None:
        """Make what was removed or renamed last."""
        with told():
            _fsync(self._fd)

    def need(self, size: int) -> None:
        """Raise DiskFull unless there is room for `size` bytes, and VaultReadOnly where nothing can be written."""
        with told():
            found = os.fstatvfs(self._fd)
            if found.f_flag & os.ST_RDONLY:
                raise OSError(errno.EROFS, "")
        if found.f_bavail * found.f_frsize < size + MARGIN:
            raise DiskFull

    def _must_be_here(self) -> None:
        if not self._leads_here():
            raise DiskFailed

    def _leads_here(self) -> bool:
        """Whether the path still leads to this folder: not so once a stick was unmounted under it."""
        try:
            return os.path.samestat(self.path.stat(), os.fstat(self._fd))
        except OSError:
            return False


def forget(file: BinaryIO) -> None:
    """Let the system drop what it remembers of a file, so that the next reading comes from the medium."""
    with suppress(OSError):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def fsync_folder(path: Path) -> None:
    """Make the names in a folder last."""
    with told(), Place(path) as place:
        place.sync()


def move_new(source: Path, target: Path) -> None:
    """Rename within one folder to a name that is free. Raises FileExistsError where it is not."""
    with Place(source.parent) as place:
        _rename_new(place._fd, source.name, target.name)  # noqa: SLF001 - of the same module
        _fsync(place._fd)  # noqa: SLF001


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder beside the wanted one, which takes its name when all went well and is gone when not. Raises VaultExists."""
    half = folder.with_name(f"{folder.name}.{uuid.uuid4().hex[:8]}.new")
    with told():
        folder.parent.mkdir(parents=True, exist_ok=True)
        half.mkdir(mode=0o700)
    try:
        yield half
        with told(), suppress(FileExistsError):
            move_new(half, folder)
    finally:
        is_moved = not half.exists()
        if not is_moved:
            shutil.rmtree(half, ignore_errors=True)
    if not is_moved:
        raise VaultExists


def _fsync(folder: int) -> None:
    try:
        os.fsync(folder)
    except OSError as error:
        # Some drivers cannot do this to a folder; they write names at once.
        if error.errno not in _CANNOT:
            raise


def _rename_new(folder: int, source: str, target: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.renameat2(folder, os.fsencode(source), folder, os.fsencode(target), _NOREPLACE) == 0:
        return
    code = ctypes.get_errno()
    if code not in _CANNOT:
        raise OSError(code, os.strerror(code))
    _link_new(folder, source, target)


def _link_new(folder: int, source: str, target: str) -> None:
    """For file systems that cannot rename without replacing: a link refuses a name that is taken, too."""
    try:
        os.link(source, target, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # Neither can this one (some FUSE drivers). The name holds eight random digits, so nobody else took it.
        if _exists(folder, target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        os.rename(source, target, src_dir_fd=folder, dst_dir_fd=folder)
    else:
        os.unlink(source, dir_fd=folder)


def _exists(folder: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True
