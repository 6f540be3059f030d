"""Sticks that a test puts in and takes out; each is a folder."""

from pathlib import Path

from desktop.devices.drives import Drive


class Plugs:
    """Which sticks are in, as the program sees them."""

    def __init__(self, place: Path) -> None:
        self.place, self.sticks, self.closed = place, list[Drive](), 0
        self.lets_go = True

    def put_in(self, name: str, **facts) -> Path:
        """A stick of this name is in from now on; its folder."""
        folder = self.place / name
        folder.mkdir(exist_ok=True)
        usual = {
            "file_system": "vfat", "free_bytes": 10**10, "total_bytes": 10**10, "is_read_only": False, "is_encrypted": False,
            "is_system_disk": False, "holds_foreign_files": False, "holds_unfinished_backup": False, "uuid": f"UUID-{name}",
        }  # fmt: skip
        self.sticks.append(Drive(path=folder, label=name, **usual | facts))
        return folder

    def take_out(self, name: str) -> None:
        """It is pulled out."""
        self.sticks = [stick for stick in self.sticks if stick.label != name]

    def drive_of(self, path: Path, _disks: object = None) -> Drive | None:
        """The stick a folder lies on."""
        return next((stick for stick in self.sticks if path.is_relative_to(stick.path)), None)

    def eject(self, drive: Drive) -> bool:
        """Let go of it, if this computer lets."""
        if self.lets_go:
            self.sticks.remove(drive)
            self.closed += 1
        return self.lets_go
