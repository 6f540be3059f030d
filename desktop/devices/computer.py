"""What on this computer can leak, and whether a protection holds."""

import os
import time
from pathlib import Path

from desktop import guard, resources
from desktop.devices import onlookers, printers, whereabouts
from desktop.devices.disks import Disks
from desktop.devices.spooler import Way
from desktop.guard import Measure

_FILE_LISTS = ("var/lib/plocate/plocate.db", "var/lib/mlocate/mlocate.db", "var/cache/locate/locatedb")


def measures(root: Path = Path("/"), vault: Path | None = None) -> tuple[Measure, ...]:
    """Every protection of this process and this computer, with what was found. Nothing is changed, nothing is started.

    `vault` is the folder of the vault she works with, if that is known.
    """
    disks = Disks(root)
    return (
        *guard.measures(),
        _swap(disks),
        _spool(disks),
        _hibernation(disks),
        _thumbnails(disks),
        *onlookers.measures(root),
        _screen(),
        *whereabouts.measures(disks, Path.home().resolve(), vault.resolve() if vault else None),
        _file_lists(disks),
        _crash_reporter(disks),
        _printers(),
        _clock(),
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
    """Impossible where the kernel cannot, may not, or has no place on a disk to put the memory; asked as if a vault were open."""
    held = guard.refuse_hibernation()
    states, ways = _words(disks.root / "sys/power/state"), _words(disks.root / "sys/power/disk")
    if held is not None:
        os.close(held)
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


def _screen() -> Measure:
    """Under X11 every program of this user sees every window and every key; under Wayland none does."""
    if os.environ.get("WAYLAND_DISPLAY") and not os.environ.get("QT_QPA_PLATFORM", "").startswith("xcb"):
        return Measure("screen", on=True)
    return Measure("screen", on=False if os.environ.get("DISPLAY") else None)


def _file_lists(disks: Disks) -> Measure:
    found = tuple(Path(place).name for place in _FILE_LISTS if os.access(disks.root / place, os.F_OK))
    return Measure("file-lists", on=not found, facts=found)


def _crash_reporter(disks: Disks) -> Measure:
    """A program that the kernel hands the memory of every program that breaks (core(5)); ours is kept from it."""
    words = _words(disks.root / "proc/sys/kernel/core_pattern")
    if not words:
        return Measure("crash-reporter", on=None)
    piped = words[0].startswith("|")
    return Measure("crash-reporter", on=not piped, facts=(Path(words[0][1:]).name or " ".join(words[1:2]),) if piped else ())


def _printers() -> Measure:
    """Queues that send a document over a network or write it to a file."""
    found = tuple(printer.name for printer in printers.printers() if printer.way is not Way.CABLE)
    return Measure("printers", on=not found, facts=found)


def _clock() -> Measure:
    """A clock that stands before the day this program was made has been reset; terms would be counted from a wrong today."""
    return Measure("clock", on=time.time() >= resources.ROOT.stat().st_mtime)


def _words(file: Path) -> list[str]:
    return " ".join(_lines(file)).split()


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
