"""A computer made of files: mounts, disks and swap as the kernel would show them."""

from pathlib import Path


class Computer:
    """The root folder of a made-up computer, filled bit by bit."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mounts: list[str] = []
        self.write("proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n")

    def write(self, name: str, text: str = "") -> Path:
        """A file below the root."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def block(self, name: str, numbers: str, *, on: str = "", bus: str = "pci0", uuid: str = "", lies_on: str = "") -> None:
        """A block device: a disk, a partition `on` a disk, or a mapping (with `uuid`) that `lies_on` another device."""
        place = self.root / "sys/class/block" / on if on else self.root / "sys/devices" / bus / "block"
        folder = place.resolve() / name
        folder.mkdir(parents=True)
        (folder / "removable").write_text("0\n")
        if on:
            (folder / "partition").write_text("1\n")
        if uuid:
            (folder / "dm").mkdir()
            (folder / "dm/uuid").write_text(uuid + "\n")
        (folder / "slaves").mkdir()
        if lies_on:
            (folder / "slaves" / lies_on).symlink_to((self.root / "sys/class/block" / lies_on).resolve())
        for link in (self.root / "sys/dev/block" / numbers, self.root / "sys/class/block" / name):
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(folder)
        self.write(f"dev/{name}")

    def mount(
        self, numbers: str, path: Path | str, kind: str = "ext4", source: str = "/dev/x", options: str = "rw", whole: str = "/"
    ) -> None:
        """A mount, told as in /proc/self/mountinfo."""
        there = str(path).replace(" ", "\\040")
        self.mounts.append(f"36 35 {numbers} {whole} {there} {options},relatime shared:1 - {kind} {source} {options}\n")
        self.write("proc/self/mountinfo", "".join(self.mounts))

    def swap(self, place: str) -> None:
        """A swap device or file."""
        file = self.root / "proc/swaps"
        file.write_text(file.read_text() + f"{place} partition 1 0 -2\n")
