"""Sticks, cards and disks on a cable: where a backup can go."""

import ctypes
import os
import re
from dataclasses import dataclass
from pathlib import Path

from desktop.devices.disks import Disks, Mount

# What a backup of ours is called, and the papers beside it.
_OURS = re.compile(r".+-[0-9a-f]{8}-\d{8}-\d{4}\.(backup|tar\.age)(\.\d{3})?(\.part)?|.+-papers")
# What operating systems leave on every stick.
_NOBODYS = re.compile(
    r"lost\+found|System Volume Information|\$RECYCLE\.BIN|\.Trash-\d+|\.Trashes|\.fseventsd|\.Spotlight-V100", re.IGNORECASE
)
_BEGUN = re.compile(r".+\.backup(\.\d{3})?\.part")

# What the size of a file is told in: 32 bits.
_LARGEST_FILE = {"vfat": 4 * 1024**3 - 1, "msdos": 4 * 1024**3 - 1}


@dataclass(frozen=True)
class Drive:
    """A file system that can be carried away, as it is mounted now. Sizes are bytes.

    `uuid` is what the file system was given when it was made, the same wherever the stick is put in; empty where it has none.
    `node` is the device as the desktop knows it, `/dev/sdb1`.
    """

    path: Path
    label: str
    file_system: str
    free_bytes: int
    total_bytes: int
    is_read_only: bool
    is_encrypted: bool
    is_system_disk: bool
    holds_foreign_files: bool
    holds_unfinished_backup: bool
    uuid: str = ""
    node: str = ""


def drives(disks: Disks | None = None) -> tuple[Drive, ...]:
    """The removable drives that are mounted, by the place they are mounted at."""
    disks = disks or Disks()
    seen: dict[str, Drive] = {}
    for mount in disks.mounts:
        block = disks.block(mount.device)
        # One stick can be mounted in several places, and parts of it elsewhere: the first whole one counts.
        if block and mount.is_whole and mount.device not in seen and disks.is_removable(block):
            seen[mount.device] = _drive(disks, mount, block)
    return tuple(sorted(seen.values(), key=lambda drive: drive.path))


def closed_sticks(disks: Disks | None = None) -> int:
    """How many sticks are in the computer with nothing of them mounted: nobody has opened them, or they were ejected."""
    disks = disks or Disks()
    mounted = {whole for mount in disks.mounts if (block := disks.block(mount.device)) for whole in disks.disks_below(block)}
    whole_disks = (folder.resolve() for folder in sorted((disks.root / "sys/class/block").glob("*")))
    return sum(
        1
        for block in whole_disks
        if not (block / "partition").exists() and disks.is_removable(block) and disks.has_medium(block) and block not in mounted
        if not block.name.startswith("sr")  # a drive for discs says that it has a size without one
    )


def signs(disks: Disks | None = None) -> str:
    """Something that is another text as soon as a stick was put in, opened, closed or taken out; quick."""
    disks = disks or Disks()
    mounted = (f"{mount.device} {mount.path} {mount.is_read_only}" for mount in disks.mounts)
    return "\n".join((*mounted, *sorted(_names(disks.root / "sys/class/block"))))


def largest_file(folder: Path, disks: Disks | None = None) -> int | None:
    """How many bytes a file in this folder may have; None where that is no matter."""
    mount = (disks or Disks()).mount_of(folder.resolve())
    return _LARGEST_FILE.get(mount.file_system) if mount else None


def drive_of(path: Path, disks: Disks | None = None) -> Drive | None:
    """The removable drive a folder lies on; None for a folder of this computer's own disk."""
    disks = disks or Disks()
    mount = disks.mount_of(path.resolve())
    return next((drive for drive in drives(disks) if mount and drive.path == mount.path), None)


def stick_of(path: Path, disks: Disks | None = None) -> Mount | None:
    """Where the stick is mounted that a file lies on; None for a file of this computer's own disk."""
    disks = disks or Disks()
    mount = disks.mount_of(path.resolve())
    block = disks.block(mount.device) if mount else None
    return mount if block and disks.is_removable(block) else None


def is_plugged(stick: Mount, disks: Disks | None = None) -> bool:
    """Whether the stick is still in the computer, and still mounted."""
    disks = disks or Disks()
    # A stick that was pulled out without a word may stay mounted, with no device behind it.
    return disks.block(stick.device) is not None and any(mount.device == stick.device for mount in disks.mounts)


def free_bytes(path: Path) -> int:
    """What an ordinary user may still write where `path` lies. Raises OSError where it is gone."""
    there = os.statvfs(path)
    return there.f_bavail * there.f_frsize


def is_empty(folder: Path) -> bool:
    """Whether nothing lies in a folder but what operating systems leave on every stick. Raises OSError where it is gone."""
    return all(_NOBODYS.fullmatch(path.name) for path in folder.iterdir())


def flush(path: Path) -> None:
    """Wait until everything written where `path` lies has reached the medium. Raises OSError where it did not."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
    finally:
        os.close(descriptor)


def _drive(disks: Disks, mount: Mount, block: Path) -> Drive:
    names = _names(mount.path)
    try:
        there = os.statvfs(mount.path)
        free, total = there.f_bavail * there.f_frsize, there.f_blocks * there.f_frsize
    except OSError:
        free = total = 0
    return Drive(
        path=mount.path,
        label=_named_by(disks, block, "by-label") or mount.path.name,
        file_system=mount.file_system,
        free_bytes=free,
        total_bytes=total,
        is_read_only=mount.is_read_only,
        is_encrypted=disks.is_encrypted(block),
        is_system_disk=_is_system_disk(disks, block),
        holds_foreign_files=any(not _OURS.fullmatch(name) and not _NOBODYS.fullmatch(name) for name in names),
        holds_unfinished_backup=any(_BEGUN.fullmatch(name) for name in names),
        uuid=_named_by(disks, block, "by-uuid"),
        node=f"/dev/{block.name}",
    )


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are wanted, not paths
    except OSError:
        return []


def _named_by(disks: Disks, block: Path, how: str) -> str:
    # udev names the device by its label and by its UUID, and writes a blank as \x20.
    for link in sorted((disks.root / "dev/disk" / how).glob("*")):
        if link.resolve().name == block.name:
            return link.name.encode().decode("unicode_escape").encode("latin-1", "replace").decode("utf-8", "replace")
    return ""


def _is_system_disk(disks: Disks, block: Path) -> bool:
    system = [disks.block(mount.device) for mount in disks.mounts if mount.path in {Path("/"), Path("/boot"), Path("/home"), Path("/usr")}]
    return any(disks.disks_below(block) & disks.disks_below(other) for other in system if other)
