"""The folders she works in: whether they lie encrypted, and whether another program carries them away."""

import os
from collections.abc import Iterator
from pathlib import Path

from desktop.devices.disks import Disks
from desktop.guard import Measure

# File systems that are another computer's, or behind which a program can be anything.
_ELSEWHERE = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse"})
_ENCRYPTING = frozenset({"ecryptfs", "fuse.gocryptfs", "fuse.cryfs", "fuse.encfs"})

# What programs leave in a folder that they carry to other computers, and how they call it in the home directory.
_LEFT_BY_SYNC = (
    ".dropbox", ".dropbox.cache", ".stfolder", ".sync/ID", ".nextcloudsync.log", ".owncloudsync.log", ".tmp.drivedownload", ".seafile-data",
    ".MEGAignore", ".debris",
)  # fmt: skip
_NAMED_BY_SYNC = frozenset(
    {"dropbox", "nextcloud", "owncloud", "onedrive", "google drive", "googledrive", "yandex.disk", "mega", "megasync", "icloud", "pcloud",
     "pclouddrive", "seafile", "insync", "sync", "mail.ru cloud"}
)  # fmt: skip


def measures(disks: Disks, home: Path, vault: Path | None) -> Iterator[Measure]:
    """Whether the home folder is encrypted, and whether the vault lies where a program carries it away."""
    yield Measure("disk-encryption", is_encrypted(disks, home))
    if vault is not None:
        found = tuple(_carried_by(disks, vault, home))
        yield Measure("sync-folder", on=not found, facts=found)


def is_encrypted(disks: Disks, place: Path) -> bool | None:
    """Whether what is written to `place` reaches no disk in the clear; None where that cannot be known."""
    mount = disks.mount_of(place)
    if mount is None:
        return None
    if mount.is_in_memory or mount.file_system in _ENCRYPTING:
        return True
    block = disks.block(mount.device) or disks.block_named(mount.source)
    return None if block is None else disks.is_encrypted(block)


def _carried_by(disks: Disks, vault: Path, home: Path) -> Iterator[str]:
    """What takes the vault to another computer: a file system that is one, or a folder of a program for that."""
    mount = disks.mount_of(vault)
    if mount is not None and mount.file_system in _ELSEWHERE:
        yield mount.file_system
    for folder in (vault, *vault.parents):
        named = folder.parent == home and folder.name.casefold() in _NAMED_BY_SYNC
        if named or any(os.access(disks.root / str(folder).lstrip("/") / left, os.F_OK) for left in _LEFT_BY_SYNC):
            yield folder.name
            return
