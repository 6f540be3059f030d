"""What on this computer can leak, and whether a protection holds."""

import os
from collections.abc import Iterator
from pathlib import Path

from desktop import guard
from desktop.devices import printers
from desktop.devices.disks import Disks
from desktop.guard import Measure

# The kernel keeps the first 15 letters of a program's name.
_INDEXERS = frozenset(
    {
        "baloo_file",
        "baloo_file_extr",
        "tracker-miner-f",
        "tracker-extract",
        "localsearch-3",
        "localsearch-ext",
        "recollindex",
        "zeitgeist-daemo",
    }
)
_CLIPBOARD_MANAGERS = frozenset(
    {
        "klipper",
        "plasmashell",
        "copyq",
        "parcellite",
        "clipit",
        "gpaste-daemon",
        "diodon",
        "xfce4-clipman",
        "cliphist",
        "greenclip",
        "clipmenud",
        "clipcatd",
        "qlipper",
    }
)
_SCREEN_READERS = frozenset({"orca", "brltty", "espeakup", "kmag", "speakup"})


def measures(root: Path = Path("/")) -> tuple[Measure, ...]:
    """Every protection of this process and this computer, with what was found. Nothing is changed, nothing is started."""
    disks, running = Disks(root), frozenset(_programs(root))
    return (
        *guard.measures(),
        _swap(disks),
        _spool(disks),
        _hibernation(disks),
        _thumbnails(disks),
        _none_of("indexers", _INDEXERS, running),
        _none_of("clipboard-manager", _CLIPBOARD_MANAGERS, running),
        _none_of("screen-reader", _SCREEN_READERS, running),
    )


def _swap(disks: Disks) -> Measure:
    found = {place: _is_safe_swap(disks, place) for place in _swaps(disks.root)}
    leaking = tuple(place for place, safe in found.items() if safe is False)
    if leaking:
        return Measure("swap", on=False, facts=leaking)
    return Measure("swap", on=None if None in found.values() else True, facts=tuple(place for place, safe in found.items() if safe is None))


def _swaps(root: Path) -> list[str]:
    return [line.split()[0].replace("\\040", " ") for line in _lines(root / "proc/swaps")[1:] if line.strip()]


def _is_safe_swap(disks: Disks, place: str) -> bool | None:
    """Whether pages swapped to `place` (a device or a file) stay in memory or are encrypted."""
    block = disks.block_named(place)
    if block is None and not place.startswith("/dev/"):
        mount = disks.mount_of(Path(place))
        # btrfs gives its files device numbers of its own, but names the device it lies on.
        block = (disks.block(mount.device) or disks.block_named(mount.source)) if mount else None
    if block is None:
        return None
    if block.name.startswith("zram"):
        behind = "".join(_lines(block / "backing_dev")) or "none"
        return True if behind == "none" else _is_safe_swap(disks, behind)
    return disks.is_encrypted(block)


def _spool(disks: Disks) -> Measure:
    spool = disks.root / "var/spool/cups"
    mount = disks.mount_of(Path("/var/spool/cups"))
    if not os.access(spool, os.F_OK) or (mount and mount.is_in_memory):
        return Measure("spool", on=True)
    keeps = printers.spool_keeps_files(disks.root / "etc/cups/cupsd.conf")
    return Measure("spool", on=None if keeps is None else not keeps)


def _hibernation(disks: Disks) -> Measure:
    """Impossible where the kernel cannot, may not, or has no place on a disk to put the memory."""
    states, ways = _words(disks.root / "sys/power/state"), _words(disks.root / "sys/power/disk")
    places = tuple(place for place in _swaps(disks.root) if not Path(place).name.startswith("zram"))
    possible = "disk" in states and "[disabled]" not in ways and bool(places)
    return Measure("hibernation", on=not possible, facts=places if possible else ())


def _thumbnails(disks: Disks) -> Measure:
    """Programs that make small pictures of what a folder holds, and a place on a disk to keep them."""
    makers = tuple(sorted(file.stem for file in (disks.root / "usr/share/thumbnailers").glob("*.thumbnailer")))
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "thumbnails"
    mount = disks.mount_of(cache.resolve())
    kept_nowhere = (os.access(cache, os.F_OK) and not os.access(cache, os.W_OK)) or bool(mount and mount.is_in_memory)
    return Measure("thumbnails", on=not makers or kept_nowhere, facts=() if kept_nowhere else makers)


def _none_of(id: str, unwanted: frozenset[str], running: frozenset[str]) -> Measure:
    found = tuple(sorted(unwanted & running))
    return Measure(id, on=not found, facts=found)


def _programs(root: Path) -> Iterator[str]:
    # Braille terminals run for the whole computer, so programs of the administrator count, too.
    for name in root.glob("proc/[0-9]*/comm"):
        yield from _lines(name)


def _words(file: Path) -> list[str]:
    return " ".join(_lines(file)).split()


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
