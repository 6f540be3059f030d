"""Letting go of a stick, so that it may be taken out."""

from pathlib import Path

from desktop.devices import disks, programs
from desktop.devices.drives import Drive

_PATIENCE = 120.0  # seconds: a slow stick writes for a while what the system held back


def eject(drive: Drive) -> bool:
    """Unmount the stick, and switch it off where that can be done; True once nothing of it is mounted any more.

    udisks2 is asked where it is there, else `umount`, which an ordinary user may seldom use. What was written is on the stick either way.
    """
    programs.run(["udisksctl", "unmount", "--no-user-interaction", "-b", drive.node], patience_seconds=_PATIENCE)
    if _is_mounted(drive.path):
        programs.run(["umount", "--", str(drive.path)], patience_seconds=_PATIENCE)
    if _is_mounted(drive.path):
        return False
    # Some readers and hubs cannot be switched off; taken out it may be all the same.
    programs.run(["udisksctl", "power-off", "--no-user-interaction", "-b", drive.node], patience_seconds=_PATIENCE)
    return True


def _is_mounted(path: Path) -> bool:
    return any(mount.path == path for mount in disks.Disks().mounts)
