"""The folder scans arrive in, and what becomes of a file outside once it is sealed inside: overwritten once, and deleted."""

import os
import stat
import time
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from desktop.devices.disks import Disks
from desktop.domain.attachments import Attachment
from desktop.domain.progress import Report, silent
from desktop.operations.attachments import attach
from desktop.operations.settings import set_setting
from desktop.storage import settings
from desktop.storage.disk import told_of_place
from desktop.storage.vault import Vault

FOLDER = "papers.scans"
_SETTLED = 3  # seconds since a file was written last: a scanner may not be done with a younger one
_PIECE = 1024 * 1024
# They write a file anew where it lies; others put what is new elsewhere and leave the old.
_IN_PLACE = frozenset({"ext2", "ext3", "ext4", "vfat", "exfat", "msdos", "ntfs", "ntfs3", "hfsplus", "xfs"})


class Sureness(StrEnum):
    """How surely what is deleted in a folder is gone."""

    MEMORY = "memory"  # it never lay on a disk
    OVERWRITTEN = "overwritten"  # a disk that turns, and writes where the file lies
    ENCRYPTED = "encrypted"  # remains may be left, as shut as the disk is
    REMAINS = "remains"  # remains may be left, and whoever has the disk may find them


def folder(vault: Vault) -> Path | None:
    """The folder that is emptied into the vault; None where she chose none."""
    kept = settings.read(vault, FOLDER)
    return Path(kept) if kept else None


def set_folder(vault: Vault, path: Path | None) -> None:
    """Keep which folder is emptied into the vault; None for none any more."""
    set_setting(vault, FOLDER, str(path) if path else "")


def waiting(path: Path) -> tuple[Path, ...]:
    """The files that lie ready there, the oldest first: no folders, no links, nothing hidden, nothing that is still being written."""
    now, found = time.time(), list[tuple[float, str]]()
    with suppress(OSError), os.scandir(path) as entries:
        for entry in entries:
            with suppress(OSError):
                about = entry.stat(follow_symlinks=False)
                is_ready = stat.S_ISREG(about.st_mode) and about.st_size > 0 and not -_SETTLED < now - about.st_mtime < _SETTLED
                if is_ready and not entry.name.startswith(".") and not entry.name.endswith((".part", ".tmp", ".crdownload")):
                    found.append((about.st_mtime, entry.name))
    return tuple(path / name for _, name in sorted(found))


def take_in(vault: Vault, case: str, path: Path, report: Report = silent) -> Attachment:
    """Seal a file as a paper of the case, read it back, and only then erase it outside. Raises what `attach` and `erase` raise."""
    paper = attach(vault, case, path, report)
    erase(path)
    return paper


def erase(path: Path) -> None:
    """Overwrite a file once where it lies, and delete it. What a disk keeps elsewhere of it stays (`sureness`).

    Raises TargetReadOnly, DiskFailed.
    """
    with told_of_place():
        with path.open("r+b", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            for start in range(0, size, _PIECE):
                file.write(bytes(min(_PIECE, size - start)))
            os.fsync(file.fileno())
        path.unlink()


def sureness(path: Path, disks: Disks | None = None) -> Sureness:
    """How surely a file deleted there is gone, as far as this computer tells."""
    disks = disks or Disks()
    mount = disks.mount_of(path.resolve())
    if mount is None:
        return Sureness.REMAINS
    if mount.is_in_memory:
        return Sureness.MEMORY
    block = disks.block(mount.device)
    if block is None:
        return Sureness.REMAINS
    if disks.is_encrypted(block):
        return Sureness.ENCRYPTED
    return Sureness.OVERWRITTEN if disks.turns(block) and mount.file_system in _IN_PLACE else Sureness.REMAINS
