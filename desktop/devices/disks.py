"""What the kernel tells of mounts and block devices: what lies on which, and whether it is encrypted."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# File systems that live in memory.
_IN_MEMORY = frozenset({"tmpfs", "ramfs"})


@dataclass(frozen=True)
class Mount:
    """A mounted file system: its device numbers (`8:17`), where it is mounted, what it is."""

    device: str
    path: Path
    file_system: str
    source: str
    is_read_only: bool
    is_whole: bool

    @property
    def is_in_memory(self) -> bool:
        """Whether what is written there never reaches a disk (swap apart)."""
        return self.file_system in _IN_MEMORY


@dataclass(frozen=True)
class Disks:
    """The mounts and block devices of the computer whose root is `root`."""

    root: Path = Path("/")

    @cached_property
    def mounts(self) -> tuple[Mount, ...]:
        """Every mount this process sees, the last one mounted last."""
        try:
            lines = (self.root / "proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
        except OSError:
            return ()
        return tuple(mount for mount in map(_mount, lines) if mount)

    def mount_of(self, path: Path) -> Mount | None:
        """The mount a path lies on."""
        holding = [mount for mount in self.mounts if path.is_relative_to(mount.path)]
        # Of those at the same place the last one covers the others.
        return max(enumerate(holding), key=lambda pair: (len(pair[1].path.parts), pair[0]))[1] if holding else None

    def block(self, device: str) -> Path | None:
        """The kernel's folder of a block device, given as `8:17`; None for what is no block device (btrfs, network, memory)."""
        folder = self.root / "sys/dev/block" / device
        return folder.resolve() if folder.exists() else None

    def block_named(self, node: str) -> Path | None:
        """The kernel's folder of a block device, given as `/dev/sda1` or `/dev/mapper/…`."""
        if not node.startswith("/dev/"):
            return None
        name = Path(self.root / node.lstrip("/")).resolve().name
        folder = self.root / "sys/class/block" / name
        return folder.resolve() if folder.exists() else None

    def below(self, block: Path) -> tuple[Path, ...]:
        """The device itself with everything it lies on: partition, disk, the parts of a mapped device."""
        found = [block]
        if (block / "partition").exists():
            found += [block.parent]
        for slave in sorted((block / "slaves").glob("*")):
            found += self.below(slave.resolve())
        return tuple(found)

    def is_encrypted(self, block: Path) -> bool:
        """Whether a device lies, somewhere on its way down, on a dm-crypt mapping."""
        return any(_word(each / "dm/uuid").startswith("CRYPT-") for each in self.below(block))

    def is_removable(self, block: Path) -> bool:
        """Whether the device comes and goes: a stick, a card, a disk on a USB cable."""
        return any(
            _word(each / "removable") == "1" or re.search(r"/usb\d+/", str(each)) or _word(each / "device/type") == "SD"
            for each in self.below(block)
        )

    def turns(self, block: Path) -> bool:
        """Whether a device lies on disks that turn, and on nothing else: no SSD, no stick, no card."""
        disks = self.disks_below(block)
        return bool(disks) and all(_word(each / "queue/rotational") == "1" for each in disks) and not self.is_removable(block)

    def has_medium(self, block: Path) -> bool:
        """Whether there is anything in it: a reader without a card is a disk of no size, and so is a loop device nobody uses."""
        return _word(block / "size") not in {"", "0"}

    def disks_below(self, block: Path) -> frozenset[Path]:
        """The whole disks a device lies on."""
        return frozenset(each for each in self.below(block) if not (each / "partition").exists() and not any((each / "slaves").glob("*")))


def _mount(line: str) -> Mount | None:
    # proc(5): 36 35 98:0 /root /mount options … - type source superoptions
    before, _dash, after = line.partition(" - ")
    places, kinds = before.split(), after.split()
    if len(places) < 6 or len(kinds) < 2:
        return None
    options = {*places[5].split(","), *(kinds[2].split(",") if len(kinds) > 2 else ())}
    return Mount(places[2], Path(_plain(places[4])), kinds[0], _plain(kinds[1]), "ro" in options, places[3] == "/")


def _plain(escaped: str) -> str:
    # The kernel writes a blank in a path as \040.
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), escaped)


def _word(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError:
        return ""
